"""The dictionaries know the words of simplemma, each with the same entry."""

from __future__ import annotations

from itertools import islice

import pytest
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from library.model.language import LANGUAGES
from library.search.dictionary import is_spelled, lemma
from library.search.dictionary_blocks import DictionaryBlocks


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_simplemma_has_its_entry(language: str) -> None:
    known, ours = DefaultDictionaryFactory().get_dictionary(language), DictionaryBlocks(language)
    differing = [word for word, entry in known.items() if ours.get(word) != entry]
    assert (differing, len(known) > 70_000) == ([], True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_beginning_of_a_word_is_no_word(language: str) -> None:
    known, ours = DefaultDictionaryFactory().get_dictionary(language), DictionaryBlocks(language)
    pieces = (piece for word in islice(known, 0, None, 7) for piece in (word[:-1], f"{word}q", word[1:]))
    assert [piece for piece in pieces if ours.get(piece) != known.get(piece)] == []


@pytest.mark.parametrize("word", ["", "!", "\t", "\n", "zzzzzzzz", "\U0010ffff"])
def test_what_comes_before_and_after_all_words_is_no_word(word: str) -> None:
    assert [lemma(word, language) for language in LANGUAGES] == [None] * len(LANGUAGES)
    assert not is_spelled(word)


def test_a_name_has_an_entry_with_its_capital() -> None:
    assert (lemma("aberystwyth", "cy"), lemma("gathod", "cy")) == ("aberystwyth", "cath")
    assert is_spelled("Aberystwyth")
    assert not is_spelled("aberystwyth")
