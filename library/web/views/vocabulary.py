"""The vocabulary and the words that search takes for the same thing, for coordinators."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import request

from library.actions.writing import vocabulary as editing
from library.actions.writing.vocabulary import EntryChanged, VocabularyFile, mark_of, vocabulary_file
from library.errors import ContentError, FileChanged, InvalidInput, NotFound
from library.model.difference import difference
from library.model.language import LANGUAGES
from library.model.vocabulary import Axis, Synonym, Term
from library.web.forms import TOLD, back_to, line, words
from library.web.languages import localised
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.rendering import page
from library.web.request_context import current_library, current_person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response

HOME = "/desk/vocabulary"
SYNONYMS = "/desk/synonyms"


def show_vocabulary() -> Response:
    """Show all terms, and whether readers have them as they are."""
    return page(
        "desk/vocabulary/terms.html", indexed=False, file=_file(), axes=tuple(Axis), done=request.args.get("done")
    )


def publish_now() -> Response:
    """Publish the vocabulary, with everything else that has changed."""
    editing.publish_vocabulary(current_library(), current_person())
    return back_to(localised(HOME), TOLD, done="published")


def show_new_term(axis: str) -> Response:
    """Ask for a new term of a list."""
    return _term_page(_axis(axis), None, NOT_SENT)


def add_term(axis: str) -> Response:
    """Add a term to a list."""
    form, on = _sent_term(), _axis(axis)
    save = partial(editing.add_term, current_library(), current_person(), on, form)
    return _saved(HOME, form, save, partial(_term_page, on, None))


def show_term(axis: str, term_id: str) -> Response:
    """Show a term of a list, to reword it."""
    on = _axis(axis)
    return _term_page(on, _term(on, term_id), NOT_SENT)


def save_term(axis: str, term_id: str) -> Response:
    """Reword a term."""
    form, on = _sent_term(), _axis(axis)
    save = partial(editing.save_term, current_library(), current_person(), on, term_id, form, line("mark"))
    return _saved(HOME, form, save, partial(_term_page, on, _term(on, term_id)))


def show_synonyms() -> Response:
    """Show the words that search takes for the same thing, and one entry to change or a new one."""
    return _synonyms_page(request.args.get("name", ""), NOT_SENT)


def save_synonym() -> Response:
    """Change or add an entry."""
    form, name = {"name": line("name"), "also": words("also")}, line("entry")
    save = partial(editing.save_synonym, current_library(), current_person(), name, form, line("mark"))
    return _saved(SYNONYMS, form, save, partial(_synonyms_page, name))


def remove_synonym() -> Response:
    """Remove an entry."""
    name = line("entry")
    save = partial(editing.remove_synonym, current_library(), current_person(), name, line("mark"))
    return _saved(SYNONYMS, {}, save, partial(_synonyms_page, name))


def _saved(home: str, form: Mapping[str, str], save: Callable[[], object], again: Callable[..., Response]) -> Response:
    """Save an entry, and go to a page that says so; or show its form again, and why.

    Args:
        home: The address of that page.
        form: As it was sent.
        save: Saves it.
        again: Shows the form again; takes it, sentences, and the entry that someone else saved.
    """
    try:
        save()
    except InvalidInput as wrong:
        return again(PostedForm("entry", form, wrong.problems))
    except EntryChanged as changed:
        return again(PostedForm("entry", form), theirs=changed.theirs)
    except ContentError as error:
        return again(PostedForm("entry", form), tuple(each.sentence for each in error.mistakes))
    except FileChanged as error:
        return again(PostedForm("entry", form), (str(error),))
    return back_to(localised(home), TOLD, done="saved")


def _term_page(
    axis: Axis, term: Term | None, form: PostedForm, refused: tuple[str, ...] = (), theirs: Term | None = None
) -> Response:
    now = theirs or term
    return page(
        "desk/vocabulary/term.html",
        status=422 if form.name else 200,
        indexed=False,
        axis=axis,
        term=term,
        stored=_fields(now) if now else {},
        mark=mark_of(now) if now else "",
        form=form,
        refused=refused,
        changed=_changed(_fields(theirs), form) if theirs else {},
        languages=LANGUAGES,
    )


def _synonyms_page(
    name: str, form: PostedForm, refused: tuple[str, ...] = (), theirs: Synonym | None = None
) -> Response:
    file = _file()
    entry = next((each for each in file.vocabulary.synonyms if each.name == name), None)
    stored = {"name": entry.name, "also": "\n".join(entry.also)} if entry else {}
    return page(
        "desk/vocabulary/synonyms.html",
        status=422 if form.name else 200,
        indexed=False,
        file=file,
        entry=entry,
        stored=stored,
        mark=mark_of(entry) if entry else "",
        form=form,
        refused=refused,
        changed=_changed(stored, form) if theirs else {},
        done=request.args.get("done"),
    )


def _changed(theirs: Mapping[str, str], form: PostedForm) -> dict[str, object]:
    """Return how each field that differs becomes what was sent, word by word."""
    pairs = ((name, text, form.typed[name]) for name, text in theirs.items() if name in form.typed)
    return {name: difference(text, mine) for name, text, mine in pairs if text != mine}


def _fields(term: Term) -> dict[str, str]:
    labels = {f"label_{code}": term.labels.get(code, "") for code in LANGUAGES}
    return {**labels, "also": "\n".join(term.also), "note": term.note}


def _sent_term() -> dict[str, str]:
    labels = {f"label_{code}": line(f"label_{code}") for code in LANGUAGES}
    return {**labels, "also": words("also"), "note": line("note")}


def _file() -> VocabularyFile:
    return vocabulary_file(current_library())


def _axis(name: str) -> Axis:
    found = next((axis for axis in Axis if axis == name), None)
    if found is None:
        raise NotFound
    return found


def _term(axis: Axis, term_id: str) -> Term:
    found = _file().vocabulary.get(axis, term_id)
    if found is None:
        raise NotFound
    return found
