"""Lines and times → transcripts as other programs write them, so that the site reads real ones of each."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recordings.script import Timed


# What nobody is called by name.
WELSH = {"Narrator": "Adroddwr"}


def said(timed: Iterable[Timed]) -> tuple[Timed, ...]:
    """Return the lines that someone says."""
    return tuple(each for each in timed if each.line.speaker)


def seen(timed: Iterable[Timed]) -> tuple[Timed, ...]:
    """Return the descriptions."""
    return tuple(each for each in timed if not each.line.speaker)


def as_zoom(timed: Sequence[Timed], language: str) -> str:
    """Write WebVTT as Zoom does: numbered, with the name before the words."""
    blocks = [
        f"{number}\n{_clock(each.start)} --> {_clock(each.end)}\n{each.line.speaker}: {_words(each, language)}\n"
        for number, each in enumerate(timed, 1)
    ]
    return "\n".join(["WEBVTT\n", *blocks]).replace("\n", "\r\n")


def as_teams(timed: Sequence[Timed], language: str) -> str:
    """Write WebVTT as Teams does: with long identifiers, and the name in a tag."""
    blocks = [
        f"{uuid.uuid5(uuid.NAMESPACE_URL, each.line.en)}/{number}-0\n{_clock(each.start)} --> {_clock(each.end)}\n"
        f"<v {each.line.speaker}>{_words(each, language)}</v>\n"
        for number, each in enumerate(timed, 10)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def as_srt(timed: Sequence[Timed], language: str) -> str:
    """Write SRT: numbered, with commas, and the name before the words."""
    blocks = [
        f"{number}\n{_clock(each.start, ',')} --> {_clock(each.end, ',')}\n"
        f"{_speaker(each, language)}: {_words(each, language)}\n"
        for number, each in enumerate(timed, 1)
    ]
    return "\n".join(blocks)


def as_sbv(timed: Sequence[Timed], language: str) -> str:
    """Write SBV: both times on a line."""
    blocks = [f"{_clock(each.start)[1:]},{_clock(each.end)[1:]}\n{_words(each, language)}\n" for each in timed]
    return "\n".join(blocks)


def _speaker(timed: Timed, language: str) -> str:
    speaker = timed.line.speaker
    return WELSH.get(speaker, speaker) if language == "cy" else speaker


def _words(timed: Timed, language: str) -> str:
    return timed.line.cy if language == "cy" else timed.line.en


def _clock(seconds: float, sign: str = ".") -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{sign}{rest % 1000:03}"
