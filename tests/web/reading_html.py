"""Pages as tests read them: elements, words and attributes of what the server sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(slots=True)
class Element:
    """One element with its attributes and all words in it."""

    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()


class Html(HTMLParser):
    """Reads a page into elements, in document order; fails where tags do not match."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(source)
        self.close()
        assert not self._open, f"never closed: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(attrs) == len(element.attributes), f"an attribute twice: {attrs}"
        self.elements.append(element)
        if tag not in VOID and not (self._open and self._open[0].tag == "svg"):
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> where {self._open[-1].tag} is open"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def all(self, tag: str, of: str = "") -> list[Element]:
        """Return elements by tag and, if given, class; in document order."""
        return [element for element in self.elements if element.tag == tag and (not of or of in element.classes)]

    def one(self, tag: str, of: str = "") -> Element:
        """Return the only such element."""
        found = self.all(tag, of)
        assert len(found) == 1, f"{len(found)} × {tag}.{of}"
        return found[0]

    def value(self, field: str) -> str:
        """Return what an input holds, by its id, else by its name: the first of them."""
        inputs = self.all("input")
        found = [each for each in inputs if each.get("id") == field] + [e for e in inputs if e.get("name") == field]
        assert found, f"no input is called {field!r}"
        return found[0].get("value")

    def link(self, words: str) -> str:
        """Return the address of the first link whose words contain these."""
        found = [element.get("href") for element in self.all("a") if words in element.text]
        assert found, f"no link says {words!r}"
        return found[0]

    @property
    def text(self) -> str:
        return self.one("body").text
