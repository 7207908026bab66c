"""The definition of a facet's count holds in every state: random libraries against a plain look at every document."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import settings as habits
from hypothesis import strategies as st

from library.actions.find import FACET_AXES, SearchRequest, find
from library.model.document import Audience
from library.model.viewer import Viewer
from library.search.ranking.coverage import OF_BEST, OF_WHOLE
from tests.making import VIEWERS, Making
from tests.search.covering import weight

VOCABULARY = """\
themes: [{id: fire, label: {en: Fire}}, {id: water, label: {en: Water}}, {id: air, label: {en: Air}}]
roles: [{id: nurse, label: {en: Nurse}}, {id: cook, label: {en: Cook}}]
sectors: [{id: health, label: {en: Health}}, {id: housing, label: {en: Housing}}]
circumstances: [{id: stroke, label: {en: Stroke}}, {id: caring, label: {en: Caring}}]
voices: [{id: worker, label: {en: Worker}}, {id: person, label: {en: Person}}]
nations: [{id: scotland, label: {en: Scotland}}, {id: wales, label: {en: Wales}}]
shows: [{id: a-record, label: {en: A record}}, {id: about-it, label: {en: About it}}]
"""

VALUES = {
    "theme": ("fire", "water", "air"),
    "role": ("nurse", "cook"),
    "sector": ("health", "housing"),
    "circumstance": ("stroke", "caring"),
    "kind": ("story", "guidance"),
    "voice": ("worker", "person"),
    "shows": ("a-record", "about-it"),
    "nation": ("scotland", "wales"),
    "year": ("2019", "2021", "2022"),
    "language": ("en", "cy"),
    "length": ("short", "medium"),
}

WORDS = ("kettle", "door", "window", "chair")

# Enough to read for more than three minutes.
LONG = " ".join(["and so on"] * 400)

LIBRARIES = 8
DOCUMENTS = 30


@dataclass(frozen=True)
class Made:
    """One document as it was written: the values of each axis, its words, who may see it, and what it translates."""

    slug: str
    values: Mapping[str, frozenset[str]]
    words: frozenset[str]
    audience: Audience
    original: str


def made(chance: random.Random, number: int, before: list[Made]) -> Made:
    values = {axis: frozenset(chance.sample(some, 1)) for axis, some in VALUES.items()}
    for axis in ("theme", "role", "sector"):
        values[axis] = frozenset(chance.sample(VALUES[axis], chance.randint(1, 2)))
    for axis in ("circumstance", "voice", "shows", "nation", "year"):
        values[axis] = values[axis] if chance.random() < 0.8 else frozenset()
    slug = f"doc-{number:02}"
    originals = [each for each in before if each.original == each.slug and each.values["language"] == {"en"}]
    free = [each for each in originals if all(other.original != each.slug for other in before if other != each)]
    original = chance.choice(free).slug if free and values["language"] == {"cy"} and chance.random() < 0.7 else slug
    words = frozenset(chance.sample(WORDS, chance.randint(0, 3)))
    audience = chance.choice([*Audience, Audience.PUBLIC, Audience.PUBLIC])
    # A translation is visible to nobody who may not see its original.
    own = [audience, *(each.audience for each in before if each.slug == original)]
    return Made(slug, values, words, min(own, key=lambda each: each.width), original)


def write(making: Making, document: Made) -> None:
    values = {axis: sorted(some) for axis, some in document.values.items()}
    header = {
        name: values[name][0] for name in ("kind", "voice", "shows", "nation", "year", "language") if values[name]
    }
    header |= {
        f"{axis}s": f"[{', '.join(values[axis])}]"
        for axis in ("theme", "role", "sector", "circumstance")
        if values[axis]
    }
    if document.original != document.slug:
        header["translation_of"] = document.original
    text = f"{' '.join(sorted(document.words))} {LONG if values['length'] == ['medium'] else 'only'}.\n"
    making.write(document.slug, text, consent=f"{{audience: {document.audience}, uses: []}}", **header)


class Libraries(list[tuple[Making, list[Made]]]):
    """Random libraries with what was written into each."""

    def __repr__(self) -> str:
        """Leave room for the example that Hypothesis shows beside it."""
        return f"<{len(self)} libraries>"


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Libraries]:
    some = Libraries()
    for seed in range(LIBRARIES):
        chance = random.Random(seed)  # noqa: S311 (a lot, no secret)
        making = Making(tmp_path_factory.mktemp("facets"))
        making.content.put("vocabulary.yaml", VOCABULARY)
        documents: list[Made] = []
        for number in range(DOCUMENTS):
            documents.append(made(chance, number, documents))
            write(making, documents[-1])
        making.publish()
        some.append((making, documents))
    yield some
    for making, _ in some:
        making.library.close()


@dataclass(frozen=True)
class Asking:
    """A state of the search page."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    typed: tuple[tuple[str, str, bool], ...]
    chosen: Mapping[str, frozenset[str]]
    viewer: Viewer

    @property
    def text(self) -> str:
        filters = (f"{'-' if excluded else ''}{axis}:{value}" for axis, value, excluded in self.typed)
        return " ".join((*self.wanted, *(f"-{word}" for word in self.unwanted), *filters))

    def matched(self, documents: list[Made]) -> list[Made]:
        """Return what answers before anything is chosen, by the definition."""
        visible = [each for each in documents if each.audience.width >= self.viewer.audience.width]
        searched = [each for each in visible if each.words.isdisjoint(self.unwanted)]
        groups = set(self.wanted)
        weights = {word: weight_of(word, visible) for word in groups}
        covered = [sum(weights[word] for word in groups & each.words) for each in searched]
        enough = max(OF_WHOLE * sum(weights.values()), OF_BEST * max(covered, default=0.0)) - 1e-9
        matching = [each for each, its in zip(searched, covered, strict=True) if its >= enough and (its or not groups)]
        return [each for each in matching if self.is_left(each)]

    def is_left(self, document: Made) -> bool:
        """Whether the typed filters leave a document."""
        asked = {axis for axis, _, excluded in self.typed if not excluded}
        any_of = {axis: {v for a, v, excluded in self.typed if a == axis and not excluded} for axis in asked}
        refused = any(excluded and value in document.values[axis] for axis, value, excluded in self.typed)
        return not refused and all(document.values[axis] & some for axis, some in any_of.items())


