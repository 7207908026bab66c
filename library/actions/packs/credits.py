"""Whose words they are: title, maker, licence, what was agreed to, address, in English as files say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.attribution import maker, named_authors, outside_source, year_made
from library.model.document import LINK_ONLY, Kind, Provenance, Use
from library.model.vocabulary import Axis
from library.model.workshop import Credit

if TYPE_CHECKING:
    from library.model.document import Document
    from library.model.vocabulary import Vocabulary

LICENCES = {"CC-BY-4.0": "CC BY 4.0", LINK_ONLY: "Link only"}
FICTIONAL = "Fictional. Written for this library. Do not use as evidence."
FICTIONAL_TOOL = "Practice tool (fictional examples)"
ELSEWHERE = "A work that lives elsewhere: it is named and linked to, and none of its words are here."
TOLD = "Shared with the teller’s consent, for {uses}. Nothing beyond that was agreed to."
USES = {Use.WORKSHOP: "workshops", Use.EXCERPT: "excerpts", Use.PRINT: "paper", Use.RECORD: "recorded sessions"}


def credit_of(document: Document, vocabulary: Vocabulary, site: str) -> Credit:
    """Return the credit of a document.

    Args:
        document: Whose.
        vocabulary: Names its themes.
        site: What absolute addresses start with.
    """
    kind = _kind(document)
    themes = (vocabulary.get(Axis.THEME, theme) for theme in document.themes)
    who, year = maker(document), year_made(document)
    address = site + document.url
    return Credit(
        title=document.title,
        language=document.language,
        kind=kind,
        fictional=document.provenance is Provenance.FICTIONAL,
        who=who,
        year=year,
        licence=LICENCES.get(document.licence, document.licence),
        consent=_consent(document),
        address=address,
        source=document.source,
        citation=_citation(document, who, year, kind, address),
        themes=tuple(term.label("en") for term in themes if term),
    )


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


def _kind(document: Document) -> str:
    if document.provenance is not Provenance.FICTIONAL:
        return document.kind.value.capitalize()
    return FICTIONAL_TOOL if document.kind is Kind.TOOL else f"Fictional {document.kind}"


def _consent(document: Document) -> str:
    if document.provenance is Provenance.FICTIONAL:
        return FICTIONAL
    if document.provenance is Provenance.PUBLISHED_ELSEWHERE:
        return ELSEWHERE
    agreed = [words for use, words in USES.items() if use in document.consent.uses]
    return TOLD.format(uses=" and ".join(filter(None, (", ".join(agreed[:-1]), agreed[-1]))) if agreed else "reading")


def _citation(document: Document, who: str, year: str, kind: str, address: str) -> str:
    maker = f"{who} ({year or 'no date'}) " if who else ""
    dated = "" if who else f" ({year or 'no date'})"
    source = outside_source(document)
    where = f"{source}. Found in Commonplace, {address}" if source else f"Commonplace. {address}"
    return f"{maker}‘{document.title}’{dated} [{kind}]. {where}."
