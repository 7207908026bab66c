"""From ``vocabulary.yaml`` to the vocabulary, or every mistake in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.folder_files import read_bytes
from library.content.header.entry import Entry, Reading
from library.content.header.fields import Fields, Key, read_group, read_keys
from library.content.header.links import link
from library.content.header.typography import as_meant
from library.content.header.value_types import ListOf, text
from library.content.header.yaml_nodes import Mapping
from library.content.header.yaml_tree import Limits, parse
from library.content.mistakes import Mistakes, quoted
from library.content.nearest import did_you_mean, fold
from library.content.plain_text import decode
from library.content.slugs import RULE, is_slug
from library.content.source import of_size
from library.errors import ContentError
from library.model.contact import Contact
from library.model.language import ENGLISH, LANGUAGES
from library.model.vocabulary import Ambiguous, Axis, Synonym, Term, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

    from library.errors import Advice

PATH = "vocabulary.yaml"
LARGEST = Limits(size=1024 * 1024, nodes=100_000)


@dataclass(frozen=True, slots=True)
class ReadVocabulary:
    """A vocabulary without mistakes, with advice for its editor.

    Attributes:
        vocabulary: As its file says it.
        advice: In the order it was found; may be empty.
    """

    vocabulary: Vocabulary
    advice: tuple[Advice, ...]


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read the vocabulary as ``read_vocabulary_with_advice`` does, without the advice."""
    return read_vocabulary_with_advice(folder).vocabulary


def read_vocabulary_with_advice(folder: Path) -> ReadVocabulary:
    """Read the vocabulary of a content folder, and the advice on it.

    Args:
        folder: The content folder; the vocabulary is the only file it must have.

    Raises:
        ContentError: Every mistake in the file, or that it is missing.
    """
    reading = Reading(Mistakes(PATH))
    return _read_all(read_bytes(folder, PATH, LARGEST.size, reading.mistakes), reading)


def vocabulary_in(data: bytes) -> ReadVocabulary:
    """Read a vocabulary from the bytes of its file, as ``read_vocabulary_with_advice`` does."""
    reading = Reading(Mistakes(PATH))
    return _read_all(of_size(data, LARGEST.size, reading.mistakes), reading)


def tree_in(data: bytes, mistakes: Mistakes) -> tuple[Mapping, str] | None:
    """Return the vocabulary's file as a tree, and its text as it is meant; or ``None`` after reporting why not."""
    words = decode(data, mistakes)
    if words is None:
        return None
    meant = as_meant(words, 1, mistakes)
    try:
        return parse(meant, 1, PATH, LARGEST), meant
    except ContentError as error:
        mistakes.include(error.mistakes)
        return None


def _read_all(data: bytes | None, reading: Reading) -> ReadVocabulary:
    found = None if data is None else tree_in(data, reading.mistakes)
    vocabulary = Vocabulary(()) if found is None else _read(found[0], reading)
    if len(reading.mistakes):
        raise reading.mistakes.error()
    return ReadVocabulary(vocabulary, reading.mistakes.advice)


def _term_id(entry: Entry) -> str | None:
    word = text(entry)
    if word is None or is_slug(word):
        return word
    entry.wrong(f"Change the id {quoted(word)}. Use {RULE}.")
    return None


def _labels(entry: Entry) -> dict[str, str] | None:
    fields = read_group(entry, _LABELS)
    return fields.values if fields and fields.get(_LABELS[0]) else None


def _term(entry: Entry) -> Fields | None:
    return read_group(entry, TERM)


def _ambiguous(entry: Entry) -> Fields | None:
    fields = read_group(entry, AMBIGUOUS)
    meanings = fields.get(MEANINGS) if fields else None
    if meanings is not None and len(meanings) < 2:
        entry.wrong("Add a meaning. An ambiguous name needs at least two.")
        return None
    return fields


def _synonym(entry: Entry) -> Fields | None:
    return read_group(entry, SYNONYM)


def _contact(entry: Entry) -> Fields | None:
    fields = read_group(entry, CONTACT)
    if fields and not fields.get(PHONE) and not fields.get(WEB):
        entry.wrong("Add phone or web. A contact needs at least one of them.")
        return None
    return fields


_LABELS = tuple(Key(language, text, required=language == ENGLISH.code) for language in LANGUAGES)

ID = Key("id", _term_id, required=True)
LABEL = Key("label", _labels, required=True)
ALSO = Key("also", ListOf(text))
NOTE = Key("note", text)
SOURCE = Key("source", text)
BROADER = Key("broader", _term_id)
RELATED = Key("related", ListOf(_term_id))
TERM = (ID, LABEL, ALSO, NOTE, SOURCE, BROADER, RELATED)

NAME = Key("name", text, required=True)
MEANINGS = Key("meanings", ListOf(text), required=True)
AMBIGUOUS = (NAME, MEANINGS)

# Names with more than one meaning: search says so and chooses none.
AMBIGUOUS_NAMES = Key("ambiguous", ListOf(_ambiguous, most=500))

# What else search looks for, because texts use other words for the same thing.
SYNONYM = (NAME, Key("also", ListOf(text), required=True))
SYNONYMS = Key("synonyms", ListOf(_synonym, most=1_000))

NATION = Key("nation", _term_id)
PHONE = Key("phone", text)
WEB = Key("web", link)
ABOUT = Key("about", text, required=True)
CONTACT = (NAME, NATION, PHONE, WEB, ABOUT, SOURCE)

