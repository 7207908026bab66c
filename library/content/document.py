"""From the bytes of one Markdown file with its YAML header to one document, or every mistake in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.content.body.advice.every import advise_on_text
from library.content.body.passages import body_passages, pointer_passages, read_transcripts
from library.content.fingerprint import fingerprint_of
from library.content.header.anchors import check_anchors
from library.content.header.consent import consent_of
from library.content.header.entry import Reading
from library.content.header.fields import read_keys
from library.content.header.schema import HEADER, LANGUAGE, PLAIN
from library.content.header.teller_names import check_names
from library.content.header.tree import read_header
from library.content.mistakes import Mistakes
from library.content.rules import check_body, check_header
from library.content.slugs import slug_of, wrong_name
from library.content.source import KEY_IN_BODY, LARGEST_FILE, key_in_body, of_size, part
from library.model.document import Document

if TYPE_CHECKING:
    from library.content.body.advice.links import WrittenLink
    from library.content.companions import Companions
    from library.content.source import Source
    from library.errors import Advice
    from library.model.vocabulary import Vocabulary

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document without mistakes, with advice for its author.

    Attributes:
        document: As its file says it.
        advice: Stops nothing; in the order it was found, may be empty.
        links: The links in its text, in order.
    """

    document: Document
    advice: tuple[Advice, ...]
    links: tuple[WrittenLink, ...] = ()


def read_document(data: bytes, path: str, vocabulary: Vocabulary, companions: Companions) -> ReadDocument:
    """Read one document and the advice for its author.

    Args:
        data: The whole Markdown file.
        path: That it has, or would have, in the content folder, relative to it, with forward slashes.
        vocabulary: The terms that exist.
        companions: Where the files are that it names.

    Returns:
        The complete document, with advice. Its references to other documents are not checked yet: see ``references``.

    Raises:
        ContentError: Every mistake in the file and in the transcripts it names.
    """
    reading = Reading(Mistakes(path), vocabulary, companions)
    wrong = wrong_name(path)
    if wrong:
        reading.mistakes.add(1, wrong)
    whole = of_size(data, LARGEST_FILE, reading.mistakes)
    source = None if whole is None else part(whole, reading.mistakes)
    links = () if source is None else advise_on_text(source, vocabulary.contacts, reading.mistakes)
    document = None if source is None else _document(source, reading)
    if document is None or len(reading.mistakes):
        raise reading.mistakes.error()
    return ReadDocument(document, reading.mistakes.advice, links)


def _document(source: Source, reading: Reading) -> Document | None:
    """Build the document, or report and return ``None``. Continue after a mistake, to find them all."""
    mistakes = reading.mistakes
    if line := key_in_body(source):
        mistakes.add(line, KEY_IN_BODY)
    header = read_keys("", read_header(source, mistakes.path), HEADER, reading)
    check_header(header, mistakes)
    check_names(header, mistakes)
    consent = consent_of(header, mistakes)
    language = header.get(LANGUAGE) or DEFAULT_LANGUAGE
    read = body_passages(source, language, reading)
    transcribed = read_transcripts(header, consent.shown_as, reading)
    if read is not None:
        check_body(header, *read, source.body_line, mistakes)
    if read is None or transcribed is None:
        return None
    body, pictures = read
    check_anchors(header, (passage.anchor for passage in (*body.passages, *transcribed.passages)), mistakes)
    if len(mistakes):
        return None
    document = Document(
        slug=slug_of(mistakes.path),
        path=mistakes.path,
        sha256="",
        consent=consent,
        body_html=body.html,
        passages=(*body.passages, *transcribed.passages, *pointer_passages(header, language)),
        headings=body.headings,
        words=body.words,
        pictures=pictures,
        transcripts=transcribed.transcripts,
        **{key.name: header.values[key.name] for key in PLAIN if key.name in header.values},
    )
    return replace(document, sha256=fingerprint_of(source.data, document.path, document.files))
