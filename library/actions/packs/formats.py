"""Six activities for working with stories, and a few prompts, as a starting point for facilitators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.secrets import new_item_id
from library.errors import NotFound
from library.model.pack import Item, ItemKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUND_RULES = (
    "A story here is somebody’s life, or is made to be like one. We talk about it as if she were in the room.",
    "One person speaks. The others listen to the end.",
    "You may pass, and you may leave the room. Nobody asks why.",
    "What people say of themselves stays here. What you learn may go with you.",
)
DEBRIEF = (
    "What stays with you?",
    "Is there anything that you need before you go?",
    "What is one thing that you will try this week?",
)

PROMPTS = (
    (Stage.NOTICE, "What did you see, hear or read that you would not have expected?"),
    (Stage.NOTICE, "Where did it turn? What was said just before?"),
    (Stage.NOTICE, "What was left unsaid, and who left it?"),
    (Stage.CONNECT, "Who came to your mind while you listened?"),
    (Stage.CONNECT, "Where would this have gone another way, where you work?"),
    (Stage.ACT, "Which question will you ask somebody this week?"),
    (Stage.ACT, "What will you stop doing, to have time for it?"),
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
        "Reading in pairs",
        "Two people read one story to each other and stop where they want to. Good for a first time, and online.",
        "4 to 60",
        (
            FormatStep("Find a partner", 2, ("Sit where you can hear each other.", "Decide who reads first.")),
            FormatStep(
                "Read in turns",
                8,
                ("One reads a paragraph aloud, then the other.", "Either may say stop. Then say why you wanted to."),
            ),
            FormatStep("One sentence each", 5, ("Each pair chooses the sentence it will remember.", "Read it out.")),
        ),
    ),
    Format(
        "one-two-four-all",
        "One, two, four, all",
        "Everybody has thought before anybody speaks. Good for a question that the loudest would answer first.",
        "8 to 80",
        (
            FormatStep("Alone", 2, ("Think about the question. Write down a few words. Nobody speaks.",)),
            FormatStep("In twos", 4, ("Tell each other. Look for what differs.",)),
            FormatStep("In fours", 5, ("Two pairs meet. What do you have in common, and what do you leave open?",)),
            FormatStep("All together", 6, ("Each four says one thing that nobody has said yet.",)),
        ),
    ),
    Format(
        "from-this-to-this",
        "From this to this",
        "Practice in recording: a note as it was, and as it could be. Good with an example from the library.",
        "3 to 30",
        (
            FormatStep("The first note", 4, ("Read the record as it was.", "What do you know now? Whom do you see?")),
            FormatStep(
                "Write it again",
                10,
                (
                    "Alone or in twos, write the note as the person might want to read it.",
                    "You may not make anything up. Leave a gap where you would have to ask.",
                ),
            ),
            FormatStep("Compare", 8, ("Read the second version in the library.", "What did it find that you did not?")),
        ),
    ),
    Format(
        "spot-the-outcome",
        "Spot the outcome",
        "Listening for what matters to a person under what is asked for. Good for teams that review plans.",
        "4 to 40",
        (
            FormatStep(
                "Listen with a pencil",
                6,
                ("While the story is read, write down each thing that matters to somebody in it.",),
            ),
            FormatStep(
                "Sort them",
                6,
                ("In threes: which are about her life, which about a service?", "Which did nobody name?"),
            ),
            FormatStep("How would you know?", 6, ("Choose one. What would she notice if it came about?",)),
        ),
    ),
    Format(
        "silent-gallery",
        "Silent gallery",
        "Passages hang on the walls, people walk and write. Good for a large group and for those who speak less.",
        "10 to 100",
        (
            FormatStep("Hang the cards", 5, ("One card a sheet, with room to write. Leave a way for wheelchairs.",)),
            FormatStep(
                "Walk and write",
                12,
                ("Nobody speaks. Read, and write what it makes you think.", "Answer what others have written."),
            ),
            FormatStep("Stand by one", 8, ("Stand by the card that you want to talk about. Begin with who is there.",)),
        ),
    ),
    Format(
        "listening-circle",
        "Listening circle",
        "One story, one round, no discussion. Good after something hard, and when a team has not met for long.",
        "4 to 14",
        (
            FormatStep("Sit in a circle", 3, ("No table. One thing to hold: who holds it speaks.",)),
            FormatStep("Hear the story", 6, ("It is read aloud once. Then a minute of silence.",)),
            FormatStep(
                "One round", 12, ("Each says what the story touched in her own work, or passes.", "Nobody answers.")
            ),
            FormatStep("A second round", 6, ("Each says what she heard from somebody else.",)),
        ),
    ),
)


def format_of(format_id: str) -> Format:
    """Return a format.

    Raises:
        NotFound: There is none with that name.
    """
    found = next((each for each in FORMATS if each.id == format_id), None)
    if found is None:
        raise NotFound
    return found


def format_items(format_id: str) -> tuple[Item, ...]:
    """Return the steps of a format as items of a pack.

    Raises:
        NotFound: There is none with that name.
    """
    return tuple(_items(format_of(format_id)))


def ground_rules() -> Item:
    """Return an item with our ground rules."""
    return Item(new_item_id(), ItemKind.GROUND_RULES, title="How we listen", text="\n".join(GROUND_RULES))


def debrief() -> Item:
    """Return an item that ends a workshop."""
    return Item(new_item_id(), ItemKind.DEBRIEF, title="Before we go", text="\n".join(DEBRIEF))


def prompt(number: int) -> Item:
    """Return one of our own prompts, counted from 1.

    Raises:
        NotFound: There is none of that number.
    """
    if not 1 <= number <= len(PROMPTS):
        raise NotFound
    stage, text = PROMPTS[number - 1]
    return Item(new_item_id(), ItemKind.QUESTION, text=text, stage=stage)


def _items(chosen: Format) -> Iterator[Item]:
    for step in chosen.steps:
        yield Item(
            new_item_id(),
            ItemKind.ACTIVITY,
            title=f"{chosen.title}: {step.title[0].lower()}{step.title[1:]}",
            text="\n".join(step.lines),
            minutes=step.minutes,
        )
