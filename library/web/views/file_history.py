"""The history of what is no document: the vocabulary, collections, and introductions to themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.writing.opening import document_at
from library.content.slugs import COLLECTIONS, THEMES, is_slug
from library.content.vocabulary import PATH
from library.errors import NotFound
from library.web.forms import id_of
from library.web.history_pages import HistoryPlace, list_answer, revision_answer, text_answer
from library.web.paging import asked_page
from library.web.phrases import gettext
from library.web.request_context import current_library

if TYPE_CHECKING:
    from flask import Response

# The folder of the texts with an address.
FOLDERS = {"collections": COLLECTIONS, "introductions": THEMES}


def show_vocabulary_history() -> Response:
    """Show the revisions of the vocabulary, newest first."""
    return list_answer(_vocabulary(), asked_page())


def show_vocabulary_revision(revision_id: str) -> Response:
    """Show what changed in a revision of the vocabulary, and since."""
    return revision_answer(_vocabulary(), id_of(revision_id))


def send_vocabulary_revision(revision_id: str) -> Response:
    """Send the bytes of a revision of the vocabulary."""
    return text_answer(_vocabulary(), id_of(revision_id))


def show_text_history(texts: str, slug: str) -> Response:
    """Show the revisions of a collection or introduction, newest first."""
    return list_answer(_text(texts, slug), asked_page())


def show_text_revision(texts: str, slug: str, revision_id: str) -> Response:
    """Show a collection or introduction as it was in a revision, and what changed before and since."""
    return revision_answer(_text(texts, slug), id_of(revision_id))


def send_text_revision(texts: str, slug: str, revision_id: str) -> Response:
    """Send the bytes of a revision of a collection or introduction."""
    return text_answer(_text(texts, slug), id_of(revision_id))


def _vocabulary() -> HistoryPlace:
    return HistoryPlace(document_at(current_library(), PATH), gettext("Vocabulary"), "/desk/vocabulary")


def _text(texts: str, slug: str) -> HistoryPlace:
    if not is_slug(slug):
        raise NotFound
    opened = document_at(current_library(), f"{FOLDERS[texts]}/{slug}.md")
    return HistoryPlace(opened, slug, f"/desk/{texts}/{slug}")
