"""The lexicon that publishing makes."""

from __future__ import annotations

from random import Random

import pytest
from pyroaring import BitMap
from sqlalchemy import select

from library.errors import ContentError
from library.storage.builds import current_build
from library.storage.tables import DOCUMENT, LEXICON, open_engine
from tests.making import Making


def lexicon(making: Making) -> dict[tuple[str, str], set[str]]:
    """Return every row of the current catalogue file, with slugs for integers."""
    engine = open_engine(current_build(making.root / "data").catalogue)
    with engine.connect() as connection:
        slugs = {row[0]: row[1] for row in connection.execute(select(DOCUMENT.c.id, DOCUMENT.c.slug))}
        rows = connection.execute(select(LEXICON)).all()
    engine.dispose()
    return {(row[0], row[1]): {slugs[each] for each in BitMap.deserialize(row[3])} for row in rows}


def said(making: Making, word: str) -> list[tuple[str, str]]:
    """Return the rows that say a word."""
    return [row for row in lexicon(making) if word in row[1]]


def test_publishing_fills_the_lexicon(making: Making) -> None:
    making.write("one", "A kettle sang. The kettle sang.\n", title="The kettle")
    making.publish()
    rows = lexicon(making)
    assert rows["word", "sang"] == rows["phrase", "kettle sang"] == rows["distinctive", "en kettl"] == {"one"}
    assert rows["title", "kettle"] == {"one"}


@pytest.mark.parametrize("status", ["withdrawn", "draft", "in-review"])
def test_a_withdrawn_word_is_in_no_row(making: Making, status: str) -> None:
    making.write("other", "Kept words.\n")
    making.write_told("told", "Zqsecret was said. Zqsecret was said.\n", title="Zqsecret")
    making.publish()
    assert said(making, "zqsecret")
    making.write_told("told", "Zqsecret was said.\n", title="Zqsecret", status=status)
    making.publish()
    assert said(making, "zqsecret") == []


def test_a_withdrawn_word_goes_even_beside_a_mistake(making: Making) -> None:
    making.write_told("told", "Zqsecret was said.\n")
    making.publish()
    making.write_told("told", "Zqsecret was said.\n", status="withdrawn")
    making.write("wrong", themes="[lisening]")
    with pytest.raises(ContentError):
        making.publish()
    assert said(making, "zqsecret") == []


def test_the_words_of_a_deleted_file_are_in_no_row(making: Making) -> None:
    making.write("one", "Zqsecret.\n")
    for slug in ("two", "three"):
        making.write(slug)
    making.publish()
    making.delete("one")
    making.publish()
    assert said(making, "zqsecret") == []


SLUGS = ("one", "two", "three", "four")
BODIES = ("A kettle sang. A kettle sang.\n", "The carer's café.\n\nGood talk. Good talk.\n", "Nothing.\n")


def step(making: Making, chance: Random) -> None:
    """Write, withdraw or delete a document."""
    slug = chance.choice(SLUGS)
    if chance.random() < 0.25:
        making.delete(slug)
    else:
        status = chance.choice(["published", "published", "withdrawn"])
        making.write(slug, chance.choice(BODIES), title=chance.choice(["Kettle", "Tea time"]), status=status)


@pytest.mark.parametrize("seed", range(4))
def test_changes_in_place_leave_what_a_rebuild_makes(making: Making, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (a test, no secret)
    making.write("always")
    for _ in range(6):
        step(making, chance)
        making.publish(allow_removals=True)
    in_place = lexicon(making)
    making.publish(rebuild=True)
    assert in_place == lexicon(making)
