"""Captions that scroll: each line once."""

from tests.content.transcripts.reading import advice, cue, said, webvtt, words

YOUTUBE = webvtt(
    "00:00:00.240 --> 00:00:02.750 align:start position:0%\n \n"
    "good<00:00:00.560><c> morning</c><00:00:00.960><c> I</c><00:00:01.120><c> came</c>\n\n",
    "00:00:02.750 --> 00:00:02.760 align:start position:0%\ngood morning I came\n \n\n",
    "00:00:02.760 --> 00:00:05.510 align:start position:0%\ngood morning I came\nand<00:00:03.040><c> she</c> said\n\n",
    "00:00:05.510 --> 00:00:05.520 align:start position:0%\nand she said\n \n\n",
    "00:00:05.520 --> 00:00:08.270 align:start position:0%\nand she said\n[Music]\n\n",
    "00:00:08.270 --> 00:00:08.280 align:start position:0%\n[Music]\n \n\n",
    "00:00:08.280 --> 00:00:11.000 align:start position:0%\n[Music]\nand she said\n\n",
)


def test_lines_of_youtube_are_there_once_and_what_was_said_twice_is_there_twice() -> None:
    assert said(YOUTUBE) == [
        (0.24, 2.75, "", "good morning I came"),
        (2.76, 5.51, "", "and she said"),
        (5.52, 8.27, "", "[Music]"),
        (8.28, 11.0, "", "and she said"),
    ]
    assert [line for line, _ in advice(YOUTUBE)] == [3]


def test_three_lines_that_scroll_are_there_once() -> None:
    lines = [f"line {number}" for number in range(12)]
    cues = (cue(2 * at, "\n".join(lines[max(0, at - 2) : at + 1])) for at in range(12))
    assert words(webvtt(*cues)) == lines


def test_a_line_that_grows_is_there_once() -> None:
    spoken = "one two three four five six".split()
    cues = (cue(2 * at, " ".join(spoken[: at + 1])) for at in range(6))
    assert words(webvtt(*cues)) == spoken


def test_people_who_repeat_themselves_are_heard() -> None:
    song = ["la la la", "la la la", "la la la", "la la la", "and home", "la la la", "and home"]
    assert words(webvtt(*(cue(2 * at, line) for at, line in enumerate(song)))) == song
