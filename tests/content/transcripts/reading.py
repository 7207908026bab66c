"""Transcripts as tests write and read them."""

from __future__ import annotations

import pytest

from library.content.body.transcript import passages_of
from library.content.transcripts.reading import ReadTranscript, read_transcript
from library.errors import ContentError
from library.model.passage import Passage


def cue(seconds: float, text: str, end: float | None = None) -> str:
    """Return a cue of WebVTT."""
    return f"{clock(seconds)} --> {clock(seconds + 2 if end is None else end)}\n{text}\n\n"


def clock(seconds: float) -> str:
    minutes, thousandths = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{thousandths // 1000:02}.{thousandths % 1000:03}"


def webvtt(*cues: str) -> str:
    return "WEBVTT\n\n" + "".join(cues)


def read(data: str | bytes) -> ReadTranscript:
    """Read a file."""
    return read_transcript(data.encode() if isinstance(data, str) else data, "talk.txt")


def said(data: str | bytes) -> list[tuple[float, float, str, str]]:
    """Return start, end, speaker and words of each cue."""
    return [(each.start, each.end, each.speaker, each.text) for each in read(data).cues]


def words(data: str | bytes) -> list[str]:
    """Return the words of each cue."""
    return [each.text for each in read(data).cues]


def advice(data: str | bytes) -> list[tuple[int, str]]:
    """Return line and sentence of each piece of advice."""
    found = read(data).advice
    assert {each.path for each in found} <= {"talk.txt"}
    return [(each.line, each.sentence) for each in found]


def refusal(data: str | bytes) -> str:
    """Return why a file is refused."""
    with pytest.raises(ContentError) as caught:
        read(data)
    (mistake,) = caught.value.mistakes
    return mistake.sentence


def passages(*cues: str) -> tuple[Passage, ...]:
    """Return the passages of a WebVTT file."""
    return passages_of(read(webvtt(*cues)).cues, "en")
