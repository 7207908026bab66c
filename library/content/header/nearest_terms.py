"""The terms of the vocabulary nearest to a word that is none: by spelling, by the words of their names, by meaning."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.nearest import LONGEST_WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from library.model.vocabulary import Term

MOST_NEAR = 5

# Words of labels and notes that say nothing about a term.
_COMMON = frozenset(
    "a about an and are as at be by for from has how in is it its no not of on one or someone that the their them "
    "there they this to up what when where which who with you your".split()
)
_ENDINGS = tuple("hoods hood ations ation ness ings ing ers er ies es ed ly s e y".split())
_SHORTEST_STEM = 3

# What a word in common is worth in a label, another name and the note; more if it is the very same form of the word.
_LABEL, _ALSO, _NOTE, _SAME_FORM = 3.0, 2.5, 1.0, 1.0

# Up to this many letters, a word with two other letters is another word: “nothing” is not “noticing”.
_SHORT = 7


@dataclass(frozen=True, slots=True)
class Near:
    """A term near a word.

    Attributes:
        term: The term.
        name: The other name that the word is near, or empty if that is the label or the note.
    """

    term: Term
    name: str = ""


def called(word: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms that have a word as their id, label or other name; capitals, accents and spaces do not matter.

    Args:
        word: As the author wrote it.
        terms: Of one axis.

    Returns:
        Those whose id or label it is, or else those with this other name; may be empty.
    """
    wanted, every = _joined(word), tuple(terms)
    own = tuple(term for term in every if wanted in {_joined(name) for name in (term.id, *term.labels.values())})
    return own or tuple(term for term in every if wanted in {_joined(name) for name in term.also})


def misspelled(word: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms of which a name differs from a word by one letter, or two in a long word; may be empty."""
    wanted = _joined(word)
    if len(wanted) > LONGEST_WORD:
        return ()
    most = 1 if len(wanted) <= _SHORT else 2
    return tuple(term for term in terms if any(_is_within(wanted, _joined(name), most) for name in _names(term)))


def near(word: str, terms: Mapping[str, Term]) -> tuple[Near, ...]:
    """Return the terms with words in common with a word, the nearest first.

    Args:
        word: As the author wrote it; may be several words.
        terms: Of one axis, by id.

    Returns:
        At most ``MOST_NEAR``; empty if none is near.
    """
    if len(word) > LONGEST_WORD:
        return ()
    wanted = {_stem(each): each for each in _words(word)}
    spread = Counter(stem for term in terms.values() for stem in {_stem(each) for each in _all_words(term)})
    found = [(_score(wanted, term, spread), term) for term in terms.values()]
    best = sorted((each for each in found if each[0] > 0), key=lambda each: -each[0])[:MOST_NEAR]
    return tuple(Near(term, _name_in_common(wanted, term)) for _, term in best)


def _score(wanted: Mapping[str, str], term: Term, spread: Mapping[str, int]) -> float:
    """Return how near a term is: the best place of each wanted word; words of few terms count more."""
    total = 0.0
    for stem, form in wanted.items():
        places = (
            (_LABEL, (term.id, *term.labels.values())),
            (_ALSO, term.also),
            (_NOTE, (term.note,)),
        )
        worth = max((_worth(stem, form, weight, names) for weight, names in places), default=0.0)
        total += worth / max(1, spread.get(stem, 1)) ** 0.5
    return total


def _worth(stem: str, form: str, weight: float, names: Iterable[str]) -> float:
    forms = {each for name in names for each in _words(name) if _stem(each) == stem}
    return weight + (_SAME_FORM if form in forms else 0.0) if forms else 0.0


def _name_in_common(wanted: Mapping[str, str], term: Term) -> str:
    """Return the other name that has most words in common, if the label has none of them in the same form."""
    own = {each for name in (term.id, *term.labels.values()) for each in _words(name)}
    if own.intersection(wanted.values()):
        return ""
    shared = [(len({_stem(each) for each in _words(name)} & wanted.keys()), name) for name in term.also]
    most, name = max(shared, key=lambda each: each[0], default=(0, ""))
    return name if most else ""


def _names(term: Term) -> Iterator[str]:
    yield term.id
    yield from term.labels.values()
    yield from term.also


def _all_words(term: Term) -> Iterator[str]:
    for text in (*_names(term), term.note):
        yield from _words(text)


def _words(text: str) -> list[str]:
    plain = "".join(sign if sign.isalnum() or sign == "-" else "" for sign in fold(text))
    return [word for word in plain.split("-") if word and word not in _COMMON]


def _stem(word: str) -> str:
    """Return a word without its ending, so that care, carer and caring are alike."""
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= _SHORTEST_STEM), "")
    return word.removesuffix(ending)


def _joined(name: str) -> str:
    return fold(name).replace("-", "")


def _is_within(one: str, other: str, most: int) -> bool:
    """Return whether at most so many letters are missing, added, changed or swapped with their neighbour."""
    if abs(len(one) - len(other)) > most or (one[:1] != other[:1] and one[-2:] != other[-2:]):
        return False
    before, row = list[int](), list(range(len(other) + 1))
    for at, sign in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for to, against in enumerate(other, start=1):
            steps = min(before[to] + 1, row[-1] + 1, before[to - 1] + (sign != against))
            if earlier and to > 1 and sign == other[to - 2] and one[at - 2] == against:
                steps = min(steps, earlier[to - 2] + 1)
            row.append(steps)
    return row[-1] <= most
