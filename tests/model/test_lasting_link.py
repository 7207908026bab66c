"""A link to a passage leads to its words after any edit, or says that they changed; never silently to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

import pytest

from library.content.document_files import read_document_file
from library.content.folder import scan
from library.content.vocabulary import read_vocabulary
from library.model.lasting_link import LastingLink, found_by, link_to, parse_link
from library.model.passage import Part, Passage

CONTENT = Path(__file__).parents[2] / "content"
TEXTS = (
    "A home carer asks one more question before she goes.",
    "“It tips,” I said. “It'll stand you up.”",
    "Yes.",
    "Mrs Orr put the kettle on and found two cups that did not match.",
    "Yes.",
    "He had been a baker for thirty-eight years, and Saturday was the long day.",
)


def passages(texts: Sequence[str]) -> tuple[Passage, ...]:
    return tuple(Passage(Part.BODY, f"p{number}", text, "en") for number, text in enumerate(texts, 1))


def followed(texts: Sequence[str], anchor: str, now: Sequence[str]) -> str | None:
    """Return where a link to a passage leads after an edit, through its address."""
    link = link_to(anchor, passages(texts))
    assert link is not None
    parsed = parse_link(str(link))
    assert parsed == link
    return found_by(parsed, passages(now))


def test_words_are_found_wherever_they_are() -> None:
    for number in range(len(TEXTS)):
        assert followed(TEXTS, f"p{number + 1}", TEXTS) == f"p{number + 1}"
        assert followed(TEXTS, f"p{number + 1}", ("New.", *TEXTS)) == f"p{number + 2}"
    assert followed(TEXTS, "p4", TEXTS[::-1]) == "p3"


def test_capitals_punctuation_and_typography_are_no_change() -> None:
    now = [*TEXTS[:1], '"It tips" I said - "it’ll stand you up"', *TEXTS[2:]]
    assert followed(TEXTS, "p2", ["New.", *now]) == "p3"


def test_words_that_were_edited_are_found_by_what_is_left_of_them() -> None:
    now = ["New.", *TEXTS[:3], "Mrs Orr put the kettle on, and found two cups which did not match."]
    assert followed(TEXTS, "p4", now) == "p5"


def test_of_equal_words_those_with_the_same_neighbours_are_found_else_the_nearest() -> None:
    assert followed(TEXTS, "p5", [TEXTS[1], *TEXTS]) == "p6"
    assert followed(TEXTS, "p5", ["Yes.", "No.", "Yes.", "No."]) == "p3"


@pytest.mark.parametrize("anchor", ["p1", "p2", "p3", "p6"])
def test_words_that_were_removed_lead_nowhere(anchor: str) -> None:
    now = [text for at, text in enumerate(TEXTS) if f"p{at + 1}" != anchor and text != "Yes."]
    assert followed(TEXTS, anchor, now) is None
    replaced = [text if f"p{at + 1}" != anchor else "Nobody had asked him that." for at, text in enumerate(TEXTS)]
    assert followed(TEXTS, anchor, [text for text in replaced if text != "Yes."]) is None
    assert followed(TEXTS, anchor, ()) is None


def test_a_passage_that_is_like_another_is_only_found_by_its_exact_words() -> None:
    alike = [*TEXTS, "He had been a baker for thirty-nine years, and Saturday was the long day."]
    assert followed(alike, "p6", ["New.", *alike]) == "p7"
    assert followed(alike, "p6", [*alike[:5], alike[6]]) is None


def test_a_label_that_many_documents_have_is_only_found_by_its_exact_words() -> None:
    labelled = ["This is a fictional story, written for this library.", *TEXTS]
    assert followed(labelled, "p1", ["New.", *labelled]) == "p2"
    assert followed(labelled, "p1", ["This is a fictional example, written for this library.", *TEXTS]) is None


def test_the_words_are_not_in_a_link() -> None:
    link = link_to("p4", passages(TEXTS))
    assert link is not None
    assert len(link.mark) == 34
    assert len((link_to("p3", passages(TEXTS)) or link).mark) == 10
    assert not {word for word in TEXTS[3].lower().split() if len(word) > 4} & set(link.mark.split())


def test_a_passage_that_is_not_there_has_no_link() -> None:
    assert link_to("p9", passages(TEXTS)) is None


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("p12", LastingLink("p12")),
        ("t=83.4", LastingLink("t=83.4")),
        ("cy-t=76-0123456789", LastingLink("cy-t=76", "0123456789")),
        (f"p12-{'z' * 34}", LastingLink("p12", "z" * 34)),
        ("p12-short", LastingLink("p12-short")),
        ("p12/..", None),
        ("", None),
        ("p" * 100, None),
    ],
)
def test_an_address_is_read_as_a_link_or_not_at_all(address: str, link: LastingLink | None) -> None:
    assert parse_link(address) == link


def test_a_mark_of_nothing_leads_nowhere() -> None:
    assert found_by(LastingLink("p1"), passages(TEXTS)) is None
    assert found_by(LastingLink("p1", "0" * 34), passages(TEXTS)) is None
    assert found_by(LastingLink("p1", "0" * 34), passages(["Yes."])) is None


class Editor:
    """Edits documents at random, and knows where the words of one passage went."""

    def __init__(self, documents: Sequence[Sequence[str]], seed: int) -> None:
        self.documents = [texts for texts in documents if len(texts) > 3]
        self.chance = Random(seed)  # noqa: S311 - chance, not secrecy
        self.every = [text for texts in documents for text in texts]
        self.words = [word for text in self.every for word in text.split()]

    def edited(self) -> tuple[Sequence[str], int, list[tuple[str, bool]]]:
        """Return a document, a passage of it, and the document after some edits: texts, and whether of the passage."""
        before = self.chance.choice(self.documents)
        number = self.chance.randrange(len(before))
        after = [(text, at == number) for at, text in enumerate(before)]
        for _ in range(self.chance.choice([1, 1, 2, 3, 5])):
            mine = [at for at, (_, is_mine) in enumerate(after) if is_mine]
            at = self.chance.choice(mine) if mine and self.chance.random() < 0.4 else self.chance.randrange(len(after))
            edit = self.chance.choice([self.insert, self.delete, self.move, self.reword, self.replace, self.split])
            edit(after, at)
        return before, number, after

    def insert(self, after: list[tuple[str, bool]], at: int) -> None:
        after.insert(at, (self.chance.choice(self.every), False))

    def delete(self, after: list[tuple[str, bool]], at: int) -> None:
        if len(after) > 1:
            del after[at]

    def move(self, after: list[tuple[str, bool]], at: int) -> None:
        after.insert(self.chance.randrange(len(after)), after.pop(at))

    def replace(self, after: list[tuple[str, bool]], at: int) -> None:
        after[at] = (self.chance.choice(self.every), False)

    def split(self, after: list[tuple[str, bool]], at: int) -> None:
        words, is_mine = after[at][0].split(), after[at][1]
        half = len(words) // 2
        if half:
            after[at : at + 1] = [(" ".join(words[:half]), is_mine), (" ".join(words[half:]), is_mine)]

    def reword(self, after: list[tuple[str, bool]], at: int) -> None:
        words = after[at][0].split()
        for _ in range(max(1, round(len(words) * self.chance.choice([0.03, 0.1, 0.2, 0.5])))):
            place = self.chance.randrange(len(words))
            words[place : place + 1] = self.chance.choice(
                [[], [self.chance.choice(self.words)], [self.chance.choice(self.words), words[place]]]
            ) or [words[place]]
        after[at] = (" ".join(words), after[at][1])


def outcome(before: Sequence[str], number: int, after: Sequence[tuple[str, bool]]) -> str:
    """Return ``right``, ``missed`` if a passage that is still most of its words was not found, or ``wrong``."""
    found = followed(before, f"p{number + 1}", [text for text, _ in after])
    if found is not None:
        text, is_mine = after[int(found[1:]) - 1]
        is_same = link_to("p1", passages([text])) == link_to("p1", passages([before[number]]))
        return "right" if is_mine or is_same else "wrong"
    alike = (_alike(before[number], text) for text, is_mine in after if is_mine)
    return "missed" if max(alike, default=0.0) >= 0.85 else "right"


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


@pytest.fixture(scope="module")
def documents() -> list[list[str]]:
    vocabulary = read_vocabulary(CONTENT)
    read = [read_document_file(CONTENT, stamp.path, vocabulary) for stamp in scan(CONTENT).documents]
    return [[passage.text for passage in each.passages if passage.part is Part.BODY] for each in read]


def test_after_random_edits_no_link_leads_silently_to_other_words(documents: list[list[str]]) -> None:
    editor = Editor(documents, seed=19)
    outcomes = Counter(outcome(*editor.edited()) for _ in range(300))
    assert outcomes["wrong"] == 0
    assert outcomes["right"] >= 290


@pytest.mark.soak
def test_after_ten_thousand_random_edits_ninety_nine_in_a_hundred_links_are_right(documents: list[list[str]]) -> None:
    editor = Editor(documents, seed=2026)
    outcomes = Counter(outcome(*editor.edited()) for _ in range(10_000))
    assert outcomes["wrong"] == 0
    assert outcomes["right"] >= 9_900
