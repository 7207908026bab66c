"""Collections and introductions to themes, for coordinators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.writing import editorial
from library.actions.writing.editorial import EditorialForm, PlacesChanged, TextChanged
from library.content.editorial.introductions import STARTS
from library.content.slugs import COLLECTIONS, THEMES
from library.errors import ContentError, FileChanged, InvalidInput, PublishError
from library.model.difference import difference
from library.model.vocabulary import Axis
from library.web.forms import TOLD, back_to, line, words
from library.web.languages import localised
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.rendering import page
from library.web.request_context import current_library, current_person, current_viewer

if TYPE_CHECKING:
    from flask import Response

    from library.errors import Mistake

OF_COLLECTIONS, OF_THEMES = "/desk/collections", "/desk/introductions"


def show_collections() -> Response:
    """Show all collections in the order of the front page."""
    found = editorial.all_collections(current_library())
    return page("desk/editorial/collections.html", indexed=False, found=found, done=request.args.get("done"))


def show_new_collection() -> Response:
    """Ask for a new collection."""
    return _form_page(EditorialForm(f"{COLLECTIONS}/.md"), NOT_SENT)


def add_collection() -> Response:
    """Add a collection, and publish it."""
    fields = _sent_collection()
    try:
        path = editorial.new_path(current_library(), fields["title"])
    except InvalidInput as wrong:
        return _form_page(EditorialForm(f"{COLLECTIONS}/.md"), PostedForm("text", fields, wrong.problems))
    return _saved(EditorialForm(path), fields, OF_COLLECTIONS, is_new=True)


def show_collection(slug: str) -> Response:
    """Show a collection, to edit it."""
    return _form_page(editorial.read_form(current_library(), f"{COLLECTIONS}/{slug}.md"), NOT_SENT)


def save_collection(slug: str) -> Response:
    """Save a collection, and publish it."""
    form = editorial.read_form(current_library(), f"{COLLECTIONS}/{slug}.md")
    return _saved(form, _sent_collection(), OF_COLLECTIONS)


def show_introductions() -> Response:
    """Show the themes, and which of them have an introduction."""
    snapshot = current_library().view(current_viewer()).snapshot
    return page(
        "desk/editorial/introductions.html",
        indexed=False,
        themes=tuple(snapshot.vocabulary.on(Axis.THEME).values()),
        there={each.theme for each in snapshot.introductions.themes},
        done=request.args.get("done"),
    )


def show_introduction(slug: str) -> Response:
    """Show the introduction to a theme, to edit it."""
    return _form_page(editorial.read_form(current_library(), f"{THEMES}/{slug}.md"), NOT_SENT)


def save_introduction(slug: str) -> Response:
    """Save the introduction to a theme, and publish it."""
    form = editorial.read_form(current_library(), f"{THEMES}/{slug}.md")
    return _saved(form, _sent_introduction(), OF_THEMES)


def _saved(form: EditorialForm, fields: dict[str, str], home: str, *, is_new: bool = False) -> Response:
    """Save a text, and go to the list; or show its form again, and why."""
    sent = PostedForm("text", fields)
    shown = EditorialForm(f"{COLLECTIONS}/.md") if is_new else form
    try:
        editorial.save_form(
            current_library(), current_person(), form.path, fields, line("digest"), accept=bool(line("accept"))
        )
    except InvalidInput as wrong:
        return _form_page(shown, PostedForm("text", fields, wrong.problems))
    except TextChanged as changed:
        return _form_page(changed.theirs, sent, is_changed=True)
    except PlacesChanged as changed:
        return _form_page(shown, sent, places=changed.places)
    except (ContentError, FileChanged) as error:
        mistakes = error.mistakes if isinstance(error, ContentError) else ()
        return _form_page(shown, sent, tuple(each.sentence for each in mistakes) or (str(error),))
    except PublishError as error:
        return _form_page(editorial.read_form(current_library(), form.path), sent, unpublished=str(error))
    return back_to(localised(home), TOLD, done="saved")


def _form_page(
    stored: EditorialForm,
    form: PostedForm,
    refused: tuple[str, ...] = (),
    *,
    is_changed: bool = False,
    places: tuple[Mistake, ...] = (),
    unpublished: str = "",
) -> Response:
    shelf, _, _ = stored.path.partition("/")
    theme = current_library().view(current_viewer()).snapshot.vocabulary.get(Axis.THEME, stored.slug)
    pairs = ((name, text, form.typed.get(name, text)) for name, text in stored.fields.items())
    return page(
        f"desk/editorial/{'collection' if shelf == COLLECTIONS else 'introduction'}.html",
        status=422 if form.name else 200,
        indexed=False,
        stored=stored,
        theme=theme,
        numbers=range(1, STARTS + 1),
        form=form,
        # After a conflict the form is about the file as it is now; otherwise about the one that its sender had.
        digest=stored.digest if is_changed or unpublished or not form.name else line("digest"),
        refused=refused,
        changed={name: difference(text, mine) for name, text, mine in pairs if text != mine} if is_changed else {},
        places=places,
        unpublished=unpublished,
    )


def _sent_collection() -> dict[str, str]:
    return {**{name: line(name) for name in ("title", "summary", "order")}, "text": words("text")}


def _sent_introduction() -> dict[str, str]:
    names = (f"{name}_{number}" for number in range(1, STARTS + 1) for name in ("document", "why"))
    return {**{name: line(name) for name in names}, "text": words("text")}
