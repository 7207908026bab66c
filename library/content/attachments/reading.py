"""Reads the words of an attachment in a separate process, so that no file can use up a publish or crash it."""

from __future__ import annotations

import hashlib
from functools import cache
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from library.content.attachments.limits import READING
from library.content.file_types import DOCX, PDF
from library.errors import PublishError
from library.model.attachment_text import AttachmentText, Problem
from library.model.fingerprint import fingerprint, sources, versions
from library.process.parent import run

if TYPE_CHECKING:
    from io import BufferedIOBase

    from library.content.companions import Companions
    from library.model.document import StoredFile
    from library.process.parent import Ended, Limits

READABLE = frozenset({PDF.media_type, DOCX.media_type})


def read_attachment(companions: Companions, file: StoredFile, limits: Limits = READING) -> AttachmentText:
    """Return the words of a PDF or Word file.

    Args:
        companions: Where it is.
        file: As it was checked; one of ``READABLE``.
        limits: For reading it.

    Raises:
        PublishError: It cannot be opened, or changed since it was checked.
    """
    try:
        with companions.open(file.path) as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != file.sha256:
                raise PublishError(f"Publish again. {file.path} changed while it was being published.")
            opened.seek(0)
            return _text(run("library.content.attachments.worker", [file.media_type], _given(opened), limits))
    except OSError as error:
        raise PublishError(f"Check that you can open {file.path}: {error.strerror or error}.") from error


def _given(opened: BufferedIOBase) -> BinaryIO | bytes:
    """Return a file as another process can read it: one that is in memory only has no number."""
    return opened if isinstance(opened, BufferedReader) else opened.read()


@cache
def text_version() -> str:
    """Return the version of the rules by which attachments are read; if they change, all are read again."""
    here = Path(__file__).parent
    rules = sorted(here.glob("*.py")), sorted((here.parent / "word").glob("*.py"))
    return fingerprint(sources(*chain(*rules)), versions("pypdfium2"))


def _text(ended: Ended) -> AttachmentText:
    if ended.is_done:
        return msgspec.json.decode(ended.output, type=AttachmentText)
    if ended.was_too_slow:
        return AttachmentText(problem=Problem.SLOW)
    return AttachmentText(problem=Problem.LARGE if ended.was_too_large else Problem.DAMAGED)
