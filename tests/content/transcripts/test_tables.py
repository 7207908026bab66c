"""CSV and other tables."""

import pytest

from tests.content.transcripts.reading import advice, read, said, words


@pytest.mark.parametrize(
    "text",
    [
        'Speaker,Time,Words\nAnn,0:05,"Can you, all, hear?"\nBob,0:14,Yes.\n',
        "Speaker;Start;Text\nAnn;00:00:05;Can you, all, hear?\nBob;00:00:14;Yes.\n",
        "who\ttimestamp\ttranscript\nAnn\t5.0\tCan you, all, hear?\nBob\t14\tYes.\n",
        '"Start time (s)","Name","What was said","Content"\n5,Ann,,"Can you, all, hear?"\n14,Bob,,Yes.\n',
    ],
)
def test_columns_are_found_by_their_names(text: str) -> None:
    assert [(start, speaker, spoken) for start, _, speaker, spoken in said(text)] == [
        (5, "Ann", "Can you, all, hear?"),
        (14, "Bob", "Yes."),
    ]
    assert read(text).shape == "a table"


def test_columns_without_names_are_recognised_by_what_is_in_them() -> None:
    text = "Ann,0:05,Can you hear me?\nBob,0:14,Yes I can.\n"
    assert said(text) == [(5, 7.4, "Ann", "Can you hear me?"), (14, 15.8, "Bob", "Yes I can.")]
    assert advice(text) == [(1, "Check the columns. No row names them, so they were recognised by what is in them.")]


def test_a_column_for_the_end_is_read() -> None:
    text = "start,end,speaker,text\n0:05,0:07,Ann,Hello.\n0:14,0:15,Bob,Yes.\n"
    assert said(text) == [(5, 7, "Ann", "Hello."), (14, 15, "Bob", "Yes.")]
    assert advice(text) == []


def test_thousandths_are_recognised() -> None:
    assert said("start,end,text\n0,2000,Hello.\n2500,4000,Yes.\n5000,6500,Bye.\n") == [
        (0, 2, "", "Hello."),
        (2.5, 4, "", "Yes."),
        (5, 6.5, "", "Bye."),
    ]


def test_a_row_without_a_time_keeps_its_words_and_what_is_left_out_is_reported() -> None:
    text = (
        'Time,Speaker,Text,Confidence\n0:05,Ann,"Hello\nthere.",0.9\nx,Bob,Lost?,0.8\n0:14,Ann,,0.7\n0:20,Bob,No.,0.7\n'
    )
    assert words(text) == ["Hello\nthere.", "Lost?", "No."]
    assert advice(text) == [
        (1, "This column was left out, because it is neither time, speaker nor words: “Confidence”."),
        (4, "Check the time in this row, which cannot be read. The words were put after the row above."),
        (5, "Check this row. It has no words, so it was left out."),
    ]


def test_a_quotation_mark_that_never_closes_loses_nothing_in_silence() -> None:
    text = 'Time,Text\n0:05,Hello.\n0:14,"Oh\n' + "x" * 200_000
    assert words(text) == ["Hello."]
    assert [line for line, _ in advice(text)] == [3]
