"""Documents that are the same work as another, by address, title or text.

Two texts are alike if at least half of the runs of five words in the shorter one are in the other too (shingles, Broder
1997). Corrected and shortened copies are found like this, whatever their titles are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.header.schema import FORMERLY, TITLE, TRANSLATION_OF
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Scalar, Sequence
from library.content.mistakes import Mistakes, quoted
from library.content.nearest import fold
from library.content.slugs import slug_of
from library.content.source import part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.content.header.fields import Key
    from library.content.header.yaml_nodes import Mapping

RUN = 5  # words
ALIKE = 0.5
# A shorter text shares as much with another by chance.
FEWEST = 20
_WORD = re.compile(r"\w+")

_ADDRESS = "Rename it: {path} has the same name, and each document needs its own."
_EARLIER = "Rename it: this is an earlier name of {path}, whose old links would lead here."
_SAME_TITLE = "Check that it is not the same document: {path} has the title {title} too."
_SAME_TEXT = "Check that it is not the same document: {percent}% of its text is in {path} too."


@dataclass(frozen=True, slots=True)
class Work:
    """What a document is compared by.

    Attributes:
        path: In the content folder.
        title: As its file has it; may be empty.
        formerly: Its earlier slugs.
        translation_of: The slug of the document that it translates, or empty.
        runs: Hashes of its runs of words.
    """

    path: str
    title: str
    formerly: tuple[str, ...]
    translation_of: str
    runs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a document is not imported unless someone includes it.

    Attributes:
        sentence: Why, and what to do.
        is_final: Whether it cannot be imported at all.
    """

    sentence: str
    is_final: bool


def work_of(data: bytes, path: str) -> Work:
    """Return what a document is compared by; as much of it as can be read."""
    source = part(data, Mistakes(path))
    if source is None:
        return Work(path, "", (), "", frozenset())
    header = read_header(source, path)
    (title,), (original,) = _texts(header, TITLE) or ("",), _texts(header, TRANSLATION_OF) or ("",)
    return Work(path, title, _texts(header, FORMERLY), original, _runs(source.body))


def conflicts(new: Iterable[Work], others: Iterable[Work]) -> dict[str, list[Conflict]]:
    """Compare new documents with others and with one another.

    Args:
        new: Documents that are not in the library yet.
        others: Documents that are.

    Returns:
        By the path of a new document, why it is perhaps not new.
    """
    compared = _Compared(tuple(new))
    for other in others:
        compared.add(other)
    for one in compared.new:
        compared.add(one)
    return compared.found


class _Compared:
    """New documents, indexed for comparison."""

    def __init__(self, new: tuple[Work, ...]) -> None:
        self.new = new
        self.found: dict[str, list[Conflict]] = defaultdict(list)
        self._order = {work.path: number for number, work in enumerate(new)}
        self._slugs, self._titles, self._with_run = (defaultdict[object, list[Work]](list) for _ in range(3))
        for work in new:
            self._slugs[slug_of(work.path)].append(work)
            self._titles[fold(work.title)].append(work)
            for run in work.runs:
                self._with_run[run].append(work)
        self._runs = frozenset(run for work in new for run in work.runs)

    def add(self, other: Work) -> None:
        """Compare a document with all new ones; of two new ones, the second is in conflict with the first."""
        for work in self._after(self._slugs.get(slug_of(other.path), ()), other):
            self.found[work.path].append(Conflict(_ADDRESS.format(path=other.path), is_final=True))
        for slug in other.formerly:
            for work in self._after(self._slugs.get(slug, ()), other):
                self.found[work.path].append(Conflict(_EARLIER.format(path=other.path), is_final=True))
        for work in self._same_title(other):
            sentence = _SAME_TITLE.format(path=other.path, title=quoted(other.title))
            self.found[work.path].append(Conflict(sentence, is_final=False))
        for work, likeness in self._same_text(other):
            sentence = _SAME_TEXT.format(path=other.path, percent=int(100 * likeness))
            self.found[work.path].append(Conflict(sentence, is_final=False))

    def _after(self, works: Iterable[Work], other: Work) -> Iterator[Work]:
        number = self._order.get(other.path, -1)
        yield from (work for work in works if self._order[work.path] > number)

    def _same_title(self, other: Work) -> Iterator[Work]:
        if other.title:
            works = self._after(self._titles.get(fold(other.title), ()), other)
            yield from (work for work in works if not _translates(work, other))

    def _same_text(self, other: Work) -> Iterator[tuple[Work, float]]:
        shared: Counter[str] = Counter()
        for run in self._runs & other.runs:
            shared.update(work.path for work in self._with_run[run])
        works = {work.path: work for work in self._after((self.new[self._order[path]] for path in shared), other)}
        for path, count in shared.items():
            shorter = min(len(other.runs), len(self.new[self._order[path]].runs))
            if path in works and shorter >= FEWEST and count >= ALIKE * shorter:
                yield works[path], count / shorter


def _translates(one: Work, other: Work) -> bool:
    return one.translation_of == slug_of(other.path) or other.translation_of == slug_of(one.path)


def _texts(header: Mapping, key: Key[object]) -> tuple[str, ...]:
    pair = header.pairs.get(key.name)
    nodes = () if pair is None else pair.node.items if isinstance(pair.node, Sequence) else (pair.node,)
    return tuple(node.text for node in nodes if isinstance(node, Scalar))


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    return frozenset(hash(tuple(words[start : start + RUN])) for start in range(len(words) - RUN + 1))
