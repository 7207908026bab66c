"""Whose words they are: title, maker, licence, what was agreed to, address, as files say it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.export.wording import kind_words
from library.model.attribution import maker, named_authors, outside_source, year_made
from library.model.document import LINK_ONLY, Provenance, Use
from library.model.vocabulary import Axis
from library.model.workshop import Credit
from library.translation import N_

if TYPE_CHECKING:
    from library.model.document import Document
    from library.model.vocabulary import Term, Vocabulary
    from library.translation import Translator

LICENCES = {"CC-BY-4.0": N_("CC BY 4.0"), LINK_ONLY: N_("Link only")}
FICTIONAL = N_("Fictional. Written for this library. Do not use as evidence that something works.")
ELSEWHERE = N_("From another website. Summary and link only.")
TOLD = N_("Shared with the storyteller’s consent for %(uses)s only.")
READING = N_("reading")
USES = {
    Use.WORKSHOP: N_("workshops"),
    Use.EXCERPT: N_("quotation"),
    Use.PRINT: N_("printing"),
    Use.RECORD: N_("recorded sessions"),
}


def credit_of(document: Document, vocabulary: Vocabulary, site: str, translator: Translator) -> Credit:
    """Return the credit of a document.

    Args:
        document: Whose.
        vocabulary: Names its themes.
        site: What absolute addresses start with.
        translator: Says our own words.
    """
    themes = (vocabulary.get(Axis.THEME, theme) for theme in document.themes)
    who, year = maker(document), year_made(document)
    address = site + document.url
    licence = LICENCES.get(document.licence)
    credit = Credit(
        title=document.title,
        language=document.language,
        kind=document.kind,
        fictional=document.provenance is Provenance.FICTIONAL,
        told=document.provenance is Provenance.TOLD,
        who=who,
        year=year,
        licence=translator.gettext(licence) if licence else document.licence,
        consent=_consent(document, translator),
        address=address,
        source=document.source,
        citation="",
        themes=tuple(label_of(term, translator) for term in themes if term),
        members_only=not document.is_public,
    )
    return replace(credit, citation=_citation(credit, outside_source(document), translator))


def label_of(term: Term, translator: Translator) -> str:
    """Return the label of a term, in English if it has none in the reader's language."""
    label = term.label(translator.language)
    return label if term.label_language(translator.language) == translator.language else translator.in_english(label)


def ris_of(document: Document, address: str) -> tuple[tuple[str, str], ...]:
    """Return a document's fields for reference managers: RIS tags and values, the type first."""
    types = {"paper": "JOUR", "report": "RPRT", "guidance": "RPRT", "video": "VIDEO", "law": "STAT", "event": "CONF"}
    fields = [("TY", types.get(document.kind.value, "GEN")), ("TI", document.title)]
    fields += [("AU", author) for author in named_authors(document)]
    if document.organisation:
        fields.append(("PB", document.organisation))
    if year_made(document):
        fields.append(("PY", year_made(document)))
    fields += [("UR", document.source or address), ("LA", document.work_language), ("DB", "Commonplace")]
    if document.source:
        fields.append(("L2", address))
    return (*fields, ("ER", ""))


def _consent(document: Document, translator: Translator) -> str:
    if document.provenance is Provenance.FICTIONAL:
        return translator.gettext(FICTIONAL)
    if document.provenance is Provenance.PUBLISHED_ELSEWHERE:
        return translator.gettext(ELSEWHERE)
    agreed = [translator.gettext(words) for use, words in USES.items() if use in document.consent.uses]
    return translator.gettext(TOLD, uses=_listed(agreed or [translator.gettext(READING)], translator))


def _listed(words: list[str], translator: Translator) -> str:
    """Return ``workshops, quotation and printing``."""
    *first, last = words
    return translator.gettext("%(first)s and %(last)s", first=", ".join(first), last=last) if first else last


def _citation(credit: Credit, source: str, translator: Translator) -> str:
    year = credit.year or translator.gettext("no date")
    maker = f"{credit.who} ({year}) " if credit.who else ""
    dated = "" if credit.who else f" ({year})"
    found = translator.gettext("Found in Commonplace, %(address)s", address=credit.address)
    where = f"{source}. {found}" if source else f"Commonplace. {credit.address}"
    return f"{maker}‘{credit.title}’{dated} [{kind_words(translator, credit)}]. {where}."
