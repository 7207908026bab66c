"""Collections and introductions to themes in the browser: files that are edited whole, checked, and published alone.

Only the lines of changed keys are written again, and the text if that has changed. Collections are pinned as ``library
pin-links`` does it. What the file would be is read by the code that publishes it before anything is written.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from library.actions.publish_audit import publish_and_record
from library.actions.whole_files import digest_of
from library.actions.writing.file_history import write_with_history
from library.content.editorial.introduction_links import check_links, linked_slugs, target_of
from library.content.editorial.introductions import COLLECTION_HEADER, STARTS, THEME_HEADER, read_introductions
from library.content.editorial.pins import note_places
from library.content.folder import scan
from library.content.folder_files import read_bytes
from library.content.header.editing import edit_header
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Mapping, Scalar, Sequence
from library.content.mistakes import Mistakes
from library.content.plain_text import lines_of
from library.content.slugs import COLLECTIONS, THEMES, is_slug, proposed_slug, slug_of
from library.content.source import LARGEST_FILE, part
from library.errors import ContentError, InvalidInput, LibraryError, NotFound
from library.model.audit import by as person
from library.model.viewer import Role, Viewer
from library.model.vocabulary import Axis
from library.model.whole_number import whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping as Group

    from library.actions.library import Library, View
    from library.content.header.yaml_writer import Value
    from library.content.source import Source
    from library.errors import Mistake
    from library.model.document import Document

_ORDERS = {
    COLLECTIONS: tuple(key.name for key in COLLECTION_HEADER),
    THEMES: tuple(key.name for key in THEME_HEADER),
}
_NEW = b"---\n---\n\n"
MOST_ORDER = 999
# Characters of a title, of another line, and of a text.
MOST_TITLE, MOST_LINE, MOST_TEXT = 200, 1000, 100_000


class EditorialProblem(StrEnum):
    """Why a form cannot be saved."""

    NO_TITLE = "no-collection-title"
    NO_SUMMARY = "no-collection-summary"
    NO_ORDER = "no-order"
    NO_TEXT = "no-text"
    NO_DOCUMENT = "no-start"
    NO_REASON = "no-reason"
    LONG = "long-entry"
    TAKEN = "collection-there"


class TextChanged(LibraryError):
    """Someone else changed the file meanwhile; nothing was written.

    Attributes:
        theirs: The form of the file as it is now.
    """

    def __init__(self, theirs: EditorialForm) -> None:
        """Store the other side."""
        self.theirs = theirs
        super().__init__("Compare both and choose. Someone changed this meanwhile.")


class PlacesChanged(LibraryError):
    """Passages that a collection links to have been edited; nothing was written.

    Attributes:
        places: Each with its line and what to do.
    """

    def __init__(self, places: tuple[Mistake, ...]) -> None:
        """Store the places."""
        self.places = places
        super().__init__("Check that your text still fits. Passages that it links to have been edited.")


@dataclass(frozen=True, slots=True)
class EditorialForm:
    """A collection or introduction as a form has it.

    Attributes:
        path: Of its file, relative to the content folder.
        digest: SHA-256 of the file; empty if there is none yet.
        fields: By name: ``title``, ``summary`` and ``order``, or ``document_1``, ``why_1`` and so on; and ``text``.
    """

    path: str
    digest: str = ""
    fields: Group[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Return its slug; of an introduction, the id of its theme."""
        return slug_of(self.path)


def all_collections(library: Library) -> tuple[EditorialForm, ...]:
    """Return the collections in their order, right or wrong."""
    paths = (stamp.path for stamp in scan(library.settings.content, (COLLECTIONS,)).documents)
    found = [_form(path, data) for path in paths if (data := _bytes(library, path)) is not None]
    return tuple(sorted(found, key=lambda each: (int(_number(each.fields["order"]) or 0), each.fields["title"])))


def read_form(library: Library, path: str) -> EditorialForm:
    """Return a collection or introduction as its file says it, right or wrong.

    Args:
        library: Names the content folder.
        path: Of the file: ``collections/…`` or ``themes/…``.

    Raises:
        NotFound: There is no such file, and no such theme.
    """
    shelf, slug = path.partition("/")[0], slug_of(path)
    data = _bytes(library, path) if is_slug(slug) else None
    if data is not None:
        return _form(path, data)
    if shelf == THEMES and slug in _view(library).snapshot.vocabulary.on(Axis.THEME):
        return _form(path, None)
    raise NotFound


def new_path(library: Library, title: str) -> str:
    """Return the path of a new collection.

    Raises:
        InvalidInput: It has no title, or there is one with this title.
    """
    slug = proposed_slug(title)
    if not slug:
        raise InvalidInput({"title": EditorialProblem.NO_TITLE})
    path = f"{COLLECTIONS}/{slug}.md"
    if (library.settings.content / path).exists():
        raise InvalidInput({"title": EditorialProblem.TAKEN})
    return path


def save_form(
    library: Library, by: int, path: str, fields: Group[str, str], digest: str, *, accept: bool = False
) -> None:
    """Save a collection or introduction, and publish it.

    Args:
        library: Names the content folder.
        by: The id of the person.
        path: Of the file; a new one is written if there is none.
        fields: As ``EditorialForm`` has them.
        digest: Of the file that the person changed; empty for a new one.
        accept: Whether the text still fits passages that were edited since they were linked.

    Raises:
        InvalidInput: Every problem of the form.
        TextChanged: The file is no longer what the person changed.
        PlacesChanged: Linked passages have been edited, and that is not accepted.
        ContentError: Every mistake that the file would have.
        FileChanged: The file changed at this moment.
        PublishError: It is saved, and could not be published.
    """
    shelf = path.partition("/")[0]
    values = _collection_values(fields) if shelf == COLLECTIONS else _theme_values(fields)
    data, view = _bytes(library, path), _view(library)
    edited = _with_text(edit_header(data or _NEW, path, values, _ORDERS[shelf]), path, fields["text"])
    if edited == data:
        return
    if digest != ("" if data is None else digest_of(data)):
        raise TextChanged(_form(path, data))
    if shelf == COLLECTIONS:
        edited = _pinned(view, edited, path, accept=accept)
    _check(library, view, edited, path)
    write_with_history(library, by, path, data, edited)
    publish_and_record(library, person(by), only={path})


