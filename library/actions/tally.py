"""Who sees which document, now and after the next publish, as words that can be counted and compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.actions.library import Rule
from library.errors import CatalogueUnavailable, NothingPublished, SearchUnavailable
from library.model.document import Provenance, Status
from library.model.permission import UNKNOWN, effective
from library.model.viewer import ANYBODY, Role, Viewer
from library.storage.catalogue import DocumentState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from library.actions.library import Library
    from library.content.references import References
    from library.model.permission import Permission, Statement

# From the widest audience to the narrowest.
_VIEWERS = {"public": ANYBODY, "for members": Viewer(Role.MEMBER), "for coordinators": Viewer(Role.COORDINATOR)}

SHOWN = tuple(_VIEWERS)
NOT_SHOWN = ("due later", "hidden as fictional", "in draft", "in review", "past their last day", "withdrawn")

_WAITING = {Status.DRAFT: "in draft", Status.IN_REVIEW: "in review"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A document that other people will see than now.

    Attributes:
        address: Of its page, root-relative.
        before: A word of ``SHOWN`` or ``NOT_SHOWN``, or empty if there is no such document yet.
        after: The same, or empty if there will be none.
    """

    address: str
    before: str
    after: str


def seen_now(library: Library) -> dict[str, str]:
    """Return for each document of the site, by address, a word of ``SHOWN`` or ``NOT_SHOWN``.

    Raises:
        NothingPublished: There is no catalogue yet.
    """
    view = library.view(ANYBODY)
    rules = {name: replace(view.rule, audience=viewer.audience) for name, viewer in _VIEWERS.items()}
    ended = view.snapshot.ended
    return {_address(each): _seen(each, rules, each.id in ended) for each in view.snapshot.by_id.values()}


def seen_next(library: Library, every: Iterable[References]) -> dict[str, str]:
    """Return the same for a content folder, as the next publish would show it today.

    Args:
        library: Its settings say whether fictional documents are shown.
        every: The references of all documents in the folder.
    """
    references, rules = tuple(every), _rules(library)
    statements = {each.slug: each.statement for each in references}
    seen = {}
    for each in references:
        permission = each.permission.narrower(effective(each.slug, lambda slug: statements.get(slug, UNKNOWN)))
        seen[f"/{each.shelf}/{each.slug}"] = _seen_with(permission, each.provenance, rules)
    return seen


def seen_alone(library: Library, statement: Statement) -> str:
    """Return who would see a document today if only its own file decided: a word of ``SHOWN`` or ``NOT_SHOWN``.

    Args:
        library: Its settings say whether fictional documents are shown.
        statement: What the file says.
    """
    return _seen_with(statement.permission, statement.provenance, _rules(library))


def differences(library: Library, after: Mapping[str, str]) -> tuple[Difference, ...]:
    """Return every document that other people will see than now, those for the widest audience first.

    Args:
        library: The site as it is; nothing may be published yet.
        after: As ``seen_next`` returns it.
    """
    try:
        before = seen_now(library)
    except (NothingPublished, CatalogueUnavailable, SearchUnavailable):
        before = {}
    found = (
        Difference(address, before.get(address, ""), after.get(address, "")) for address in before.keys() | after.keys()
    )
    return tuple(sorted(filter(_is_seen_otherwise, found), key=_widest_first))


def _is_seen_otherwise(found: Difference) -> bool:
    return found.before != found.after and not {found.before, found.after}.isdisjoint(SHOWN)


def _widest_first(found: Difference) -> tuple[int, str]:
    return SHOWN.index(found.after) if found.after in SHOWN else len(SHOWN), found.address


def _rules(library: Library) -> dict[str, Rule]:
    day, fictional = library.today(), library.settings.show_fictional
    return {name: Rule(viewer.audience, day, fictional) for name, viewer in _VIEWERS.items()}


def _seen_with(permission: Permission, provenance: Provenance | None, rules: Mapping[str, Rule]) -> str:
    over = permission.until is not None and permission.until < rules["public"].day
    is_fictional = provenance is Provenance.FICTIONAL
    state = DocumentState(
        0, "", "", permission.status, permission.audience, is_fictional, permission.published, permission.until
    )
    return _seen(state, rules, over)


def _address(state: DocumentState) -> str:
    return f"/{state.shelf}/{state.slug}"


def _seen(state: DocumentState, rules: Mapping[str, Rule], over: bool) -> str:
    return next(_audiences(state, rules), None) or _why_not(state, rules["public"], over)


def _audiences(state: DocumentState, rules: Mapping[str, Rule]) -> Iterator[str]:
    return (name for name, rule in rules.items() if rule.is_visible(state))


def _why_not(state: DocumentState, rule: Rule, over: bool) -> str:
    if state.status in _WAITING:
        return _WAITING[state.status]
    if over:
        return "past their last day"
    if state.status is Status.WITHDRAWN:
        return "withdrawn"
    return "due later" if state.published is not None and state.published > rule.day else "hidden as fictional"
