"""The open elements of a body while it is written, and the passages and headings that they become.

Every block is opened and closed here, so this knows what a reader will see: passages are numbered and their text
collected at the same moment, and no second way of extracting text can differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from library.content.body.html_outline import Outline
from library.content.body.html_rules import BARRIERS, HEADINGS, KINDS, ElementKind
from library.model.language import BY_CODE
from library.model.passage import Part, Passage

if TYPE_CHECKING:
    from library.model.document import Heading

MAX_DEPTH = 150


class TooDeep(ValueError):
    """More than ``MAX_DEPTH`` elements are nested."""


@dataclass(slots=True)
class OpenElement:
    """An open element.

    Attributes:
        name: The name of its end tag; the written element may be another. Empty: no end tag closes it.
        kind: What it may contain.
        at: Where its tag is in ``out``.
        end: What to write at its end.
        language: Of the words in it.
        heard: How many pieces of text had been collected when it began.
        parts: How many parts it has had: captions and groups of rows of a table, cells of a row.
        has_rows: Whether it is a table with a group of rows.
        label: The id of the part whose words name it, for tables; otherwise empty.
    """

    name: str
    kind: ElementKind
    at: int
    end: str
    language: str
    heard: int = 0
    parts: int = 0
    has_rows: bool = False
    label: str = ""


@dataclass(slots=True)
class ElementStack:
    """The written part of a body, and the elements that are still open.

    Attributes:
        language: Of the document: ``en``, ``cy`` or ``gd``.
        passages: Those that have ended, in document order.
        headings: Those that have ended, in document order.
        out: The written HTML, in pieces.
        stack: The open elements, innermost last.
        root: The current passage or heading, or ``None``.
        in_mark: The current mark of a footnote in it, or ``None``.
        has_mark: Whether it has had one.
    """

    language: str
    passages: list[Passage] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    stack: list[OpenElement] = field(default_factory=list)
    root: OpenElement | None = None
    in_mark: OpenElement | None = None
    has_mark: bool = False
    # The words in the root; headings without a passage after them yet; ids and levels of headings.
    _heard: list[str] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    _outline: Outline = field(default_factory=Outline)

    def write(self, markup: str, text: str = "") -> None:
        """Write markup; its text belongs to the root, except for the mark of a footnote."""
        self.out.append(markup)
        if self.root is not None and self.in_mark is None:
            self._heard.append(text)

    @property
    def next_anchor(self) -> str:
        """Return the anchor of the next passage, such as ``p3``."""
        return f"p{len(self.passages) + 1}"

    def start_root(self) -> None:
        """Make the innermost element the current passage or heading, whose words are collected."""
        self.root = self.stack[-1]
        self._heard = []
        self.has_mark = False

    def _end_of_root(self, root: OpenElement) -> None:
        text = " ".join("".join(self._heard).split())
        self.root = None
        if text and root.name in HEADINGS:
            self._end_of_heading(root, text)
        elif text:
            self._end_of_passage(root, text)
        elif self.has_mark and root.end == "</p>\n":
            self.out[root.at] = "<p>"
        else:
            del self.out[root.at :]

    def _end_of_passage(self, root: OpenElement, text: str) -> None:
        heading = " · ".join(self._waiting)
        self._waiting = []
        self.passages.append(Passage(Part.BODY, self.next_anchor, text, root.language, heading))
        if root.name == "table":
            # A wide table scrolls in a frame, which the keyboard can reach if the table's own words can name it.
            named = f' role="region" tabindex="0" aria-labelledby="{root.label}"' if root.label else ""
            self.out[root.at] = f'<div class="table-scroll"{named}>\n'
            self.out.append("</div>\n")

    def _end_of_heading(self, root: OpenElement, text: str) -> None:
        heading = self._outline.heading(HEADINGS[root.name], text)
        self.out[root.at] = f'<h{heading.level} id="{heading.anchor}">'
        self.out.append(f"</h{heading.level}>\n")
        self.headings.append(heading)
        self._waiting.append(text)

    def push(self, name: str, begin: str, end: str, lang: str | None = None, kind: ElementKind | None = None) -> None:
        """Open an element.

        Args:
            name: The name of its end tag.
            begin: What to write now.
            end: What to write at its end.
            lang: The language that it names, or ``None``.
            kind: What it may contain, or ``None`` to decide by name.

        Raises:
            TooDeep: ``MAX_DEPTH`` elements are open already.
        """
        if len(self.stack) >= MAX_DEPTH:
            raise TooDeep
        kind = KINDS[name] if kind is None else kind
        # Blocks are on separate lines, so that the text of a list is readable without its tags.
        line = "\n" if kind is not ElementKind.INLINE and self.root is not None and not self.at_line() else ""
        self.stack.append(OpenElement(name, kind, len(self.out), end, self._spoken(lang), len(self._heard)))
        self.write(line + begin, line)

    def at_line(self) -> bool:
        """Return whether the next word begins a line of what is written."""
        return not self.out or self.out[-1].endswith("\n")

    def _spoken(self, lang: str | None) -> str:
        """Return the language of an element's words, if the library supports it."""
        outer = self.stack[-1].language if self.stack else self.language
        spoken = (lang or outer).partition("-")[0].lower()
        return spoken if spoken in BY_CODE else outer

    def end(self, name: str) -> None:
        """Close the element that an end tag belongs to and those open in it, if there is one."""
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at].name == name:
                self.close_to(at)
                return
            if self.stack[at].name in BARRIERS[name]:
                return

    def end_of_line(self) -> None:
        """Close every element within a line."""
        at = len(self.stack)
        while at and self.stack[at - 1].kind in {ElementKind.INLINE, ElementKind.LEAF}:
            at -= 1
        self.close_to(at)

    def close_to(self, depth: int) -> None:
        """Close elements until this many are open."""
        while len(self.stack) > depth:
            self._close(self.stack.pop())

    def _close(self, entry: OpenElement) -> None:
        if self._is_empty(entry):
            del self.out[entry.at :]
            del self._heard[entry.heard :]
        elif self._is_silent_link(entry):
            self.out[entry.at] = ""
        else:
            self.write(entry.end, "\n" if entry.end.endswith("\n") else "")
        if entry is self.in_mark:
            self.in_mark = None
        if entry is self.root:
            self._end_of_root(entry)
        elif entry.name in {"caption", "thead"}:
            self._name_table(entry)

    def _has_words(self, entry: OpenElement) -> bool:
        return bool("".join(self._heard[entry.heard :]).strip())

    def _is_empty(self, entry: OpenElement) -> bool:
        """Return whether an element can be removed because it is empty; cells and items cannot."""
        may_go = entry.kind in {ElementKind.INLINE, ElementKind.LEAF} or entry.name in {"div", "blockquote"}
        return may_go and len(self.out) == entry.at + 1

    def _is_silent_link(self, entry: OpenElement) -> bool:
        """Return whether a link has no words, so that nobody could see or hear it."""
        return entry.name == "a" and entry is not self.in_mark and not self._has_words(entry)

    def _name_table(self, part: OpenElement) -> None:
        """Name the table that is a passage by its caption, otherwise by its head."""
        table = self.stack[-1]
        is_written = part.end == f"</{part.name}>\n"  # and not turned into rows
        if table is self.root and not table.label and is_written and self._has_words(part):
            table.label = f"{self.next_anchor}-{part.name}"
