"""A file that a form sends, written to its place while it arrives, so that no copy of it is anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import BadRequest, LengthRequired
from werkzeug.formparser import parse_form_data

from library.actions.uploading.receiving import limit_of, start
from library.errors import UploadRefused
from library.model.characters import clean
from library.model.upload import UploadProblem
from library.web.request_context import current_library, current_person

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from library.model.upload import Part, Purpose

# Of a form beside its file: the fields, and what separates them.
FORM = 64 * 1024
# The parser of Werkzeug counts a piece of the file with the fields.
MEMORY = 4 * FORM
MOST_PARTS = 20


def sent_file(path: str, purpose: Purpose) -> tuple[Part, dict[str, str]]:
    """Receive the file of a form; nothing of it is checked yet.

    Args:
        path: Of its document.
        purpose: What it is for.

    Returns:
        The file, and the other fields of the form.

    Raises:
        UploadRefused: It is too large, or cannot be stored; nothing of it is left.
    """
    library = current_library()
    most, length = limit_of(library, purpose), request.content_length
    if length is None:
        raise LengthRequired
    if length > most + FORM:
        raise UploadRefused(UploadProblem.TOO_LARGE, size=length, limit=most)
    part = start(library, path, purpose, min(length, most), {}, current_person())
    try:
        fields = _parsed(library.upload_parts.received(part))
        part = library.upload_parts.find(part.id)
        if part.offset > most:
            raise UploadRefused(UploadProblem.TOO_LARGE, size=part.offset, limit=most)
    except BaseException:
        library.upload_parts.delete(part.id)
        raise
    return part, fields


def _parsed(file: Path) -> dict[str, str]:
    opened: list[IO[bytes]] = []

    def opening(
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        del total_content_length, content_type, filename, content_length
        if opened:
            raise BadRequest
        opened.append(file.open("r+b"))
        return opened[0]

    try:
        _, form, _ = parse_form_data(
            request.environ, opening, max_form_memory_size=MEMORY, silent=False, max_form_parts=MOST_PARTS
        )
    except ValueError as error:
        raise BadRequest from error
    finally:
        for each in opened:
            each.close()
    return {name: " ".join(clean(value).split()) for name, value in form.items()}
