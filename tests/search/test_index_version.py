"""The index's version follows from its rules: whatever changes what is kept of a text changes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import snowballstemmer
from whoosh.fields import Schema

from library.search import index_entry, words
from library.search.whoosh_index import version
from library.search.whoosh_index.entries import Text, schema
from library.search.whoosh_index.version import SAMPLE, index_version

Change = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Keys and versions are remembered; here the rules change."""
    for remembered in (words.key, words.fold, index_version):
        remembered.cache_clear()
    yield
    for remembered in (words.key, words.fold, index_version):
        remembered.cache_clear()


def changed(patch: pytest.MonkeyPatch, change: Change) -> bool:
    before = index_version()
    change(patch)
    for remembered in (words.key, words.fold, index_version):
        remembered.cache_clear()
    return index_version() != before


def common_word(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(words.COMMON, "gd", words.COMMON["gd"] - {"tha"})


def stemmer(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(words._STEMMERS, "en", snowballstemmer.stemmer("porter"))


def spelling(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(words, "_RESPELLED", words._RESPELLED[1:])


def accents(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(words, "PLAIN_MARKS", {})


def possessives(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(words, "without_possessive", str)


def letters_of_words(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(words, "WORD", re.compile(r"\w+"))


def field(patch: pytest.MonkeyPatch) -> None:
    names = schema()
    patch.setattr(version, "schema", lambda: Schema(**dict(names.items()), another=Text()))


def weight(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(index_entry, "TITLE_WEIGHT", 4.0)


def package(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(version, "PACKAGES", (*version.PACKAGES, "flask"))


def word_numbers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("library.search.whoosh_index.entries.word_number", lambda word: len(word))


@pytest.mark.parametrize(
    "change",
    [common_word, stemmer, spelling, accents, possessives, letters_of_words, field, weight, package, word_numbers],
)
def test_another_rule_is_another_version(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    assert changed(monkeypatch, change)


def test_nothing_changed_is_no_other_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not changed(monkeypatch, lambda _: None)


def test_what_becomes_an_entry_and_the_rules_of_welsh_and_gaelic_forms_count_by_their_code() -> None:
    names = {path.name for path in version._code()}
    assert {"index_entry.py", "entries.py", "lexicon.py", "dictionary.py", "dictionary_blocks.py"} <= names
    assert {"names_in_text.py", "people.txt"} <= names
    assert {"irregular.py", "keys.py", "welsh.py", "gaelic.py"} <= names
    assert all(path.is_file() for path in version._code())


def test_another_line_of_that_code_is_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(patch: pytest.MonkeyPatch) -> None:
        copies: list[Path] = []
        for path in version._code():
            copies.append(tmp_path / f"{len(copies)}.py")
            copies[-1].write_text(path.read_text("utf-8").replace('"gath"', '"cath"') + "\n", "utf-8")
        patch.setattr(version, "_code", lambda: copies)

    assert changed(monkeypatch, other)


def test_every_spelling_rule_is_reached_by_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    before = words.keys(SAMPLE, "en")
    rules = words._RESPELLED
    for number, (pattern, _) in enumerate(rules):
        monkeypatch.setattr(words, "_RESPELLED", (*rules[:number], *rules[number + 1 :]))
        words.key.cache_clear()
        assert words.keys(SAMPLE, "en") != before, pattern.pattern