def weight_of(word: str, visible: list[Made]) -> float:
    """Return the weight of a word: as rare as it is in the language that has it most, English among equals.

    Every document has the English labels of its terms, and only a Welsh one has words of Welsh.
    """
    welsh = [each for each in visible if each.values["language"] == {"cy"}]
    in_welsh = sum(word in each.words for each in welsh)
    in_english = sum(word in each.words for each in visible) - in_welsh
    return weight(in_welsh, len(welsh)) if in_welsh > in_english else weight(in_english, len(visible))


def count(documents: list[Made]) -> int:
    return len({each.original for each in documents})


def narrowed(documents: list[Made], chosen: Mapping[str, frozenset[str]]) -> list[Made]:
    return [each for each in documents if all(each.values[axis] & some for axis, some in chosen.items() if some)]


def some_of(some: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(some), max_size=2)


TYPED = st.sampled_from([(axis, value) for axis in VALUES if axis != "length" for value in VALUES[axis]])

ASKING = st.builds(
    Asking,
    wanted=st.lists(st.sampled_from(WORDS), max_size=3).map(tuple),
    unwanted=st.lists(st.sampled_from(WORDS), max_size=1).map(tuple),
    typed=st.lists(st.tuples(TYPED, st.booleans()), max_size=2).map(
        lambda some: tuple((*each, out) for each, out in some)
    ),
    chosen=st.fixed_dictionaries({}, optional={axis: some_of(some) for axis, some in VALUES.items()}),
    viewer=st.sampled_from(VIEWERS),
)


def test_every_axis_is_tried() -> None:
    assert set(VALUES) == set(FACET_AXES)


@habits(max_examples=400)
@given(which=st.integers(0, LIBRARIES - 1), asking=ASKING)
def test_a_count_is_what_would_be_found_if_its_value_alone_were_chosen(
    libraries: Libraries, which: int, asking: Asking
) -> None:
    making, documents = libraries[which]
    matched = asking.matched(documents)
    page = find(making.library, asking.viewer, SearchRequest(asking.text, asking.chosen, as_typed=True))
    assert page.total == count(narrowed(matched, asking.chosen))
    for axis, some in VALUES.items():
        shown = {value.id: value.count for value in page.facets[axis]}
        expected = {value: count(narrowed(matched, {**asking.chosen, axis: frozenset({value})})) for value in some}
        kept = asking.chosen.get(axis, frozenset())
        assert shown == {value: number for value, number in expected.items() if number or value in kept}, axis


@habits(max_examples=60)
@given(which=st.integers(0, LIBRARIES - 1), asking=ASKING, axis=st.sampled_from(FACET_AXES), data=st.data())
def test_choosing_a_value_finds_as_many_as_it_counted(
    libraries: Libraries, which: int, asking: Asking, axis: str, data: st.DataObject
) -> None:
    library = libraries[which][0].library
    page = find(library, asking.viewer, SearchRequest(asking.text, asking.chosen))
    if page.facets[axis]:
        value = data.draw(st.sampled_from(page.facets[axis]))
        alone = {**asking.chosen, axis: frozenset({value.id})}
        assert find(library, asking.viewer, SearchRequest(asking.text, alone)).total == value.count
