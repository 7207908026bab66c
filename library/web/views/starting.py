"""New documents: from nothing, a Word file, a link, a copy, or as a translation."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import request

from library.actions.writing import starting
from library.actions.writing.held import find_held
from library.actions.writing.listing import document_list
from library.content.slugs import slug_of
from library.content.titles import title_in, title_or_path
from library.errors import ContentError, ImportRefused, InvalidInput
from library.model.document import Kind
from library.model.language import LANGUAGES, SOURCE
from library.web.desk_address import desk_address
from library.web.form_sizes import MOST_OTHER, MOST_WORD
from library.web.forms import line, redirect_to, words
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.rendering import page
from library.web.request_context import current_library, current_person, current_viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from library.actions.writing.held import Held
    from library.actions.writing.starting import Imported
    from library.model.draft import Draft

# Of a list to choose an original from.
MOST_ORIGINALS = 20


def show_new() -> Response:
    """Show the ways to begin a document."""
    return page("desk/new/choice.html", indexed=False)


def show_new_text() -> Response:
    """Ask what a new document is."""
    return _form_page("text", NOT_SENT)


def start_text() -> Response:
    """Start a draft without text."""
    form = {"title": line("title"), "kind": line("kind"), "language": line("language")}
    return _started("text", form, lambda: starting.start_new(current_library(), current_person(), form))


def show_new_link() -> Response:
    """Ask about a work on another website."""
    return _form_page("link", NOT_SENT)


def start_link() -> Response:
    """Start a draft about a work on another website; first say what the library holds already."""
    names = ("address", "title", "kind", "language", "organisation")
    form = {**{name: line(name) for name in names}, "summary": words("summary")}
    library = current_library()
    try:
        starting.check_link(form)
    except InvalidInput as wrong:
        return _form_page("link", PostedForm("link", form, wrong.problems))
    held = () if line("anyway") else find_held(library, current_viewer(), form["address"], form["title"])
    if held:
        return _form_page("link", PostedForm("link", form), held)
    return _open(starting.start_from_link(library, current_person(), form))


def show_new_word() -> Response:
    """Ask for a Word file."""
    return _form_page("word", NOT_SENT)


def start_word() -> Response:
    """Start a draft from a Word file, and show what differs from the file."""
    form, file = {"kind": line("kind")}, request.files.get("file")
    name, data = (file.filename or "", file.stream) if file else ("", BytesIO())
    try:
        imported = starting.start_from_word(current_library(), current_person(), name, data, form)
    except InvalidInput as wrong:
        return _form_page("word", PostedForm("word", form, wrong.problems))
    except ImportRefused as refused:
        return _form_page("word", PostedForm("word", form), refused=str(refused))
    return _report_page(imported)


def show_new_copy() -> Response:
    """Ask which document to copy, then for the title of the copy."""
    return _original_page("copy", request.args.get("of", ""))


def start_copy() -> Response:
    """Start a draft that begins as a copy of a document."""
    form, slug = {"title": line("title")}, line("of")
    return _from_original(
        "copy", slug, form, lambda: starting.start_copy(current_library(), current_person(), slug, form)
    )


def show_new_translation() -> Response:
    """Ask which document to translate, then for the title and language of the translation."""
    return _original_page("translation", request.args.get("of", ""))


def start_translation() -> Response:
    """Start a draft of a translation."""
    form, slug = {"title": line("title"), "language": line("language")}, line("of")
    return _from_original(
        "translation", slug, form, lambda: starting.start_translation(current_library(), current_person(), slug, form)
    )


def _started(way: str, form: dict[str, str], start: Callable[[], Draft]) -> Response:
    try:
        draft = start()
    except InvalidInput as wrong:
        return _form_page(way, PostedForm(way, form, wrong.problems))
    return _open(draft)


def _from_original(way: str, slug: str, form: dict[str, str], start: Callable[[], Draft]) -> Response:
    try:
        draft = start()
    except InvalidInput as wrong:
        return _original_page(way, slug, PostedForm(way, form, wrong.problems))
    except ContentError as error:
        return _original_page(way, slug, PostedForm(way, form), error.mistakes[0].sentence)
    return _open(draft)


def _open(draft: Draft) -> Response:
    return redirect_to(desk_address(slug_of(draft.path)))


def _form_page(way: str, form: PostedForm, held: tuple[Held, ...] = (), refused: str = "") -> Response:
    return page(
        f"desk/new/{way}.html",
        status=422 if form.problems or held or refused else 200,
        indexed=False,
        form=form,
        held=held,
        refused=refused,
        kinds=tuple(Kind),
        languages=LANGUAGES,
        default_language=SOURCE,
        most=MOST_WORD - MOST_OTHER,
    )


def _report_page(imported: Imported) -> Response:
    draft = imported.draft
    return page(
        "desk/new/report.html",
        indexed=False,
        title=title_in(draft.text, draft.path),
        slug=slug_of(draft.path),
        changes=imported.changes,
        pictures=imported.pictures,
    )


def _original_page(way: str, slug: str, form: PostedForm = NOT_SENT, refused: str = "") -> Response:
    """Show a form about an original; without one, what to choose it from."""
    library = current_library()
    if not slug:
        found = document_list(library, current_viewer(), request.args.get("q", ""), "", 1)
        return page("desk/new/original.html", indexed=False, way=way, found=found, rows=found.rows[:MOST_ORIGINALS])
    path, data = starting.original_of(library, slug)
    return page(
        f"desk/new/{way}.html",
        status=422 if form.problems or refused else 200,
        indexed=False,
        form=form,
        slug=slug,
        title=title_or_path(data, path),
        refused=refused,
        languages=LANGUAGES,
    )
