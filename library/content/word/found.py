"""What was found in a Word file besides its text, and the sentences that report it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from library.content.changes import Change, Effect
from library.content.mistakes import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

# How many of a kind are quoted.
MOST_QUOTED = 3


class Kind(StrEnum):
    """What there is in a Word file besides text; a report follows this order."""

    HIDDEN = "hidden"
    HIDDEN_PICTURE = "hidden-picture"
    CROPPED = "cropped"
    DELETED = "deleted"
    COMMENT = "comment"
    HEADER = "header"
    NAME = "name"
    OBJECT = "object"
    LINKED = "linked"
    PROMPT = "prompt"
    CONTENTS = "contents"
    OTHER_FILE = "other-file"
    LOST = "lost"
    INSERTED = "inserted"
    TEXT_BOX = "text-box"
    EQUATION = "equation"
    FIELD = "field"
    LOCAL_LINK = "local-link"
    RIGHT_TO_LEFT = "right-to-left"


_CROPPED = (
    "The Word file still has what was cut off. In Word, choose Compress Pictures and “Delete cropped areas of "
    "pictures”, save the file and import it again."
)

# What happened, and how to say it of one and of several. {all} is what was found, quoted.
REPORTS: dict[Kind, tuple[Effect, str, str]] = {
    Kind.HIDDEN: (Effect.LEFT_OUT, "Hidden text: {all}.", "Hidden text in {count} places: {all}."),
    Kind.HIDDEN_PICTURE: (
        Effect.LEFT_OUT,
        "A picture or shape that is hidden: {all}.",
        "{count} pictures or shapes that are hidden: {all}.",
    ),
    Kind.CROPPED: (
        Effect.LEFT_OUT,
        f"A cropped picture: {{all}}. {_CROPPED}",
        f"{{count}} cropped pictures: {{all}}. {_CROPPED}",
    ),
    Kind.DELETED: (
        Effect.LEFT_OUT,
        "Text that was deleted with Track Changes{people}: {all}.",
        "Text that was deleted with Track Changes{people}, in {count} places: {all}.",
    ),
    Kind.COMMENT: (Effect.LEFT_OUT, "A comment{people}: {all}.", "{count} comments{people}: {all}."),
    Kind.HEADER: (Effect.LEFT_OUT, "The header or footer: {all}.", "Headers and footers: {all}."),
    Kind.NAME: (
        Effect.LEFT_OUT,
        "A name in the properties of the file: {all}.",
        "Names in the properties of the file: {all}.",
    ),
    Kind.OBJECT: (Effect.LEFT_OUT, "A chart, drawing or object: {all}.", "{count} charts, drawings or objects: {all}."),
    Kind.LINKED: (
        Effect.LEFT_OUT,
        "A picture that is in another file.",
        "{count} pictures that are in other files.",
    ),
    Kind.PROMPT: (Effect.LEFT_OUT, "A box of a form that nobody filled in.", "{count} boxes that nobody filled in."),
    Kind.CONTENTS: (
        Effect.LEFT_OUT,
        "A line of a table of contents. The page makes its own.",
        "A table of contents. The page makes its own.",
    ),
    Kind.OTHER_FILE: (
        Effect.LEFT_OUT,
        "Another document inside this one. Import it on its own.",
        "{count} other documents inside this one. Import them on their own.",
    ),
    Kind.LOST: (
        Effect.LEFT_OUT,
        "Words in a place that cannot be read. Copy them yourself if you need them: {all}.",
        "Words in {count} places that cannot be read. Copy them yourself if you need them: {all}.",
    ),
    Kind.INSERTED: (
        Effect.CHANGED,
        "Text that was added with Track Changes{people} is ordinary text now: {all}.",
        "Text that was added with Track Changes{people}, in {count} places, is ordinary text now: {all}.",
    ),
    Kind.TEXT_BOX: (
        Effect.CHANGED,
        "A text box is a paragraph now. Check where it is: {all}.",
        "{count} text boxes are paragraphs now. Check where they are: {all}.",
    ),
    Kind.EQUATION: (
        Effect.CHANGED,
        "An equation is plain words now. Check it: {all}.",
        "{count} equations are plain words now. Check them: {all}.",
    ),
    Kind.FIELD: (
        Effect.CHANGED,
        "A field that Word updates is ordinary words now ({all}).",
        "{count} fields that Word updates are ordinary words now ({all}).",
    ),
    Kind.LOCAL_LINK: (
        Effect.CHANGED,
        "A link to a file on a computer or network is only words now: {all}.",
        "{count} links to files on a computer or network are only words now: {all}.",
    ),
    Kind.RIGHT_TO_LEFT: (
        Effect.CHANGED,
        "A paragraph is written from right to left. Check it on the page.",
        "{count} paragraphs are written from right to left. Check them on the page.",
    ),
}
_UNQUOTED = frozenset({Kind.FIELD, Kind.NAME})


@dataclass(slots=True)
class Found:
    """Collects what a Word file has besides its text.

    Attributes:
        texts: Of each kind, the words of every instance; may be empty words.
        people: Who commented or changed something.
    """

    texts: dict[Kind, list[str]] = field(default_factory=dict)
    people: dict[Kind, set[str]] = field(default_factory=dict)

    def add(self, kind: Kind, text: str = "", person: str = "") -> None:
        """Note one instance."""
        self.texts.setdefault(kind, []).append(" ".join(text.split()))
        if person.strip():
            self.people.setdefault(kind, set()).add(printable(" ".join(person.split())))

    def changes(self) -> Iterator[Change]:
        """Yield a sentence for each kind that was found, in the order of the kinds."""
        for kind in Kind:
            texts = self.texts.get(kind, [])
            if texts:
                effect, one, several = REPORTS[kind]
                sentence = one if len(texts) == 1 else several
                yield Change(effect, sentence.format(count=len(texts), all=self._all(kind), people=self._people(kind)))

    def _all(self, kind: Kind) -> str:
        different = list(dict.fromkeys(text for text in self.texts[kind] if text))
        shown = [printable(text) if kind in _UNQUOTED else quoted(text) for text in different[:MOST_QUOTED]]
        more = len(different) - len(shown)
        return ", ".join(shown or ["no words"]) + (f" and {more} more" if more else "")

    def _people(self, kind: Kind) -> str:
        names = sorted(self.people.get(kind, ()))
        return f" by {', '.join(names[:MOST_QUOTED])}" if names else ""
