"""A pack as evidence, for a report or a consultation: quotations and works with references, nothing fictional."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.credits import credit_of, ris_of
from library.actions.packs.editions import code_for_files
from library.actions.packs.file_limits import require_room
from library.actions.packs.steps import Steps, place_words
from library.actions.packs.usable import usable_items
from library.actions.packs.words import words_of
from library.actions.packs.workshop import UNNAMED, check_by
from library.model.language import SOURCE
from library.model.pack import ItemKind
from library.model.place import Place
from library.model.refusal import sentence
from library.model.viewer import ANYBODY
from library.model.workshop import Quotation, Report
from library.translation import Translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.actions.library import Library, View
    from library.model.document import Document
    from library.model.pack import StoredPack
    from library.model.usable import UsableItem


def report_of(library: Library, stored: StoredPack, language: str = SOURCE) -> Report:
    """Return a pack as evidence: the items that are real, allowed and from a document.

    It has the same code and item numbers as the pack's other files.

    Raises:
        NotFound: The pack was deleted meanwhile.
        Refused: It is too long for files.
        RecordsUnavailable: The edition could not be recorded.
    """
    view, translator = library.view(ANYBODY), Translator(language)
    items = usable_items(view, stored.pack)
    usable = tuple(each for each in items if not each.refusal)
    require_room(Steps(library, view), usable)
    used = [each for each in items if not each.not_in_report]
    quotations = tuple(quotation for each in used for quotation in _quotations(library, view, translator, each))
    code = code_for_files(library, view, stored, usable)
    return Report(
        title=stored.pack.title or translator.gettext(UNNAMED),
        code=code,
        check_address=f"{library.settings.url}/check/{code}",
        check_by=check_by(used, library.today()),
        made_on=library.today(),
        quotations=quotations,
        themes=_themes(quotations),
        omitted=tuple(_omitted(translator, items)),
        language=translator.language,
        untranslated=translator.untranslated,
    )


def _omitted(translator: Translator, items: Iterable[UsableItem]) -> Iterator[str]:
    """Yield the documents that are not in the report; text and questions never are, so they are not mentioned.

    What can no longer be used in a pack at all is not named.
    """
    for each in items:
        if each.item.kind is ItemKind.DOCUMENT and each.not_in_report:
            title = each.document.title if each.document and not each.refusal else ""
            yield sentence(translator, each.not_in_report, each.number, title)


def _quotations(library: Library, view: View, translator: Translator, each: UsableItem) -> Iterator[Quotation]:
    document = each.document
    if document is None:
        return
    site = library.settings.url
    credit = credit_of(document, view.snapshot.vocabulary, site, translator)
    ris = ris_of(document, credit.address)
    if each.is_link:
        yield Quotation(
            each.number, (), credit, _pointers(translator, document, each), credit.source or credit.address, ris
        )
        return
    if each.is_played:
        # A video is evidence as a whole, if no passages were chosen.
        yield Quotation(each.number, (), credit, "", credit.address, ris)
        return
    for passage, words in zip(each.paper.passages, words_of(document, each.paper.passages), strict=True):
        said = (replace(words, heading="", time=""),)
        place = place_words(translator, Place(document.slug, passage.anchor))
        yield Quotation(each.number, said, credit, place, f"{credit.address}#{passage.anchor}", ris)


def _pointers(translator: Translator, document: Document, each: UsableItem) -> str:
    places = (place_words(translator, Place(document.slug, passage.anchor)) for passage in each.passages)
    return ", ".join(filter(None, places))


def _themes(quotations: Iterable[Quotation]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return each theme with the numbers of its items: most items first, then by name."""
    found: dict[str, dict[int, None]] = {}
    for each in quotations:
        for theme in each.credit.themes:
            found.setdefault(theme, {})[each.number] = None
    return tuple(
        sorted(((theme, tuple(numbers)) for theme, numbers in found.items()), key=lambda pair: (-len(pair[1]), pair[0]))
    )
