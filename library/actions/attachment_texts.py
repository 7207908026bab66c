"""The words of attachments: read once for each content, and only of files that readers are offered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.content.attachments.problems import sentence_about, unseen_in
from library.content.attachments.reading import READABLE, read_attachment, text_version
from library.model.attachment_text import Problem
from library.model.document import Attachment, Status
from library.model.passage import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from library.content.companions import Companions
    from library.model.attachment_text import AttachmentText
    from library.model.document import Document, StoredFile
    from library.storage.texts import TextStore


@dataclass(frozen=True, slots=True)
class AttachmentTexts:
    """Gives documents the words of their attachments.

    Attributes:
        companions: Where the files are.
        store: Where the words are that were read before.
        is_kept: Whether to store what is read now.
    """

    companions: Companions
    store: TextStore
    is_kept: bool

    def with_words(self, document: Document) -> Document:
        """Return a document with the words of those attachments that its own file lets readers have."""
        texts = dict(self._texts(document)) if document.status is Status.PUBLISHED else {}
        if not texts:
            return document
        attachments = (_with(each, texts.get(each.file.name), document.language) for each in document.attachments)
        return replace(document, attachments=tuple(attachments))

    def problems(self, document: Document) -> Iterator[str]:
        """Yield sentences about attachments: words that readers cannot search, and what pages do not show."""
        for name, text in self._texts(document):
            yield from filter(None, (sentence_about(name, text), unseen_in(name, text)))

    def _texts(self, document: Document) -> Iterator[tuple[str, AttachmentText]]:
        """Yield the name and the text of each attachment that readers are offered and that can have words."""
        if not document.attachments:
            return
        refused = _refused(document)
        for each in document.attachments:
            if each.file.name not in refused and each.file.media_type in READABLE:
                yield each.file.name, self._text(each.file)

    def _text(self, file: StoredFile) -> AttachmentText:
        text = self.store.get(file.sha256, text_version())
        if text is None:
            text = read_attachment(self.companions, file)
            # A busy computer can be the reason why reading took too long.
            if self.is_kept and text.problem is not Problem.SLOW:
                self.store.keep(file.sha256, text_version(), text)
        return text


def without_refused_words(document: Document) -> Document:
    """Return a document without the words of attachments that readers are not offered."""
    if not any(each.passages or each.sections for each in document.attachments):
        return document
    refused = _refused(document)
    attachments = (
        Attachment(each.file, each.title) if each.file.name in refused else each for each in document.attachments
    )
    return replace(document, attachments=tuple(attachments))


def _refused(document: Document) -> Collection[str]:
    """Return the names of the files that readers are not offered."""
    from library.actions.packs.usable import usable_page  # noqa: PLC0415 - most documents have no attachment

    return usable_page(document).refused_files


def _with(attachment: Attachment, text: AttachmentText | None, language: str) -> Attachment:
    if text is None:
        return attachment
    passages = (
        Passage(Part.ATTACHMENT, f"page={each.page}" if text.pages else "", each.text, language)
        for each in text.fragments
    )
    return replace(attachment, passages=tuple(passages), sections=text.sections, pages=text.pages)
