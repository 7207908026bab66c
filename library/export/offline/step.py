"""One step of the offline page: to be read, and marked so that the script can present it and search it.

The script knows these attributes: ``data-screen`` is what fills a screen; in it ``data-title`` heads it, each
``data-part`` is shown one after another with the ``data-twin`` of the same place beside it, and ``data-mark`` and
``data-foot`` stand with them. ``data-passage`` can be found. The facilitator's notes have no part in presenting.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from library.export import wording
from library.export.offline.markup import NOTHING, PAGE_LANGUAGE, Markup, element, in_lines, joined, link, said, text
from library.export.pictures import still
from library.export.plain import lines_of, plain

if TYPE_CHECKING:
    from pathlib import Path

    from library.model.workshop import Clip, Credit, Step, Twin, Words, Workshop

MOST_PICTURE = 300_000  # bytes; a larger one is left out, so that the file stays one that can be sent
ON_PAPER = "These words are for the screen. The handout has those that may be on paper."
PNG = b"\x89PNG\r\n\x1a\n"


def steps(workshop: Workshop) -> Markup:
    """Return all steps, with what has to be said to those who record before and after them."""
    return in_lines(*(_with_cues(workshop, index) for index in range(len(workshop.steps))))


def _with_cues(workshop: Workshop, index: int) -> Markup:
    stops, starts = wording.stops_before(workshop.steps, index), wording.starts_after(workshop.steps, index)
    return in_lines(
        _cue("stop", wording.STOP_RECORDING, wording.WHY_STOP) if stops else NOTHING,
        _step(workshop.steps[index]),
        _cue("start", wording.START_RECORDING, wording.WHY_START) if starts else NOTHING,
    )


def _cue(kind: str, title: str, why: str) -> Markup:
    return element(
        "div",
        element("h2", text(title), data_title=True, tabindex="-1"),
        said(why, data_part=True),
        class_=f"cue cue-{kind}",
        data_screen=f"cue-{kind}",
    )


def _step(step: Step) -> Markup:
    name = f"step-{step.number}"
    return element(
        "section",
        _title(step, name),
        _margin(step),
        element("div", _body(step, name), class_="body"),
        class_=f"step columns step-{step.kind}",
        id=name,
        aria_labelledby=f"{name}-title",
        data_screen=str(step.kind),
        data_minutes=str(step.minutes),
    )


def _title(step: Step, name: str) -> Markup:
    of_document = step.credit and step.credit.title == step.title
    language = step.credit.language if step.credit and of_document else PAGE_LANGUAGE
    return element(
        "h2",
        element("span", text(f"{step.number}."), class_="number"),
        text(" "),
        said(plain(step.title), "span", language, data_title=True),
        id=f"{name}-title",
        tabindex="-1",
        data_passage=True,
    )


def _margin(step: Step) -> Markup:
    """Return when a step is, how long it takes and how it is taken in."""
    lasts = wording.minutes_words(step.minutes) if step.minutes else ""
    from_here = element("button", text("Present from here"), type="button", class_="quiet", hidden=True, data_from=True)
    return element(
        "div",
        said(step.starts, class_="when"),
        said(lasts, class_="meta"),
        said(wording.way_words(step.way), class_="meta", data_way=True),
        from_here,
        class_="margin",
    )


def _body(step: Step, name: str) -> Markup:
    return in_lines(
        said(wording.invented_mark(step.credit), class_="mark-invented", data_mark=True),
        said(wording.stage_words(step.stage), class_="meta", data_mark=True),
        said(wording.content_note(step), class_="callout", data_part=True),
        _words(step, name),
        said(ON_PAPER, class_="paper-words") if step.words or step.twin else NOTHING,
        *(_line(line, f"{name}-line-{place}") for place, line in enumerate(step.lines, 1)),
        _clip(step.clip) if step.clip else NOTHING,
        said(step.withheld, class_="meta", data_part=True),
        _foot(step),
        _notes(step.notes, name),
    )


def _line(line: str, name: str) -> Markup:
    return said(line, class_="line", id=name, data_part=True, data_passage=True)


# ---- words, and the same in another language beside them


def _words(step: Step, name: str) -> Markup:
    language = step.credit.language if step.credit else PAGE_LANGUAGE
    own = _passages(step.words, f"{name}-words", data_part=True)
    if not step.twin:
        return element("div", own, class_="words") if own else NOTHING
    twin = _twin(step.twin, name)
    of_words = element("div", said(f"In {wording.language_words(language)}", "h3", class_="column-head"), own)
    return element("div", of_words, twin, class_="words pair") if own else element("div", twin, class_="words")


def _twin(twin: Twin, name: str) -> Markup:
    where = wording.language_words(twin.language)
    head = element(
        "h3", text(f"In {where}: "), _twin_title(twin), id=f"{name}-twin", class_="column-head", data_passage=True
    )
    to_page = element("p", link(twin.address, f"The whole in {where}", class_="tap"), class_="meta")
    return element("div", head, _passages(twin.words, f"{name}-twin", data_twin=True), to_page, class_="twin")


def _twin_title(twin: Twin) -> Markup:
    return said(plain(twin.title), "span", twin.language, data_twin_title=bool(twin.words))


def _passages(words: tuple[Words, ...], name: str, **marks: bool) -> Markup:
    return in_lines(*(_passage(each, f"{name}-{place}", **marks) for place, each in enumerate(words, 1)))


def _passage(words: Words, name: str, **marks: bool) -> Markup:
    """Return a passage with its heading and, in a transcript, when it is and who speaks."""
    before = joined(said(words.time, "span", class_="time"), said(words.speaker, "b", class_="speaker"))
    return element(
        "div",
        said(plain(words.heading), "h4" if "data_twin" in marks else "h3", words.language),
        element("p", before, class_="before") if before else NOTHING,
        said(words.text, language=words.language, id=name, data_passage=True),
        class_="passage",
        **marks,
    )


# ---- what goes with them


def _clip(clip: Clip) -> Markup:
    """Return a still picture, where it is small enough, and where the clip is played."""
    picture = _picture(clip.poster) if clip.poster else ""
    shown = element("img", src=picture, alt=plain(clip.alt)) if picture else NOTHING
    times = f"Play {clip.times} of it at " if clip.times else "Play it at "
    where = element("p", text(times), link(clip.address))
    return element("figure", shown, element("figcaption", where), class_="clip", data_part=True)


def _picture(file: Path) -> str:
    """Return a picture as an address that holds it; empty where it is too large or damaged."""
    if not still(file) or file.stat().st_size >= MOST_PICTURE:
        return ""
    data = file.read_bytes()
    kind = "image/png" if data.startswith(PNG) else "image/jpeg"
    return f"data:{kind};base64,{b64encode(data).decode()}"


def _foot(step: Step) -> Markup:
    """Return whose words a step has, and what of them is not here."""
    lines = joined(_attribution(step.credit) if step.credit else NOTHING, said(step.leaves_out))
    return element("div", lines, class_="credit", data_foot=True) if lines else NOTHING


def _attribution(credit: Credit) -> Markup:
    named = text(f"{plain(wording.attribution(credit))} ")
    return element("p", named, link(credit.address, "Its page"), dir="auto")


def _notes(notes: str, name: str) -> Markup:
    lines = lines_of(notes)
    if not lines:
        return NOTHING
    told = (said(line, id=f"{name}-notes-{place}", data_passage=True) for place, line in enumerate(lines, 1))
    return element("details", element("summary", text("Notes for the facilitator")), *told, class_="notes")
