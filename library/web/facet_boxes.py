"""The boxes of a facet. A page of results has 130, and a template takes ten times as long for each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.web.search_page import Choice


def facet_boxes(axis: str, choices: Iterable[Choice], form: str) -> Markup:
    """Return a box to tick for each value of a facet.

    Args:
        axis: The name of the facet.
        choices: Its values.
        form: The id of the form that the boxes belong to.
    """
    parts = []
    for value, label in choices:
        start, end = _around(form, axis, value.id, escape(label))
        parts.append(f"{start}{' checked' if value.selected else ''}{end}{value.count}</span></label>\n")
    return Markup("".join(parts))  # noqa: S704 (what is not ours was escaped)


# A page needs the same again for any other query.
@lru_cache(maxsize=1_024)
def _around(form: str, axis: str, value: str, label: Markup) -> tuple[str, str]:
    """Return a box up to where it says that it is ticked, and from there up to its count."""
    start = Markup('<label class="choice"><input type="checkbox" form="{}" name="{}" value="{}"')
    end = Markup('> <span class="choice-label">{}</span> <span class="choice-count">')
    return start.format(form, axis, value), end.format(label)
