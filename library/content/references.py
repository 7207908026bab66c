"""References between documents, checked over all of them.

A small change checks the references of ten thousand documents without reading them again, so a reference stores no
line. If one is wrong, its header is read again to find the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from library.content.header.schema import FORMERLY, RELATED, REPLACED_BY, TRANSLATION_OF
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Scalar, Sequence
from library.content.mistakes import quoted
from library.content.nearest import did_you_mean
from library.content.slugs import slug_of
from library.errors import Mistake
from library.model.document import Provenance, ShownAs, Status
from library.model.permission import Permission, Statement, permission_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from library.content.folder import Scan
    from library.content.header.fields import Key
    from library.content.source import Source
    from library.model.document import Document

# Comparing costs up to 50 ms a word; after this many mistakes, suggestions can wait.
MOST_HINTS = 20
MOST_COMPARED = 1_000


@dataclass(frozen=True, slots=True)
class References:
    """What one document says about others, and what others need to know about it.

    Attributes:
        slug: Its own.
        path: Its file, relative to the content folder, with forward slashes.
        shelf: ``stories`` or ``resources``.
        language: Of the work: ``en``, ``cy`` or ``gd``.
        formerly: Its earlier slugs; may be empty.
        related: Slugs; may be empty.
        translation_of: The slug of the document that it translates, or empty.
        replaced_by: The slug of the document that replaces it, or empty.
        provenance: Where its words come from.
        permission: What its file permits.
        shown_as: How its teller is named, or ``None`` if it is not a real story.
    """

    slug: str
    path: str
    shelf: str
    language: str
    formerly: tuple[str, ...]
    related: tuple[str, ...]
    translation_of: str
    replaced_by: str
    provenance: Provenance
    permission: Permission
    shown_as: ShownAs | None = None

    @property
    def statement(self) -> Statement:
        """Return what its file says about who may see it."""
        return Statement(self.permission, self.provenance, self.translation_of, self.shown_as)

    @property
    def is_published(self) -> bool:
        """Return whether its file says that it is published."""
        return self.permission.status is Status.PUBLISHED


def references_of(document: Document) -> References:
    """Return what a document says about others."""
    return References(
        slug=document.slug,
        path=document.path,
        shelf=document.kind.shelf,
        language=document.work_language,
        formerly=document.formerly,
        related=document.related,
        translation_of=document.translation_of,
        replaced_by=document.replaced_by,
        provenance=document.provenance,
        permission=permission_of(document),
        shown_as=document.consent.shown_as,
    )


def broken_among(scan: Scan, every: Iterable[References]) -> frozenset[str]:
    """Return the slugs of files that exist but could not be read."""
    there = {*(stamp.path for stamp in scan.documents), *(mistake.path for mistake in scan.mistakes)}
    return frozenset(slug_of(path) for path in there - {one.path for one in every})


def check_references(
    source_of: Callable[[str], Source | None],
    every: Iterable[References],
    broken: Collection[str] = (),
    *,
    only: Collection[str] | None = None,
) -> tuple[Mistake, ...]:
    """Check the references between all documents.

    Args:
        source_of: Returns a file by its path, to find the lines of mistakes; ``None`` if it cannot be read.
        every: The references of all documents after this publish, in any order.
        broken: Slugs of files that could not be read; references to them are not reported.
        only: The files to report mistakes in; where two contradict each other, it is the mistake of one of these.
            ``None`` for all.

    Returns:
        Every mistake, sorted; may be empty.
    """
    ours = frozenset(only or ())
    everything = _Everything(sorted(every, key=lambda one: (one.path in ours, one.path)), broken)
    wrongs = (wrong for wrong in everything.mistakes() if only is None or wrong.path in ours)
    return tuple(sorted(_placed(source_of, wrongs)))


def line_of_original(source: Source | None, path: str) -> int:
    """Return the line on which a translation names its original; 1 if it cannot be found."""
    pair = read_header(source, path).pairs.get(TRANSLATION_OF.name) if source else None
    return pair.line if pair else 1


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A mistake whose line is not known yet: where ``word`` is under ``key``."""

    path: str
    key: Key[Any]
    word: str
    sentence: str


