"""How well a Welsh or Gaelic word finds its other forms, and how many wrong words it finds.

The lists come from the Universal Dependencies treebanks of Welsh (Heinecke and Tyers 2019) and Scottish Gaelic
(Batchelor 2019): forms that people wrote, each with its lemma. Every form becomes a separate entry in the real index,
and is searched for with the real query language. Two forms with a lemma in common should find one another; a form that
finds another without one is a wrong join. Recall is the mean over lemmas, so that *bod* with its 98 forms counts no
more than a noun with two.

A number says little without a comparison, so ``naive`` is measured on the same list. The corpora have about half of the
treebanks' lemmas, and half of these again shows how much a figure depends on which lemmas were drawn.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyroaring import BitMap

from bench.corpora import corpora
from bench.figures import Figure
from bench.missing import Missing
from bench.naive import gaelic_radicals, naive_pairs, welsh_radicals
from bench.scores import Score
from library.search.index import Entry, IndexedText, Slot
from library.search.query_reading import parse
from library.search.whoosh_index.engine import WhooshIndex
from library.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bench.workspace import Workspace

    WordMatch = Mapping[str, Collection[str]]

LANGUAGES = {"cy": "Welsh", "gd": "Gaelic"}
PARTS = ("ours", "naive")
MOST_WRONG = 0.67


@dataclass(frozen=True)
class Forms:
    """The forms of a language, in lower case.

    Attributes:
        lemmas: Form to its lemmas; at least one.
    """

    lemmas: Mapping[str, frozenset[str]]

    @cached_property
    def of(self) -> Mapping[str, frozenset[str]]:
        """Return lemma to its forms, of the lemmas that have more than one."""
        forms: dict[str, set[str]] = defaultdict(set)
        for form, lemmas in self.lemmas.items():
            for lemma in lemmas:
                forms[lemma].add(form)
        return {lemma: frozenset(some) for lemma, some in forms.items() if len(some) > 1}

    def half(self) -> Forms:
        """Return the forms of about half of the lemmas, always the same ones."""
        kept = {form: frozenset(filter(_is_in_half, lemmas)) for form, lemmas in self.lemmas.items()}
        return Forms({form: lemmas for form, lemmas in kept.items() if lemmas})

    def recall(self, found: WordMatch) -> float:
        """Return the share of ordered pairs that were found of each lemma, in the mean over lemmas."""
        shares = [
            sum(len((some & set(found[form])) - {form}) for form in some) / (len(some) * (len(some) - 1))
            for some in self.of.values()
        ]
        return sum(shares) / len(shares) if shares else 0.0

    def wrong(self, found: WordMatch) -> frozenset[tuple[str, str]]:
        """Return the ordered pairs of forms that were found and share no lemma."""
        return frozenset(
            (form, other)
            for form in self.lemmas
            for other in found[form]
            if other in self.lemmas and self.lemmas[form].isdisjoint(self.lemmas[other])
        )


def measure_celtic(_workspace: Workspace) -> Iterator[Figure]:
    """Measure how well search knows the forms of Welsh and Gaelic words.

    Raises:
        Missing: There are no corpora.
    """
    folder = corpora() / "celtic"
    radicals = {"cy": welsh_radicals(_text(folder / "mutation-table.tsv")), "gd": gaelic_radicals}
    for language, name in LANGUAGES.items():
        forms = read_forms(_text(folder / f"{language}-form-lemma.tsv"))
        ours = search_pairs(forms.lemmas, language)
        naive = naive_pairs(forms.lemmas, language, radicals[language])
        yield from _figures(name, forms, ours, naive)


def _figures(name: str, forms: Forms, ours: WordMatch, naive: WordMatch) -> Iterator[Figure]:
    half = forms.half()
    recalls, halves = [(each.recall(ours), each.recall(naive)) for each in (forms, half)]
    wrong, wrong_naive = forms.wrong(ours), forms.wrong(naive)
    wrongs = len(wrong), len(wrong_naive)
    wrong_halves = len(half.wrong(ours)), len(half.wrong(naive))
    unaccented = sum(fold(form) == fold(other) for form, other in wrong)
    of = f"{len(forms.lemmas):,} forms; {len(forms.of):,} lemmas have more than one"
    how = f"{of}; over half of the lemmas {halves[0]:.4f} / {halves[1]:.4f}"
    yield Score(f"{name} forms that find one another", recalls, parts=PARTS, how=how)
    yield Score(f"{name} forms: our recall as a share of the naive one", (_share(*recalls),), (1.0,), more=True)
    how = (
        f"ordered pairs; {len(wrong & wrong_naive):,} of ours are naive ones too, {unaccented:,} are equal without "
        f"accents; over half of the lemmas {wrong_halves[0]:,} / {wrong_halves[1]:,}"
    )
    yield Score(f"{name} wrong joins", wrongs, parts=PARTS, decimals=0, how=how)
    yield Figure(f"{name} wrong joins: ours as a share of the naive ones", (_share(*wrongs),), (MOST_WRONG,), "")


def read_forms(table: str) -> Forms:
    """Read a list of forms: lines of form, lemma and more between tabs, below a line of names."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    for line in table.splitlines()[1:]:
        form, lemma, *_ = line.split("\t")
        lemmas[form.casefold()].add(lemma.casefold())
    return Forms({form: frozenset(some) for form, some in lemmas.items()})


def search_pairs(forms: Collection[str], language: str) -> dict[str, set[str]]:
    """Map each form to all forms that a search for it finds, including itself."""
    numbered = dict(enumerate(forms, start=1))
    everything = BitMap(numbered)
    entries = [
        Entry(number, (IndexedText(Slot.FIRST_PASSAGE, language, form, opens_part=True),))
        for number, form in numbered.items()
    ]
    with TemporaryDirectory(prefix="commonplace-celtic-") as folder:
        index = WhooshIndex(Path(folder))
        index.sync(entries, (), 1)

        def search(form: str) -> set[str]:
            query = parse(form)
            # A mark on its own is no query, and would match everything.
            if not query.wanted:
                return set()
            found = index.matching(query, every=True, visible=everything, languages=(language,))
            return {numbered[number] for number in found}

        pairs = {form: search(form) for form in forms}
        index.close()
    return pairs


def _share(ours: float, naive: float) -> float:
    return ours / naive if naive else 0.0


def _is_in_half(lemma: str) -> bool:
    return sha256(lemma.encode()).digest()[0] % 2 == 0


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise Missing(f"There is no {path.name} in {path.parent}.") from error
