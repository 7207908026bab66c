"""How an entry becomes a Whoosh document: one field for each language, with columns.

The field says which entries have a word and its weight in each. A word in the title weighs more than one in the
body: the weights are summed, as in BM25F with one saturation for all slots (Robertson, Zaragoza and Taylor 2004,
"Simple BM25 extension to multiple weighted fields").

Words of attachments are in no length and in a sequence of their own. They weigh nothing beside the document's own words
(``index.ATTACHED``), so a score does not depend on how long a file is.

The places of words are stored by entry: all its words in one language are one *sequence* of 32-bit word numbers (title,
summary, passages, labels), in a column. A phrase is a run of bytes in it, and the places of any word in the ten best
documents are read in microseconds. Positions in the postings would take 11 ms for the same ten at 10,000 documents, and
170 ms instead of 25 for a phrase of two very frequent words. A word number is the CRC-32 of its key; two words of one
document have the same number once in several million documents.

A Welsh or Gaelic word is in its field as it is spelled, with accents. A second field says which spelled words share a
key of ``form_keys`` or are equal without accents, and which English words are names of people: each entry is the key, a
tab and the word, so that the forms of a word are a run of entries. It begins with the key and the tab alone, because
looking up an entry takes a sixth of the time of looking for a run, and most keys have none. A query asks for all of
them, so the typed form and the written form can differ. Terms have a separate field.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from zlib import crc32

from whoosh.analysis.analyzers import Analyzer
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence

from library.model.language import CELTIC, LANGUAGES, SEARCHED, SOURCE
from library.search.index import ATTACHED, Slot, is_attached
from library.search.names_in_text import english_keys
from library.search.word_forms.keys import form_keys
from library.search.words import LONGEST_WORD, accent_key, is_accented, is_name_key, key, keys, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable

    from library.search.index import Entry, IndexedText
    from library.search.query import Tagged

# Returns the keys of a word in a language.
KeysOf: TypeAlias = "Callable[[str, str], tuple[str, ...]]"

TAGS = "tags"

# The number between two parts; no word has it, so no phrase runs across.
BARRIER = 0

ID = "id"


def text_field(language: str) -> str:
    """Return the name of the field for the words of a language."""
    return f"text_{language}"


def forms_field(language: str) -> str:
    """Return the name of the field that says which words of a language share a key of ``form_keys``."""
    return f"forms_{language}"


def form_entry(shared: str, word: str = "") -> str:
    """Return the entry of a word in that field, or the prefix of all entries of a key."""
    return f"{shared}\t{word}"


def tag_entry(tag: Tagged) -> str:
    """Return the entry of a term in the field of terms."""
    return f"{tag.axis}:{tag.term}"


def length_field(language: str) -> str:
    """Return the name of the column that counts the words of a language."""
    return f"length_{language}"


def sequence_field(language: str, *, attached: bool = False) -> str:
    """Return the name of the column with the words of a language in order: the document's, or its attachments'."""
    return f"attached_sequence_{language}" if attached else f"sequence_{language}"


def starts_field(language: str, *, attached: bool = False) -> str:
    """Return the name of the column with the start of each slot in that order."""
    return f"attached_starts_{language}" if attached else f"starts_{language}"


def is_sequence(part: str) -> bool:
    """Return whether a part of a segment, by its name, is a column of ``sequence_field`` or ``starts_field``."""
    return part.endswith(".col") and ("sequence_" in part or "starts_" in part)


def word_number(word: str) -> int:
    """Return the number of a key in sequences: 1 to 2**32 - 1."""
    return crc32(word.encode()) or 1


class Text(FieldType):
    """A field whose words we find ourselves: its value maps keys to weights."""

    def __init__(self) -> None:
        """Store weights only; our own column has exact lengths, which Whoosh would round to a byte.

        The analyzer is never used, because ``index`` gets the words.
        """
        super().__init__(Existence(), Analyzer())

    def index(self, value: dict[str, float], **_: Any) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        """Yield the postings for Whoosh: key, frequency, weight, no value."""
        for word, weight in value.items():
            yield word.encode(), 1, weight, b""


def schema() -> Schema:
    """Return the fields and columns of the index."""
    fields: dict[str, FieldType] = {ID: COLUMN(NumericColumn("I")), TAGS: Text()}
    fields |= {forms_field(language): Text() for language in LANGUAGES}
    for language in SEARCHED:
        fields[text_field(language)] = Text()
        fields[length_field(language)] = COLUMN(NumericColumn("I"))
        for attached in (False, True):
            fields[sequence_field(language, attached=attached)] = COLUMN(VarBytesColumn())
            fields[starts_field(language, attached=attached)] = COLUMN(VarBytesColumn())
    return Schema(**fields)


def whoosh_document(entry: Entry, keys_of_label: KeysOf = form_keys) -> dict[str, object]:
    """Return the fields of an entry for Whoosh.

    Args:
        entry: The entry.
        keys_of_label: Returns the keys of a word in a label and its language: what ``form_keys`` does.
    """
    document: dict[str, object] = {ID: entry.id}
    if entry.tags:
        document[TAGS] = {tag_entry(tag): 1.0 for tag in entry.tags}
    for language in SEARCHED:
        slots = [slot_words for slot_words in entry.words if slot_words.language == language]
        document |= _fields(slots, language, entry.people, keys_of_label)
    return document


@dataclass(slots=True)
class _Sequence:
    """The words of some slots in order, and where each slot starts."""

    words: array[int] = field(default_factory=lambda: array("I"))
    starts: array[int] = field(default_factory=lambda: array("I"))

    def add(self, slot_words: IndexedText, in_order: Iterable[str]) -> None:
        if slot_words.opens_part:
            self.words.append(BARRIER)
        self.starts.extend((slot_words.slot, len(self.words)))
        self.words.extend(map(word_number, in_order))


def _fields(
    slots: Iterable[IndexedText], language: str, people: Collection[str], keys_of_label: KeysOf
) -> dict[str, object]:
    """Return the fields for the words of one language; none if there are no words."""
    weights: dict[str, float] = {}
    attached: set[str] = set()
    shared: dict[str, float] = {}
    own, of_attachments, length = _Sequence(), _Sequence(), 0
    for slot_words in slots:
        text = slot_words.text
        in_order = english_keys(text, people) if language == SOURCE else keys(text, language)
        if is_attached(slot_words.slot):
            of_attachments.add(slot_words, in_order)
            attached.update(in_order)
        else:
            own.add(slot_words, in_order)
            length += len(in_order)
            for word, times in Counter(in_order).items():
                weights[word] = weights.get(word, 0.0) + times * slot_words.weight
        if language in CELTIC:
            is_label = slot_words.slot >= Slot.FIRST_LABEL
            shared |= _kin_entries(text, language, keys_of_label if is_label else form_keys)
    if language == SOURCE:
        shared = _forms({(name[1:], name) for name in weights.keys() | attached if is_name_key(name)})
    if not weights and not attached:
        return {}
    fields: dict[str, object] = {
        text_field(language): dict.fromkeys(attached, ATTACHED) | weights,
        length_field(language): length,
        sequence_field(language): own.words.tobytes(),
        starts_field(language): own.starts.tobytes(),
    }
    if attached:
        fields[sequence_field(language, attached=True)] = of_attachments.words.tobytes()
        fields[starts_field(language, attached=True)] = of_attachments.starts.tobytes()
    return fields | {forms_field(language): shared} if shared else fields


def _kin_entries(text: str, language: str, keys_of: KeysOf) -> dict[str, float]:
    # Look it up with its accents, which distinguish words.
    some = {word[:LONGEST_WORD] for word in words(text, language)}
    kin = ((shared, key(word, language)) for word in some for shared in keys_of(word, language))
    accented = ((accent_key(word), key(word, language)) for word in some if is_accented(word))
    return _forms([*kin, *accented])


def _forms(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return the entries that say which words share a key, given keys and words."""
    return {form_entry(shared, form): 1.0 for shared, word in pairs for form in ("", word)}
