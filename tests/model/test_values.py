"""Values travel to other processes and are read by many threads at once: nothing about them changes meanwhile."""

from __future__ import annotations

import dataclasses
import importlib
import pickle
import pkgutil
from collections.abc import Callable
from types import ModuleType

import msgspec
import pytest

import library
from library.model.vocabulary import Axis, Term, Vocabulary


def modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(library.__path__, "library.")
    return [importlib.import_module(each.name) for each in found if "migrations" not in each.name]


def frozen() -> set[type]:
    """Return every frozen dataclass of the library."""
    classes = {each for module in modules() for each in vars(module).values() if isinstance(each, type)}
    ours = {each for each in classes if each.__module__.startswith("library.") and dataclasses.is_dataclass(each)}
    return {each for each in ours if getattr(each, "__dataclass_params__").frozen}  # noqa: B009 - mypy knows no such name


def test_a_frozen_value_has_no_place_for_anything_that_is_added_later() -> None:
    # Without a `__dict__` no cached property can be filled while another thread pickles or reads the value.
    every = frozen()
    assert len(every) > 100
    assert sorted(each.__qualname__ for each in every if each.__dictoffset__) == []


class Asking(dict[str, str]):
    """Labels that look a term up while they are pickled, as another thread may at that moment."""

    ask: Callable[[], object]

    def __reduce__(self) -> tuple[type[dict[str, str]], tuple[dict[str, str]]]:
        self.ask()
        return dict, (dict(self),)


def test_a_vocabulary_is_asked_while_it_travels_to_another_process() -> None:
    labels = Asking({"en": "Listening"})
    vocabulary = Vocabulary((Term("listening", Axis.THEME, labels),))
    labels.ask = lambda: vocabulary.get(Axis.THEME, "listening")
    arrived = pickle.loads(pickle.dumps(vocabulary))  # noqa: S301 - made here
    assert arrived == vocabulary
    assert arrived.get(Axis.THEME, "listening") == arrived.terms[0]


def test_a_vocabulary_travels_and_is_stored_as_its_terms_alone() -> None:
    vocabulary = Vocabulary((Term("listening", Axis.THEME, {"en": "Listening"}),))
    before = pickle.dumps(vocabulary)
    vocabulary.on(Axis.THEME)
    assert pickle.dumps(vocabulary) == before
    stored = msgspec.json.decode(msgspec.json.encode(vocabulary))
    assert stored.keys() == {"terms", "ambiguous", "contacts", "synonyms", "support_words"}
    assert msgspec.json.decode(msgspec.json.encode(vocabulary), type=Vocabulary) == vocabulary


@pytest.mark.parametrize("axis", Axis)
def test_terms_are_found_on_their_own_axis_in_the_order_of_the_file(axis: Axis) -> None:
    terms = tuple(Term(name, each, {"en": name}) for name in ("b", "a") for each in Axis)
    stored = msgspec.json.decode(msgspec.json.encode(Vocabulary(terms)), type=Vocabulary)
    assert list(stored.on(axis)) == ["b", "a"]
    assert stored.get(axis, "a") == next(term for term in terms if (term.id, term.axis) == ("a", axis))
