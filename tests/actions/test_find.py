"""Search as a reader meets it: what is found, in which order, why, and how it narrows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as habits
from hypothesis import strategies as st

from library.actions.find import FACET_AXES, MAX_QUERY, SearchRequest, find
from library.actions.library import Library
from library.actions.search_lists import MAX_PAGE, PAGE_SIZE
from library.actions.search_results import FacetValue, SearchPage
from library.model.characters import visible_line
from library.model.viewer import ANYBODY
from library.search.words import fold
from tests.making import Making, found


def search(making: Making, text: str = "", sort: str = "relevance", page: int = 1, **filters: str) -> SearchPage:
    chosen = {axis: frozenset(values.split()) for axis, values in filters.items()}
    return find(making.library, ANYBODY, SearchRequest(text, chosen, sort, page))


def slugs(page: SearchPage) -> list[str]:
    return [result.card.slug for result in page.results]


def values(page: SearchPage, axis: str) -> list[tuple[str, int, bool]]:
    return [(value.id, value.count, value.selected) for value in page.facets[axis]]


def test_the_documents_with_every_word_are_counted(making: Making) -> None:
    for number in range(3):
        making.write(f"both-{number}", "Kettle and door.\n")
    making.write("kettle", "A kettle.\n")
    making.write("neither", "Nothing.\n")
    making.publish()
    page = search(making, "kettle door")
    assert (page.total, page.with_every_word, page.relaxed) == (4, 3, True)
    page = search(making, "kettle")
    assert (page.total, page.with_every_word, page.relaxed) == (4, 4, False)


def test_covering_more_of_a_query_counts(making: Making) -> None:
    making.write("both", "The kettle stood far from the door, in a long, long paragraph of many other words.\n")
    making.write("kettle", "Kettle, kettle, kettle.\n")
    making.write("door", "A door.\n")
    making.write("neither", "Nothing.\n")
    making.publish()
    page = search(making, "kettle door")
    assert (slugs(page)[0], sorted(slugs(page)), page.relaxed) == ("both", ["both", "door", "kettle"], True)


def test_each_result_names_the_words_that_it_lacks(making: Making) -> None:
    making.write("both", "The kettle stood by the door.\n")
    making.write("kettle", "A kettle.\n")
    making.write("door", "A door.\n")
    making.publish()
    lacking = {result.card.slug: result.lacking for result in search(making, "kettle OR urn door").results}
    assert lacking == {"both": (), "kettle": ("door",), "door": ("kettle OR urn",)}


def test_an_ordinary_word_of_a_query_is_not_enough(making: Making) -> None:
    making.write("fostered", "She went into foster care.\n")
    for number in range(20):
        making.write(f"care-{number}", "Care at home.\n")
    making.write("other", "Nothing.\n")
    making.publish()
    assert slugs(search(making, "foster care")) == ["fostered"]


def test_an_ordinary_word_is_not_enough_where_nothing_has_the_other_word(making: Making) -> None:
    for number in range(60):
        making.write(f"care-{number}", "Care at home.\n")
    making.write("other", "Nothing.\n")
    making.publish()
    assert search(making, "zyzzyva care").total == 0


@pytest.mark.parametrize("text", ["anything about foxgloves", "im picking foxgloves", "foxgloves with anybody"])
def test_words_that_say_nothing_are_not_enough(making: Making, text: str) -> None:
    making.write("foxgloves", "Foxgloves by the gate.\n")
    for number in range(4):
        making.write(f"filler-{number}", "I'm not saying anything to anybody.\n")
    for number in range(10):
        making.write(f"other-{number}", "A kettle.\n")
    making.publish()
    assert slugs(search(making, text)) == ["foxgloves"]


def test_another_spelling_that_says_nothing_makes_no_filler_of_a_word(making: Making) -> None:
    making.write("overall", "Foxgloves, overalls and an overall view.\n")
    making.write("apart", "The kettle was over all the others.\n")
    for number in range(10):
        making.write(f"other-{number}", "Foxgloves by the gate.\n")
    making.publish()
    assert slugs(search(making, "overall kettle"))[:1] == ["apart"]
    assert "overall" in slugs(search(making, "overall kettle"))


def test_words_that_say_nothing_are_found_by_themselves(making: Making) -> None:
    making.write("filler", "Not saying anything to anybody.\n")
    making.write("other", "A kettle.\n")
    making.publish()
    assert slugs(search(making, "anything anybody")) == ["filler"]


def test_an_exclusion_holds_when_a_search_is_relaxed(making: Making) -> None:
    making.write("one", "Kettle and hospital.\n")
    making.write("two", "Kettle.\n")
    making.publish()
    assert slugs(search(making, "kettle door -hospital")) == ["two"]


def test_what_is_enough_is_decided_before_filters(making: Making) -> None:
    making.write("fostered", "Foster care.\n", themes="[time]")
    for number in range(20):
        making.write(f"care-{number}", "Care at home.\n", themes="[strengths]")
    making.publish()
    assert search(making, "foster care", theme="strengths").total == 0


def test_results_come_in_pages_of_ten(making: Making) -> None:
    for number in range(23):
        making.write(
            f"story-{number:02}", "Kettle.\n", title=f"Story {number:02}", published=f"2026-01-{number + 1:02}"
        )
    making.publish()
    pages = [search(making, "kettle", "title", number) for number in (1, 2, 3)]
    assert [len(page.results) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 3]
    assert [slug for page in pages for slug in slugs(page)] == [f"story-{number:02}" for number in range(23)]
    assert {(page.total, page.pages) for page in pages} == {(23, 3)}
    assert [search(making, "kettle", page=page).page for page in (-1, 0, 1, 3, 4, 10**9)] == [1, 1, 1, 3, 3, 3]
    newest = [slug for number in (1, 2, 3) for slug in slugs(search(making, "kettle", "newest", number))]
    assert newest == [f"story-{number:02}" for number in reversed(range(23))]


def test_every_result_stands_on_one_page_of_a_relaxed_search(making: Making) -> None:
    making.write("both", "Kettle and door.\n")
    for number in range(14):
        making.write(f"kettle-{number:02}", "Kettle.\n")
        making.write(f"door-{number:02}", "Door, " * (number + 1) + "\n")
    making.publish()
    pages = [search(making, "kettle door", page=number) for number in (1, 2, 3)]
    every = [slug for page in pages for slug in slugs(page)]
    assert (every[0], len(every), len(set(every)), pages[0].total) == ("both", 29, 29, 29)


def test_the_order_asked_for_is_kept_and_any_other_is_relevance(making: Making) -> None:
    making.write("b", "Kettle kettle.\n", title="B", published="2026-01-02")
    making.write("a", "Kettle and many other words here.\n", title="a", published="2026-01-01")
    making.write("c", "Kettle and many other words too.\n", title="C")
    making.publish()
    assert slugs(search(making, "kettle", "title")) == ["a", "b", "c"]
    assert slugs(search(making, "kettle", "newest")) == ["b", "a", "c"]
    assert slugs(search(making, "kettle", "nonsense"))[0] == "b"
    sorts = [search(making, text, sort).sort for text in ("kettle", "") for sort in ("relevance", "title", "nonsense")]
    assert sorts == ["relevance", "title", "relevance", "newest", "title", "newest"]
    assert slugs(search(making, "")) == ["b", "a", "c"]


def test_a_result_says_why_it_was_found(making: Making) -> None:
    making.write(
        "key", "Nothing here.\n\nShe kept the spare key.\n\nA key, I said.\n", title="A key", summary="Of one key."
    )
    making.publish()
    (result,) = search(making, "spare key listening").results
    assert [(snippet.text, snippet.url, snippet.language, snippet.start) for snippet in result.snippets] == [
        ("She kept the spare key.", "/stories/key#p2", "en", None),
        ("A key, I said.", "/stories/key#p3", "en", None),
    ]
    marked = [[snippet.text[start:end] for start, end in snippet.marks] for snippet in result.snippets]
    assert marked == [["spare", "key"], ["key"]]
    assert [result.card.title[start:end] for start, end in result.title_marks] == ["key"]
    assert [result.card.summary[start:end] for start, end in result.summary_marks] == ["key"]
    assert [term.id for term in result.terms] == ["listening"]
    assert result.score > 0


def test_a_moment_of_a_film_is_found_at_its_second(making: Making) -> None:
    making.content.put("resources/film.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(16))
    making.content.put("resources/film.vtt", "WEBVTT\n\n00:01:16.000 --> 00:01:20.000\nThe kettle sang.\n")
    media = {"media": '{file: film.mp4, duration: "00:02:00"}', "transcripts": "[{language: en, file: film.vtt}]"}
    making.write("film", "Watch it.\n", kind="video", **media)
    making.publish()
    (result,) = search(making, "kettle").results
    assert [(snippet.url, snippet.start) for snippet in result.snippets] == [("/resources/film#t=76", 76.0)]


def write_film(making: Making, language: str, *cues: str) -> None:
    """Write a film with a transcript, a cue every four seconds."""
    times = (f"00:00:{4 * at:02}.000 --> 00:00:{4 * at + 4:02}.000" for at in range(len(cues)))
    making.content.put("resources/film.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(16))
    making.content.put("resources/film.vtt", "WEBVTT\n\n" + "\n\n".join(map("\n".join, zip(times, cues, strict=True))))
    media = {"media": '{file: film.mp4, duration: "00:02:00"}'}
    transcripts = f"[{{language: {language}, file: film.vtt}}]"
    making.write("film", "Watch it.\n", kind="video", transcripts=transcripts, **media)


def test_a_phrase_over_the_end_of_a_caption_is_found_at_the_caption_of_its_first_word(making: Making) -> None:
    write_film(making, "en", "We had tea, and the", "kettle sang all", "morning long.")
    making.publish()
    for text, anchor, start in (('"the kettle"', "0", 0.0), ('"sang all morning"', "4.0", 4.0), ("long", "8.0", 8.0)):
        (result,) = search(making, text).results
        (snippet,) = result.snippets
        assert (snippet.url, snippet.anchor, snippet.start) == (f"/resources/film#t={anchor}", "t=0", start)


def test_a_transcript_in_another_language_is_searched_as_plain_words(making: Making) -> None:
    write_film(making, "pl", "Dzień dobry, herbata", "czeka na stole.")
    making.publish()
    for text in ("herbata", "dzien", '"herbata czeka"', "HERBATA stole"):
        (result,) = search(making, text).results
        assert [(snippet.language, snippet.start) for snippet in result.snippets] == [("pl", 0.0)]
    assert search(making, "herbata -stole").results == ()


def test_an_author_and_an_organisation_are_found_and_mark_no_term(making: Making) -> None:
    making.write("one", authors="[Morag Macleod]", organisation="Care Example")
    making.publish()
    for text in ("morag", "care example"):
        (result,) = search(making, text).results
        assert (result.snippets, result.terms) == ((), ())


def test_a_document_is_found_by_the_labels_of_its_terms_in_any_language(making: Making) -> None:
    making.write("one")
    making.publish()
    assert [term.id for term in search(making, "gwrando").results[0].terms] == ["listening"]


def test_a_translated_pair_counts_once_and_each_names_the_other(making: Making) -> None:
    making.write("one", "Kettle.\n")
    making.write("un", "Tegell, kettle.\n", language="cy", translation_of="one")
    making.publish()
    page = search(making, "kettle")
    assert (slugs(page), page.total) == (["one"], 1)
    assert page.results[0].twin is not None
    assert page.results[0].twin.slug == "un"
    assert values(page, "theme") == [("listening", 1, False)]
    assert sorted(values(page, "language")) == [("cy", 1, False), ("en", 1, False)]
    assert slugs(search(making, "tegell")) == ["un"]
    assert slugs(search(making, "kettle", language="cy")) == ["un"]


def test_facets_are_or_within_an_axis_and_and_between(making: Making) -> None:
    making.write("a", themes="[time]", nation="wales")
    making.write("b", themes="[strengths]", nation="wales")
    making.write("c", themes="[time]", nation="scotland")
    making.publish()
    page = search(making, theme="time strengths", nation="wales")
    assert sorted(slugs(page)) == ["a", "b"]
    assert values(page, "theme") == [("strengths", 1, True), ("time", 1, True)]
    assert values(page, "nation") == [("wales", 2, True), ("scotland", 1, False)]
    nothing = search(making, theme="nonsense")
    assert (nothing.total, nothing.pages, values(nothing, "nation")) == (0, 1, [])
    assert sorted(slugs(search(making, nonsense="time"))) == ["a", "b", "c"]


def test_a_chosen_value_that_counts_nothing_is_still_shown(making: Making) -> None:
    making.write("a", themes="[time]", nation="wales")
    making.write("b", themes="[strengths]", nation="scotland")
    making.publish()
    page = search(making, theme="time", nation="scotland")
    assert (page.total, page.facets["theme"]) == (0, (FacetValue("time", 0, True), FacetValue("strengths", 1, False)))


def test_what_is_beyond_the_longest_query_is_not_read(making: Making) -> None:
    making.write("one", "Kettle.\n")
    making.publish()
    page = search(making, " " * MAX_QUERY + "nothing")
    assert (page.query, page.total) == (" " * MAX_QUERY, 1)


def test_a_search_whose_index_is_gone_says_so(making: Making) -> None:
    making.write("one", "Kettle.\n")
    making.publish()
    library = making.reopen()
    for path in (making.root / "data/builds/1/index").iterdir():
        path.unlink()
    page = find(library, ANYBODY, SearchRequest("kettle", {"theme": frozenset({"time"})}, "newest", 7))
    assert page == SearchPage("kettle", 0, 1, 1, False, (), {}, "newest", True, page.vocabulary)
    assert [term.id for term in page.vocabulary.terms][:1] == ["listening"]


# ---- facets against a plain count

AXES = {"theme": ("listening", "time", "strengths"), "nation": ("scotland", "wales"), "kind": ("story", "guidance")}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Mapping[str, dict[str, str]]]:
    """A library of forty documents of mixed terms, states and audiences, a third of them translations."""
    making = Making(tmp_path_factory.mktemp("crowd"))
    headers: dict[str, dict[str, str]] = {}
    for number in range(40):
        slug = f"doc-{number:02}"
        header = {
            "theme": AXES["theme"][number % 3],
            "nation": AXES["nation"][number % 2],
            "kind": AXES["kind"][number // 3 % 2],
            "words": "kettle" if number % 5 else "kettle door",
            "original": f"doc-{number - 1:02}" if number % 3 == 1 else slug,
        }
        more = {"language": "cy", "translation_of": header["original"]} if header["original"] != slug else {}
        more |= {7: {"status": "draft"}, 11: {"consent": "{audience: network, uses: []}"}}.get(number % 13, {})
        making.write(
            slug,
            f"{header['words']}.\n",
            kind=header["kind"],
            themes=f"[{header['theme']}]",
            nation=header["nation"],
            **more,
        )
        # A translation is shown to nobody who may not see its original.
        is_public = not more.keys() & {"status", "consent"}
        if is_public and header["original"] in {slug, *headers}:
            headers[slug] = header
    making.publish()
    return making.library, headers


@habits(max_examples=200)
@given(
    text=st.sampled_from(["", "kettle", "door", "kettle door", "-door", "nothing"]),
    chosen=st.fixed_dictionaries({axis: st.sets(st.sampled_from(ids), max_size=2) for axis, ids in AXES.items()}),
)
def test_counts_are_those_of_a_plain_look_at_every_document(
    crowd: tuple[Library, Mapping[str, dict[str, str]]], text: str, chosen: dict[str, set[str]]
) -> None:
    library, headers = crowd
    wanted = [word for word in text.split() if not word.startswith("-")]
    matched = {
        slug: header
        for slug, header in headers.items()
        if all(word in header["words"] for word in wanted) and not ("-door" in text and "door" in header["words"])
    }

    def results(filters: Mapping[str, set[str]]) -> int:
        kept = (h for h in matched.values() if all(h[axis] in ids for axis, ids in filters.items() if ids))
        return len({header["original"] for header in kept})

    page = find(library, ANYBODY, SearchRequest(text, {axis: frozenset(ids) for axis, ids in chosen.items()}))
    assert page.total == results(chosen)
    for axis, ids in AXES.items():
        counted = {value.id: value.count for value in page.facets[axis]}
        expected = {each: results(chosen | {axis: {each}}) for each in ids}
        assert counted == {each: count for each, count in expected.items() if count or each in chosen[axis]}


# ---- anything that a search box can hold


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Making:
    """A small library with words that hostile queries like to use."""
    making = Making(tmp_path_factory.mktemp("shelf"))
    for number in range(12):
        making.write(
            f"care-{number}", f"Care and the nurse. AND OR NOT NEAR. Title: care {number}.\n\nCafé 東京 ½ אב.\n"
        )
    making.publish()
    return making


def ask(making: Making, text: str) -> None:
    """Ask a search and check what every answer owes."""
    for page in (search(making, text), search(making, text, "title", 2, theme="listening", kind=text[:20])):
        assert not page.search_down
        assert page.query == visible_line(text)[:MAX_QUERY]
        assert (0 <= page.total <= 12, 1 <= page.page <= page.pages <= MAX_PAGE) == (True, True)
        assert set(page.facets) == set(FACET_AXES)
        for result in page.results:
            for snippet in result.snippets:
                assert all(fold(snippet.text[start:end]) for start, end in snippet.marks)


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["queries/queries.json", "blns/blns.json"])
def test_no_hostile_string_makes_a_search_fail(shelf: Making, corpora: Path, name: str) -> None:
    strings = json.loads((corpora / "hostile" / name).read_text("utf-8"))
    assert len(strings) > 80
    for text in strings:
        ask(shelf, text)
        ask(shelf, f'"{text}" OR -{text}')


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "\ud800",
        "\ud800kettle",
        "a\ud800b",
        "ﾞ",
        '"ﾞ care"',
        "care " * 300,
        '"' + "care " * 300,
        "care OR " * 200,
        "a/" * 500,
        "-a " * 400,
        "-" * 1_000,
        '"a" ' * 300,
        "é" * 5_000,
        "care/" * 200,
        "care-" * 200,
        "the " * 250,
    ],
)
def test_no_long_or_strange_string_makes_a_search_fail(shelf: Making, text: str) -> None:
    ask(shelf, text)


@habits(max_examples=100)
@given(text=st.text(max_size=60) | st.text("care-\"'ORNOT ½éﾞ", max_size=40))
def test_no_text_makes_a_search_fail(shelf: Making, text: str) -> None:
    ask(shelf, text)


def test_filters_of_any_text_find_nothing_and_fail_never(shelf: Making) -> None:
    for text in ("", "\0", "'; DROP TABLE document", "x" * 100_000):
        assert found(shelf.library, theme=[text]) == []
