"""A word processor's quotation marks and spaces in a header are read as they are meant."""

from __future__ import annotations

import pytest

from library.content.document_files import read_file_with_advice
from library.content.header.typography import as_meant
from library.content.mistakes import Mistakes
from tests.content.writing import STORY, Folder
from tests.steps import patience, steps

MARKS = 'Type straight quotation marks (") around this value. Curly ones are not shown.'
INSIDE = 'Type straight quotation marks (") around this whole value. The comma or colon was read as part of it.'


@pytest.mark.parametrize(
    ("written", "questions", "sentences"),
    [
        ("[“What did she notice, before?”, “Where, you?”]", ("What did she notice, before?", "Where, you?"), [MARKS]),
        ('["What, before?”, "Where, you?”]', ("What, before?", "Where, you?"), [MARKS]),
        ('[“What, before?", “Where, you?"]', ("What, before?", "Where, you?"), [MARKS]),
        ("[”What, before?”, ”Where, you?”]", ("What, before?", "Where, you?"), [MARKS]),
        ("[„What, before?“, „Where, you?“]", ("What, before?", "Where, you?"), [MARKS]),
        ("[‘It’s what, before?’, ‘Where, you?’]", ("It’s what, before?", "Where, you?"), [MARKS]),
        ("[“She said “no”, and left?”, b]", ("She said “no”, and left?", "b"), [MARKS]),
        ("[Why “no, never”?, b]", ("Why “no, never”?", "b"), [INSIDE]),
        ("[Why “no”?, “yes” or “no”]", ("Why “no”?", "“yes” or “no”"), []),
        ("[\"Why “no, never”?\", 'b “c”, d']", ("Why “no, never”?", "b “c”, d"), []),
        ('[“A "b", c”]', ('A "b", c',), [MARKS]),
        ("[“A \\ b, c”]", ("A \\ b, c",), [MARKS]),
        ("\n  - “What: before?”\n  - Why?", ("What: before?", "Why?"), [MARKS]),
        ("[\u00a0a,\u00a0b\u00a0]", ("a", "b"), []),
        ("\n\t- a\n\t-\u00a0b", ("a", "b"), ["Start this line with spaces. The tab was read as two spaces."]),
    ],
)
def test_questions_are_read_as_their_author_sees_them(
    folder: Folder, written: str, questions: tuple[str, ...], sentences: list[str]
) -> None:
    folder.write(questions=written)
    found = read_file_with_advice(folder.root, STORY, folder.vocabulary)
    assert found.document.questions == questions
    assert list(dict.fromkeys(each.sentence for each in found.advice)) == sentences


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("“Tea: on the landing”", "Tea: on the landing"),
        ("“no”", "no"),
        ('"Tea”', "Tea"),
        ("‘It’s tea’ # a note", "It’s tea"),
        ("“Tea” and “cake”", "“Tea” and “cake”"),
        ("“Tea”, she said", "“Tea”, she said"),
        ('"“Tea”"', "“Tea”"),
        ("She said “tea”", "She said “tea”"),
        (">\n  “Tea: on”\n  key: [“a, b”", "“Tea: on” key: [“a, b”"),
        ("\u00a0 Tea", "Tea"),
        ("\tTea", "Tea"),
    ],
)
def test_quotation_marks_around_a_whole_value_are_not_part_of_it(folder: Folder, written: str, title: str) -> None:
    folder.write(title=written)
    assert folder.read().title == title


def test_every_line_that_was_guessed_is_said_once_and_lines_stay(folder: Folder) -> None:
    folder.write(title="“Tea: on”", questions="[“a, b”,\n  “c”, “d”]", quote="p9")
    assert folder.mistakes() == ["11: quote: “p9” is not a passage of this document. Choose from p1 to p3."]
    folder.write(title="“Tea: on”", questions="[“a, b”,\n  “c”, “d”]")
    advice = read_file_with_advice(folder.root, STORY, folder.vocabulary).advice
    assert [(each.line, each.sentence) for each in advice] == [(2, MARKS), (9, MARKS), (10, MARKS)]


def test_the_space_of_a_word_processor_after_a_key_is_a_space(folder: Folder) -> None:
    text = folder.write(consent="{audience: public, uses: [workshop]}")
    document = folder.read()
    folder.put(
        STORY, text.replace("title: ", "title:\u00a0 ").replace("kind:", "kind\u00a0:").replace(": [", ":\u202f[")
    )
    assert (folder.read().title, folder.read().consent) == (document.title, document.consent)


@pytest.mark.parametrize("line", ["  kind: story", "\tkind: story", "\u00a0kind: story"])
def test_a_key_that_is_indented_is_not_called_missing(folder: Folder, line: str) -> None:
    folder.put(STORY, folder.write().replace("kind: story", line))
    mistakes = folder.mistakes()
    assert "3: kind: Start this line at the left margin." in mistakes
    assert not any("missing" in mistake for mistake in mistakes)


def test_a_header_without_such_signs_is_not_touched() -> None:
    header = "title: \"Tea\"\nroles: [a, 'b']\nabout: >\n  It’s so.\n"
    assert as_meant(header, 2, Mistakes("a.md")) is header


@pytest.mark.parametrize("sign", ["“", "”", "‘", "[“", "“a, ", '"a”', "\u00a0", "a: “"])
def test_the_work_grows_with_the_header_and_no_faster(sign: str) -> None:
    def read(times: int) -> int:
        return steps(lambda: as_meant(f"a: [{sign * times}", 2, Mistakes("a.md")))

    read(1_000)
    assert read(4_000) < 3 * read(2_000)


@pytest.mark.parametrize("run", [" ", "\u00a0", " \u00a0"])
def test_a_long_run_of_spaces_is_read_once(run: str) -> None:
    header = f"a: x{run * 1_000_000}y\u00a0z\n"
    with patience():
        assert as_meant(header, 2, Mistakes("a.md")) == header
