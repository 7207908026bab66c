"""The vocabulary in the browser: terms added and reworded, and the words that search takes for the same thing.

Each change is one entry. It is made in the file as that is now, checked by the code that reads the file, and written
whole. Someone else's change of another entry is no conflict; of the same one, both are shown.

Changed terms rebuild everything, so the publish happens in the background; but only if no other file has changed since
the last publish, because that would be published too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from library.actions.jobs.publishing import PUBLISH, publish_job
from library.actions.narrowing import compare_files
from library.actions.whole_files import digest_of
from library.actions.writing.file_history import write_with_history
from library.content.slugs import proposed_slug
from library.content.vocabulary import PATH, SYNONYM, SYNONYMS, TERM, vocabulary_in
from library.content.vocabulary_editing import add_entry, change_entry, remove_entry
from library.errors import InvalidInput, LibraryError, NotFound, NothingPublished
from library.model.language import ENGLISH, LANGUAGES
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis, Synonym, Term
from library.storage.builds import current_build
from library.storage.catalogue_writer import CatalogueWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from library.actions.library import Library
    from library.content.header.yaml_writer import Value
    from library.model.vocabulary import Vocabulary

# Characters of a label or name, of a note, and how many other names.
MOST_LABEL, MOST_NOTE, MOST_NAMES = 100, 500, 100
# Of the other files that have changed, so many are named.
MOST_OTHERS = 20

_ORDER = tuple(key.name for key in TERM)
_SYNONYM_ORDER = tuple(key.name for key in SYNONYM)


class VocabularyProblem(StrEnum):
    """Why an entry cannot be saved."""

    NO_LABEL = "no-label"
    LONG_LABEL = "long-label"
    LONG_NOTE = "long-note"
    MANY_NAMES = "many-names"
    SAME_TERM = "same-term"
    NO_NAME = "no-name"
    SAME_NAME = "same-name"
    NO_WORDS = "no-words"


class EntryChanged(LibraryError):
    """Someone else changed an entry meanwhile; nothing was written.

    Attributes:
        theirs: The entry as it is now; ``None`` if it is gone.
    """

    def __init__(self, theirs: Term | Synonym | None) -> None:
        """Store the other side."""
        self.theirs = theirs
        super().__init__("Compare both and choose. Someone changed this meanwhile.")


@dataclass(frozen=True, slots=True)
class VocabularyFile:
    """The file as it is now.

    Attributes:
        vocabulary: What it says.
        is_published: Whether readers have it.
        others: Paths of other files that have changed since the last publish, the first ``MOST_OTHERS``.
        failure: Why it could not be published since it was changed, as the job says it; may be empty.
    """

    vocabulary: Vocabulary
    is_published: bool
    others: tuple[str, ...] = ()
    failure: str = ""


def vocabulary_file(library: Library) -> VocabularyFile:
    """Return the vocabulary of the file, and whether it is published.

    Raises:
        ContentError: Every mistake in the file.
    """
    vocabulary = vocabulary_in(_bytes(library)).vocabulary
    if vocabulary == _published(library):
        return VocabularyFile(vocabulary, is_published=True)
    return VocabularyFile(vocabulary, is_published=False, others=_others(library), failure=_failure(library))


def mark_of(entry: Term | Synonym) -> str:
    """Return a text that is another for each state of an entry, to send with its form."""
    labels = sorted(entry.labels.items()) if isinstance(entry, Term) else []
    return sha256(repr((entry, labels)).encode()).hexdigest()[:16]


def save_term(library: Library, by: int, axis: Axis, term_id: str, form: Mapping[str, str], mark: str) -> None:
    """Reword a term: its labels, other names and note.

    Args:
        library: Names the content folder.
        by: The id of the person.
        axis: The list that the term is in.
        term_id: Of the term.
        form: ``label_en`` and so on, ``also`` with one name on each line, and ``note``.
        mark: ``mark_of`` the term that the person changed.

    Raises:
        NotFound: There is no such term.
        InvalidInput: Every problem of the form.
        EntryChanged: The term is no longer what the person changed.
        ContentError: The file, or what it would be, has mistakes.
        FileChanged: The file changed at this moment.
    """
    values = _term_values(form)

    def edited(data: bytes, vocabulary: Vocabulary) -> bytes:
        terms = vocabulary.on(axis)
        if term_id not in terms:
            raise NotFound
        now = change_entry(data, axis.value, list(terms).index(term_id), values, _ORDER)
        return now if now == data else _unless_changed(now, terms[term_id], mark)

    _write(library, by, edited)


def add_term(library: Library, by: int, axis: Axis, form: Mapping[str, str]) -> str:
    """Add a term at the end of its list, and return its id, which is made from its English label.

    Args:
        library: Names the content folder.
        by: The id of the person.
        axis: The list.
        form: As for ``save_term``.

    Raises:
        InvalidInput: Every problem of the form.
        ContentError: The file, or what it would be, has mistakes.
        FileChanged: The file changed at this moment.
    """
    values, term_id = _term_values(form), proposed_slug(form["label_en"])
    if not term_id:
        raise InvalidInput({"label_en": VocabularyProblem.NO_LABEL})

    def edited(data: bytes, vocabulary: Vocabulary) -> bytes:
        if term_id in vocabulary.on(axis):
            raise InvalidInput({"label_en": VocabularyProblem.SAME_TERM})
        return add_entry(data, axis.value, {"id": term_id} | {key: value for key, value in values.items() if value})

    _write(library, by, edited)
    return term_id


def save_synonym(library: Library, by: int, name: str, form: Mapping[str, str], mark: str) -> None:
    """Change the words that search takes for the same thing, or add some.

    Args:
        library: Names the content folder.
        by: The id of the person.
        name: Of the entry; empty to add one.
        form: ``name``, and ``also`` with words on each line.
        mark: ``mark_of`` the entry that the person changed; empty to add one.

    Raises:
        NotFound: There is no such entry.
        InvalidInput: Every problem of the form.
        EntryChanged: The entry is no longer what the person changed.
        ContentError: The file, or what it would be, has mistakes.
        FileChanged: The file changed at this moment.
    """
    values = _synonym_values(form)

    def edited(data: bytes, vocabulary: Vocabulary) -> bytes:
        names = [each.name for each in vocabulary.synonyms]
        if values["name"] in names and values["name"] != name:
            raise InvalidInput({"name": VocabularyProblem.SAME_NAME})
        if not name:
            return add_entry(data, SYNONYMS.name, values)
        at = _index(names, name)
        now = change_entry(data, SYNONYMS.name, at, values, _SYNONYM_ORDER)
        return now if now == data else _unless_changed(now, vocabulary.synonyms[at], mark)

    _write(library, by, edited)


def remove_synonym(library: Library, by: int, name: str, mark: str) -> None:
    """Remove words that search takes for the same thing.

    Raises:
        NotFound: There is no such entry.
        EntryChanged: The entry is no longer what the person saw.
        ContentError: It cannot be removed without changing something else.
        FileChanged: The file changed at this moment.
    """

    def edited(data: bytes, vocabulary: Vocabulary) -> bytes:
        at = _index([each.name for each in vocabulary.synonyms], name)
        return _unless_changed(remove_entry(data, SYNONYMS.name, at), vocabulary.synonyms[at], mark)

    _write(library, by, edited)


def publish_vocabulary(library: Library, by: int) -> None:
    """Publish the vocabulary in the background, with everything else that has changed."""
    library.jobs.add(publish_job(by, library.now(), digest_of(_bytes(library))))


def _write(library: Library, by: int, edited: Callable[[bytes, Vocabulary], bytes]) -> None:
    """Write the file as it is to be, record that, and publish it if nothing else is waiting."""
    data = _bytes(library)
    new = edited(data, vocabulary_in(data).vocabulary)
    if new == data:
        return
    vocabulary_in(new)
    write_with_history(library, by, PATH, data, new)
    if not _others(library):
        publish_vocabulary(library, by)


def _bytes(library: Library) -> bytes:
    try:
        return (library.settings.content / PATH).read_bytes()
    except FileNotFoundError as error:
        raise NotFound from error


def _published(library: Library) -> Vocabulary | None:
    try:
        return library.view(ANYBODY).snapshot.vocabulary
    except NothingPublished:
        return None


def _failure(library: Library) -> str:
    changed_at = int((library.settings.content / PATH).stat().st_mtime)
    return library.jobs.last_failure(PUBLISH, changed_at) if library.database.exists() else ""


def _others(library: Library) -> tuple[str, ...]:
    """Return other files that a publish would publish too."""
    try:
        with CatalogueWriter(current_build(library.settings.data).catalogue) as writer:
            changes = compare_files(library.settings.content, writer.rows())
    except NothingPublished:
        return ()
    return tuple(sorted([*changes.changed, *(row.path for row in changes.gone)])[:MOST_OTHERS])


def _unless_changed(edited: bytes, entry: Term | Synonym, mark: str) -> bytes:
    """Return an edited file.

    Raises:
        EntryChanged: The entry is no longer what the person changed.
    """
    if mark_of(entry) != mark:
        raise EntryChanged(entry)
    return edited


def _index(names: Sequence[str], name: str) -> int:
    if name not in names:
        raise NotFound
    return names.index(name)


def _term_values(form: Mapping[str, str]) -> dict[str, Value | None]:
    labels = {code: form[f"label_{code}"] for code in LANGUAGES if form[f"label_{code}"]}
    problems: dict[str, str] = {
        f"label_{code}": VocabularyProblem.LONG_LABEL for code, label in labels.items() if len(label) > MOST_LABEL
    }
    if ENGLISH.code not in labels:
        problems[f"label_{ENGLISH.code}"] = VocabularyProblem.NO_LABEL
    if len(form["note"]) > MOST_NOTE:
        problems["note"] = VocabularyProblem.LONG_NOTE
    also = _names(form, problems)
    if problems:
        raise InvalidInput(problems)
    return {"label": labels, "also": also or None, "note": " ".join(form["note"].split()) or None}


def _synonym_values(form: Mapping[str, str]) -> dict[str, Value]:
    problems: dict[str, str] = {}
    also = _names(form, problems)
    if not form["name"]:
        problems["name"] = VocabularyProblem.NO_NAME
    elif len(form["name"]) > MOST_LABEL:
        problems["name"] = VocabularyProblem.LONG_LABEL
    if not also and "also" not in problems:
        problems["also"] = VocabularyProblem.NO_WORDS
    if problems:
        raise InvalidInput(problems)
    return {"name": form["name"], "also": also}


def _names(form: Mapping[str, str], problems: dict[str, str]) -> list[str]:
    """Return the names on the lines of a box, each once."""
    names = list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in form["also"].splitlines()))))
    if any(len(name) > MOST_LABEL for name in names):
        problems["also"] = VocabularyProblem.LONG_LABEL
    elif len(names) > MOST_NAMES:
        problems["also"] = VocabularyProblem.MANY_NAMES
    return names
