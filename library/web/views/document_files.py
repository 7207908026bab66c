"""The files of a document that is being written: what it has, and sending more.

A form sends a file at once and works without scripts. With scripts, the same file comes in parts, so that a film of an
hour survives a connection that breaks: ``start`` makes room, each ``append`` says at which byte it belongs, reading the
part says where to go on, and ``finish`` checks the file. The ideas are those of tus and of resumable uploads at the
IETF. Both need methods and headers that forms, proxies and our check of origins do not have, and no package of either
is maintained for Flask, so it is these few addresses.
"""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from flask import request, send_file

from library.actions.uploading import receiving, using
from library.actions.uploading.details import checked_details
from library.actions.uploading.files_page import files_page
from library.actions.uploading.previewing import preview_picture
from library.actions.writing.addresses import path_of
from library.content.file_types import HEAD, type_of
from library.errors import NotFound, UploadRefused, WrongOffset
from library.model.upload import Purpose, UploadProblem
from library.model.whole_number import whole_number
from library.web.caching import keep_private
from library.web.desk_address import DOCUMENTS, desk_address
from library.web.forms import TOLD, back_to, line
from library.web.languages import words_language
from library.web.rendering import page
from library.web.request_context import current_library, current_person
from library.web.script_answer import script_answer
from library.web.sent_file import sent_file
from library.web.upload_words import PURPOSES, sentence_about, status_of

if TYPE_CHECKING:
    from flask import Response

    from library.model.upload import Part

# Of one part. A browser sends half of this, and a lost connection loses no more.
MOST_PART = 8_000_000  # bytes
PIECE = 1 << 16  # bytes
OFFSET = "Upload-Offset"
SHOWN_IN_PLACE = ("video/", "audio/", "image/", "text/vtt")


def show_files(slug: str) -> Response:
    """Show the files that a document has and what uses them, with forms to upload more."""
    return _page(path_of(current_library(), slug), request.args.get("done", ""))


def add_file(slug: str, purpose: str) -> Response:
    """Take a file and let the draft name it."""
    path, wanted = path_of(current_library(), slug), _purpose(purpose)
    entered: dict[str, str] = {}
    try:
        using.check_can_use(using.text_of(current_library(), path), path, wanted)
        part, entered = sent_file(path, wanted)
        return back_to(desk_address(slug, "files"), TOLD, done=_taken(path, part, entered))
    except UploadRefused as refused:
        return _page(path, "", refused, wanted, entered)


def start_upload(slug: str, purpose: str) -> Response:
    """Make room for a file that a script sends in parts."""
    library, wanted = current_library(), _purpose(purpose)
    path = path_of(library, slug)
    try:
        text = using.text_of(library, path)
        using.check_can_use(text, path, wanted)
        details = checked_details(wanted, {name: line(name) for name in request.form}, text, path)
        size = whole_number(line("size"), otherwise=-1)
        return _state(receiving.start(library, path, wanted, size, details, current_person()))
    except UploadRefused as refused:
        return _refusal(refused)


def show_upload(slug: str, part: str) -> Response:
    """Say how much of a file has arrived."""
    library = current_library()
    return _state(receiving.find(library, path_of(library, slug), part))


def append_to_upload(slug: str, part: str) -> Response:
    """Take the next bytes of a file."""
    library = current_library()
    request.max_content_length = MOST_PART
    pieces = iter(partial(request.stream.read, PIECE), b"")
    offset = whole_number(request.headers.get(OFFSET, ""), otherwise=-1)
    try:
        return _state(receiving.append(library, path_of(library, slug), part, offset, pieces))
    except WrongOffset as wrong:
        return script_answer(409, offset=wrong.offset)
    except UploadRefused as refused:
        return _refusal(refused)


def finish_upload(slug: str, part: str) -> Response:
    """Check a file that has arrived whole, and let the draft name it."""
    library = current_library()
    path = path_of(library, slug)
    try:
        received = receiving.finish(library, path, part)
        using.use(library, path, received, current_person())
    except UploadRefused as refused:
        return _refusal(refused)
    return script_answer(200, name=received.name)


def cancel_upload(slug: str, part: str) -> Response:
    """Delete what has arrived of a file."""
    library = current_library()
    receiving.cancel(library, path_of(library, slug), part)
    return script_answer(200)


def insert_picture(slug: str, name: str) -> Response:
    """Put a picture that was uploaded at the end of the text."""
    path = path_of(current_library(), slug)
    try:
        using.show_picture(current_library(), path, name, current_person())
    except UploadRefused as refused:
        return _page(path, "", refused)
    return back_to(desk_address(slug, "files"), TOLD, done=name, added="1")


def delete_file(slug: str, name: str) -> Response:
    """Delete an upload that the document does not use."""
    path = path_of(current_library(), slug)
    try:
        using.delete_unused(current_library(), path, name)
    except UploadRefused as refused:
        return _page(path, "", refused)
    return back_to(desk_address(slug, "files"), TOLD, deleted=name)


def send_upload(slug: str, name: str) -> Response:
    """Send an upload to a coordinator, or a picture of the text as readers will get it."""
    library = current_library()
    path = path_of(library, slug)
    try:
        file = library.uploads.find(path, name)
    except NotFound:
        drawn = preview_picture(library, path, using.text_of(library, path), name)
        return keep_private(send_file(BytesIO(drawn.data), mimetype=drawn.file_type.media_type))
    with file.open("rb") as opened:
        found = type_of(opened.read(HEAD), file.suffix)
    if found is None:
        raise NotFound
    shown = found.media_type.startswith(SHOWN_IN_PLACE)
    return keep_private(send_file(file, mimetype=found.media_type, as_attachment=not shown, download_name=name))


def _taken(path: str, part: Part, entered: dict[str, str]) -> str:
    """Check a file that a form sent, let the draft name it, and return its name; nothing is left of a refused one."""
    library = current_library()
    try:
        details = checked_details(part.purpose, entered, using.text_of(library, path), path)
        received = receiving.take(library, receiving.with_details(part, details))
    finally:
        library.upload_parts.delete(part.id)
    using.use(library, path, received, current_person())
    return received.name


def _page(
    path: str,
    done: str,
    refused: UploadRefused | None = None,
    purpose: Purpose | None = None,
    entered: dict[str, str] | None = None,
) -> Response:
    library = current_library()
    shown = files_page(library, path, using.text_of(library, path))
    return page(
        "desk/files.html",
        status=status_of(refused) if refused else 200,
        indexed=False,
        shown=shown,
        here=f"{DOCUMENTS}/{shown.slug}",
        done=next((file for file in shown.files if file.name == done), None),
        deleted=request.args.get("deleted", ""),
        problem=sentence_about(refused) if refused else "",
        problem_language="en" if refused and refused.problem == UploadProblem.CONTENT else words_language(),
        purpose=purpose,
        entered=entered or {},
        purposes=PURPOSES,
        limits={each: receiving.limit_of(library, each) for each in Purpose},
    )


def _purpose(named: str) -> Purpose:
    """Return the purpose that an address names.

    Raises:
        NotFound: There is no such purpose.
    """
    if named not in set(Purpose):
        raise NotFound
    return Purpose(named)


def _state(part: Part) -> Response:
    response = script_answer(200, part=part.id, offset=part.offset, size=part.size, most=MOST_PART // 2)
    response.headers[OFFSET] = str(part.offset)
    return response


def _refusal(refused: UploadRefused) -> Response:
    return script_answer(status_of(refused), error=str(sentence_about(refused)), problem=refused.problem)
