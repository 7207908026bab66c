"""CSV and other tables with a column for the time, one for the words, and perhaps one for the speaker and the end."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from library.content.mistakes import quoted
from library.content.transcripts.clock import read_time
from library.content.transcripts.cues import Draft, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.content.transcripts.findings import Findings

# What columns are called.
_START = frozenset("start begin from in time timestamp timecode at starttime timein startms begintime".split())
_END = frozenset("end to out stop finish endtime timeout endms stoptime".split())
_SPEAKER = frozenset("speaker name who person voice participant speakername".split())
_WORDS = frozenset(
    "text words transcript content said caption subtitle speech utterance sentence dialogue dialog".split()
)
_DELIMITERS = ",;\t|"
_SECONDS = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_WHOLE = re.compile("[0-9]{1,11}")
_SAMPLE = 200  # rows that decide
MOST_COLUMNS = 50

# Whole numbers so far apart are thousandths: nobody talks for five minutes a row.
MILLISECONDS_APART = 300.0

_BAD_ROW = "Check the time in this row, which cannot be read. The words were put after the row above."
_NO_WORDS = "Check this row. It has no words, so it was left out."
_MILLISECONDS = "Check the times. They were read as thousandths of a second."
_NO_HEADER = "Check the columns. No row names them, so they were recognised by what is in them."
_MORE = "This column was left out, because it is neither time, speaker nor words: {}."
_DAMAGED = "Check the quotation marks here. What follows this row was not read."


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what, counted from 0.

    Attributes:
        delimiter: What parts columns.
        start: The time.
        words: What is said.
        end: When it ends, or ``None``.
        speaker: Who speaks, or ``None``.
        header: The names of the columns; empty if no row has them.
    """

    delimiter: str
    start: int
    words: int
    end: int | None
    speaker: int | None
    header: tuple[str, ...] = ()


def columns_of(text: str) -> Columns | None:
    """Return how a table is laid out, or ``None`` if a text is no table with times."""
    head = [line for line in text.split("\n", _SAMPLE)[:_SAMPLE] if line.strip()]
    for delimiter in _DELIMITERS:
        rows = [row for row in _sound_rows(head, delimiter) if len(row) > 1]
        if rows and 2 * len(rows) >= len(head) and max(map(len, rows)) <= MOST_COLUMNS:
            found = _named(rows[0], delimiter) or _recognised(rows, delimiter)
            if found:
                return found
    return None


def read_table(text: str, columns: Columns, findings: Findings) -> Iterator[Draft]:
    """Read a table.

    Args:
        text: The whole file.
        columns: How it is laid out.
        findings: Where guesses go.

    Yields:
        A cue for each row with words, in the order of the file.
    """
    rows = list(_rows(text, columns, findings))
    _report(columns, findings)
    scale = _scale(rows, columns, findings)
    for line, row in rows:
        start, end = _time(_cell(row, columns.start), scale), _time(_cell(row, columns.end), scale)
        words = tidy(_cell(row, columns.words))
        if not words and any(cell.strip() for cell in row):
            findings.add(line, _NO_WORDS)
        elif words:
            if start is None:
                findings.add(line, _BAD_ROW)
            yield Draft(line, start, end, words, " ".join(_cell(row, columns.speaker).split()))


def _sound_rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Yield rows up to the first that is damaged."""
    with suppress(csv.Error):
        yield from csv.reader(lines, delimiter=delimiter)


def _rows(text: str, columns: Columns, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line at which it begins, but for the names of the columns."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=columns.delimiter)
    line = 1
    try:
        for row in reader:
            if row and not (columns.header and tuple(row) == columns.header):
                yield line, row
            line = reader.line_num + 1
    except csv.Error:
        findings.add(line, _DAMAGED)


def _named(row: Sequence[str], delimiter: str) -> Columns | None:
    """Read the names of columns."""
    names = [re.sub(r"\(.*?\)|[\W_0-9]", "", name.casefold()) for name in row]

    def called(some: frozenset[str]) -> int | None:
        return next((at for at, name in enumerate(names) if name in some), None)

    start, words = called(_START), called(_WORDS)
    if start is None or words is None:
        return None
    return Columns(delimiter, start, words, called(_END), called(_SPEAKER), tuple(row))


def _recognised(rows: Sequence[Sequence[str]], delimiter: str) -> Columns | None:
    """Tell columns by what is in most of their cells: the first times, and the longest of the others."""
    width = max(map(len, rows))
    cells = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    times = [
        at for at in range(width) if 5 * sum(read_time(cell.strip()) is not None for cell in cells[at]) > 4 * len(rows)
    ]
    others = [at for at in range(width) if at not in times]
    if not times or not others:
        return None
    words = max(others, key=lambda at: sum(map(len, cells[at])))
    speaker = next((at for at in others if at != words and any(cells[at])), None)
    return Columns(delimiter, times[0], words, times[1] if len(times) > 1 else None, speaker)


def _report(columns: Columns, findings: Findings) -> None:
    if not columns.header:
        findings.add(1, _NO_HEADER)
    used = {columns.start, columns.words, columns.end, columns.speaker}
    for at, name in enumerate(columns.header):
        if at not in used and name.strip():
            findings.add(1, _MORE.format(quoted(name)))


def _scale(rows: Sequence[tuple[int, Sequence[str]]], columns: Columns, findings: Findings) -> float:
    """Return how many seconds a whole number of this table means."""
    starts = [_cell(row, columns.start) for _, row in rows]
    whole = [int(start) for start in starts if _WHOLE.fullmatch(start)]
    if len(whole) < 2 or len(whole) < len([start for start in starts if start]):
        return 1.0
    apart = median(after - before for before, after in pairwise(whole))
    if apart < MILLISECONDS_APART:
        return 1.0
    findings.add(rows[0][0], _MILLISECONDS)
    return 0.001


def _time(cell: str, scale: float) -> float | None:
    time = read_time(cell)
    if time:
        return time.seconds
    return float(cell.replace(",", ".")) * scale if _SECONDS.fullmatch(cell) else None


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""
