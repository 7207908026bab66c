"""What a file discloses about people, as far as it can be read if the rest has mistakes.

As in ``permission``, the same code reads this as the whole document, and terms of the vocabulary do not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from library.content.body.passages import body_passages, pointer_passages, read_transcripts
from library.content.document import DEFAULT_LANGUAGE
from library.content.folder_files import FolderFiles, read_bytes
from library.content.header.entry import Reading
from library.content.header.fields import read_keys
from library.content.header.groups import SHOWN_AS
from library.content.header.schema import (
    ATTACHMENTS,
    AUTHORS,
    CONSENT,
    ENDORSED_BY,
    LANGUAGE,
    LINKED_FROM,
    MEDIA,
    ORGANISATION,
    POINTERS,
    QUESTIONS,
    SOURCE,
    SUMMARY,
    TITLE,
    TRANSCRIPTS,
)
from library.content.header.yaml_nodes import Mapping
from library.content.header.yaml_tree import parse
from library.content.mistakes import Mistakes
from library.content.source import LARGEST_FILE, part
from library.errors import ContentError
from library.model.disclosure import Disclosure, disclosure_of
from library.model.document import Consent, Document, Kind, Provenance

if TYPE_CHECKING:
    from pathlib import Path

    from library.content.companions import Companions
    from library.content.header.fields import Fields, Key
    from library.content.source import Source

# The keys whose value goes into a `Document` unchanged.
_PLAIN: tuple[Key[Any], ...] = (
    TITLE, SUMMARY, LANGUAGE, AUTHORS, ORGANISATION, SOURCE, ENDORSED_BY, LINKED_FROM, QUESTIONS, MEDIA,
    ATTACHMENTS,
)  # fmt: skip
_KEYS = (*_PLAIN, CONSENT, POINTERS, TRANSCRIPTS)
_NAMES = frozenset(key.name for key in _KEYS)


def read_disclosure(folder: Path, path: str) -> Disclosure | None:
    """Read what a file discloses about people.

    Args:
        folder: The content folder.
        path: Of the Markdown file, relative to the folder, with forward slashes.

    Returns:
        The same as for the document; or ``None`` if any of it cannot be read with certainty.
    """
    data = read_bytes(folder, path, LARGEST_FILE, Mistakes(path))
    return None if data is None else disclosure_in(data, path, FolderFiles(folder))


def disclosure_in(data: bytes, path: str, companions: Companions) -> Disclosure | None:
    """Read what the bytes of a file disclose about people, as ``read_disclosure`` does.

    Args:
        data: The whole Markdown file.
        path: That it has, or would have, in the content folder, relative to it, with forward slashes.
        companions: Where the files are that it names.
    """
    reading = Reading(Mistakes(path), companions=companions)
    source = part(data, reading.mistakes)
    document = _document(source, reading) if source else None
    return None if document is None or len(reading.mistakes) else disclosure_of(document)


def _document(source: Source, reading: Reading) -> Document | None:
    """Return a document with only the parts that disclose something about people."""
    try:
        tree = parse(source.header, source.header_line, reading.mistakes.path)
    except ContentError:
        return None  # nothing is lost: read_document reports it
    known = Mapping({name: pair for name, pair in tree.pairs.items() if name in _NAMES}, tree.strays, tree.line)
    header = read_keys("", known, _KEYS, reading)
    language = header.get(LANGUAGE) or DEFAULT_LANGUAGE
    consent = _consent(header)
    read = body_passages(source, language, reading)
    transcribed = read_transcripts(header, consent.shown_as, reading)
    if read is None or transcribed is None or len(reading.mistakes):
        return None
    body, pictures = read
    return Document(
        slug="",
        path="",
        sha256="",
        kind=Kind.STORY,
        themes=(),
        roles=(),
        sectors=(),
        provenance=Provenance.TOLD,
        consent=consent,
        body_html=body.html,
        pictures=pictures,
        passages=(*body.passages, *transcribed.passages, *pointer_passages(header, language)),
        transcripts=transcribed.transcripts,
        **{key.name: header.values[key.name] for key in _PLAIN if key.name in header.values},
    )


def _consent(header: Fields) -> Consent:
    given = header.get(CONSENT)
    return Consent(shown_as=given.get(SHOWN_AS) if given else None)
