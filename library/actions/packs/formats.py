"""Six activities for working with stories, and a few prompts, as a starting point for facilitators.

They are translated when someone adds them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.actions.packs.secrets import new_item_id
from library.errors import NotFound
from library.model.pack import Item, ItemKind, Stage
from library.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.translation import Translator

GROUND_RULES = (
    N_("Every story is about someone’s life, or could be. We talk about people as if they were in the room."),
    N_("One person speaks at a time. Everyone else listens."),
    N_("You can pass, or leave the room, without giving a reason."),
    N_("What people share stays in the room. What you learn can leave with you."),
)
DEBRIEF = (
    N_("What stays with you?"),
    N_("Is there anything you need before you go?"),
    N_("What one thing will you try this week?"),
)

PROMPTS = (
    (Stage.NOTICE, N_("What surprised you?")),
    (Stage.NOTICE, N_("Where was the turning point? What was said just before it?")),
    (Stage.NOTICE, N_("What was left unsaid, and who left it unsaid?")),
    (Stage.CONNECT, N_("Who came to mind as you listened?")),
    (Stage.CONNECT, N_("Where might this have gone differently in your workplace?")),
    (Stage.ACT, N_("What question will you ask someone this week?")),
    (Stage.ACT, N_("What will you stop doing to make time for this?")),
)


@dataclass(frozen=True, slots=True)
class FormatStep:
    """One step of a format.

    Attributes:
        title: What happens.
        minutes: How long.
        lines: What to say, a sentence or two each.
    """

    title: str
    minutes: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """An activity for working with stories.

    Attributes:
        id: Its name in addresses.
        title: Its name for people.
        about: What it is good for, in a sentence or two.
        sizes: For how many people.
        steps: In order.
    """

    id: str
    title: str
    about: str
    sizes: str
    steps: tuple[FormatStep, ...]

    @property
    def minutes(self) -> int:
        """Return the minutes of all steps."""
        return sum(step.minutes for step in self.steps)


FORMATS = (
    Format(
        "reading-in-pairs",
        N_("Reading in pairs"),
        N_(
            "In pairs, take turns reading a story aloud, stopping whenever you like. "
            "Works well with new groups and online."
        ),
        "4 to 60",
        (
            FormatStep(
                N_("Find a partner"), 2, (N_("Sit where you can hear each other."), N_("Decide who reads first."))
            ),
            FormatStep(
                N_("Take turns to read"),
                8,
                (
                    N_("Read one paragraph aloud each, in turn."),
                    N_("Either of you can say “stop” and explain why."),
                ),
            ),
            FormatStep(
                N_("One sentence each"),
                5,
                (N_("Each pair chooses one sentence that stays with them."), N_("Read your sentence to the group.")),
            ),
        ),
    ),
    Format(
        "one-two-four-all",
        N_("One, two, four, all"),
        N_("Everyone thinks before anyone speaks. Useful when a few voices tend to dominate."),
        "8 to 80",
        (
            FormatStep(
                N_("On your own"),
                2,
                (N_("Think in silence about the facilitator’s question. Write down a few words."),),
            ),
            FormatStep(N_("In pairs"), 4, (N_("Share what you wrote. Look for differences."),)),
            FormatStep(N_("In fours"), 5, (N_("Join another pair. What do you agree on? What is still open?"),)),
            FormatStep(N_("All together"), 6, (N_("Each group shares one thing that hasn’t been said yet."),)),
        ),
    ),
    Format(
        "from-this-to-this",
        N_("Rewrite the record"),
        N_(
            "Practise writing better records. Read a realistic note, then rewrite it. "
            "Use one of the library’s before-and-after examples."
        ),
        "3 to 30",
        (
            FormatStep(
                N_("The first note"),
                4,
                (
                    N_("Read the original record."),
                    N_("What do you know about this person? Can you picture them?"),
                ),
            ),
            FormatStep(
                N_("Write it again"),
                10,
                (
                    N_("On your own or in pairs, write the note as the person might want to read it."),
                    N_("Don’t invent anything. Leave a gap where you would need to ask."),
                ),
            ),
            FormatStep(
                N_("Compare"),
                8,
                (
                    N_("Read the rewritten record in the library."),
                    N_("What does it include that you left out?"),
                ),
            ),
        ),
    ),
    Format(
        "spot-the-outcome",
        N_("Spot the outcome"),
        N_("Listen for what matters to someone beneath what they ask for. Useful for teams reviewing care plans."),
        "4 to 40",
        (
            FormatStep(
                N_("Listen and note"),
                6,
                (N_("Read one of the stories again, slowly. Write down each thing that matters to someone in it."),),
            ),
            FormatStep(
                N_("Sort your notes"),
                6,
                (
                    N_("In threes: which are about the person’s life, and which are about a service?"),
                    N_("Which did nobody name?"),
                ),
            ),
            FormatStep(
                N_("How would you know?"),
                6,
                (N_("Choose one. What would be different for the person if it happened?"),),
            ),
        ),
    ),
    Format(
        "silent-gallery",
        N_("Silent gallery"),
        N_(
            "Put passages on the walls. People walk round and write responses. "
            "Good for large groups and quieter people."
        ),
        "10 to 100",
        (
            FormatStep(
                N_("Put up the cards"),
                5,
                (N_("Put one card on each sheet, with space to write. Leave room for wheelchairs to get round."),),
            ),
            FormatStep(
                N_("Walk and write"),
                12,
                (
                    N_("Walk round in silence. Read each card and write what it makes you think."),
                    N_("Reply to what others have written."),
                ),
            ),
            FormatStep(
                N_("Choose a card"),
                8,
                (N_("Go to the card you want to discuss. Talk with the people who join you."),),
            ),
        ),
    ),
    Format(
        "listening-circle",
        N_("Listening circle"),
        N_("One story, one round, no discussion. Good after a difficult time, or when a team hasn’t met for a while."),
        "4 to 14",
        (
            FormatStep(
                N_("Sit in a circle"),
                3,
                (N_("Sit without a table. Pass an object round: whoever holds it speaks."),),
            ),
            FormatStep(
                N_("Hear the story"), 6, (N_("One person reads it aloud, once. Then sit in silence for a minute."),)
            ),
            FormatStep(
                N_("One round"),
                12,
                (
                    N_("Each person says how the story connects with their own work, or passes."),
                    N_("Nobody replies."),
                ),
            ),
            FormatStep(N_("A second round"), 6, (N_("Each person says one thing they heard from someone else."),)),
        ),
    ),
)


def formats_in(translator: Translator) -> tuple[Format, ...]:
    """Return all activities in the reader's language."""
    return tuple(_translated(each, translator) for each in FORMATS)


