"""Captions of our own: nothing of a file but its words, times and speakers."""

from hypothesis import example, given
from hypothesis import strategies as st

from library.content.transcripts.captions import captions_of
from library.content.transcripts.cues import Cue, tidy
from library.content.transcripts.reading import read_transcript
from tests.content.transcripts import w3c
from tests.content.transcripts.reading import read, webvtt


def test_captions_are_webvtt_with_a_line_for_each_speaker() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,500 X1:40\nFish & chips\nfor <two>\n\n"
        "2\n01:00:05,000 --> 01:00:06,000\n>> ANN: Salt?\n>> BOB: --> here\n"
    )
    assert read(text).captions.decode() == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:02.500\nFish &amp; chips\nfor &lt;two&gt;\n\n"
        "01:00:05.000 --> 01:00:06.000\n<v ANN>Salt?</v>\n<v BOB>--&gt; here</v>\n"
    )


def test_captions_of_captions_are_the_same() -> None:
    once = read(webvtt("a:1\n00:01.000 --> 00:02.000 line:0\n<v.x Ann><i>One</i></v> - two\n\nNOTE x\n")).captions
    assert read(once).captions == once


TEXT = st.text(alphabet="ab &<>;-:/.\u00e9\u5b57'\"nv", min_size=1, max_size=40).map(tidy).filter(bool)
NAME = st.sampled_from(["", "Ann", "Mrs O'Neil", "A & B", "a <b>"])
CUES = st.lists(
    st.builds(
        lambda start, length, text, name: Cue(1, start / 1000, (start + length) / 1000, text, name),
        st.integers(0, 10**7),
        st.integers(1, 10**4),
        TEXT,
        NAME,
    ),
    min_size=1,
    max_size=20,
).map(lambda cues: sorted(cues, key=lambda cue: cue.start))


@given(CUES)
def test_a_browser_reads_every_word_time_and_speaker_of_our_captions(cues: list[Cue]) -> None:
    shown = w3c.parse(captions_of(cues).decode())
    assert " ".join(cue.text for cue in shown).split() == [word for cue in cues for word in cue.text.split()]
    assert {(round(cue.start, 3), round(cue.end, 3)) for cue in shown} == {(cue.start, cue.end) for cue in cues}
    assert {name for cue in shown for name in cue.speaker.split(", ") if name} == {cue.speaker for cue in cues} - {""}


@given(CUES)
@example([Cue(1, 0.0, 0.001, ">>:")])
@example([Cue(1, 0.0, 0.001, "\u5b57: a"), Cue(1, 1.0, 1.001, "\u5b57: b")])
def test_captions_that_were_read_once_are_read_the_same_again(cues: list[Cue]) -> None:
    once = read_transcript(captions_of(cues), "a.vtt").captions
    assert read_transcript(once, "a.vtt").captions == once
