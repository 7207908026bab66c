"""What of the offline page needs its script, and is hidden until that runs: searching, presenting, asking to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.offline.markup import Markup, element, in_lines, joined, link, said, text

if TYPE_CHECKING:
    from library.model.workshop import Workshop

CHECKED = "I have checked: all is still fine"

KEYS = (
    ("p", "present"),
    ("→ ↓ Page Down, space", "show what comes next"),
    ("← Page Up", "go back"),
    ("Home, End", "first and last screen"),
    ("t", "start or pause the timer"),
    ("b", "blank the screen, and show it again"),
    ("Esc", "leave"),
    ("F11", "fill the screen (the browser’s own key)"),
)


# The site's sign, an open book with a marked passage; its colours come from the style sheet.
SIGN = Markup(
    '<svg class="wordmark-sign" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">'
    '<path class="leaf" d="M5 3.5h20a2 2 0 0 1 2 2v21a2 2 0 0 1-2 2H5z"/><path class="spine" d="M10.5 3.5v25"/>'
    '<path d="M14 9.5h9M14 22.5h6"/><path class="marked" d="M14 16h9"/></svg>'
)


def wordmark() -> Markup:
    """Return the library's sign and name."""
    return element("p", SIGN, text("Commonplace"), class_="wordmark")


def tools() -> Markup:
    """Return the search box, the button that presents, and the keys."""
    return element(
        "div",
        element(
            "div",
            element("div", *_search(), class_="search", role="search"),
            element("p", _button("Present", "present"), class_="present"),
            class_="tools-line",
        ),
        element("ol", class_="found bare", hidden=True, data_found=True),
        element("p", class_="meta said", role="status", data_count=True),
        _keys(),
        class_="tools",
        hidden=True,
        data_tools=True,
    )


def _search() -> tuple[Markup, ...]:
    return (
        element("label", text("Search in this workshop"), for_="search"),
        element("input", type="search", id="search", autocomplete="off", spellcheck="false", enterkeyhint="search"),
    )


def _keys() -> Markup:
    rows = (
        joined(element("dt", element("kbd", text(key))), element("dd", text(does)), Markup("\n")) for key, does in KEYS
    )
    box = element("input", type="checkbox", id="letters", checked=True)
    label = element("label", box, element("span", text("The letters p, t and b are keys")), class_="choice")
    return element(
        "details", element("summary", text("Keys")), element("dl", *rows, class_="key-list"), label, class_="keys"
    )


def stage() -> Markup:
    """Return the screen that presents, without what it shows."""
    return element(
        "main",
        element("div", class_="screen", aria_live="polite", data_shown=True),
        element(
            "div",
            in_lines(
                element("p", class_="progress", data_progress=True),
                _timer(),
                element("span", class_="gap"),
                _button("Back", "back", "quiet"),
                _button("Next", "next"),
                _button("Blank", "blank", "quiet"),
                _button("Leave", "leave", "quiet"),
            ),
            class_="bar",
            data_bar=True,
        ),
        element("button", type="button", class_="blank", hidden=True, data_do="blank", aria_label="Show it again"),
        class_="stage",
        aria_label="Presenting",
        tabindex="-1",
        hidden=True,
        data_stage=True,
    )


def _timer() -> Markup:
    return element(
        "div",
        element("span", class_="left", role="timer", aria_label="Time left", data_left=True),
        _button("Start the timer", "timer", "quiet"),
        element("span", class_="over", role="status", data_over=True),
        class_="timer",
        data_timer=True,
    )


def _button(words: str, does: str, look: str = "") -> Markup:
    return element("button", text(words), type="button", class_=look or False, data_do=does)


def gate(workshop: Workshop) -> Markup:
    """Return the screen that asks to check first, once the day has passed."""
    return element(
        "main",
        wordmark(),
        element("h1", text("Check this workshop first"), tabindex="-1"),
        said(f"It was made on {wording.day(workshop.made_on)}, to be used until {wording.day(workshop.check_by)}."),
        said(wording.why_check()),
        element("p", text("Check the code "), element("strong", text(workshop.code)), text(" at:")),
        element("p", link(workshop.check_address, class_="tap address")),
        element("p", _button(CHECKED, "checked")),
        class_="gate",
        hidden=True,
        data_gate=workshop.check_by.isoformat(),
    )