# Services for support, listed wherever a download has a content note.
CONTACTS = Key("contacts", ListOf(_contact, most=100))

# A search with one of these shows the services first.
SUPPORT_WORDS = Key("support_words", ListOf(text, most=500))

# Every document needs a term on each of the first three.
AXES = tuple(
    Key(axis.value, ListOf(_term, most=500), required=axis in {Axis.THEME, Axis.ROLE, Axis.SECTOR}) for axis in Axis
)


def _read(tree: Mapping, reading: Reading) -> Vocabulary:
    """Return every term, ambiguous name and contact in the order of the file; incomplete after a mistake."""
    lists = read_keys("", tree, (*AXES, AMBIGUOUS_NAMES, SYNONYMS, CONTACTS, SUPPORT_WORDS), reading)
    others = {each.name for each in (AMBIGUOUS_NAMES, SYNONYMS, CONTACTS, SUPPORT_WORDS)}
    axes = {name: entries for name, entries in lists.values.items() if name not in others}
    terms: list[Term] = []
    for name, entries in sorted(axes.items(), key=lambda item: list(tree.pairs).index(item[0])):
        _check_unique(entries, reading.mistakes)
        _check_broader(entries, reading.mistakes)
        _check_related(entries, reading.mistakes)
        terms.extend(_built(Axis(name), entries))
    doubtful = lists.get(AMBIGUOUS_NAMES) or ()
    names = ((entry.get(NAME), entry.get(MEANINGS)) for entry in doubtful)
    ambiguous = tuple(Ambiguous(name, meanings) for name, meanings in names if name and meanings)
    words = ((entry.get(NAME), entry.get(ALSO)) for entry in lists.get(SYNONYMS) or ())
    synonyms = tuple(Synonym(name, also) for name, also in words if name and also)
    nations = {term.id for term in terms if term.axis is Axis.NATION}
    contacts = tuple(_contacts(lists.get(CONTACTS) or (), nations, reading.mistakes))
    return Vocabulary(tuple(terms), ambiguous, contacts, synonyms, tuple(lists.get(SUPPORT_WORDS) or ()))


def _contacts(entries: Iterable[Fields], nations: Container[str], mistakes: Mistakes) -> Iterator[Contact]:
    for entry in entries:
        nation = entry.get(NATION) or ""
        if nation and nation not in nations:
            mistakes.add(
                entry.line(NATION),
                f"nation: {quoted(nation)} is not in the list of nations. Add it there or change it here.",
            )
        yield Contact(
            entry.get(NAME) or "", nation, entry.get(PHONE) or "", entry.get(WEB) or "", entry.get(ABOUT) or ""
        )


def _built(axis: Axis, entries: Iterable[Fields]) -> Iterator[Term]:
    for entry in entries:
        values = dict(entry.values)
        term_id, labels = values.pop(ID.name, None), values.pop(LABEL.name, None)
        if term_id and labels:
            yield Term(term_id, axis, labels, **values)


def _check_unique(entries: Iterable[Fields], mistakes: Mistakes) -> None:
    """Report ids and labels that repeat on an axis, because the terms could not be told apart."""
    _report_repeats("id", ((entry.get(ID) or "", entry.line(ID)) for entry in entries), mistakes)
    for language in LANGUAGES:
        labels = ((fold((entry.get(LABEL) or {}).get(language, "")), entry.line(LABEL)) for entry in entries)
        _report_repeats(f"{language} label", labels, mistakes)


def _report_repeats(what: str, names: Iterable[tuple[str, int]], mistakes: Mistakes) -> None:
    first: dict[str, int] = {}
    for name, line in names:
        if name and name in first:
            sentence = f"Change this {what}. {quoted(name)} is already on line {first[name]}."
            mistakes.add(line, sentence)
        first.setdefault(name, line)


def _check_broader(entries: Iterable[Fields], mistakes: Mistakes) -> None:
    """Report broader terms that do not exist, and loops of them."""
    broader = {entry.get(ID): entry.get(BROADER) for entry in entries}
    for entry in entries:
        wider = entry.get(BROADER)
        if wider is not None and wider not in broader:
            hint = did_you_mean(wider, (term_id for term_id in broader if term_id))
            mistakes.add(entry.line(BROADER), f"broader: {quoted(wider)} is not in this list of terms.{hint}")
        elif wider is not None and _comes_back(entry.get(ID), broader):
            mistakes.add(entry.line(BROADER), "broader: These terms contain each other in a loop. Remove one broader.")


def _comes_back(term_id: str | None, broader: dict[str | None, str | None]) -> bool:
    seen = {term_id}
    above = broader.get(term_id)
    while above is not None and above not in seen:
        seen.add(above)
        above = broader.get(above)
    return above is not None and above == term_id


def _check_related(entries: Iterable[Fields], mistakes: Mistakes) -> None:
    ids = [term_id for entry in entries if (term_id := entry.get(ID))]
    for entry in entries:
        for other in entry.get(RELATED) or ():
            if other == entry.get(ID):
                mistakes.add(entry.line(RELATED), "related: Delete this. A term cannot be related to itself.")
            elif other not in ids:
                hint = did_you_mean(other, ids)
                mistakes.add(entry.line(RELATED), f"related: {quoted(other)} is not in this list of terms.{hint}")
