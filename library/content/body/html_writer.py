"""From untrusted HTML to HTML that is safe to show, with its passages and headings.

One pass from left to right writes every allowed element again, correctly nested, with our ids only. ``html_elements``
collects passages and headings on the way.

If raw HTML breaks the rules, words stay and elements change: words outside a block get a paragraph, a block ends the
paragraph that it is in, and an element is closed at the end of its parent. So a forgotten ``</b>`` is bold to the end
of its paragraph and not of the page, and the cost of any input is bounded by its length.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from library.content.body.html_attributes import (
    attributes_in,
    is_hidden,
    language_of,
    link_attributes,
    start_tag,
)
from library.content.body.html_elements import ElementStack, OpenElement
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
    NAMES,
    PARENTS,
    REMOVED,
    SCOPES,
    VOID,
    ElementKind,
    is_words,
)
from library.model.block import figure_words
from library.model.characters import FORBIDDEN, visible

if TYPE_CHECKING:
    from library.content.body.pictures import Pictures, ShownPicture
    from library.model.document import Heading
    from library.model.passage import Passage

# For screen readers, on the arrow from a footnote back to the text, in the document's language.
BACK_TO_THE_TEXT = {"en": "Back to the text", "cy": "Yn ôl at y testun", "gd": "Air ais dhan teacsa"}

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[\s/][^<>]*)?)>|<[!?][^<>]*>")
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_SPAN = re.compile(r"[1-9][0-9]?")

_TITLE = "admonition-title"


@dataclass(slots=True)
class HtmlWriter:
    """Reads an untrusted body and writes a safe one. Use it for one body: call ``feed``, then read the results.

    Attributes:
        language: Of the document: ``en``, ``cy`` or ``gd``.
        mark: Replaces the hyphen in ids of footnotes; unknown to authors.
        pictures: Reads the pictures of the body; ``None`` if it may have none: then their descriptions are written.
    """

    language: str
    mark: str
    pictures: Pictures | None = None
    _elements: ElementStack = field(init=False)
    # How many references each footnote has; elements to remove that never end.
    _references: dict[str, int] = field(default_factory=dict)
    _endless: set[str] = field(default_factory=set)
    # Whether the picture that is read is on a line of its own.
    _alone: bool = False

    def __post_init__(self) -> None:
        self._elements = ElementStack(self.language)

    @property
    def passages(self) -> list[Passage]:
        """Return the passages in document order; complete after ``feed``."""
        return self._elements.passages

    @property
    def headings(self) -> list[Heading]:
        """Return the headings in document order; complete after ``feed``."""
        return self._elements.headings

    def html(self) -> str:
        """Return the HTML written so far."""
        return "".join(self._elements.out).strip()

    def feed(self, source: str) -> None:
        """Read a whole body.

        Args:
            source: HTML from Python-Markdown.

        Raises:
            TooDeep: Elements are nested too deeply.
        """
        source = without_comments(FORBIDDEN.sub("", source))
        at = 0
        while match := _TAG.search(source, at):
            self._words(source[at : match.start()])
            at = self._read_tag(source, match)
        self._words(source[at:])
        self._elements.close_to(0)

    def _read_tag(self, source: str, match: re.Match[str]) -> int:
        """Read a tag and return the position after it."""
        end, name, attributes = match.groups("")
        name = name.lower()
        if is_words(name, attributes):
            self._words(match[0])
            return match.end()
        if not end and name in NAMES and is_hidden(attributes):
            return match.end() if name in VOID else _after_hidden(source, name, match.end())
        if name in REMOVED:
            return match.end() if end else self._after(source, name, match.end())
        if name in KINDS or name in VOID or name in BREAKS:
            self._alone = name == "img" and _is_alone(source, match)
            self._tag(name, attributes, bool(end))
        elif name and name not in IGNORED:
            self._words(match[0])
        return match.end()

    def _after(self, source: str, name: str, at: int) -> int:
        """Return the end of an element to remove, or ``at`` if it never ends."""
        end = None if name in self._endless else _end_of(name).search(source, at)
        if end is None:
            self._endless.add(name)
        return end.end() if end else at

    def _tag(self, name: str, attributes: str, end: bool) -> None:
        if name in VOID:
            self._void(name, attributes)
        elif name in BREAKS:
            self._elements.end_of_line()
        elif end:
            self._elements.end(name)
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
        text = visible(html.unescape(raw)) if "&" in raw else raw
        if text.strip():
            self._ready_for_words()
        elif not text or self._elements.root is None or self._is_between_blocks():
            return
        self._elements.write(html.escape(text, quote=False), text)

    def _is_between_blocks(self) -> bool:
        kind = self._elements.stack[-1].kind
        return kind is ElementKind.FRAME or (kind is ElementKind.FLOW and self._elements.at_line())

    def _ready_for_words(self) -> None:
        """Open the elements that words need here."""
        self._fill_frames()
        if self._elements.root is None:
            self._passage("p", {})

    def _fill_frames(self) -> None:
        while self._elements.stack and self._elements.stack[-1].kind is ElementKind.FRAME:
            self._part(DEFAULT_PART[self._elements.stack[-1].name], {})

    def _void(self, name: str, attributes: str) -> None:
        if name == "hr":
            self._rule()
        elif name == "img":
            self._picture(attributes_in(attributes))
        elif self._elements.root is not None and self._elements.stack[-1].kind is not ElementKind.FRAME:
            self._elements.write("<br>\n" if name == "br" else "<wbr>", "\n" if name == "br" else "")

    def _rule(self) -> None:
        self._elements.end_of_line()
        if not self._elements.stack or self._elements.stack[-1].kind is ElementKind.FLOW:
            self._elements.write("<hr>\n", "\n")

    def _picture(self, attributes: dict[str, str]) -> None:
        """Write a picture; or only its description, so that nothing is loaded from another website."""
        alone = self._alone and self._may_be_figure()
        shown = self.pictures.shown(attributes, alone=alone) if self.pictures else None
        if shown is None or not shown.file:
            self._description(attributes.get("alt", ""), shown.link if shown else "")
        elif alone:
            self._figure(shown)
        else:
            self._ready_for_words()
            self._elements.write(_img(shown), shown.alt)

    def _description(self, alt: str, link: str) -> None:
        """Write a picture's description, as a link if there is an address and it is in no other link."""
        if not alt.strip():
            return
        if link:
            self._link({"href": link})
        self._ready_for_words()
        self._elements.write(f'<span class="image">{html.escape(alt, quote=False)}</span>', alt)
        if link and self._elements.stack[-1].name == "a":
            self._elements.end("a")

    def _may_be_figure(self) -> bool:
        """Return whether a passage can begin here, perhaps after the paragraph that is open."""
        stack, root = self._elements.stack, self._elements.root
        if root is None:
            return not stack or stack[-1].kind is ElementKind.FLOW
        return root is stack[-1] and root.name == "p"

    def _figure(self, shown: ShownPicture) -> None:
        """Write a picture as a passage of its own; one that only decorates is in none."""
        self._elements.end_of_line()
        if not shown.alt:
            self._elements.write(f"<figure>{_img(shown)}</figure>\n")
            return
        anchor, caption = self._elements.next_anchor, shown.caption
        self._elements.push("figure", f'<figure id="{anchor}">', "</figure>\n", kind=ElementKind.FLOW)
        self._elements.start_root()
        self._elements.write(_img(shown), figure_words(shown.alt, caption))
        if caption:
            self._elements.write(f"\n<figcaption>{html.escape(caption, quote=False)}</figcaption>")
        self._elements.close_to(len(self._elements.stack) - 1)

    # ---- Elements within a line

    def _inline(self, name: str, attributes: dict[str, str]) -> None:
        if name == "a":
            self._link(attributes)
            return
        allowed = self._inline_attributes(name, attributes)
        self._ready_for_words()
        self._elements.push(name, start_tag(name, allowed), f"</{name}>", allowed.get("lang"))

    def _inline_attributes(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        allowed = language_of(name, attributes)
        if name == "abbr" and attributes.get("title"):
            allowed["title"] = attributes["title"]
        if name == "sup" and self.mark in attributes.get("id", ""):
            allowed["id"] = self._reference(attributes["id"].rpartition(self.mark)[2])
        return allowed

    def _reference(self, number: str) -> str:
        """Return the id of a reference to a footnote: ``fnref-1``, then ``fnref2-1`` and so on."""
        count = self._references[number] = self._references.get(number, 0) + 1
        return f"fnref-{number}" if count == 1 else f"fnref{count}-{number}"

    def _link(self, attributes: dict[str, str]) -> None:
        if any(entry.name == "a" for entry in self._elements.stack):
            return
        ours = self.mark in attributes.get("href", "")
        allowed = self._mark_attributes(attributes) if ours else link_attributes(attributes)
        self._ready_for_words()
        self._elements.push("a", start_tag("a", allowed) if allowed else "", "</a>" if allowed else "")
        if ours:
            self._elements.in_mark = self._elements.stack[-1]
            self._elements.has_mark = True

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
        self._elements.end_of_line()
        self._fill_frames()
        if name == "ol" and attributes.get("id") == self.mark:
            self._elements.push("ol", "<ol>\n", "</ol>\n")
        elif name == "p" and attributes.get("class") == _TITLE:
            self._title()
        elif self._elements.root is None and name not in {"div", "blockquote"}:
            self._passage(name, attributes)
        else:
            allowed = self._block_attributes(name, attributes)
            self._elements.push(name, start_tag(name, allowed), f"</{name}>\n", allowed.get("lang"))

    def _block_attributes(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        allowed = language_of(name, attributes)
        classes = attributes.get("class", "").split()
        if name == "div" and "admonition" in classes:
            allowed["class"] = " ".join(["admonition", *sorted(ADMONITIONS.intersection(classes))])
            allowed["role"] = "note"
        elif name == "div" and classes == ["footnote"] and not self._elements.stack:
            allowed["class"] = "footnotes"
        elif name == "ol" and _NUMBER.fullmatch(attributes.get("start", "")):
            allowed["start"] = attributes["start"]
        return allowed

    def _title(self) -> None:
        """Open an admonition's title; it becomes the first words of the paragraph that follows it."""
        self._block("p", {})
        self._elements.stack[-1].name = ""
        self._elements.push("p", f'<strong class="{_TITLE}">', "</strong>\n", kind=ElementKind.INLINE)

    def _joins_title(self) -> bool:
        """If an admonition's title is waiting for the paragraph that begins here, join them and return true."""
        if not self._elements.stack or self._elements.stack[-1].name:
            return False
        self._elements.stack[-1].name = "p"
        return True

    # ---- Parts of lists and tables

    def _part(self, name: str, attributes: dict[str, str]) -> None:
        """Open a part of a list or table, or only end the paragraph if there is no list or table here."""
        at = self._frame(name)
        if at is None:
            self._elements.end_of_line()
            return
        self._elements.close_to(at + 1)
        while self._elements.stack[-1].name not in PARENTS[name]:
            self._part(DEFAULT_PART[self._elements.stack[-1].name], {})
        parent = self._elements.stack[-1]
        parent.parts += 1
        if name != "caption" or parent.parts == 1:
            self._open_part(name, parent, attributes)

    def _open_part(self, name: str, parent: OpenElement, attributes: dict[str, str]) -> None:
        # A table has one head, before its rows; any other in raw HTML becomes ordinary rows.
        written = "tbody" if name == "tfoot" or (name == "thead" and parent.has_rows) else name
        parent.has_rows = parent.has_rows or written in {"thead", "tbody"}
        self._elements.push(
            name, start_tag(written, self._part_attributes(written, parent, attributes)), f"</{written}>\n"
        )

    def _frame(self, name: str) -> int | None:
        """Return the position of the list or table that a part belongs to."""
        barriers = BARRIERS[name] - set(FRAMES[name])
        for at in range(len(self._elements.stack) - 1, -1, -1):
            if self._elements.stack[at].name in FRAMES[name]:
                return at
            if self._elements.stack[at].name in barriers:
                return None
        return None

    def _part_attributes(self, name: str, parent: OpenElement, attributes: dict[str, str]) -> dict[str, str]:
        if name in {"td", "th"}:
            return self._cell_attributes(name, parent, attributes)
        if name == "li" and self.mark in attributes.get("id", ""):
            return {"id": attributes["id"].replace(self.mark, "-")}
        if name in {"caption", "thead"} and parent is self._elements.root:
            return {"id": f"{self._elements.next_anchor}-{name}"}
        return {}

    def _cell_attributes(self, name: str, row: OpenElement, attributes: dict[str, str]) -> dict[str, str]:
        allowed = {key: attributes[key] for key in ("colspan", "rowspan") if _SPAN.fullmatch(attributes.get(key, ""))}
        if attributes.get("align") in ALIGNMENTS:
            allowed["class"] = attributes["align"]
        if name == "th":
            in_head = self._elements.stack[-2].end == "</thead>\n"
            scope = attributes.get("scope", "")
            allowed["scope"] = scope if scope in SCOPES else "row" if row.parts == 1 and not in_head else "col"
        return allowed

    # ---- Passages and headings

    def _passage(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element that is a passage."""
        at = len(self._elements.out)
        if name == "table":
            self._elements.out.append("")  # the place of its frame
        allowed = {"id": self._elements.next_anchor, **self._block_attributes(name, attributes)}
        self._elements.push(name, start_tag(name, allowed), f"</{name}>\n", allowed.get("lang"))
        self._elements.stack[-1].at = at
        self._elements.start_root()

    def _heading(self, name: str) -> None:
        self._elements.end_of_line()
        self._fill_frames()
        if self._elements.root is None:
            self._elements.push(name, "", "")
            self._elements.start_root()
        else:
            # Cells and terms may not contain headings, and a heading inside a passage starts none, so it becomes strong
            # text.
            self._elements.push(name, "<p><strong>", "</strong></p>\n")


def _is_alone(source: str, match: re.Match[str]) -> bool:
    """Return whether a tag is on a line of its own, or all that a paragraph has."""
    before, after = source[max(0, match.start() - 3) : match.start()], source[match.end() : match.end() + 4]
    return (not before or before.endswith(("\n", "<p>"))) and (not after or after == "</p>" or after.startswith("\n"))


def _img(shown: ShownPicture) -> str:
    size = {"width": str(shown.width), "height": str(shown.height)}
    return start_tag("img", {"src": shown.file, "alt": shown.alt, **size, "loading": "lazy", "decoding": "async"})


def _after_hidden(source: str, name: str, at: int) -> int:
    """Return the end of a hidden element that begins before ``at``; without one, it hides everything after it."""
    depth = 1
    for match in re.compile(rf"<(/?){name}(?![a-zA-Z0-9-])[^<>]*>", re.IGNORECASE).finditer(source, at):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(source)


def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?![a-zA-Z0-9-])[^<>]*>", re.IGNORECASE)


def without_comments(source: str) -> str:
    """Return HTML without comments; one that never ends stays as text.

    A regular expression would search for the end of each open comment again, in quadratic time.
    """
    pieces: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start + 4)) >= 0:
        pieces.append(source[at:start])
        at = end + 3
    pieces.append(source[at:])
    return "".join(pieces)
