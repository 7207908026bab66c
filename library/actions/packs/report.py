"""A pack as evidence, for a report or a consultation: quotations and works with citations. Nothing invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.packs.allowed import is_link_only, refused_words
from library.actions.packs.crediting import credit_of, ris_of
from library.actions.packs.editions import code_for_files
from library.actions.packs.file_limits import require_room
from library.actions.packs.resolve import resolve
from library.actions.packs.steps import Steps, is_played, place_words
from library.actions.packs.workshop import UNNAMED, check_by
from library.model.document import Provenance
from library.model.pack import ItemKind
from library.model.place import Place
from library.model.refusal import Refusal, sentence
from library.model.viewer import ANYBODY
from library.model.workshop import Quotation, Report, Taking, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.actions.library import Library, View
    from library.actions.packs.resolve import Resolved
    from library.model.document import Document
    from library.model.pack import KeptPack


def report_of(library: Library, kept: KeptPack) -> Report:
    """Return a pack as evidence: what is real, allowed and about a document.

    It bears the code of the pack's other files, so that its numbers are theirs.

    Raises:
        NotFound: The pack was deleted meanwhile.
        Refused: It is too long for files.
        RecordsUnavailable: It could not be kept what the pack carries.
    """
    view = library.view(ANYBODY)
    resolved = resolve(view, kept.pack)
    usable = tuple(each for each in resolved if not each.refusal)
    require_room(Steps(library, view), usable)
    reasons = {each.number: refused_in_report(each) for each in resolved if each.item.kind is ItemKind.DOCUMENT}
    used = [each for each in resolved if reasons.get(each.number, Refusal.OWN_WORDS) is None]
    quotations = tuple(quotation for each in used for quotation in _quotations(library, view, each))
    code = code_for_files(library, view, kept, usable)
    return Report(
        title=kept.pack.title or UNNAMED,
        code=code,
        check_address=f"{library.settings.url}/check/{code}",
        check_by=check_by(view, used, library.today()),
        made_on=library.today(),
        quotations=quotations,
        themes=_themes(quotations),
        omitted=tuple(sentence(reason, number) for number, reason in reasons.items() if reason),
    )


def refused_in_report(resolved: Resolved) -> Refusal | None:
    """Return why a document of a pack is not in its report, or ``None``."""
    document = resolved.document
    if resolved.refusal or document is None:
        return resolved.refusal or Refusal.GONE
    if document.provenance is Provenance.INVENTED:
        return Refusal.INVENTED
    return None if is_link_only(document) else refused_words(document, Taking.PAPER)


def _quotations(library: Library, view: View, resolved: Resolved) -> Iterator[Quotation]:
    document = resolved.document
    if document is None:
        return
    site = library.settings.url
    credit = credit_of(document, view.snapshot.vocabulary, site)
    ris = ris_of(document, credit.address)
    if is_link_only(document):
        yield Quotation(
            resolved.number, (), credit, _pointers(document, resolved), credit.source or credit.address, ris
        )
        return
    if is_played(resolved.item, document):
        # A film is evidence as a whole: nobody chose words of it.
        yield Quotation(resolved.number, (), credit, "", credit.address, ris)
        return
    for passage in resolved.passages:
        words = (Words(passage.text, passage.language, passage.speaker),)
        place = place_words(Place(document.slug, passage.anchor))
        yield Quotation(resolved.number, words, credit, place, f"{credit.address}#{passage.anchor}", ris)


def _pointers(document: Document, resolved: Resolved) -> str:
    places = (place_words(Place(document.slug, passage.anchor)) for passage in resolved.passages)
    return ", ".join(filter(None, places))


def _themes(quotations: Iterable[Quotation]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return each theme with the numbers of the items that have it: most first, then by name."""
    found: dict[str, dict[int, None]] = {}
    for each in quotations:
        for theme in each.credit.themes:
            found.setdefault(theme, {})[each.number] = None
    return tuple(
        sorted(((theme, tuple(numbers)) for theme, numbers in found.items()), key=lambda pair: (-len(pair[1]), pair[0]))
    )
