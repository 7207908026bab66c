"""The version of the rules that an index was made by. If they change, the index is rebuilt.

Everything that affects the index of a text is fingerprinted: Whoosh's fields, the tables of ``words`` and
``index_entry``, the keys of words that use every rule, an example entry, and the versions of the packages that
process words. For entries, the lexicon and the forms of Welsh and Gaelic words, the source code is fingerprinted,
because calling it would open dictionaries (0.2 s), which a publish of English documents does not need. All of this
takes 7 ms, once in a process.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from library.model.fingerprint import constants, fingerprint, sources, versions
from library.model.language import SEARCHED
from library.search import index_entry, words
from library.search.index import Entry, IndexedText, Slot
from library.search.query import Tagged
from library.search.whoosh_index.entries import schema, whoosh_document

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEARCH = Path(words.__file__).parent

_CODE = (
    "dictionary.py",
    "dictionary_blocks.py",
    "index_entry.py",
    "lexicon.py",
    "names_in_text.py",
    "people.py",
    "people.txt",
    "whoosh_index/entries.py",
)

PACKAGES = ("snowballstemmer", "pystemmer", "simplemma", "whoosh3")

# Beginnings, endings and spellings in the rules for English, and words that must stay distinct.
SAMPLE = (
    "caring cared carer carers cares relational conditional rational valency hesitancy digitizer conformably radically "
    "differently vilely analogously vietnamization predication operator feudalism decisiveness hopefulness callousness "
    "formality sensitivity sensibility triplicate formative formalize electricity electrical hopeful goodness revival "
    "allowance inference airliner adjustable defensible irritant replacement adjustment dependent adoption communism "
    "activate angularity homologous effective bowdlerize probate rate cease controller rolled happy happily sky skies "
    "dying lying tying idly gently ugly early only singly innings outing canning herring proceed exceed succeed news "
    "organisation organized organ advertise realise realized improvise analyse analyzing focussed benefited counsellor "
    "labelled modelling traveller cancelled levelled totalling biassed behaviour colour centre theatre centers "
    "programme programmes practise licensing judgement skillful fulfilment enrolled ageing grey greyer well-being "
    "kindness kindly fitness GPs cpns PAs Mrs don't people’s café naïve Ærøskøbing 2026 1st"
)


@cache
def index_version() -> str:
    """Return the version of the current rules for an index."""
    return fingerprint(
        _fields(),
        [constants(module) for module in (words, index_entry)],
        list(Slot),
        [words.keys(SAMPLE, language) for language in SEARCHED],
        whoosh_document(_sample()),
        sources(*_code()),
        versions(*PACKAGES),
    )


def _fields() -> dict[str, list[str]]:
    return {name: [type(field).__name__, type(field.column_type).__name__] for name, field in schema().items()}


def _sample() -> Entry:
    slots = (IndexedText(slot, "en", SAMPLE, opens_part=True, weight=weight) for slot, weight in ((0, 3.0), (7, 1.0)))
    return Entry(1, tuple(slots), (Tagged("theme", "listening"),))


def _code() -> Iterator[Path]:
    yield from map(_SEARCH.joinpath, _CODE)
    yield from sorted((_SEARCH / "word_forms").glob("*.py"))
