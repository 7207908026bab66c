"""The values of each facet that a page offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.actions.search_results import FacetValue
from library.model.document import Kind
from library.model.language import LANGUAGES
from library.model.reading_time import Length
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from library.model.vocabulary import Vocabulary


def facet_values(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Collection[str]], vocabulary: Vocabulary
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values worth showing of each axis, chosen and frequent ones first.

    A chosen value without results is shown if it exists in the library at all, whether or not a document that the
    viewer may not see has it.

    Args:
        counts: Axis to value to the number of results.
        chosen: Axis to chosen values; has every axis of ``counts``.
        vocabulary: The terms.
    """
    shown = {}
    for axis, counted in counts.items():
        wanted = {value for value in chosen[axis] if _is_known(axis, value, vocabulary)}
        offered = {value: count for value, count in counted.items() if count} | dict.fromkeys(wanted, 0)
        values = [FacetValue(value, counted.get(value, 0), value in wanted) for value in offered]
        shown[axis] = tuple(sorted(values, key=lambda value: (not value.selected, -value.count, value.id)))
    return shown


def _is_known(axis: str, value: str, vocabulary: Vocabulary) -> bool:
    fixed = {"kind": frozenset(Kind), "length": frozenset(Length), "language": frozenset(LANGUAGES)}
    if axis in fixed:
        return value in fixed[axis]
    return re.fullmatch(r"\d{4}", value) is not None if axis == "year" else value in vocabulary.on(Axis[axis.upper()])