def _pinned(view: View, data: bytes, path: str, *, accept: bool) -> bytes:
    noted = note_places(data, path, lambda slug: _documents(view, [slug]).get(slug), accept=accept)
    if noted.changed and not accept:
        raise PlacesChanged(noted.changed)
    return noted.data


def _check(library: Library, view: View, data: bytes, path: str) -> None:
    """Read what a file would be.

    Raises:
        ContentError: Every mistake in it.
    """
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, path)
        file.parent.mkdir()
        file.write_bytes(data)
        read = read_introductions(Path(place), view.snapshot.vocabulary, (path,))
    targets = {slug: target_of(each) for slug, each in _documents(view, linked_slugs(read)).items()}
    slugs = {*view.snapshot.by_slug, *(slug_of(stamp.path) for stamp in scan(library.settings.content).documents)}
    wrong = check_links(read, targets, slugs)
    if wrong:
        raise ContentError(wrong)


def _documents(view: View, slugs: Group[str, object] | frozenset[str] | list[str]) -> dict[str, Document]:
    states = (view.snapshot.by_slug.get(slug) for slug in slugs)
    found = view.catalogue.documents([state.id for state in states if state])
    return {each.slug: each for each in found.values()}


def _view(library: Library) -> View:
    return library.view(Viewer(Role.COORDINATOR))


def _bytes(library: Library, path: str) -> bytes | None:
    return read_bytes(library.settings.content, path, LARGEST_FILE, Mistakes(path))


def _form(path: str, data: bytes | None) -> EditorialForm:
    source = None if data is None else part(data, Mistakes(path))
    tree = read_header(source, path) if source else Mapping({}, (), 1)
    texts = {name: pair.node.text for name, pair in tree.pairs.items() if isinstance(pair.node, Scalar)}
    if path.partition("/")[0] == COLLECTIONS:
        fields = {name: texts.get(name, "") for name in ("title", "summary", "order")}
    else:
        fields = _starts(tree)
    fields["text"] = source.written.strip("\n") if source else ""
    return EditorialForm(path, "" if data is None else digest_of(data), fields)


def _starts(tree: Mapping) -> dict[str, str]:
    """Return the documents to start with, by the names of their fields."""
    pair = tree.pairs.get("start")
    items = pair.node.items if pair and isinstance(pair.node, Sequence) else ()
    fields = {f"{name}_{number}": "" for number in range(1, STARTS + 1) for name in ("document", "why")}
    for number, item in enumerate(items[:STARTS], start=1):
        pairs = item.pairs.items() if isinstance(item, Mapping) else ()
        fields |= {f"{name}_{number}": each.node.text for name, each in pairs if isinstance(each.node, Scalar)}
    return fields


def _with_text(data: bytes, path: str, text: str) -> bytes:
    """Return a file with another text; unchanged, to the byte, if it is the same."""
    source = part(data, Mistakes(path))
    text = text.replace("\r\n", "\n").strip("\n")
    if source is None or source.written.strip("\n") == text:
        return data
    lines = lines_of(data)
    ending = lines[0][len(lines[0].rstrip(b"\r\n")) :]
    head = b"".join(lines[: source.body_line - 1]) + _blank_above(source) * ending
    return head + f"{text}\n".encode().replace(b"\n", ending)


def _blank_above(source: Source) -> int:
    return len(source.written) - len(source.written.lstrip("\n")) or 1


def _collection_values(fields: Group[str, str]) -> dict[str, Value | None]:
    problems = _too_long(fields)
    for name, problem in (("title", EditorialProblem.NO_TITLE), ("summary", EditorialProblem.NO_SUMMARY)):
        if not fields[name]:
            problems[name] = problem
    if not 1 <= _number(fields["order"]) <= MOST_ORDER:
        problems["order"] = EditorialProblem.NO_ORDER
    if problems:
        raise InvalidInput(problems)
    return {"title": fields["title"], "summary": fields["summary"], "order": _number(fields["order"])}


def _theme_values(fields: Group[str, str]) -> dict[str, Value | None]:
    problems, starts = _too_long(fields), list[dict[str, str]]()
    for number in range(1, STARTS + 1):
        document, why = slug_in(fields[f"document_{number}"]), fields[f"why_{number}"]
        if not is_slug(document):
            problems[f"document_{number}"] = EditorialProblem.NO_DOCUMENT
        if not why:
            problems[f"why_{number}"] = EditorialProblem.NO_REASON
        starts.append({"document": document, "why": why})
    if problems:
        raise InvalidInput(problems)
    return {"start": starts}


def slug_in(entered: str) -> str:
    """Return the slug in the address of a page, or what was entered."""
    return entered.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]


def _too_long(fields: Group[str, str]) -> dict[str, str]:
    limits = {"title": MOST_TITLE, "text": MOST_TEXT}
    problems: dict[str, str] = {
        name: EditorialProblem.LONG for name, entered in fields.items() if len(entered) > limits.get(name, MOST_LINE)
    }
    if not fields["text"].strip():
        problems["text"] = EditorialProblem.NO_TEXT
    return problems


def _number(entered: str) -> int:
    return whole_number(entered, most_digits=4)
