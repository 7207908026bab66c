"""Text with a time before the words: Otter, Zoom, Teams, YouTube's own list, and what people type."""

import pytest

from tests.content.transcripts.reading import advice, read, refusal, said, words

ANN, BOB = ("Ann Lee", "Can everybody hear me?"), ("Bob Roy", "Yes.")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee  0:05\nCan everybody hear me?\n\nBob Roy  0:14\nYes.\n",
        "Ann Lee 00:00:05\nCan everybody hear me?\nBob Roy 00:00:14\nYes.\n",
        "Ann Lee (0:05)\nCan everybody hear me?\n\nBob Roy (0:14):\nYes.\n",
        "[Ann Lee] 00:00:05\nCan everybody hear me?\n\n[Bob Roy] 00:00:14\nYes.\n",
        "Ann Lee: 0:05\nCan everybody hear me?\n\nBob Roy: 0:14\nYes.\n",
        "[00:00:05] Ann Lee: Can everybody hear me?\n[00:00:14] Bob Roy: Yes.\n",
        "(0:05) Ann Lee: Can everybody hear me?\n(0:14) Bob Roy: Yes.\n",
        "0:05 Ann Lee: Can everybody hear me?\n0:14 Bob Roy: Yes.\n",
        "0:05\nAnn Lee: Can everybody hear me?\n0:14\nBob Roy: Yes.\n",
        "00:05 - Ann Lee: Can everybody hear me?\n00:14 - Bob Roy: Yes.\n",
        "Ann Lee [0:05]: Can everybody hear me?\nBob Roy [0:14]: Yes.\n",
        "Ann Lee 0:05 Can everybody hear me?\nBob Roy 0:14 Yes.\n",
        "Ann Lee\n0:05\nCan everybody hear me?\n\nBob Roy\n0:14\nYes.\n",
        "Ann Lee [00:05.00] Can everybody hear me?\nBob Roy [00:14.00] Yes.\n",
    ],
)
def test_every_way_of_writing_a_time_gives_start_speaker_and_words(text: str) -> None:
    assert [(start, speaker, spoken) for start, _, speaker, spoken in said(text)] == [(5, *ANN), (14, *BOB)]
    assert read(text).shape == "lines with times"


def test_ends_are_worked_out_and_reported_once() -> None:
    text = "Ann Lee  0:05\none two three four five\n\nBob Roy  0:06\nYes.\n"
    assert [(start, end) for start, end, _, _ in said(text)] == [(5, 6), (6, 7)]
    assert advice(text) == [(1, "Times here say when people begin. Others were worked out from the number of words.")]


def test_a_range_gives_both_times() -> None:
    assert said("0:05 - 0:09 Hello.\n0:09 - 0:12 Bye.\n") == [(5, 9, "", "Hello."), (9, 12, "", "Bye.")]


def test_several_speakers_below_one_time_share_it() -> None:
    text = "00:00:00\nAnn: one two three\nBob: four\nAnn: five six\n00:05:00\nBob: seven\nAnn: eight\n"
    assert said(text) == [
        (0, 2.7, "Ann", "one two three"),
        (2.7, 3.6, "Bob", "four"),
        (3.6, 5.4, "Ann", "five six"),
        (300, 301.2, "Bob", "seven"),
        (301.2, 302.4, "Ann", "eight"),
    ]


def test_a_name_on_the_line_below_the_time_is_the_speaker() -> None:
    text = "Transcript\n00:00:00 Speaker 1\nHello there.\n00:00:04 Speaker 2\nYes.\n00:00:06 Speaker 1\nGood.\n"
    assert [(speaker, spoken) for _, _, speaker, spoken in said(text)] == [
        ("Speaker 1", "Hello there."),
        ("Speaker 2", "Yes."),
        ("Speaker 1", "Good."),
    ]


def test_what_programs_add_is_left_out_and_quoted() -> None:
    text = (
        "Team meeting-20261103\nNovember 3, 2026, 10:00AM\n\nAnn Lee started transcription\n\n"
        "Ann Lee   0:05\nHello.\n\nBob Roy   0:14\nBye.\n\nAnn Lee stopped transcription\n\n"
        "Transcribed by https://otter.ai\n"
    )
    assert words(text) == ["Hello.", "Bye."]
    assert [line for line, _ in advice(text)] == [1, 2, 4, 6, 12, 14]
    assert advice(text)[-1][1].endswith("“Transcribed by https://otter.ai”.")


def test_a_paragraph_that_begins_with_a_time_is_words() -> None:
    text = "Ann Lee  0:05\n10:30 is late, I said.\n\nBob Roy  0:14\nWhat about the bus at 9:15\n\nAnn Lee  0:20\nNo.\n"
    assert words(text) == ["10:30 is late, I said.", "What about the bus at 9:15", "No."]


def test_a_long_turn_is_cut_into_captions_with_times_between() -> None:
    sentence = "We went down to the harbour and we waited for the boat."
    text = f"Ann Lee  0:10\n{' '.join([sentence] * 10)}\n\nBob Roy  1:16\nYes.\n"
    *turn, last = said(text)
    assert [(start, end) for start, end, _, _ in turn] == [(at / 10, (at + 66) / 10) for at in range(100, 760, 66)]
    assert {(speaker, spoken) for _, _, speaker, spoken in turn} == {("Ann Lee", sentence)}
    assert last[0] == 76


@pytest.mark.parametrize(
    "text",
    [
        "We met on Monday.\nNobody wrote down when.\n",
        "We met on Monday.\n\n10:30 was the first bus.\n\nThen she told us.\n\nAnd then we left.\n",
        "{\\rtf1\\ansi Hello}",
        '<?xml version="1.0"?><transcript><text start="5">Hello</text></transcript>',
    ],
)
def test_text_without_times_is_refused_with_what_to_do(text: str) -> None:
    assert refusal(text) == (
        "Export the transcript with times, as .vtt, .srt, .txt, .csv or .docx. No line of this file has one, such as "
        "00:01:31.000 --> 00:01:35.500."
    )
