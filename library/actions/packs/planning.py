"""Planning a workshop by the clock: a pack filled from a few answers, and what fills the time that is left.

Stories are chosen among those whose words may be shown and printed, so that slides and handouts hold them. Those
without a content note come first: a facilitator who wants one of the others chooses it knowingly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.actions.packs.adding import adding, with_discussion, with_frame
from library.actions.packs.credits import label_of
from library.actions.packs.formats import format_items, formats_in
from library.actions.packs.secrets import new_item_id
from library.actions.packs.timing import USUAL, minutes_of
from library.actions.packs.usable import item_of, usable_items
from library.model.document import Kind, Use
from library.model.pack import Item, ItemKind, Pack
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.actions.library import Library, View
    from library.actions.packs.formats import Format
    from library.model.card import Card
    from library.translation import Translator

NEEDED = frozenset({Use.WORKSHOP, Use.EXCERPT, Use.PRINT})
FRAME = USUAL[ItemKind.GROUND_RULES] + USUAL[ItemKind.DEBRIEF]
# Of the newest stories that could be in a pack, how many are looked at.
MOST_CONSIDERED = 60
# One story for about so many minutes, and a break in a session of this length.
MINUTES_A_STORY = 20
MOST_STORIES = 6
LONG_SESSION = 100
# The time that is left goes to the discussions, up to so many minutes for each.
LONGEST_DISCUSSION = 30
# Less than this is left free.
FEWEST_TO_FILL = 5


@dataclass(frozen=True, slots=True)
class Topic:
    """What the stories of a plan are about.

    Attributes:
        theme: A term id that all of them have, or empty. Its name is the title, if there is no other.
        work: A role or sector, such as ``roles/care-worker``, or empty. Stories that have it come first.
    """

    theme: str = ""
    work: str = ""


ANYTHING = Topic()


@dataclass(frozen=True, slots=True)
class Fillers:
    """What fits into the time that is left.

    Attributes:
        activity: The longest that fits, or ``None``.
        story: A story that fits, preferably on a theme of the pack, or ``None``.
        story_minutes: How long it takes with its discussion.
        has_break: Whether there is time for a break.
        has_question: Whether there is time for a question, and for no break.
    """

    activity: Format | None = None
    story: Card | None = None
    story_minutes: int = 0
    has_break: bool = False
    has_question: bool = False


def planned_pack(library: Library, details: Pack, format_id: str, topic: Topic, translator: Translator) -> Pack:
    """Return a pack filled for the time there is: ground rules, stories to discuss, an activity, a debrief.

    Args:
        library: Where the stories are.
        details: A pack with times and people but no items. Without a time, it gets one story.
        format_id: Of an activity, or empty for none.
        topic: What the stories should be about.
        translator: For our own words.

    Raises:
        NotFound: There is no such activity.
    """
    view = library.view(ANYBODY)
    activity = format_items(format_id, translator) if format_id else ()
    pause = (Item(new_item_id(), ItemKind.BREAK),) if details.available >= LONG_SESSION else ()
    after = (*pause, *activity)
    time = details.available - FRAME - _minutes(view, after) if details.available else None
    stories = _stories(view, details, time, topic, translator.language)
    # The name of a theme that no public story has stays unknown.
    term = view.snapshot.vocabulary.get(Axis.THEME, topic.theme) if stories else None
    titled = replace(details, title=details.title or (label_of(term, translator) if term else ""))
    return with_frame(adding((*stories, *after)), translator)(titled)


def fillers(view: View, pack: Pack, spare: int, translator: Translator) -> Fillers:
    """Return what would fill the minutes that are left of a pack's time; nothing for a few minutes."""
    if spare < FEWEST_TO_FILL:
        return Fillers()
    formats = formats_in(translator)
    story = next(_fitting(view, pack, spare, ANYTHING, translator.language), None)
    return Fillers(
        activity=max((each for each in formats if each.minutes <= spare), key=lambda each: each.minutes, default=None),
        story=view.card_at(story.slug) if story else None,
        story_minutes=_minutes(view, (story,)) if story else 0,
        has_break=spare >= USUAL[ItemKind.BREAK],
        has_question=USUAL[ItemKind.QUESTION] <= spare < USUAL[ItemKind.BREAK],
    )


def _stories(view: View, details: Pack, time: int | None, topic: Topic, language: str) -> tuple[Item, ...]:
    """Return as many stories as there is time to discuss well; one without a time."""
    if time is None:
        return tuple(islice(_fitting(view, details, None, topic, language), 1))
    chosen: list[Item] = []
    most = min(MOST_STORIES, max(1, details.available // MINUTES_A_STORY))
    for item in _fitting(view, details, time, topic, language):
        if _minutes(view, (*chosen, item)) <= time and len(chosen) < most:
            chosen.append(item)
    return tuple(_discussed(chosen, time - _minutes(view, chosen)))


def _discussed(stories: Sequence[Item], spare: int) -> Iterator[Item]:
    """Yield stories with the minutes that are left shared out among their discussions."""
    for place, story in enumerate(stories):
        more = (spare + place) // len(stories)
        yield replace(story, discussion=min(LONGEST_DISCUSSION, story.discussion + more))


def _minutes(view: View, items: Iterable[Item]) -> int:
    return sum(map(minutes_of, usable_items(view, Pack(items=tuple(items)))))


def _fitting(view: View, pack: Pack, time: int | None, topic: Topic, language: str) -> Iterator[Item]:
    """Yield stories that are not in a pack and fit into a time, as items of it, the best first."""
    cards = _candidates(view, pack, topic, language)
    documents = view.catalogue.documents(card.id for card in cards)
    for card in cards:
        item = with_discussion(item_of(documents[card.id], (), new_item_id()))
        if time is None or _minutes(view, (item,)) <= time:
            yield item


def _candidates(view: View, pack: Pack, topic: Topic, language: str) -> list[Card]:
    """Return stories that a pack could have: in the reader's language, without content notes, on its themes first."""
    held = {item.slug for item in pack.items}
    shared = {topic.theme} if topic.theme else _themes(view, held)
    at_work = _at_work(view, topic)
    cards = view.cards(islice(_newest(view, topic), MOST_CONSIDERED))
    usable = (card for card in cards if card.slug not in held and card.uses >= NEEDED)

    def rank(card: Card) -> tuple[bool, bool, bool, int]:
        other = card.id not in at_work
        return card.language != language, bool(card.content_notes), other, -len(shared.intersection(card.themes))

    return sorted(usable, key=rank)


def _themes(view: View, slugs: Iterable[str]) -> set[str]:
    cards = (view.card_at(slug) for slug in slugs if slug)
    return {theme for card in cards if card for theme in card.themes}


def _newest(view: View, topic: Topic) -> Iterator[int]:
    """Yield stories, once a work, those of the role or sector first, then the newest; all of them on the theme."""
    found = _having(view, "kind", Kind.STORY) & view.visible
    if topic.theme:
        found &= _having(view, Axis.THEME.name.lower(), topic.theme)
    works = view.groups.one_per_work(found)
    at_work = works & _at_work(view, topic)
    for part in (at_work, works - at_work):
        yield from (each for each in view.snapshot.by_id if each in part)


def _at_work(view: View, topic: Topic) -> BitMap:
    """Return the documents of the role or sector of a topic."""
    axis, _, term = topic.work.partition("/")
    facet = {each.value: each.name.lower() for each in (Axis.ROLE, Axis.SECTOR)}.get(axis, "")
    return _having(view, facet, term)


def _having(view: View, facet: str, term: str) -> BitMap:
    return view.snapshot.values.get(facet, {}).get(term, BitMap())