def prompts_in(translator: Translator) -> tuple[tuple[Stage, str], ...]:
    """Return all prompts in the reader's language, each with what it asks people to do."""
    return tuple((stage, translator.gettext(text)) for stage, text in PROMPTS)


def format_items(format_id: str, translator: Translator) -> tuple[Item, ...]:
    """Return the steps of an activity as items of a pack, in the language of the person who adds them.

    Raises:
        NotFound: There is none with that name.
    """
    found = next((each for each in FORMATS if each.id == format_id), None)
    if found is None:
        raise NotFound
    return tuple(_items(_translated(found, translator)))


def ground_rules(translator: Translator) -> Item:
    """Return an item with our ground rules."""
    return _of_lines(ItemKind.GROUND_RULES, N_("How we listen"), GROUND_RULES, translator)


def debrief(translator: Translator) -> Item:
    """Return an item that ends a workshop."""
    return _of_lines(ItemKind.DEBRIEF, N_("Before we go"), DEBRIEF, translator)


def prompt(number: int, translator: Translator) -> Item:
    """Return one of our prompts, counted from 1.

    Raises:
        NotFound: There is none of that number.
    """
    if not 1 <= number <= len(PROMPTS):
        raise NotFound
    stage, text = PROMPTS[number - 1]
    return Item(new_item_id(), ItemKind.QUESTION, text=translator.gettext(text), stage=stage)


def _of_lines(kind: ItemKind, title: str, lines: Iterable[str], translator: Translator) -> Item:
    text = "\n".join(map(translator.gettext, lines))
    return Item(new_item_id(), kind, title=translator.gettext(title), text=text)


def _translated(each: Format, translator: Translator) -> Format:
    say = translator.gettext
    steps = (FormatStep(say(step.title), step.minutes, tuple(map(say, step.lines))) for step in each.steps)
    return replace(each, title=say(each.title), about=say(each.about), steps=tuple(steps))


def _items(chosen: Format) -> Iterator[Item]:
    for step in chosen.steps:
        yield Item(
            new_item_id(),
            ItemKind.ACTIVITY,
            title=f"{chosen.title}: {step.title[0].lower()}{step.title[1:]}",
            text="\n".join(step.lines),
            minutes=step.minutes,
        )
