"""A workshop as one HTML file that works from a USB stick, with no network and in any browser since 2020.

It is read, presented and searched without a request of any kind: style sheet, script and pictures lie within it, and
its content security policy lets nothing else in, not even a style attribute. The script and the style sheet are
allowed by their hashes, so markup that should ever get past the escaping could still not run.

Without scripts it is a page to read, whole; what needs them is hidden until they run.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from library.export import wording
from library.export.offline import end, screens, step
from library.export.offline.markup import NOTHING, PAGE_LANGUAGE, Markup, element, in_lines, link, said, source, text
from library.export.plain import plain

if TYPE_CHECKING:
    from library.model.workshop import Step, Workshop


def write_offline(workshop: Workshop) -> bytes:
    """Write a workshop as one HTML file.

    Returns:
        UTF-8 without a byte order mark.
    """
    folder = files("library.export.offline")
    style = (folder / "offline.css").read_text(encoding="utf-8")
    script = (folder / "offline.js").read_text(encoding="utf-8")
    page = element(
        "html",
        _head(workshop, style, script),
        element("body", *_body(workshop), element("script", source(script))),
        lang=PAGE_LANGUAGE,
    )
    return f"<!doctype html>\n{page}\n".encode()


# ---- what the browser reads


def _head(workshop: Workshop, style: str, script: str) -> Markup:
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "robots": "noindex, noarchive",
        "referrer": "no-referrer",
    }
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        *(element("meta", name_=name, content=content) for name, content in named.items()),
        element("title", text(f"{plain(workshop.title)} – Commonplace")),
        element("link", rel="icon", href="data:,"),
        element("style", source(style)),
    )


def _policy(style: str, script: str) -> str:
    """Return a policy under which the page can load nothing but what it carries."""
    rules = {
        "default-src": "'none'",
        "script-src": _hash(script),
        "style-src": _hash(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


# ---- what people read


def _body(workshop: Workshop) -> tuple[Markup, ...]:
    first = "#steps" if workshop.steps else "#end"
    return (
        element(
            "div",
            element("a", text("Skip to the first step"), href=first, class_="skip"),
            element("header", screens.wordmark(), class_="site-head"),
            element("main", *_main(workshop)),
            class_="page",
        ),
        screens.stage(),
        screens.gate(workshop),
    )


def _main(workshop: Workshop) -> tuple[Markup, ...]:
    return (
        _title(workshop),
        screens.tools(),
        _contents(workshop),
        element("div", step.steps(workshop), id="steps", tabindex="-1") if workshop.steps else NOTHING,
        element("div", *end.sections(workshop), id="end", tabindex="-1"),
    )


def _title(workshop: Workshop) -> Markup:
    people = wording.people_words(workshop.people)
    facts = ", ".join(filter(None, (wording.times_words(workshop), people)))
    available = f"{wording.minutes_words(workshop.available)} are available." if workshop.available else ""
    return element(
        "header",
        said(plain(workshop.title), "h1", data_title=True, tabindex="-1"),
        said(facts, class_="lead", data_part=True),
        said(available, class_="meta"),
        _check(workshop),
        class_="head",
        data_screen="title",
    )


def _check(workshop: Workshop) -> Markup:
    """Return until when the page may be used without another look; without scripts it is all that asks."""
    line = element("strong", text(wording.check_line(workshop)))
    where = element("p", text("Check at "), link(workshop.check_address, class_="address"))
    told = element("p", line, text(f" {wording.why_check()}"))
    return element("div", told, where, class_="callout check")


def _contents(workshop: Workshop) -> Markup:
    if not workshop.steps:
        return NOTHING
    return element(
        "nav",
        element("h2", text("Contents"), id="contents-title"),
        element("ol", in_lines(*(element("li", _entry(step)) for step in workshop.steps)), class_="body contents"),
        class_="columns",
        aria_labelledby="contents-title",
    )


def _entry(step: Step) -> Markup:
    lasts = wording.minutes_words(step.minutes) if step.minutes else ""
    return element(
        "a",
        said(step.starts, "span", class_="entry-when"),
        said(f"{step.number}. {plain(step.title)}", "span", class_="entry-title"),
        said(lasts, "span", class_="entry-lasts"),
        href=f"#step-{step.number}",
    )
