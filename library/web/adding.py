"""What a button on a page adds to a pack.

A page of results has thirty such buttons. They send one form, and the value of each says what it adds: the place on the
page, a space, the document, and after a number sign the passage or question, if it is not the whole document.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request

from library.model.whole_number import whole_number
from library.web.forms import MOST_DIGITS, line

BUTTON = "add"
_QUESTION = "q"


@dataclass(frozen=True, slots=True)
class Added:
    """What is added to a pack.

    Attributes:
        slug: Of the document.
        anchors: Of its passages; empty for the whole document.
        question: The number of one of its questions, or 0.
        place: The id of the element that says so afterwards; may be empty.
    """

    slug: str
    anchors: tuple[str, ...] = ()
    question: int = 0
    place: str = ""


def button_value(slug: str, part: str, place: str) -> str:
    """Return the value of a button.

    Args:
        slug: Of the document.
        part: The anchor of a passage, ``q`` and the number of a question, or an empty string.
        place: The id of the button's place; without spaces.
    """
    return f"{place} {slug}#{part}" if part else f"{place} {slug}"


def is_first_button() -> bool:
    """Return whether no button of this page has been shown yet: the form that all of them send goes beside it."""
    is_first = "has_button" not in g
    g.has_button = True
    return is_first


def sent_to_add() -> Added:
    """Return what the button that was pressed adds, or the passages that were ticked in a form of their own."""
    pressed = line(BUTTON)
    if not pressed:
        return Added(line("slug"), tuple(request.form.getlist("anchors")))
    # The space before a value without a place is gone: a line has none at its ends.
    place, _, added = pressed.rpartition(" ")
    slug, _, part = added.partition("#")
    if part.startswith(_QUESTION):
        return Added(slug, question=whole_number(part[1:], most_digits=MOST_DIGITS), place=place)
    return Added(slug, (part,) if part else (), place=place)
