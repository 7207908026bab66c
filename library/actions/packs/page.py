"""A pack as its own pages show it: every item as it is now, with times, and what can no longer be used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.actions.packs.credits import credit_of
from library.actions.packs.editions import mark_for
from library.actions.packs.file_limits import refused_as_too_long, steps_on_screen
from library.actions.packs.file_sizes import estimated_sizes
from library.actions.packs.pack_viewer import pack_viewer
from library.actions.packs.planning import Fillers, fillers
from library.actions.packs.recall import has_stale_files, to_leave_out
from library.actions.packs.secrets import shown_code
from library.actions.packs.steps import Steps, leaves_out
from library.actions.packs.timing import at, minutes_of
from library.actions.packs.usable import has_evidence, usable_items, usable_numbered
from library.actions.packs.words import words_of
from library.actions.packs.workshop import check_by
from library.model.card import card_of
from library.model.pack import UNOPENED, ItemKind
from library.model.refusal import Refusal
from library.model.viewer import ANYBODY
from library.model.workshop import with_omissions, with_own_questions
from library.translation import Translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from library.actions.library import Library, View
    from library.actions.packs.recall import LeaveOut
    from library.model.card import Card
    from library.model.pack import Item, Pack, StoredPack
    from library.model.usable import UsableItem
    from library.model.viewer import Viewer
    from library.model.vocabulary import Vocabulary
    from library.model.workshop import Credit, Paragraph


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item of a pack.

    Attributes:
        number: Its place, counted from 1.
        item: As it is stored.
        card: Of its document, or ``None`` for the facilitator's text or a document that may not be seen.
        passages: The chosen passages that still exist, for reading on the site.
        question: A question's words, or empty.
        minutes: How long it takes.
        starts: Clock time, or minutes from the start.
        leaves_out: One English sentence on what is not chosen, or empty.
        changed: How many of the chosen passages have changed since.
        refusal: Why it cannot be used, or ``None``.
        not_in_files: Why its words do not leave the site, or ``None``.
        not_on_paper: Why they are not printed, or ``None``.
        stop_recording: Whether recording has to stop before it.
        content_notes: Term ids; may be empty.
        is_link: Whether it is a link, with a summary instead of its words.
        has_short: Whether its document has a three-minute version.
        credit: Whose words they are, or ``None`` if there are none that can be used.
        own_question: Of its document, if files ask it, or empty.
        members_only: Whether its document is for members only, so that only the pack's owner sees it here.
    """

    number: int
    item: Item
    card: Card | None
    passages: tuple[Paragraph, ...]
    question: str
    minutes: int
    starts: str
    leaves_out: str
    changed: int
    refusal: Refusal | None
    not_in_files: Refusal | None
    not_on_paper: Refusal | None
    stop_recording: bool
    content_notes: tuple[str, ...]
    is_link: bool
    has_short: bool
    credit: Credit | None
    own_question: str = ""
    members_only: bool = False


@dataclass(frozen=True, slots=True)
class PackPage:
    """A pack, for its own pages.

    Attributes:
        code: As people read it: of the pack, or for participants of what they see.
        version: Of the pack; forms send it back, so that changes by two people can be merged.
        pack: As it is stored.
        items: In order; may be empty.
        leave_out: What can no longer be used; may be empty.
        has_stale_files: Whether an earlier file holds something that can no longer be used.
        total: Minutes of everything that can be used.
        ends: ``HH:MM``, or empty.
        over: Minutes beyond those there are, or 0.
        spare: Minutes that are left of those there are, or 0.
        check_by: "Check again before using after this day."
        expires_on: The day it is deleted at the earliest, if nobody opens it before.
        view_token: The secret of the view-only link, or empty.
        has_evidence: Whether anything in it can be quoted in a report.
        may_quote_fiction: Whether all its stories are fictional, and all may be quoted elsewhere.
        no_files: Why no file can be made from it, or ``None``.
        sizes: About how many bytes each file has, by name.
        vocabulary: For the names of terms.
        check_address: Absolute, of the page that says whether what has this code can still be used.
        fillers: What fits into the minutes that are left; nothing for participants.
    """

    code: str
    version: int
    pack: Pack
    items: tuple[ShownItem, ...]
    leave_out: tuple[LeaveOut, ...]
    has_stale_files: bool
    total: int
    ends: str
    over: int
    spare: int
    check_by: date
    expires_on: date
    view_token: str
    has_evidence: bool
    may_quote_fiction: bool
    no_files: Refusal | None
    sizes: Mapping[str, int]
    vocabulary: Vocabulary
    check_address: str
    fillers: Fillers

    @property
    def credits(self) -> tuple[tuple[Card, Credit], ...]:
        """Return each document once, with its credit, in the order of the items."""
        found = {each.credit.address: (each.card, each.credit) for each in self.items if each.card and each.credit}
        return tuple(found.values())


