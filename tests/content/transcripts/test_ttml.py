"""TTML: times in every form, speakers, line breaks, and XML that means harm."""

import pytest

from tests.content.transcripts.reading import advice, read, refusal, said, words

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="30" ttp:tickRate="1000" xml:lang="en">\n'
)


def ttml(body: str, head: str = "") -> str:
    return f"{HEAD}<head>{head}</head><body><div>{body}</div></body></tt>"


@pytest.mark.parametrize(
    ("times", "start", "end"),
    [
        ('begin="00:00:05.5" end="00:00:07"', 5.5, 7),
        ('begin="5.5s" end="7s"', 5.5, 7),
        ('begin="5500ms" dur="1500ms"', 5.5, 7),
        ('begin="5500t" end="7000t"', 5.5, 7),
        ('begin="165f" end="00:00:07:00"', 5.5, 7),
        ('begin="00:00:05:15" end="0.1m"', 5.5, 6),
    ],
)
def test_times_are_read_in_every_form(times: str, start: float, end: float) -> None:
    assert said(ttml(f"<p {times}>Hello.</p>")) == [(start, end, "", "Hello.")]
    assert read(ttml(f"<p {times}>Hello.</p>")).shape == "TTML"


def test_breaks_spans_and_speakers_are_read_and_the_head_is_not() -> None:
    text = ttml(
        '<p begin="1s" end="3s" ttm:agent="a">One <span style="s">two</span><br/>\n   three</p>'
        '<!-- private --><p begin="4s" end="5s">&lt;here&gt;&nbsp;&amp; there</p>',
        '<metadata><ttm:title>private</ttm:title><ttm:agent xml:id="a"><ttm:name>Ann Lee</ttm:name></ttm:agent>'
        "</metadata><styling>private</styling>",
    )
    assert said(text) == [(1, 3, "Ann Lee", "One two\nthree"), (4, 5, "", "<here> & there")]


def test_spans_with_times_are_cues_and_count_from_what_they_stand_in() -> None:
    text = ttml(
        '<p begin="10s" end="20s"><span begin="0s" end="2s">One</span> <span begin="2s" end="4s">two</span></p>'
    )
    assert said(text) == [(10, 12, "", "One"), (12, 14, "", "two")]


def test_a_time_that_cannot_be_read_keeps_its_words() -> None:
    text = ttml('<p begin="1s" end="3s">One</p><p begin="soon">two</p>')
    assert words(text) == ["One", "two"]
    assert len(advice(text)) == 1


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    text = ttml('<p begin="1s" end="3s">One</p>\n<p begin="4s" end="5s">two').removesuffix("</div></body></tt>")
    assert words(text) == ["One", "two"]
    assert advice(text) == [
        (4, "Export the transcript again. The file is damaged here, and what follows was not read.")
    ]


def test_entities_are_never_expanded_and_nothing_is_fetched() -> None:
    for dtd in (
        '<!DOCTYPE tt [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE tt [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE tt [<!ENTITY % a SYSTEM "http://127.0.0.1:1/x"> %a;]>',
    ):
        text = ttml('<p begin="1s" end="3s">&a;</p>').replace("<tt ", f"{dtd}<tt ", 1)
        assert (
            refusal(text) == "Export the transcript again. This file defines entities (<!ENTITY), which are not read."
        )


def test_what_is_nested_without_end_is_refused() -> None:
    assert "nested over 200 deep" in refusal(ttml("<span>" * 100_000))
