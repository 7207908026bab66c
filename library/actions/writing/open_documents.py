"""Who has a document open to edit it, so that two people can speak before they write over each other."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.errors import RecordsUnavailable
from library.model.presence import tab_id

if TYPE_CHECKING:
    from library.actions.library import Library


@dataclass(frozen=True, slots=True)
class Editing:
    """A person who has a document open.

    Attributes:
        person: Their id.
        name: What they are called; empty if they left meanwhile.
    """

    person: int
    name: str


def note_open(library: Library, path: str, person: int, tab: str) -> tuple[Editing, ...]:
    """Record that a person has a document open, and return who else has.

    Nothing else depends on it: if it cannot be recorded, nobody is shown.

    Args:
        library: Where it is recorded.
        path: Of the document, relative to the content folder.
        person: Their id.
        tab: A random id of the browser's tab.

    Returns:
        The other people, each once, in the order of their ids; may be empty.
    """
    with suppress(RecordsUnavailable):
        library.presence.note(path, person, tab_id(tab), library.now())
        return others_on(library, path, person)
    return ()


def others_on(library: Library, path: str, person: int) -> tuple[Editing, ...]:
    """Return who else has a document open now, each once, in the order of their ids; may be empty.

    Raises:
        RecordsUnavailable: Nobody knows.
    """
    ids = {each.person for each in library.presence.on(path, library.now())} - {person}
    people = library.people.with_ids(ids) if ids else {}
    return tuple(Editing(each, people[each].called if each in people else "") for each in sorted(ids))


def leave(library: Library, path: str, person: int, tab: str) -> None:
    """Record that a person closed a document."""
    with suppress(RecordsUnavailable):
        library.presence.leave(path, person, tab_id(tab))