class _Everything:
    """All references, indexed for look-up."""

    def __init__(self, every: list[References], broken: Collection[str]) -> None:
        self._every = every
        self._by_slug = {one.slug: one for one in every}
        self._there = {*self._by_slug, *broken}
        self._former: dict[str, References] = {}
        self._translated: dict[tuple[str, str], References] = {}
        self._hints = MOST_HINTS

    def mistakes(self) -> Iterator[_Wrong]:
        """Yield every mistake, document by document."""
        for one in self._every:
            yield from self._former_names(one)
        for one in self._every:
            yield from self._dead(one)
            yield from self._translation(one)
            yield from self._replacement(one)

    def _former_names(self, one: References) -> Iterator[_Wrong]:
        for word in one.formerly:
            owner = self._by_slug.get(word) or self._former.get(word)
            if owner is None:
                self._former[word] = one
                continue
            whose = "this document itself" if owner is one else owner.path
            sentence = f"Delete {quoted(word)}: it belongs to {whose}. An old name can lead to one document only."
            yield _Wrong(one.path, FORMERLY, word, sentence)

    def _dead(self, one: References) -> Iterator[_Wrong]:
        singles = ((TRANSLATION_OF, one.translation_of), (REPLACED_BY, one.replaced_by))
        for key, word in (*((RELATED, word) for word in one.related), *singles):
            if word == one.slug:
                yield _Wrong(one.path, key, word, "Delete this. A document cannot name itself here.")
            elif word and word not in self._there:
                yield _Wrong(one.path, key, word, f"There is no document {quoted(word)}.{self._hint(one, word)}")

    def _hint(self, one: References, word: str) -> str:
        if word in self._former:
            return f" It is now called {quoted(self._former[word].slug)}."
        self._hints -= 1
        if self._hints < 0:
            return ""
        words = set(word.split("-"))
        others = (slug for slug, other in self._by_slug.items() if one.slug not in {slug, other.translation_of})
        alike = (slug for slug in others if slug[:2] == word[:2] or words.intersection(slug.split("-")))
        return did_you_mean(word, [slug for slug, _ in zip(alike, range(MOST_COMPARED), strict=False)])

    def _translation(self, one: References) -> Iterator[_Wrong]:
        original = self._by_slug.get(one.translation_of)
        if original is None or original is one:
            return
        first = self._translated.setdefault((original.slug, one.language), one)
        if original.language == one.language:
            sentence = f"Check the language in both files. {original.path} is in the same language ({one.language})."
        elif original.translation_of:
            sentence = f"Name the original. {original.path} is itself a translation."
        elif first is not one:
            sentence = f"Keep only one translation for each language. {first.path} is also in {one.language}."
        else:
            sentence = _not_agreed(one, original)
        if sentence:
            yield _Wrong(one.path, TRANSLATION_OF, one.translation_of, sentence)

    def _replacement(self, one: References) -> Iterator[_Wrong]:
        seen = {one.slug}
        after = self._by_slug.get(one.replaced_by)
        while after is not None and after.slug not in seen:
            seen.add(after.slug)
            after = self._by_slug.get(after.replaced_by)
        if after is one and one.replaced_by != one.slug:
            sentence = "These documents replace each other in a loop. Remove one replaced_by."
            yield _Wrong(one.path, REPLACED_BY, one.replaced_by, sentence)


def _not_agreed(one: References, original: References) -> str:
    """Return why a translation must not be shown as its file says; empty if it may."""
    if not (one.is_published and original.is_published):
        return ""
    if Provenance.TOLD in {one.provenance, original.provenance} and one.provenance is not original.provenance:
        sentence = "Use the same provenance for a translation and its original."
        return f"{sentence} {original.path} has provenance: {original.provenance}."
    if one.statement.names_more_than(original.statement):
        sentence = "Change shown_as and authors here: a translation must not name the storyteller more."
        return f"{sentence} In {original.path} they are shown_as: {original.shown_as}."
    if original.statement.may_be_translated:
        return ""
    sentence = "Write status: draft here until the storyteller agrees to a translation."
    return f"{sentence} The uses in {original.path} do not include translate."


def _placed(source_of: Callable[[str], Source | None], wrongs: Iterable[_Wrong]) -> Iterator[Mistake]:
    lines: dict[str, dict[tuple[str, str], int]] = {}
    for wrong in wrongs:
        if wrong.path not in lines:
            lines[wrong.path] = dict(_lines(source_of(wrong.path), wrong.path))
        line = lines[wrong.path].get((wrong.key.name, wrong.word), 1)
        yield Mistake(wrong.path, line, f"{wrong.key.name}: {wrong.sentence}")


def _lines(source: Source | None, path: str) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield each key and word of a header with its line; nothing if the file is gone or changed meanwhile."""
    if source is None:
        return
    for name, pair in read_header(source, path).pairs.items():
        nodes = pair.node.items if isinstance(pair.node, Sequence) else (pair.node,)
        for node in nodes:
            if isinstance(node, Scalar):
                yield (name, node.text), node.line
