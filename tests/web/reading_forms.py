"""What a browser sends for a form of a page that nobody has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class SentForm:
    """A form as it would be sent.

    Attributes:
        action: Where to.
        fields: Names and values, in the order of the page.
    """

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


class _Forms(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[SentForm] = []
        self._text: str | None = None
        self._textarea = self._select = ""
        self._chosen: str | None = None
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        name, value = attributes.get("name", ""), attributes.get("value", "")
        if tag == "form":
            self.found.append(SentForm(attributes.get("action", "")))
        elif tag == "textarea":
            self._textarea, self._text = name, ""
        elif tag == "select":
            self._select, self._chosen = name, None
        elif tag == "option" and (self._chosen is None or "selected" in attributes):
            self._chosen = value
        elif tag == "input" and name and self.found:
            self._input(attributes.get("type", "text"), name, value, "checked" in attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            text = (self._text or "").removeprefix("\n")
            self.found[-1].add(self._textarea, text.replace("\n", "\r\n"))
            self._text = None
        elif tag == "select" and self._chosen is not None:
            self.found[-1].add(self._select, self._chosen)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data

    def _input(self, kind: str, name: str, value: str, is_checked: bool) -> None:
        if kind not in {"checkbox", "radio"} or is_checked:
            self.found[-1].add(name, value)


def form_to(page: str, ending: str) -> SentForm:
    """Return the form of a page whose address ends like this, as it would be sent without a change."""
    return next(each for each in _Forms(page).found if each.action.endswith(ending))
