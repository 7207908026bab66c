"""Permissions: the gate that everything shown or downloaded has to pass.

A permission says who may see a document, on which days, and what of it may leave the site. Several can apply to one
document: that of its own file and, for a translation, that of its original. The narrowest counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from library.model.document import Audience, Document, Provenance, ShownAs, Status, Use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# From narrow to wide: how much a reader may learn. A withdrawal is announced to readers who might have seen the story;
# a draft is not.
_STATUSES = (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN, Status.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may see a document and what may leave the site.

    Attributes:
        status: Only published documents are shown.
        audience: Who may see it.
        uses: What may leave the site; may be empty.
        until: The last day it is shown, or ``None`` for no end.
        published: The first day it is shown, or ``None`` for at once.
    """

    status: Status
    audience: Audience
    uses: frozenset[Use]
    until: date | None
    published: date | None

    def narrower(self, other: Permission) -> Permission:
        """Return a permission for what both permit."""
        return Permission(
            status=min(self.status, other.status, key=_STATUSES.index),
            audience=min(self.audience, other.audience, key=lambda audience: audience.width),
            uses=self.uses & other.uses,
            until=min(filter(None, (self.until, other.until)), default=None),
            published=max(filter(None, (self.published, other.published)), default=None),
        )

    def ended(self) -> Permission:
        """Return the permission after the last day: the same as for a withdrawal."""
        return replace(self, status=min(self.status, Status.WITHDRAWN, key=_STATUSES.index))


# The permission if it is not known what was agreed.
NOTHING = Permission(Status.DRAFT, Audience.COORDINATORS, frozenset(), None, None)


def permission_of(document: Document) -> Permission:
    """Return the permission in a document's file."""
    consent = document.consent
    return Permission(document.status, consent.audience, consent.uses, consent.until, document.published)


def narrowed(document: Document, permission: Permission) -> Document:
    """Return a document limited to a permission, and otherwise unchanged."""
    both = permission_of(document).narrower(permission)
    consent = replace(document.consent, audience=both.audience, uses=both.uses, until=both.until)
    return replace(document, status=both.status, published=both.published, consent=consent)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document's own file says about who may see it.

    Attributes:
        permission: What it permits; ``NOTHING`` if the file cannot be read with certainty.
        provenance: Where its words come from, or ``None`` if that cannot be read.
        translation_of: The slug of the document that it translates, or empty.
        shown_as: How its teller is named, or ``None`` if it does not say.
    """

    permission: Permission
    provenance: Provenance | None
    translation_of: str
    shown_as: ShownAs | None = None

    @property
    def may_be_translated(self) -> bool:
        """Return whether a translation may be shown: of a real story, only if its teller agreed."""
        return self.provenance is not Provenance.TOLD or Use.TRANSLATE in self.permission.uses

    def names_more_than(self, original: Statement) -> bool:
        """Return whether the teller is named more fully here than in the original."""
        if self.shown_as is None or original.shown_as is None:
            return False
        return self.shown_as.names > original.shown_as.names

    def narrower(self, other: Statement) -> Statement:
        """Return this statement, permitting only what both permit."""
        return replace(self, permission=self.permission.narrower(other.permission))

    def shows_more_than(self, later: Statement) -> bool:
        """Return whether this permits anything that a later statement of the same document does not."""
        return (
            self.permission.narrower(later.permission) != self.permission
            or self.names_more_than(later)
            or later.translation_of not in {"", self.translation_of}
        )


UNKNOWN = Statement(NOTHING, None, "")


def effective(slug: str, statement_of: Callable[[str], Statement]) -> Permission:
    """Return the narrowest permission of a document and its originals.

    Args:
        slug: Of the document.
        statement_of: Returns what the file of a document says, by slug; ``UNKNOWN`` if there is none.

    Returns:
        The permission. If translations refer to one another in a loop, the narrowest in the loop.
    """
    own, *originals = with_originals(slug, statement_of)
    permission = reduce(Permission.narrower, (original.permission for original in originals), own.permission)
    agreed = all(original.may_be_translated and not own.names_more_than(original) for original in originals)
    return permission if agreed or permission.status is not Status.PUBLISHED else NOTHING


def with_originals(slug: str, statement_of: Callable[[str], Statement]) -> Iterator[Statement]:
    """Yield the statement of a document, of its original, the original of that, and so on; each once.

    Args:
        slug: Of the document.
        statement_of: As for ``effective``.
    """
    seen: set[str] = set()
    while slug and slug not in seen:
        seen.add(slug)
        statement = statement_of(slug)
        yield statement
        slug = statement.translation_of
