"""Names of people in English text have keys of their own, and other words the keys they always have."""

import pytest

from library.search.names_in_text import english_keys, names_of_people
from library.search.words import keys, name_key


def names(text: str, *authors: str) -> list[str]:
    """Return the names in a text by some authors, by their keys."""
    return [key for key in english_keys(text, names_of_people(authors)) if key.startswith("=")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A review by Alison Petch.", ["alison", "petch"]),
        ("Mrs Petch came. Mrs. Petch's cat too.", ["petch", "petch"]),
        ("It was Andrews, not Andrew.", ["andrews", "andrew"]),
        ("Grieving takes time. To grieve is to care.", []),
        ("Petching is no word. Nor is Petch alone.", []),
        ("She was alison petch.", []),
        ("We met Alison. Caring comes first.", ["alison"]),
        ("Mrs and Mr of the house", []),
        ("", []),
    ],
)
def test_names_are_known_by_their_neighbours_and_from_our_list(text: str, found: list[str]) -> None:
    assert names(text) == [name_key(name) for name in found]


def test_the_names_of_authors_are_names_everywhere_in_their_texts() -> None:
    assert names("Grieve and Linyard say: grieve.", "Ross Grieve", "Alison Linyard") == ["=grieve", "=linyard"]
    assert names("Petch says", "Petch") == ["=petch"]


def test_the_words_of_an_organisation_are_words_like_any_others() -> None:
    assert names("The Outcomes Network", "Personal Outcomes Network", "The Commonplace project") == []


def test_every_word_has_a_key_and_only_names_have_another() -> None:
    text = "At ten, Mrs O'Neill-Grant’s neighbours were caring for the Caring Hall in Wick."
    found = english_keys(text, frozenset())
    assert [(own, name) for own, name in zip(keys(text, "en"), found, strict=True) if own != name] == [
        ("o'neil", "=oneill"),
    ]
