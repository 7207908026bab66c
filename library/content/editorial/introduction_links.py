"""Checking what introductions link to, once all documents are known: places exist, and claims have a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.editorial.introduction_text import SCENE, Purpose
from library.content.mistakes import quoted
from library.content.nearest import did_you_mean
from library.errors import Advice, Mistake
from library.model.document import Provenance, Status
from library.model.place import found_again

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from library.content.editorial.introduction_text import Link
    from library.content.editorial.introductions import ReadIntroductions
    from library.model.document import Document
    from library.model.passage import Passage

_PIN = "Run: library pin-links"


@dataclass(frozen=True, slots=True)
class Target:
    """What the checks need to know of a linked document.

    Attributes:
        provenance: Where its words come from.
        shelf: ``stories`` or ``resources``.
        is_published: Whether it is published. A link to one that is not is allowed, and is shown to nobody.
        passages: In order.
    """

    provenance: Provenance
    shelf: str
    is_published: bool
    passages: tuple[Passage, ...]


def target_of(document: Document) -> Target:
    """Return what the checks need to know of a document."""
    served = document.status is Status.PUBLISHED
    return Target(document.provenance, document.kind.shelf, served, document.passages)


def linked_slugs(read: ReadIntroductions) -> frozenset[str]:
    """Return every slug that an introduction links to."""
    return frozenset(link.place.slug for link in read.links)


def check_links(read: ReadIntroductions, targets: Mapping[str, Target], slugs: Collection[str]) -> tuple[Mistake, ...]:
    """Check what introductions link to.

    Args:
        read: The introductions.
        targets: By slug, for the linked documents that can be read.
        slugs: Of all documents after this publish.

    Returns:
        Every mistake, sorted; may be empty.
    """
    linked = (mistake for link in read.links for mistake in _link(link, targets, slugs))
    return tuple(sorted([*linked, *_unfounded(read, slugs)]))


def changed_places(read: ReadIntroductions, targets: Mapping[str, Target]) -> tuple[Advice, ...]:
    """Return advice on every place whose words have moved or are gone; sorted."""
    return tuple(sorted(advice for link in read.links if (advice := _changed(link, targets))))


def _link(link: Link, targets: Mapping[str, Target], slugs: Collection[str]) -> Iterator[Mistake]:
    place, target = link.place, targets.get(link.place.slug)
    if place.slug not in slugs:
        hint = did_you_mean(place.slug, slugs)
        yield Mistake(link.path, link.line, f"There is no document {quoted(place.slug)}.{hint}")
    if target is None:
        return
    fictional = target.provenance is Provenance.FICTIONAL
    if link.purpose is Purpose.CLAIM and fictional:
        sentence = (
            f"{place.slug} is fictional, so it cannot be a source. Put it in its own paragraph starting “{SCENE}”."
        )
        yield Mistake(link.path, link.line, sentence)
    if link.purpose is Purpose.SCENE and target.shelf != "stories":
        yield Mistake(
            link.path,
            link.line,
            f"Link to a story or example here. {place.slug} is neither, so it is not a scene to discuss.",
        )
    if place.anchor and not place.text_hash and target.is_published:
        there = any(passage.anchor == place.anchor for passage in target.passages)
        sentence = f"The link to {place} is not pinned yet. {_PIN}" if there else _no_passage(link, target)
        yield Mistake(link.path, link.line, sentence)


def _no_passage(link: Link, target: Target) -> str:
    every = [passage.anchor for passage in target.passages]
    there = f" Choose from {every[0]} to {every[-1]}." if every else " It has no passages."
    return f"{link.place.slug} has no passage {link.place.anchor}.{there}"


def _unfounded(read: ReadIntroductions, slugs: Collection[str]) -> Iterator[Mistake]:
    """Report sections in which nothing links to a passage of a work."""
    rest = {
        (link.path, link.section)
        for link in read.links
        if link.purpose is Purpose.CLAIM and link.place.anchor and link.place.slug in slugs
    }
    for path, line, heading in read.sections:
        if (path, line) not in rest:
            sentence = f"{quoted(heading)} has no source. Link to a passage of at least one resource."
            yield Mistake(path, line, sentence)


def _changed(link: Link, targets: Mapping[str, Target]) -> Advice | None:
    place, target = link.place, targets.get(link.place.slug)
    if not place.text_hash or target is None or not target.is_published:
        return None
    now = found_again(place, target.passages)
    if now == place.anchor:
        return None
    if now:
        return Advice(link.path, link.line, f"The text of {place} is now at {now}. {_PIN}")
    sentence = f"{place} has been edited. Check your text still fits, then run: library pin-links --changed"
    return Advice(link.path, link.line, sentence)