def pack_page(
    library: Library, stored: StoredPack, translator: Translator | None = None, viewer: Viewer = ANYBODY
) -> PackPage:
    """Return a pack as its facilitator sees it.

    Args:
        library: Where its documents are.
        stored: The pack.
        translator: Says our own words in credits.
        viewer: Who asks: its owner sees what is for members only.
    """
    public, words = library.view(ANYBODY), translator or Translator()
    view = library.view(pack_viewer(library, viewer, stored.id).sees)
    items = usable_items(view, stored.pack)
    has_stale = has_stale_files(library, public, stored)
    page = _page(library, view, stored, items, shown_code(stored.code), has_stale, words)
    return replace(page, fillers=fillers(public, stored.pack, page.spare, words))


def shared_page(library: Library, stored: StoredPack, translator: Translator | None = None) -> PackPage:
    """Return a pack as participants see it; nothing is stored.

    They may print it, so it has the code of files with the same content, which a check also knows (``recall``).
    """
    view = library.view(ANYBODY)
    items = usable_items(view, stored.pack)
    mark = mark_for(library, view, stored, (each for each in items if not each.refusal))
    return _page(library, view, stored, items, shown_code(stored.code, mark), False, translator or Translator())


def removed_item(
    library: Library, stored: StoredPack, item_id: str, version: int, viewer: Viewer = ANYBODY
) -> ShownItem | None:
    """Return an item that was removed, as it was in an earlier state of a pack.

    Args:
        library: Where the pack is stored.
        stored: The pack as it is.
        item_id: Of the item.
        version: The number of the state.
        viewer: Who asks.

    Returns:
        ``None`` if the item is in the pack, or that state or the item in it does not exist.
    """
    before = library.records.state(stored.id, version) if version and not stored.pack.item(item_id) else None
    item = before.item(item_id) if before else None
    if before is None or item is None:
        return None
    view = library.view(pack_viewer(library, viewer, stored.id).sees)
    items = usable_numbered(view, ((before.items.index(item) + 1, item),))
    return next(_shown(view, before, items, library.settings.url, Translator()))


def _page(
    library: Library,
    view: View,
    stored: StoredPack,
    items: tuple[UsableItem, ...],
    code: str,
    has_stale: bool,
    translator: Translator,
) -> PackPage:
    pack, site = stored.pack, library.settings.url
    shown = tuple(_shown(view, pack, items, site, translator))
    usable = tuple(each for each in items if not each.refusal)
    steps = steps_on_screen(Steps(library, view, translator), usable)
    questions = {step.number: step.question for step in with_own_questions(steps)}
    total = sum(item.minutes for item in shown)
    return PackPage(
        code=code,
        version=stored.version,
        pack=pack,
        items=tuple(replace(each, own_question=questions.get(each.number, "")) for each in shown),
        leave_out=to_leave_out(view, items),
        has_stale_files=has_stale,
        total=total,
        ends=at(pack.starts, total) if pack.starts and items else "",
        over=max(0, total - pack.available) if pack.available else 0,
        spare=max(0, pack.available - total),
        check_by=check_by(usable, library.today()),
        expires_on=stored.opened_on + UNOPENED,
        view_token=stored.view_token,
        has_evidence=has_evidence(items),
        may_quote_fiction=_may_quote_fiction(items),
        no_files=refused_as_too_long(steps),
        sizes=estimated_sizes(steps),
        vocabulary=view.snapshot.vocabulary,
        check_address=f"{site}/check/{code}",
        fillers=Fillers(),
    )


def _may_quote_fiction(items: Iterable[UsableItem]) -> bool:
    works = [each for each in items if each.item.kind is ItemKind.DOCUMENT]
    return bool(works) and all(each.not_in_report is Refusal.FICTIONAL and not each.paper.refusal for each in works)


def _shown(
    view: View, pack: Pack, items: tuple[UsableItem, ...], site: str, translator: Translator
) -> Iterator[ShownItem]:
    passed = 0
    for each in items:
        minutes = minutes_of(each)
        usable = each.document if not each.refusal else None
        credit = credit_of(usable, view.snapshot.vocabulary, site, translator) if usable else None
        yield _shown_item(view, each, minutes, at(pack.starts, passed), credit)
        passed += minutes


def _passages(each: UsableItem) -> tuple[Paragraph, ...]:
    words = words_of(each.document, each.pointers or each.site.passages) if each.document else ()
    return tuple(with_omissions(words))


def _shown_item(view: View, each: UsableItem, minutes: int, starts: str, credit: Credit | None) -> ShownItem:
    document, is_usable = each.document, not each.refusal
    is_text = is_usable and each.item.kind is ItemKind.DOCUMENT and not each.is_link
    state = view.snapshot.by_slug.get(document.slug) if document else None
    return ShownItem(
        number=each.number,
        item=each.item,
        card=card_of(document, state.id) if document and state else None,
        passages=_passages(each),
        question=each.site.question,
        minutes=minutes,
        starts=starts,
        leaves_out=leaves_out(Translator(), document, each.passages) if document and is_text else "",
        changed=each.changed,
        refusal=each.refusal,
        not_in_files=each.screen.refusal if is_usable else None,
        not_on_paper=each.paper.refusal if is_usable else None,
        stop_recording=is_usable and each.stop_recording,
        content_notes=each.content_notes if is_usable else (),
        is_link=each.is_link,
        has_short=bool(document and document.short),
        credit=credit,
        members_only=is_usable and each.members_only,
    )
