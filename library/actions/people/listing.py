"""The pages of people and invitations, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.errors import NotFound, RecordsUnavailable
from library.model.characters import clean

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.invitation import Invitation
    from library.model.person import Person

PAGE = 50
# With more people than this there is a search box.
MANY = 20
MOST_SEARCHED = 100


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people.

    Attributes:
        people: In the order of their addresses.
        words: That were searched for; may be empty.
        found: How many people were found, on all pages.
        total: How many people there are.
        invited: How many invitations there are.
        page: Counted from 1.
        pages: At least 1.
    """

    people: tuple[Person, ...]
    words: str
    found: int
    total: int
    invited: int
    page: int
    pages: int

    @property
    def has_search(self) -> bool:
        """Return whether there are enough people to search."""
        return self.total > MANY


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    """One page of invitations.

    Attributes:
        invitations: In the order of their addresses.
        total: How many there are on all pages.
        page: Counted from 1.
        pages: At least 1.
        now: In Unix seconds, to tell which have expired.
    """

    invitations: tuple[Invitation, ...]
    total: int
    page: int
    pages: int
    now: int


def people_page(library: Library, words: str, page: int) -> PeoplePage:
    """Return one page of people.

    Args:
        library: Where they are stored.
        words: To search for in names and addresses; empty for everyone.
        page: Counted from 1.

    Raises:
        NotFound: There is no such page.
    """
    asked = " ".join(clean(words).split())[:MOST_SEARCHED]
    total = library.people.count()
    found = library.people.count(words=asked) if asked else total
    pages = pages_of(found, page)
    people = library.people.listed(asked, (page - 1) * PAGE, PAGE)
    return PeoplePage(people, asked, found, total, library.invitations.count(), page, pages)


def invitations_page(library: Library, page: int) -> InvitationsPage:
    """Return one page of invitations.

    Raises:
        NotFound: There is no such page.
    """
    total = library.invitations.count()
    pages = pages_of(total, page)
    listed = library.invitations.listed((page - 1) * PAGE, PAGE)
    return InvitationsPage(listed, total, page, pages, library.now())


def can_anyone_sign_in(library: Library) -> bool:
    """Return whether there is an account, or cannot be known now; a first use of the records creates no file."""
    try:
        return library.database.exists() and library.people.count() > 0
    except RecordsUnavailable:
        return True


def find_person(library: Library, person_id: int) -> Person:
    """Return a person.

    Raises:
        NotFound: There is no such person.
    """
    found = library.people.find(person_id)
    if found is None:
        raise NotFound
    return found


def pages_of(count: int, page: int) -> int:
    """Return how many pages a list has.

    Raises:
        NotFound: It does not have this one.
    """
    pages = max(1, -(-count // PAGE))
    if page > pages:
        raise NotFound
    return pages
