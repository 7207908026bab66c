"""The button that opens a work on another website: what opens, and whose site it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from library.model.document import Kind
from library.web.phrases import lazy_gettext as _l

if TYPE_CHECKING:
    from library.model.document import Document
    from library.web.phrases import LazyPhrase, Phrase

# A format that opens in a program of its own is named; it says more than the kind of work.
FORMATS: dict[str, LazyPhrase] = {
    ".pdf": _l("Open the PDF on %(site)s"),
    ".doc": _l("Open the Word document on %(site)s"),
    ".docx": _l("Open the Word document on %(site)s"),
    ".ppt": _l("Open the slides on %(site)s"),
    ".pptx": _l("Open the slides on %(site)s"),
}
KINDS: dict[Kind, LazyPhrase] = {
    Kind.VIDEO: _l("Watch on %(site)s"),
    Kind.AUDIO: _l("Listen on %(site)s"),
    Kind.COURSE: _l("Open the course on %(site)s"),
    Kind.TOOL: _l("Open the tool on %(site)s"),
}
READ = _l("Read on %(site)s")


@dataclass(frozen=True, slots=True)
class OutsideWork:
    """How a page leads to a work on another website.

    Attributes:
        words: Of the button, such as ``Watch on Social Care Wales``.
        host: Of the website, without ``www.``.
        names_host: Whether the words name the host already.
    """

    words: Phrase
    host: str
    names_host: bool


def outside_work(document: Document) -> OutsideWork | None:
    """Return how to lead to the work that a document describes, or ``None`` if it is not on another website."""
    if not document.source:
        return None
    parts = urlsplit(document.source)
    host = (parts.hostname or "").removeprefix("www.")
    is_theirs = _belongs_to(host, document.organisation)
    opens = FORMATS.get(PurePosixPath(parts.path).suffix.lower()) or KINDS.get(document.kind, READ)
    words = opens % {"site": document.organisation if is_theirs else host}
    return OutsideWork(words, host, names_host=not is_theirs)


def _belongs_to(host: str, organisation: str) -> bool:
    """Tell whether a host spells an organisation's name, as socialcare.wales does for Social Care Wales."""
    name = "".join(filter(str.isalnum, organisation.casefold()))
    return bool(name) and name in "".join(filter(str.isalnum, host))
