"""What a reader is shown: rendered HTML read back by Python's own parser, which knows nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from library.content.body.markdown import Body

VOID = {"br", "hr", "wbr"}
ELEMENTS = VOID | set(
    "a abbr b bdi blockquote caption cite code dd del dfn div dl dt em h2 h3 h4 h5 h6 i ins kbd li mark ol p pre q s "
    "samp small span strong sub sup table tbody td th thead tr u ul var".split()
)
ATTRIBUTES = set(
    "aria-label aria-labelledby class colspan href id lang rel role rowspan scope start tabindex title".split()
)
CLASSES = set(
    "admonition admonition-title attention caution center danger error footnote-backref footnote-ref footnotes hint "
    "image important info note right table-scroll tip warning".split()
)
FOOTNOTE_MARKS = {"footnote-ref", "footnote-backref"}
# Which elements may stand directly in which, for those where HTML is strict.
PARTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "tr": {"thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
    "thead": {"table"},
    "tbody": {"table"},
    "caption": {"table"},
}
FRAMES = {"ul", "ol", "dl", "table", "thead", "tbody", "tr"}
WORDS_ONLY = {"p", "pre", "h2", "h3", "h4", "h5", "h6", "caption"}
INLINE = ELEMENTS - WORDS_ONLY - FRAMES - {"li", "dt", "dd", "td", "th", "div", "blockquote", "hr"}


@dataclass
class Element:
    """An element as it was read."""

    name: str
    attributes: dict[str, str]
    parents: list[str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Shown(HTMLParser):
    """Reads HTML into a flat list of elements and complains about what is not well nested or not allowed.

    Attributes:
        elements: In the order of their start tags.
        complaints: What a page must not hold; empty if all is well.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.complaints: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.complaints += [f"<{element.name}> is never closed" for element in self._open]
        self._check_ids()

    def element(self, identifier: str) -> Element:
        return next(element for element in self.elements if element.attributes.get("id") == identifier)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs}, [entry.name for entry in self._open])
        self.elements.append(element)
        self._check(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].name != tag:
            self.complaints.append(f"</{tag}> closes nothing")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open and data.strip():
            self.complaints.append(f"words outside of any block: {data!r}")
        if self._open and self._open[-1].name in FRAMES and data.strip():
            self.complaints.append(f"words directly in <{self._open[-1].name}>: {data!r}")
        if any(FOOTNOTE_MARKS & set(entry.attributes.get("class", "").split()) for entry in self._open):
            return
        for entry in self._open:
            entry.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.complaints.append(f"a comment: {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.complaints.append(f"a declaration: {decl!r}")

    def handle_pi(self, data: str) -> None:
        self.complaints.append(f"an instruction: {data!r}")

    def unknown_decl(self, data: str) -> None:
        self.complaints.append(f"an unknown declaration: {data!r}")

    def _check(self, element: Element) -> None:
        name, attributes, parents = element.name, element.attributes, element.parents
        wrong = [
            ("not allowed", name not in ELEMENTS),
            (f"has {attributes.keys() - ATTRIBUTES}", bool(attributes.keys() - ATTRIBUTES)),
            (f"has class {attributes.get('class')}", not CLASSES.issuperset(attributes.get("class", "").split())),
            (f"leads to {attributes.get('href')!r}", not _harmless(attributes.get("href", "#"))),
            (f"stands in {parents[-1:]}", name in PARTS and not PARTS[name].intersection(parents[-1:])),
            (f"is no part of {parents[-1:]}", bool(FRAMES.intersection(parents[-1:])) and name not in PARTS),
            (f"stands in words of {parents}", name not in INLINE and bool(WORDS_ONLY.intersection(parents))),
            (f"stands in a line of {parents}", name not in INLINE and bool(INLINE.intersection(parents))),
            ("is a link in a link", name == "a" and "a" in parents),
        ]
        self.complaints += [f"<{name}> {sentence}" for sentence, is_so in wrong if is_so]

    def _check_ids(self) -> None:
        ids = [element.attributes["id"] for element in self.elements if "id" in element.attributes]
        self.complaints += [f"id {identifier} twice" for identifier in ids if ids.count(identifier) > 1]
        named = {element.attributes["aria-labelledby"] for element in self.elements if _is_named(element)}
        self.complaints += [f"nothing has the id {identifier}" for identifier in named.difference(ids)]


def _is_named(element: Element) -> bool:
    return "aria-labelledby" in element.attributes


def _harmless(href: str) -> bool:
    """Return whether a link leads to the web, to a mail address or to a place on this site, as a browser reads it."""
    squeezed = "".join(href.split()).lower()
    if squeezed.startswith(("http://", "https://", "mailto:", "tel:")):
        return True
    return ":" not in squeezed.split("/")[0].split("#")[0].split("?")[0] and squeezed[:2] not in {"//", "/\\", "\\\\"}


def check(body: Body) -> Shown:
    """Read a body back and assert all that every body owes its reader."""
    shown = Shown(body.html)
    assert shown.complaints == []
    assert [passage.anchor for passage in body.passages] == [f"p{n}" for n in range(1, len(body.passages) + 1)]
    assert [passage.text for passage in body.passages] == [
        shown.element(passage.anchor).text for passage in body.passages
    ]
    assert all(passage.text for passage in body.passages)
    headings = [element for element in shown.elements if element.name in {"h2", "h3", "h4", "h5", "h6"}]
    assert [(heading.level, heading.anchor, heading.text) for heading in body.headings] == [
        (int(element.name[1]), element.attributes["id"], element.text) for element in headings
    ]
    return shown
