"""Starting drafts: from nothing, from a link, from a Word file, from a copy, or as a translation.

Each way reads what its form sent, reports every problem at once, and starts a draft that only coordinators see. Its
address comes from its title, and can be changed until the document is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from os import SEEK_END
from pathlib import PurePath
from typing import TYPE_CHECKING

from library.actions.import_word import WORD
from library.actions.uploading.receiving import add_pictures
from library.actions.uploading.turns import turn
from library.actions.writing.addresses import free_slug, path_of, wanted_slug
from library.actions.writing.opening import open_document, start_draft
from library.content.drafts.headers import IN_THE_BROWSER
from library.content.drafts.reading import read_draft
from library.content.drafts.started import copied_text, linked_text, new_text, translated_text
from library.content.header.editing import edit_header
from library.content.header.links import wrong_address
from library.content.header.schema import LANGUAGE
from library.content.mistakes import Mistakes
from library.content.permission import statement_of
from library.content.source import part
from library.content.titles import texts_in
from library.content.vocabulary import read_vocabulary
from library.content.word.archive import UnusableWordFile
from library.errors import ImportRefused, InvalidInput, UploadRefused
from library.model.document import Kind, Status
from library.model.language import LANGUAGES, SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import IO

    from library.actions.library import Library
    from library.content.changes import Change
    from library.model.draft import Draft

_NO_ROOM = "There is no room for the pictures of this file, so nothing was saved. Tell the people who run the site."

# Characters of a title, and of the other texts of a form.
MOST_TITLE, MOST_TEXT = 200, 1000


class StartProblem(StrEnum):
    """Why a form cannot start a draft."""

    NO_TITLE = "no-title"
    LONG_TITLE = "long-title"
    LONG_TEXT = "long-text"
    NO_KIND = "no-kind"
    NO_LANGUAGE = "no-language"
    NO_LINK = "no-link"
    NO_WORD_FILE = "no-word-file"
    NOT_TRANSLATABLE = "not-translatable"
    SAME_LANGUAGE = "same-language"
    WITHDRAWN = "original-withdrawn"


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft from a Word file.

    Attributes:
        draft: As it was started.
        pictures: The name and content of each picture in it.
        changes: How it differs from the Word file.
    """

    draft: Draft
    pictures: tuple[tuple[str, bytes], ...]
    changes: tuple[Change, ...]


def start_new(library: Library, by: int, form: Mapping[str, str]) -> Draft:
    """Start a draft without text.

    Args:
        library: Stores the draft.
        by: The id of the person.
        form: ``title``, ``kind`` and ``language``.

    Raises:
        InvalidInput: Every problem of the form; nothing was started.
    """
    _check(form, _title, _kind, _language)
    kind = Kind(form["kind"])
    return _start(library, by, kind.shelf, form["title"], new_text(kind, form["title"], form["language"]))


def check_link(form: Mapping[str, str]) -> None:
    """Check what was entered about a work on another website; nothing is fetched from it.

    Args:
        form: ``address``, ``title``, ``kind``, ``language``, ``summary`` and ``organisation``.

    Raises:
        InvalidInput: Every problem of the form.
    """
    _check(form, _link, _title, _kind, _language, _texts)


def start_from_link(library: Library, by: int, form: Mapping[str, str]) -> Draft:
    """Start a draft about a work on another website.

    Args:
        library: Stores the draft.
        by: The id of the person.
        form: As for ``check_link``.

    Raises:
        InvalidInput: Every problem of the form; nothing was started.
    """
    check_link(form)
    kind, title = Kind(form["kind"]), form["title"]
    text = linked_text(kind, title, form["address"], form["language"], form["summary"], form["organisation"])
    return _start(library, by, kind.shelf, title, text)


def start_from_word(library: Library, by: int, name: str, file: IO[bytes], form: Mapping[str, str]) -> Imported:
    """Start a draft from a Word file.

    Args:
        library: Stores the draft.
        by: The id of the person.
        name: Of the file, for a title if the text has none.
        file: The Word file, which is read when its turn has come.
        form: ``kind``.

    Raises:
        InvalidInput: The form does not say what the document is, or there is no Word file; nothing was started.
        ImportRefused: The file cannot be imported; the message says what to do.
    """
    stem = PurePath(name.replace("\\", "/")).stem
    problems = {**_kind(form), **word_problems(name, file)}
    if problems:
        raise InvalidInput(problems)
    kind, vocabulary = Kind(form["kind"]), read_vocabulary(library.settings.content)
    try:
        with turn(library, by):
            data = file.read()
            words = read_draft(data, stem, kind.shelf, vocabulary, note=IN_THE_BROWSER)
            slug = free_slug(library, words.slug)
            if slug != words.slug:
                words = read_draft(data, stem, kind.shelf, vocabulary, slug, IN_THE_BROWSER)
    except UnusableWordFile as error:
        raise ImportRefused(str(error)) from error
    path = f"{kind.shelf}/{slug}.md"
    text = edit_header(words.markdown, path, {"title": words.title, "kind": kind.value})
    try:
        add_pictures(library, by, path, words.pictures)
    except UploadRefused as error:
        raise ImportRefused(_NO_ROOM) from error
    return Imported(_start(library, by, kind.shelf, slug, text), words.pictures, words.changes)


