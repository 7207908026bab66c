"""Steps that publishing in place and rebuilding share: reading terms and documents, copying files, storing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from library.actions.attachment_texts import AttachmentTexts
from library.actions.progress import Progress, Stage
from library.content.batch import read_documents_with
from library.content.folder import stamp
from library.content.folder_files import FolderFiles
from library.content.mistakes import without_quotes
from library.content.references import references_of
from library.content.served import served_bytes
from library.content.version import reading_version
from library.content.vocabulary import PATH as VOCABULARY
from library.content.vocabulary import read_vocabulary
from library.errors import ContentError, PublishError
from library.model.document import Status
from library.search.lexicon import lexicon_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from library.actions.gate import Admitted
    from library.actions.library import Library
    from library.actions.narrowing import ContentChanges
    from library.content.document import ReadDocument
    from library.errors import Advice
    from library.model.document import Document
    from library.model.lexicon import Lexicon
    from library.model.vocabulary import Vocabulary
    from library.storage.catalogue_change import Change
    from library.storage.catalogue_writer import CatalogueWriter


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did.

    Attributes:
        documents: How many documents there are now, shown or not.
        changed: How many were new or had changed.
        removed: How many files had gone.
        generation: The catalogue's generation.
        rebuilt: Whether everything was rebuilt.
        advised: How many of the documents that were read have advice for their author.
    """

    documents: int
    changed: int
    removed: int
    generation: int
    rebuilt: bool
    advised: int = 0


def read_terms(folder: Path) -> tuple[Vocabulary, str]:
    """Return the vocabulary, and a hash of it and the reading rules; if that changes, everything is rebuilt."""
    vocabulary = read_vocabulary(folder)
    return vocabulary, hash_of_terms(folder)


def hash_of_terms(folder: Path) -> str:
    """Return a hash of the vocabulary and the reading rules. The vocabulary must have been read before, now or once."""
    return sha256((folder / VOCABULARY).read_bytes() + reading_version().encode()).hexdigest()


def read_documents(
    library: Library, paths: Sequence[str], vocabulary: Vocabulary, progress: Progress
) -> Iterator[tuple[str, tuple[ReadDocument, Lexicon] | ContentError]]:
    """Yield the path of each file with its document, or with its mistakes, in order.

    The words of attachments are in the document but not in its lexicon: a long PDF has words of everything.
    """
    folder = library.settings.content
    texts = AttachmentTexts(FolderFiles(folder), library.texts, is_kept=True)
    for done, (path, read) in enumerate(read_documents_with(folder, paths, vocabulary, lexicon_of), start=1):
        answer = read if isinstance(read, ContentError) else (_with_words(read[0], texts), read[1])
        progress(Stage.READING, done, len(paths))
        yield path, answer


def _with_words(read: ReadDocument, texts: AttachmentTexts) -> ReadDocument:
    return replace(read, document=texts.with_words(read.document))


def copy_files(library: Library, documents: Iterable[Document]) -> None:
    """Copy every file that published documents serve, unless there is a copy."""
    companions = FolderFiles(library.settings.content)
    for document in documents:
        for file in document.files if document.status is Status.PUBLISHED else ():
            library.files.keep(file, served_bytes(companions, document, file))


def restore_files(library: Library, writer: CatalogueWriter, changes: ContentChanges) -> bool:
    """Copy files again whose copies are lost or truncated; those of changed documents are copied when they are read.

    Returns:
        False if any copy differs, as a picture can after an update of the decoder.
    """
    changed = {row.id for path in changes.changed if (row := changes.rows.get(path))}
    try:
        copy_files(library, (document for id_, document in writer.documents_with_files() if id_ not in changed))
    except PublishError:
        return False
    return True


def store(change: Change, folder: Path, admitted: Admitted) -> int:
    """Store a document as it may be served today; return the catalogue's integer of this version."""
    links = msgspec.json.encode(references_of(admitted.read.document))
    stamps = stamps_of(folder, admitted)
    return change.put(
        admitted.document, stamps, links, admitted.read.lexicon, admitted.agreed, _to_store(admitted.read.read.advice)
    )


def _to_store(advice: Iterable[Advice]) -> list[Advice]:
    """Return advice without words of the file: what readers do not get, such as a full name, is not stored."""
    return [replace(each, sentence=without_quotes(each.sentence)) for each in advice]


def stamps_of(folder: Path, admitted: Admitted) -> bytes:
    """Return the stamps of a document's files when it was read, for the next publish to compare."""
    companions = (stamp(folder, file.path, admitted.read.began_ns) for file in admitted.document.files)
    return msgspec.json.encode([admitted.read.stamp, *filter(None, companions)])
