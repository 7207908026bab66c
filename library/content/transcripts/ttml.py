"""TTML, the XML of broadcasters (https://www.w3.org/TR/ttml2/): paragraphs and spans with a begin."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from library.content.transcripts.clock import FRAMES, TIME, read_time
from library.content.transcripts.cues import Draft, tidy
from library.content.transcripts.xml_reader import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.transcripts.findings import Findings

_ROOT = re.compile(r"<(?:[\w.-]+:)?tt[\s>]")
_OFFSET = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,12})?)(h|m|s|ms|f|t)")
_CLOCK = re.compile(TIME)
_NUMBER = re.compile("[0-9]{1,9}")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
# Entities of HTML, which XML does not know and some programs write all the same.
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")

_NO_TIME = "Check this time, which cannot be read. It was worked out from the captions before and after."
_ENDED = "Export the transcript again. The file is damaged here, and what follows was not read."


def is_ttml(text: str) -> bool:
    """Tell whether a text is TTML."""
    return text.lstrip().startswith("<") and bool(_ROOT.search(text, 0, 4000))


def read_ttml(text: str, findings: Findings) -> Iterator[Draft]:
    """Read TTML.

    Args:
        text: The whole file.
        findings: Where guesses go.

    Yields:
        Cues in the order in which they open.

    Raises:
        Unreadable: It defines entities or is nested too deeply.
    """
    reader = _Elements(findings)
    sound = _ENTITY.sub(lambda entity: html.escape(html.unescape(entity[0])), text)
    try:
        read_xml(sound.encode(errors="replace"), reader.start, reader.end, reader.words, "utf-8")
    except expat.ExpatError as error:
        findings.add(error.lineno, _ENDED)
    for timed in reader.cues:
        words = tidy("".join(timed.words))
        if words:
            yield Draft(timed.line, timed.start, timed.end, words, reader.agents.get(timed.agent, timed.agent))


@dataclass(slots=True)
class _Timed:
    """An element with a beginning, its own or that of an element around it."""

    line: int
    start: float | None
    end: float | None
    agent: str
    words: list[str] = field(default_factory=list)


class _Elements:
    """Collects cues from elements.

    Attributes:
        cues: In the order in which they open; some without words.
        agents: The names of speakers, by id.
    """

    def __init__(self, findings: Findings) -> None:
        self.cues: list[_Timed] = []
        self.agents: dict[str, str] = {}
        self._findings = findings
        self._open: list[_Timed] = [_Timed(1, None, None, "")]
        self._frames, self._ticks = float(FRAMES), 1.0
        self._agent = ""
        self._in_name = False
        self._head = 0

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        """Open an element."""
        if name == "tt":
            self._frames = _number(attributes.get("frameRate"), FRAMES)
            self._ticks = _number(attributes.get("tickRate"), self._frames)
        elif name == "agent":
            self._agent = attributes.get("id", "")
        self._in_name = name == "name" and bool(self._agent)
        self._head += name in {"head", "metadata"} or self._head > 0
        outer = self._open[-1]
        if name in {"p", "span", "div", "body"} and ("begin" in attributes or name == "p"):
            outer = self._timed(attributes, line, outer)
            self.cues.append(outer)
        elif name == "br":
            outer.words.append("\n")
        self._open.append(outer)

    def end(self, name: str, _line: int) -> None:
        """Close an element."""
        self._head -= self._head > 0
        self._in_name = False
        if name == "agent":
            self._agent = ""
        self._open.pop()

    def words(self, text: str) -> None:
        """Read words; a line break in the file is a space."""
        if self._in_name:
            self.agents[self._agent] = " ".join(f"{self.agents.get(self._agent, '')}{text}".split())
        elif not self._head and len(self._open) > 1:
            self._open[-1].words.append(re.sub(r"\s", " ", text))

    def _timed(self, attributes: dict[str, str], line: int, outer: _Timed) -> _Timed:
        base = outer.start or 0.0
        begin, end, length = (self._seconds(attributes.get(key), line) for key in ("begin", "end", "dur"))
        start = outer.start if "begin" not in attributes else None if begin is None else base + begin
        if length is not None and start is not None:
            stop: float | None = start + length
        else:
            stop = base + end if end is not None else outer.end
        return _Timed(line, start, stop, attributes.get("agent", outer.agent))

    def _seconds(self, text: str | None, line: int) -> float | None:
        if text is None:
            return None
        offset = _OFFSET.fullmatch(text.strip())
        if offset:
            units = _UNITS | {"f": 1 / self._frames, "t": 1 / self._ticks}
            return float(offset[1]) * units[offset[2]]
        *parts, frames = text.strip().split(":")
        if len(parts) == 3 and _NUMBER.fullmatch(frames):
            time = read_time(":".join(parts))
            return None if time is None else time.seconds + int(frames) / self._frames
        time = read_time(text.strip()) if _CLOCK.fullmatch(text.strip()) else None
        if time is None:
            self._findings.add(line, _NO_TIME)
        return None if time is None else time.seconds


def _number(text: str | None, otherwise: float) -> float:
    return float(text) if text and _NUMBER.fullmatch(text) and int(text) else float(otherwise)