def word_problems(name: str, file: IO[bytes]) -> dict[str, str]:
    """Return the problem of the field ``file`` if what was sent is plainly no Word file."""
    is_empty = not file.seek(0, SEEK_END)
    file.seek(0)
    is_word = PurePath(name).suffix.lower() in WORD
    return {} if is_word and not is_empty else {"file": StartProblem.NO_WORD_FILE}


def start_copy(library: Library, by: int, slug: str, form: Mapping[str, str]) -> Draft:
    """Start a draft that begins as a copy of a document; ``content/drafts/started.py`` says what it takes.

    Args:
        library: Stores the draft.
        by: The id of the person.
        slug: Of the document.
        form: ``title``.

    Raises:
        NotFound: There is no such document.
        InvalidInput: Every problem of the form; nothing was started.
        ContentError: The document cannot be read.
    """
    _check(form, _title)
    path, data = _original(library, slug)
    return _start(library, by, path.partition("/")[0], form["title"], copied_text(data, path, form["title"]))


def start_translation(library: Library, by: int, slug: str, form: Mapping[str, str]) -> Draft:
    """Start a draft of a translation, without text.

    Args:
        library: Stores the draft.
        by: The id of the person.
        slug: Of the original.
        form: ``title`` and ``language``.

    Raises:
        NotFound: There is no such document.
        InvalidInput: Every problem of the form, or the storyteller has not agreed to translations.
        ContentError: The original cannot be read.
    """
    _check(form, _title, _language)
    path, data = _original(library, slug)
    if not statement_of(data, path).may_be_translated:
        raise InvalidInput({"language": StartProblem.NOT_TRANSLATABLE})
    if texts_in(part(data, Mistakes(path)), path).get(LANGUAGE.name, SOURCE) == form["language"]:
        raise InvalidInput({"language": StartProblem.SAME_LANGUAGE})
    text = translated_text(data, path, slug, form["title"], form["language"])
    named = f"{slug}-{form['language']}"
    return _start(library, by, path.partition("/")[0], named, text)


def start_edit(library: Library, by: int, slug: str) -> Draft:
    """Return the draft of a document, started from its file if there is none.

    Args:
        library: Stores the draft.
        by: The id of the person.
        slug: Of the document.

    Raises:
        NotFound: There is neither draft nor file, or the document was withdrawn.
    """
    return start_draft(library, open_document(library, slug), by)


def _start(library: Library, by: int, shelf: str, title: str, text: bytes) -> Draft:
    """Start a draft at the first free address for a title; the same form sent twice starts one."""
    sent = library.drafts.at(f"{shelf}/{wanted_slug(title)}.md")
    while sent is None or sent.text != text or sent.started_by != by:
        sent = library.drafts.start(f"{shelf}/{free_slug(library, title)}.md", text, "", by, library.now())
    return sent


def original_of(library: Library, slug: str) -> tuple[str, bytes]:
    """Return the path and bytes of a document that another begins with: of its file, otherwise of its draft.

    Raises:
        NotFound: There is neither.
    """
    path = path_of(library, slug)
    file, draft = library.settings.content / path, library.drafts.at(path)
    return path, file.read_bytes() if file.is_file() else draft.text if draft else b""


def _original(library: Library, slug: str) -> tuple[str, bytes]:
    """Return the same.

    Raises:
        NotFound: There is neither file nor draft.
        InvalidInput: It is withdrawn, so nothing new may begin with it.
    """
    path, data = original_of(library, slug)
    if statement_of(data, path).permission.status is Status.WITHDRAWN:
        raise InvalidInput({"slug": StartProblem.WITHDRAWN})
    return path, data


def _check(form: Mapping[str, str], *checks: Callable[[Mapping[str, str]], dict[str, str]]) -> None:
    problems = {field: problem for check in checks for field, problem in check(form).items()}
    if problems:
        raise InvalidInput(problems)


def _title(form: Mapping[str, str]) -> dict[str, str]:
    if not form["title"]:
        return {"title": StartProblem.NO_TITLE}
    return {"title": StartProblem.LONG_TITLE} if len(form["title"]) > MOST_TITLE else {}


def _kind(form: Mapping[str, str]) -> dict[str, str]:
    return {} if form["kind"] in set(Kind) else {"kind": StartProblem.NO_KIND}


def _language(form: Mapping[str, str]) -> dict[str, str]:
    return {} if form["language"] in LANGUAGES else {"language": StartProblem.NO_LANGUAGE}


def _link(form: Mapping[str, str]) -> dict[str, str]:
    return {"address": StartProblem.NO_LINK} if wrong_address(form["address"]) else {}


def _texts(form: Mapping[str, str]) -> dict[str, str]:
    return {name: StartProblem.LONG_TEXT for name in ("summary", "organisation") if len(form[name]) > MOST_TEXT}
