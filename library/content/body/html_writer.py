"""Untrusted HTML → HTML that may be shown, with its passages and headings.

One reading from left to right writes every element anew: those on the allow-list, correctly nested, with no id but
ours. Because it writes every block, it knows what a reader will see: passages are numbered and their text collected
at the same moment, and no second way to the text can differ from the first.

Where raw HTML breaks the rules, words are kept and elements give way: words outside of any block get a paragraph, a
block ends the paragraph that it stands in, what is open at the end of its parent is closed. So a forgotten ``</b>``
is bold to the end of its paragraph and not of the page, and the cost of any input is bounded by its length.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from library.content.body.html_attributes import attributes_in, language_of, link_attributes, start_tag
from library.content.body.html_outline import Outline
from library.content.body.html_rules import (
    ADMONITIONS,
    ALIGNMENTS,
    BARRIERS,
    BREAKS,
    DEFAULT_PART,
    FRAMES,
    HEADINGS,
    IGNORED,
    INLINE,
    KINDS,
    PARENTS,
    REMOVED,
    SCOPES,
    VOID,
    ElementKind,
)
from library.model.characters import FORBIDDEN
from library.model.passage import Part, Passage

if TYPE_CHECKING:
    from library.model.document import Heading

MAX_DEPTH = 150

# Spoken by screen readers on the arrow from a footnote back to its place, in the document's language.
BACK_TO_THE_TEXT = {"en": "Back to the text", "cy": "Yn ôl at y testun", "gd": "Air ais dhan teacsa"}

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[\s/][^<>]*)?)>|<[!?][^<>]*>")
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_SPAN = re.compile(r"[1-9][0-9]?")

_TITLE = "admonition-title"


class TooDeep(ValueError):
    """More than ``MAX_DEPTH`` elements stand in one another."""


@dataclass(slots=True)
class _Open:
    """An element that has begun.

    Attributes:
        name: What its end tag is called; what is written may be another element. Empty: no end tag closes it.
        kind: What it may hold.
        at: Where its tag stands in what is written.
        end: What is written at its end.
        language: Of the words in it.
        heard: How many pieces of text had been collected when it began.
        parts: How many parts it has had: captions and groups of rows of a table, cells of a row.
        has_rows: Whether it is a table with a group of rows.
        label: The id of the part whose words name it, for tables; else empty.
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
class HtmlWriter:
    """Reads a body that cannot be trusted and writes one that can. For one body each: ``feed``, then read.

    Attributes:
        language: Of the document: ``en``, ``cy`` or ``gd``.
        mark: What ids of footnotes hold in place of a hyphen; unknown to authors.
        passages: In document order, after ``feed``.
        headings: In document order, after ``feed``.
    """

    language: str
    mark: str
    passages: list[Passage] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    _outline: Outline = field(default_factory=Outline)
    _out: list[str] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    # The passage or heading that is being read, the words in it, the mark of a footnote in it that is being read,
    # and whether it has had one.
    _root: _Open | None = None
    _heard: list[str] = field(default_factory=list)
    _in_mark: _Open | None = None
    _has_mark: bool = False
    # Headings that no passage has followed yet; how often each footnote was referred to.
    _waiting: list[str] = field(default_factory=list)
    _references: dict[str, int] = field(default_factory=dict)
    # Elements that are to be removed but never end.
    _endless: set[str] = field(default_factory=set)

    def html(self) -> str:
        """Return what was written."""
        return "".join(self._out).strip()

    def feed(self, source: str) -> None:
        """Read a whole body.

        Args:
            source: HTML as Python-Markdown makes it.

        Raises:
            TooDeep: Too many elements stand in one another.
        """
        source = without_comments(FORBIDDEN.sub("", source))
        at = 0
        while match := _TAG.search(source, at):
            self._words(source[at : match.start()])
            at = self._read_tag(source, match)
        self._words(source[at:])
        self._close_to(0)

    def _read_tag(self, source: str, match: re.Match[str]) -> int:
        """Read a tag and return where to read on."""
        end, name, attributes = match.groups("")
        name = name.lower()
        if name in REMOVED:
            return match.end() if end else self._after(source, name, match.end())
        if name in KINDS or name in VOID or name in BREAKS:
            self._tag(name, attributes, bool(end))
        elif name and name not in IGNORED:
            self._words(match[0])
        return match.end()

    def _after(self, source: str, name: str, at: int) -> int:
        """Return where an element that is removed ends, or ``at`` if it never does."""
        end = None if name in self._endless else _end_of(name).search(source, at)
        if end is None:
            self._endless.add(name)
        return end.end() if end else at

    def _tag(self, name: str, attributes: str, end: bool) -> None:
        if name in VOID:
            self._void(name, attributes)
        elif name in BREAKS:
            self._end_of_line()
        elif end:
            self._end(name)
        elif name in INLINE:
            self._inline(name, attributes_in(attributes))
        elif name in HEADINGS:
            self._heading(name)
        elif name in FRAMES:
            self._part(name, attributes_in(attributes))
        else:
            self._block(name, attributes_in(attributes))

    # ---- Words

    def _words(self, raw: str) -> None:
        text = FORBIDDEN.sub("", html.unescape(raw)) if "&" in raw else raw
        if text.strip():
            self._ready_for_words()
        elif not text or self._root is None or self._is_between_blocks():
            return
        self._write(html.escape(text, quote=False), text)

    def _is_between_blocks(self) -> bool:
        kind = self._stack[-1].kind
        return kind is ElementKind.FRAME or (kind is ElementKind.FLOW and self._at_line())

    def _write(self, markup: str, text: str = "") -> None:
        self._out.append(markup)
        if self._root is not None and self._in_mark is None:
            self._heard.append(text)

    def _ready_for_words(self) -> None:
        """Open whatever has to stand around words here."""
        self._fill_frames()
        if self._root is None:
            self._passage("p", {})

    def _fill_frames(self) -> None:
        while self._stack and self._stack[-1].kind is ElementKind.FRAME:
            self._part(DEFAULT_PART[self._stack[-1].name], {})

    def _void(self, name: str, attributes: str) -> None:
        if name == "hr":
            self._rule()
        elif name == "img":
            self._picture(attributes_in(attributes).get("alt", ""))
        elif self._root is not None and self._stack[-1].kind is not ElementKind.FRAME:
            self._write("<br>\n" if name == "br" else "<wbr>", "\n" if name == "br" else "")

    def _rule(self) -> None:
        self._end_of_line()
        if not self._stack or self._stack[-1].kind is ElementKind.FLOW:
            self._write("<hr>\n", "\n")

    def _picture(self, alt: str) -> None:
        """Write a picture's description: nothing is asked of another site."""
        if alt.strip():
            self._ready_for_words()
            self._write(f'<span class="image">{html.escape(alt, quote=False)}</span>', alt)

    # ---- Elements within a line

    def _inline(self, name: str, attributes: dict[str, str]) -> None:
        if name == "a":
            self._link(attributes)
            return
        kept = self._inline_attributes(name, attributes)
        self._ready_for_words()
        self._push(name, start_tag(name, kept), f"</{name}>", kept.get("lang"))

    def _inline_attributes(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        kept = language_of(name, attributes)
        if name == "abbr" and attributes.get("title"):
            kept["title"] = attributes["title"]
        if name == "sup" and self.mark in attributes.get("id", ""):
            kept["id"] = self._reference(attributes["id"].rpartition(self.mark)[2])
        return kept

    def _reference(self, number: str) -> str:
        """Return the id of a place that refers to a footnote: ``fnref-1``, then ``fnref2-1`` and so on."""
        count = self._references[number] = self._references.get(number, 0) + 1
        return f"fnref-{number}" if count == 1 else f"fnref{count}-{number}"

    def _link(self, attributes: dict[str, str]) -> None:
        if any(entry.name == "a" for entry in self._stack):
            return
        ours = self.mark in attributes.get("href", "")
        kept = self._mark_attributes(attributes) if ours else link_attributes(attributes)
        self._ready_for_words()
        self._push("a", start_tag("a", kept) if kept else "", "</a>" if kept else "")
        if ours:
            self._in_mark = self._stack[-1]
            self._has_mark = True

    def _mark_attributes(self, attributes: dict[str, str]) -> dict[str, str]:
        href = attributes["href"].replace(self.mark, "-")
        if attributes.get("class") == "footnote-ref":
            return {"class": "footnote-ref", "href": href}
        label = f"{BACK_TO_THE_TEXT.get(self.language, BACK_TO_THE_TEXT['en'])} ({href.rpartition('-')[2]})"
        return {"class": "footnote-backref", "href": href, "aria-label": label}

    # ---- Blocks

    def _block(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p" and self._joins_title():
            return
        self._end_of_line()
        self._fill_frames()
        if name == "ol" and attributes.get("id") == self.mark:
            self._push("ol", "<ol>\n", "</ol>\n")
        elif name == "p" and attributes.get("class") == _TITLE:
            self._title()
        elif self._root is None and name not in {"div", "blockquote"}:
            self._passage(name, attributes)
        else:
            kept = self._block_attributes(name, attributes)
            self._push(name, start_tag(name, kept), f"</{name}>\n", kept.get("lang"))

    def _block_attributes(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        kept = language_of(name, attributes)
        classes = attributes.get("class", "").split()
        if name == "div" and "admonition" in classes:
            kept["class"] = " ".join(["admonition", *sorted(ADMONITIONS.intersection(classes))])
            kept["role"] = "note"
        elif name == "div" and classes == ["footnote"] and not self._stack:
            kept["class"] = "footnotes"
        elif name == "ol" and _NUMBER.fullmatch(attributes.get("start", "")):
            kept["start"] = attributes["start"]
        return kept

    def _title(self) -> None:
        """Open an admonition's title; it becomes the first words of the paragraph that follows it."""
        self._block("p", {})
        self._stack[-1].name = ""
        self._push("p", f'<strong class="{_TITLE}">', "</strong>\n", kind=ElementKind.INLINE)

    def _joins_title(self) -> bool:
        """Tell whether an admonition's title waits for the paragraph that begins here, and let it be joined."""
        if not self._stack or self._stack[-1].name:
            return False
        self._stack[-1].name = "p"
        return True

    # ---- Parts of lists and tables

    def _part(self, name: str, attributes: dict[str, str]) -> None:
        """Open a part of a list or table, or only end the paragraph if there is no list or table here."""
        at = self._frame(name)
        if at is None:
            self._end_of_line()
            return
        self._close_to(at + 1)
        while self._stack[-1].name not in PARENTS[name]:
            self._part(DEFAULT_PART[self._stack[-1].name], {})
        parent = self._stack[-1]
        parent.parts += 1
        if name != "caption" or parent.parts == 1:
            self._open_part(name, parent, attributes)

    def _open_part(self, name: str, parent: _Open, attributes: dict[str, str]) -> None:
        # A table has one head, before its rows; others that raw HTML may hold are rows like the rest.
        written = "tbody" if name == "tfoot" or (name == "thead" and parent.has_rows) else name
        parent.has_rows = parent.has_rows or written in {"thead", "tbody"}
        self._push(name, start_tag(written, self._part_attributes(written, parent, attributes)), f"</{written}>\n")

    def _frame(self, name: str) -> int | None:
        """Return where the list or table stands that a part belongs to."""
        barriers = BARRIERS[name] - set(FRAMES[name])
        for at in range(len(self._stack) - 1, -1, -1):
            if self._stack[at].name in FRAMES[name]:
                return at
            if self._stack[at].name in barriers:
                return None
        return None

    def _part_attributes(self, name: str, parent: _Open, attributes: dict[str, str]) -> dict[str, str]:
        if name in {"td", "th"}:
            return self._cell_attributes(name, parent, attributes)
        if name == "li" and self.mark in attributes.get("id", ""):
            return {"id": attributes["id"].replace(self.mark, "-")}
        if name in {"caption", "thead"} and parent is self._root:
            return {"id": f"{self._next_anchor}-{name}"}
        return {}

    def _cell_attributes(self, name: str, row: _Open, attributes: dict[str, str]) -> dict[str, str]:
        kept = {key: attributes[key] for key in ("colspan", "rowspan") if _SPAN.fullmatch(attributes.get(key, ""))}
        if attributes.get("align") in ALIGNMENTS:
            kept["class"] = attributes["align"]
        if name == "th":
            in_head = self._stack[-2].end == "</thead>\n"
            scope = attributes.get("scope", "")
            kept["scope"] = scope if scope in SCOPES else "row" if row.parts == 1 and not in_head else "col"
        return kept

    # ---- Passages and headings

    @property
    def _next_anchor(self) -> str:
        return f"p{len(self.passages) + 1}"

    def _passage(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element that is a passage."""
        at = len(self._out)
        if name == "table":
            self._out.append("")  # the place of its frame
        kept = {"id": self._next_anchor, **self._block_attributes(name, attributes)}
        self._push(name, start_tag(name, kept), f"</{name}>\n", kept.get("lang"))
        self._stack[-1].at = at
        self._listen()

    def _heading(self, name: str) -> None:
        self._end_of_line()
        self._fill_frames()
        if self._root is None:
            self._push(name, "", "")
            self._listen()
        else:
            # Cells and terms may not hold headings, and a heading inside of a passage opens none: strong words.
            self._push(name, "<p><strong>", "</strong></p>\n")

    def _listen(self) -> None:
        self._root = self._stack[-1]
        self._heard = []
        self._has_mark = False

    def _end_of_root(self, root: _Open) -> None:
        text = " ".join("".join(self._heard).split())
        self._root = None
        if text and root.name in HEADINGS:
            self._end_of_heading(root, text)
        elif text:
            self._end_of_passage(root, text)
        elif self._has_mark and root.end == "</p>\n":
            self._out[root.at] = "<p>"
        else:
            del self._out[root.at :]

    def _end_of_passage(self, root: _Open, text: str) -> None:
        heading = " · ".join(self._waiting)
        self._waiting = []
        self.passages.append(Passage(Part.BODY, self._next_anchor, text, root.language, heading))
        if root.name == "table":
            # A wide table scrolls in a frame, which is reached by keyboard if the table's own words can name it.
            named = f' role="region" tabindex="0" aria-labelledby="{root.label}"' if root.label else ""
            self._out[root.at] = f'<div class="table-scroll"{named}>\n'
            self._out.append("</div>\n")

    def _end_of_heading(self, root: _Open, text: str) -> None:
        heading = self._outline.heading(HEADINGS[root.name], text)
        self._out[root.at] = f'<h{heading.level} id="{heading.anchor}">'
        self._out.append(f"</h{heading.level}>\n")
        self.headings.append(heading)
        self._waiting.append(text)

    # ---- What is open

    def _push(self, name: str, begin: str, end: str, lang: str | None = None, kind: ElementKind | None = None) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise TooDeep
        kind = KINDS[name] if kind is None else kind
        # Blocks stand on lines of their own, also for who reads the text of a list without its tags.
        line = "\n" if kind is not ElementKind.INLINE and self._root is not None and not self._at_line() else ""
        self._stack.append(_Open(name, kind, len(self._out), end, self._spoken(lang), len(self._heard)))
        self._write(line + begin, line)

    def _at_line(self) -> bool:
        """Tell whether the next word begins a line of what is written."""
        return not self._out or self._out[-1].endswith("\n")

    def _spoken(self, lang: str | None) -> str:
        """Return the language of an element's words, one that the library speaks."""
        outer = self._stack[-1].language if self._stack else self.language
        spoken = (lang or outer).partition("-")[0].lower()
        return spoken if spoken in BACK_TO_THE_TEXT else outer

    def _end(self, name: str) -> None:
        """Close the element that an end tag belongs to, and what is open in it; or nothing."""
        for at in range(len(self._stack) - 1, -1, -1):
            if self._stack[at].name == name:
                self._close_to(at)
                return
            if self._stack[at].name in BARRIERS[name]:
                return

    def _end_of_line(self) -> None:
        """Close every element that holds words only."""
        at = len(self._stack)
        while at and self._stack[at - 1].kind in {ElementKind.INLINE, ElementKind.LEAF}:
            at -= 1
        self._close_to(at)

    def _close_to(self, depth: int) -> None:
        while len(self._stack) > depth:
            self._close(self._stack.pop())

    def _close(self, entry: _Open) -> None:
        if self._is_empty(entry):
            del self._out[entry.at :]
            del self._heard[entry.heard :]
        elif self._is_silent_link(entry):
            self._out[entry.at] = ""
        else:
            self._write(entry.end, "\n" if entry.end.endswith("\n") else "")
        if entry is self._in_mark:
            self._in_mark = None
        if entry is self._root:
            self._end_of_root(entry)
        elif entry.name in {"caption", "thead"}:
            self._name_table(entry)

    def _said(self, entry: _Open) -> bool:
        return bool("".join(self._heard[entry.heard :]).strip())

    def _is_empty(self, entry: _Open) -> bool:
        """Tell whether an element may go because nothing was written in it; cells and items may not."""
        may_go = entry.kind in {ElementKind.INLINE, ElementKind.LEAF} or entry.name in {"div", "blockquote"}
        return may_go and len(self._out) == entry.at + 1

    def _is_silent_link(self, entry: _Open) -> bool:
        """Tell whether a link has no words: nobody could see or hear it."""
        return entry.name == "a" and entry is not self._in_mark and not self._said(entry)

    def _name_table(self, part: _Open) -> None:
        """Let a caption, or else the head, name the table that is a passage."""
        table = self._stack[-1]
        is_written = part.end == f"</{part.name}>\n"  # and not turned into rows
        if table is self._root and not table.label and is_written and self._said(part):
            table.label = f"{self._next_anchor}-{part.name}"


def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?![a-zA-Z0-9-])[^<>]*>", re.IGNORECASE)


def without_comments(source: str) -> str:
    """Return HTML without comments; one that never ends is left as words.

    A regular expression would look for the end of each unended comment again: quadratic.
    """
    kept: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start + 4)) >= 0:
        kept.append(source[at:start])
        at = end + 3
    kept.append(source[at:])
    return "".join(kept)
