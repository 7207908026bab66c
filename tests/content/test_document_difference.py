"""Two states of a document are compared key by key and paragraph by paragraph, whatever is in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from library.content import document_difference
from library.content.document_difference import NO_KEY, ChangedBlock, ChangedKey, DocumentDifference, compare
from library.model.difference import MOST_LINES, Change, Part, new_text, old_text

CONTENT = Path(__file__).parents[2] / "content"

OLD = b"""---
title: The spare key
# Ask Morag.
summary: A neighbour keeps a key.
themes:
  - listening
status: draft
---

She kept the key
in a jar.

Nobody asked.

- one
- two

At the end it rained.
"""


def same(text: str) -> Part:
    return Part(Change.SAME, text)


def removed(text: str) -> Part:
    return Part(Change.REMOVED, text)


def added(text: str) -> Part:
    return Part(Change.ADDED, text)


def test_keys_and_paragraphs_that_changed_are_named() -> None:
    new = OLD.replace(b"A neighbour", b"A friend").replace(b"status: draft\n", b"").replace(b"Ask Morag", b"Ask Rhona")
    new = new.replace(b"Nobody asked.", b"Nobody asked her.\n\nNot once.").replace(
        b"---\n\nShe", b"year: 2020\n---\n\nShe"
    )
    assert compare(OLD, new) == DocumentDifference(
        is_same=False,
        keys=(
            ChangedKey(NO_KEY, (same("# Ask "), removed("Morag"), added("Rhona"), same("."))),
            ChangedKey("summary", (same("A "), removed("neighbour"), added("friend"), same(" keeps a key."))),
            ChangedKey("year", (added("2020"),)),
            ChangedKey("status", (removed("draft"),)),
        ),
        blocks=(
            ChangedBlock((same("Nobody asked"), added(" her.")), 1, "p2"),
            ChangedBlock((added("Not once"), same(".")), 0, "p3"),
        ),
        skipped=2,
        left_out=0,
    )


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + OLD,
        OLD.replace(b"She kept the key\nin", b"She kept\nthe key in"),
        OLD + b"\n\n",
    ],
)
def test_other_line_ends_and_spaces_are_no_difference_to_a_reader(new: bytes) -> None:
    found = compare(OLD, new)
    assert not found.is_same
    assert not found.has_words


def test_the_same_bytes_are_the_same() -> None:
    found = compare(OLD, OLD)
    assert found.is_same
    assert not found.has_words


@pytest.mark.parametrize(
    "broken", [b"", b"No header.", b"---\ntitle: A: B\n  x: [\n---\nText.", b"\xff\xfe\x00", b"---\n"]
)
def test_what_is_no_valid_document_is_compared_too(broken: bytes) -> None:
    assert compare(OLD, broken).has_words
    assert compare(broken, OLD).has_words


def test_paragraphs_that_were_written_again_are_not_mixed() -> None:
    found = compare(b"Alpha.\n\nBeta.\n\nEnd.\n", b"Something else.\n\nEntirely new.\n\nEnd.\n")
    texts = [(old_text(block.parts), new_text(block.parts)) for block in found.blocks]
    assert all(text.count("\n\n") <= 1 and not text.strip().count("\n") for block in texts for text in block)
    assert [text for old, _ in texts if (text := old.strip(".\n"))] == ["Alpha", "Beta"]
    assert [text for _, new in texts if (text := new.strip(".\n"))] == ["Something else", "Entirely new"]
    assert found.skipped == 1


def test_every_document_is_the_same_as_itself_and_different_from_the_next() -> None:
    files = sorted((CONTENT / "stories").glob("*.md"))[:6]
    for one, two in pairwise(files):
        found = compare(one.read_bytes(), two.read_bytes())
        assert {"title", "summary"} <= {each.key for each in found.keys}
        assert found.blocks


def test_very_many_changes_are_counted_not_listed() -> None:
    old = "\n\n".join(f"word{number}" for number in range(400)).encode()
    new = "\n\n".join(f"other{number}" for number in range(400)).encode()
    found = compare(old, new)
    assert len(found.blocks) == document_difference.MOST_BLOCKS
    assert found.left_out + len(found.blocks) >= 400
    many = " ".join(["the same long words here", "x"] * 700)
    assert [part.change for part in compare(many.encode(), many.replace("x", "y").encode()).blocks[0].parts] == [
        Change.REMOVED,
        Change.ADDED,
    ]


@pytest.mark.parametrize("blank", ["\n", "\n\n", " \n", "\t \n\n", "\n \n", "\u00a0\n"], ids=repr)
def test_unchanged_paragraphs_are_counted_whatever_is_between_them(blank: str) -> None:
    paragraphs = [f"Paragraph {number}\nof two lines.\n{blank}" for number in range(60)]
    old = "".join(paragraphs)
    found = compare(old.encode(), old.replace("Paragraph 20\n", "Passage 20\n").replace("h 50\n", "h fifty\n").encode())
    assert [new_text(each.parts).split("\n")[0] for each in found.blocks] == ["Passage 20", "Paragraph fifty"]
    assert ([each.skipped for each in found.blocks], found.skipped) == ([20, 29], 9)


def test_a_changed_paragraph_far_down_is_at_its_passage() -> None:
    body = "".join(f"Paragraph {number}.\n\n" for number in range(60))
    found = compare(b"---\ntitle: A\n---\n" + body.encode(), b"---\ntitle: A\n---\n" + body.replace("50", "x").encode())
    assert [each.anchor for each in found.blocks] == ["p51"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n\n" * 300_000, "b\n\n" * 300_000),
        ("a\n\n" * 300_000, "a\n\n" * 300_000 + "b"),
        ("a\n" * 500_000, "a\n" * 400_000),
    ],
    ids=["every paragraph", "the last", "lines"],
)
def test_of_texts_of_a_megabyte_few_lines_are_looked_at(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    divided, seen = document_difference._divided, list[object]()

    def counted(parts: Iterable[Part]) -> Iterator[Part | None]:
        for piece in divided(parts):
            seen.append(piece)
            yield piece

    monkeypatch.setattr(document_difference, "_divided", counted)
    found = compare(old.encode(), new.encode())
    assert len(found.blocks) == 1
    assert len(seen) <= 2 * MOST_LINES
