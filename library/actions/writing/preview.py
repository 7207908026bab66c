"""The page of a document that is being written, as readers will see it.

A draft may be incomplete. What has a mistake is left out, and what every document needs is filled in, so that the
page can be shown. The mistakes are beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from library.actions.pages import DocumentPage
from library.actions.uploading.placing import companions_of
from library.actions.writing.opening import current_vocabulary
from library.content.document import read_document
from library.content.drafts.proposals import propose
from library.content.form.findings import placed
from library.content.form.form import form_of
from library.content.header.editing import edit_header
from library.content.header.schema import KEYS
from library.errors import ContentError, NothingPublished
from library.model.card import card_of
from library.model.document import Audience, Kind, Provenance, ShownAs
from library.model.vocabulary import Axis, Vocabulary

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.content.companions import Companions
    from library.content.document import ReadDocument
    from library.content.drafts.proposals import Proposal
    from library.content.form.findings import Placed
    from library.content.form.form import Form
    from library.content.header.yaml_writer import Value
    from library.errors import Finding
    from library.model.card import Card
    from library.model.document import Document
    from library.model.viewer import Viewer

# Each round leaves out what the one before could not read.
_ROUNDS = 4
_NEEDED = {"themes": Axis.THEME, "roles": Axis.ROLE, "sectors": Axis.SECTOR}
_UNSAID = "…"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a document, and what could be better.

    Attributes:
        mistakes: They stop it from being published; may be empty.
        advice: It stops nothing; may be empty.
    """

    mistakes: tuple[Placed, ...]
    advice: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The page of a document that is being written.

    Attributes:
        page: As for readers, or ``None`` if the text cannot be shown at all.
        checked: What is wrong with it.
    """

    page: DocumentPage | None
    checked: Checked


def check_text(library: Library, data: bytes, path: str) -> Checked:
    """Return the mistakes and the advice in a document that is being written.

    Args:
        library: The opened library.
        data: The whole file.
        path: That it has, or will have.
    """
    return _read(library, data, path)[1]


def preview_of(library: Library, viewer: Viewer, data: bytes, path: str) -> Preview:
    """Return the page of a document that is being written.

    Args:
        library: The opened library.
        viewer: Who asks; the page names other documents that they may see.
        data: The whole file.
        path: That it has, or will have.
    """
    read, checked = _read(library, data, path)
    vocabulary = current_vocabulary(library)
    document = read.document if read else _in_part(data, path, vocabulary, companions_of(library, path))
    return Preview(_page(library, viewer, document, vocabulary) if document else None, checked)


def terms_proposed(form: Form, vocabulary: Vocabulary) -> dict[Axis, tuple[Proposal, ...]]:
    """Return the terms that the title, the summary and the text of a document name, with the words that name them."""
    words = (*form.values.get("title", ()), *form.values.get("summary", ()), form.text or "")
    return propose("\n".join(words), vocabulary)


def _read(library: Library, data: bytes, path: str) -> tuple[ReadDocument | None, Checked]:
    form = form_of(data, path)

    def at_their_places(findings: tuple[Finding, ...]) -> tuple[Placed, ...]:
        return tuple(placed(each, form) for each in sorted(findings))

    try:
        read = read_document(data, path, current_vocabulary(library), companions_of(library, path))
    except ContentError as error:
        return None, Checked(at_their_places(error.mistakes), at_their_places(error.advice))
    return read, Checked((), at_their_places(read.advice))


def _in_part(data: bytes, path: str, vocabulary: Vocabulary, companions: Companions) -> Document | None:
    """Return a document without what is wrong in its header; ``None`` if there is something else."""
    left_out: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            document = read_document(data, path, vocabulary, companions).document
            return replace(
                document,
                themes=() if "themes" in left_out else document.themes,
                roles=() if "roles" in left_out else document.roles,
                sectors=() if "sectors" in left_out else document.sectors,
            )
        except ContentError as error:
            form = form_of(data, path)
            wrong = {placed(each, form).field for each in error.mistakes} & {*KEYS}
        if form.header:
            # A header that cannot be read is left out, and all that a document needs with it.
            data = f"---\n---\n{form.text or ''}".encode()
            wrong = {"title", "kind", "summary", "provenance", "consent", *_NEEDED}
        is_told = form.values.get("provenance") in {None, (), (Provenance.TOLD,)} or "provenance" in wrong
        try:
            data = edit_header(data, path, {name: _instead(name, path, vocabulary, is_told) for name in wrong})
        except ContentError:
            return None
        left_out |= wrong
    return None


def _instead(name: str, path: str, vocabulary: Vocabulary, is_told: bool) -> Value | None:
    """Return what to read in place of a key that is missing or wrong; ``None`` if a document needs none."""
    if name in _NEEDED:
        return [*vocabulary.on(_NEEDED[name])][:1]
    kind = Kind.STORY if path.startswith(f"{Kind.STORY.shelf}/") else Kind.GUIDANCE
    agreed: dict[str, Value] = {"audience": Audience.COORDINATORS.value, "uses": []}
    if is_told:
        agreed |= {"shown_as": ShownAs.PSEUDONYM.value, "given": date(2000, 1, 1)}
    instead: dict[str, Value] = {
        "title": _UNSAID,
        "summary": _UNSAID,
        "kind": kind.value,
        "provenance": Provenance.TOLD.value,
        "consent": agreed,
    }
    return instead.get(name)


def _page(library: Library, viewer: Viewer, document: Document, vocabulary: Vocabulary) -> DocumentPage:
    return DocumentPage(
        document=document,
        card=card_of(document, 0),
        twin=None,
        related=_cards(library, viewer, document.related),
        replaced_by=next(iter(_cards(library, viewer, (document.replaced_by,) if document.replaced_by else ())), None),
        may_be_indexed=False,
        vocabulary=vocabulary,
    )


def _cards(library: Library, viewer: Viewer, slugs: tuple[str, ...]) -> tuple[Card, ...]:
    try:
        view = library.view(viewer)
    except NothingPublished:
        return ()
    return tuple(filter(None, map(view.card_at, slugs)))
