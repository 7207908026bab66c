"""One entry of a header: its name for the author, its node, and where its mistakes go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from library.content.companions import NO_COMPANIONS
from library.content.header.yaml_nodes import Broken, Mapping, Node, Scalar, Sequence
from library.content.mistakes import quoted
from library.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.content.companions import Companions
    from library.content.mistakes import Mistakes

# Far more than a page can show; a longer list is a mistake or an attack.
MOST_ITEMS = 1_000


def in_brackets(names: Iterable[str]) -> str:
    """Return how a group of these keys is written on one line."""
    return "{" + ", ".join(f"{name}: …" for name in names) + "}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file needs to know.

    Attributes:
        mistakes: Where mistakes go; knows the file.
        vocabulary: The terms that exist; empty if the file uses none.
        companions: Where the files are that it names; none if it names none.
    """

    mistakes: Mistakes
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary(()))
    companions: Companions = NO_COMPANIONS


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a header, not yet read.

    Attributes:
        name: What the author calls it, such as ``title`` or ``consent audience``.
        node: Its node in the tree.
        reading: The file it is in.
        is_required: Whether it must be there, so that to delete it would be another mistake.
        is_item: Whether it is one of a list.
    """

    name: str
    node: Node
    reading: Reading
    is_required: bool = False
    is_item: bool = False

    def wrong(self, sentence: str) -> None:
        """Report a mistake here."""
        self.reading.mistakes.add(self.node.line, f"{self.name}: {sentence}")

    def advise(self, sentence: str) -> None:
        """Add advice about this entry."""
        self.reading.mistakes.advise(self.node.line, f"{self.name}: {sentence}")

    def at(self, node: Node) -> Entry:
        """Return the entry of one item of this list."""
        return replace(self, node=node, is_required=False, is_item=True)

    def under(self, key: str, node: Node) -> Entry:
        """Return the entry of one key of this group."""
        return Entry(f"{self.name} {key}".lstrip(), node, self.reading)

    def scalar(self, instead: str = "") -> Scalar | None:
        """Return one value that is not empty, or report and return ``None``.

        Args:
            instead: What to write instead of nothing, as a sentence.
        """
        if isinstance(self.node, Scalar) and self.node.text.strip():
            return self.node
        if isinstance(self.node, Scalar):
            self.wrong(f"This is blank. {instead or self.fill('Add something')}")
        elif isinstance(self.node, Broken):
            self.wrong(self.node.sentence)
        else:
            self.wrong("Write one value, not a list. Put quotation marks around text that has brackets.")
        return None

    def fill(self, how: str) -> str:
        """Return how to fill what is empty, and that it can be deleted if it can."""
        return f"{how}." if self.is_required else f"{how} or delete the line."

    def items(self, example: str = "") -> tuple[Entry, ...] | None:
        """Return the items of a list, possibly none, or report and return ``None``.

        Args:
            example: How one item is written, or empty if it is one word or text.
        """
        if isinstance(self.node, Sequence) and len(self.node.items) <= MOST_ITEMS:
            return tuple(self.at(item) for item in self.node.items)
        if isinstance(self.node, Sequence):
            self.wrong(f"Remove some items. There are more than {MOST_ITEMS}.")
        elif isinstance(self.node, Broken):
            self.wrong(self.node.sentence)
        else:
            self.wrong(f"This should be a list in square brackets{self._as_list(example)}.")
        return None

    def mapping(self, names: Iterable[str]) -> Mapping | None:
        """Return keys and values, of which there may be these, or report and return ``None``."""
        if isinstance(self.node, Mapping):
            return self.node
        if isinstance(self.node, Broken):
            self.wrong(self.node.sentence)
        elif self.is_item:
            self.wrong(f"Write each part with its name, in curly brackets: {in_brackets(names)}.")
        else:
            self.wrong(f"Put each part on its own line, indented by two spaces. Choose from: {', '.join(names)}.")
        return None

    def _as_list(self, example: str) -> str:
        if example:
            return f", such as [{example}]"
        if not isinstance(self.node, Scalar) or not self.node.text.strip():
            return ""
        return f", such as [{quoted(self.node.text)[1:-1]}]"
