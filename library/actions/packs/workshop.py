"""From a pack to a workshop for download: what is allowed, in order, with times, and what was left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.editions import code_for_files
from library.actions.packs.file_limits import require_room, with_films
from library.actions.packs.pack_viewer import pack_viewer
from library.actions.packs.steps import Steps
from library.actions.packs.timing import at
from library.actions.packs.usable import usable_items
from library.model.edition import LONGEST_USE
from library.model.language import SOURCE
from library.model.pack import Extent
from library.model.refusal import Refusal, sentence
from library.model.viewer import ANYBODY
from library.model.workshop import Workshop, with_own_questions
from library.translation import N_, Translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from library.actions.library import Library
    from library.model.contact import Contact
    from library.model.pack import StoredPack
    from library.model.usable import UsableItem
    from library.model.viewer import Viewer
    from library.model.vocabulary import Vocabulary
    from library.model.workshop import Medium

UNNAMED = N_("Untitled workshop")


def workshop_of(
    library: Library,
    stored: StoredPack,
    medium: Medium,
    language: str = SOURCE,
    viewer: Viewer = ANYBODY,
    *,
    with_notes: bool,
) -> Workshop:
    """Return a pack ready for download, and record its edition so that people can check its code.

    Args:
        library: Where its documents are.
        stored: The pack.
        medium: Where its words go.
        language: The reader's.
        viewer: Whose own use it is for: if the pack is in their list, it has what is for members only.
        with_notes: Whether to include the facilitator's notes, which participants must never get.

    Raises:
        NotFound: The pack was deleted meanwhile.
        Refused: It is too long for files.
        RecordsUnavailable: The edition could not be recorded.
    """
    view, pack = library.view(pack_viewer(library, viewer, stored.id).sees), stored.pack
    items = usable_items(view, pack)
    usable = tuple(each for each in items if not each.refusal)
    translator = Translator(language)
    maker = Steps(library, view, translator)
    require_room(maker, usable)
    steps, minutes = [], 0
    for each in usable:
        step = maker.step(each, medium, at(pack.starts, minutes))
        steps.append(step if with_notes else replace(step, notes=""))
        minutes += step.minutes
    noted = any(step.content_notes for step in steps)
    contacts = contacts_of(view.snapshot.vocabulary, pack.nation) if noted else ()
    code = code_for_files(library, view, stored, usable)
    return Workshop(
        title=pack.title or translator.gettext(UNNAMED),
        code=code,
        check_address=f"{library.settings.url}/check/{code}",
        check_by=check_by(usable, library.today()),
        made_on=library.today(),
        starts=pack.starts,
        ends=at(pack.starts, minutes) if pack.starts and steps else "",
        available=pack.available,
        total=minutes,
        people=pack.people,
        steps=tuple(with_films(with_own_questions(steps))),
        contacts=contacts,
        omitted=tuple(_omitted(translator, items)),
        language=translator.language,
        untranslated=translator.untranslated,
    )


def contacts_of(vocabulary: Vocabulary, nation: str) -> tuple[Contact, ...]:
    """Return services for support in a nation, given by term id; in every nation if it is empty."""
    return tuple(each for each in vocabulary.contacts if not nation or each.nation in {"", nation})


def check_by(usable: Iterable[UsableItem], today: date) -> date:
    """Return the last day on which a file can be used without checking it again.

    This is the nearest end or review of any consent, including those of translations, at most half a year away; today
    if a review is already due.
    """
    consents = [document.consent for each in usable for document in (each.document, each.twin) if document]
    days = [day for consent in consents for day in (consent.until, consent.review) if day]
    return max(today, min([*days, today + LONGEST_USE]))


def _omitted(translator: Translator, items: Iterable[UsableItem]) -> Iterator[str]:
    for each in items:
        if each.refusal:
            yield sentence(translator, each.refusal, each.number)
        elif each.changed and each.item.extent is not Extent.LINK:
            yield sentence(translator, Refusal.CHANGED_IN_PART, each.number)
