"""Who speaks, where the words themselves say it: ``Name: words``, ``>>``, dashes, a name on a line by itself.

A name is believed only if the file says it in that way again and again: *Note: the bus is late* is no one's name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from library.content.mistakes import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.content.transcripts.cues import Cue
    from library.content.transcripts.findings import Findings

LONGEST_NAME = 40
MOST_WORDS = 5
MOST_NAMES = 12  # that a finding lists
MOST_DIFFERENT = 0.67  # of names on first lines: people come back, and first words of sentences do not
LEAST_LABELS, LEAST_SHARE = 3, 0.05  # lines with a name, for one in small letters to be believed

_MARK = re.compile(r"(?:>>+|»)\s*|[-–]\s+(?=\S)|-(?=[^\W\d_])")
_LABEL = re.compile(rf"[\[(]?([^\s:\[\]()][^:\[\]()\n]{{0,{LONGEST_NAME}}}?)[\])]?\s*:(?:\s+|$)", re.MULTILINE)
_SOUND = re.compile(r"\s*(?:[\[(♪♫*].*[\])♪♫*]|[♪♫]+)\s*", re.DOTALL)
_NO_NAMES = frozenset(
    "note nb ps eg ie warning example http https subject date time re fig part chapter section".split()
)
_PARTICLES = frozenset("al and bin da de del den der di du el la le of ter the van von y".split())

_LABELS = "Check the speakers. These names at the start of lines were read as speakers: {}."
_CARRIED = "Check who speaks here. There is no name, so the words were given to the speaker before."
_FIRST_LINES = "Check the speakers. The first line of each caption was read as the speaker: {}."


def with_speakers(cues: Sequence[Cue], findings: Findings) -> list[Cue]:
    """Part cues in which several people speak, and find out who they are.

    Args:
        cues: In order of time. Cues with a speaker are left as they are.
        findings: Where guesses go.

    Returns:
        At least as many cues, in the same order, whose words are the same but for the names.
    """
    whole = _without_first_lines(cues, findings)
    names = _names([cue for cue in whole if not cue.speaker])
    turns = [turn for cue in whole for turn in _turns(cue, names)]
    first = next((turn for turn in turns if turn.speaker in names), None)
    if first is None:
        return turns
    findings.add(first.line, _LABELS.format(_listed(names)))
    return _carried(turns, findings)


# ------------------------------------------------------------------------------------ a name on a line by itself


def _without_first_lines(cues: Sequence[Cue], findings: Findings) -> Sequence[Cue]:
    """Read the first line of each cue as its speaker if it is a name in nearly all, and the same few names."""
    unnamed = [cue for cue in cues if not cue.speaker]
    firsts = Counter(first for cue in unnamed if (first := _first_line(cue)))
    if len(unnamed) < 3 or firsts.total() < 0.8 * len(unnamed) or len(firsts) > MOST_DIFFERENT * firsts.total():
        return cues
    findings.add(unnamed[0].line, _FIRST_LINES.format(_listed(firsts)))
    return [_from_first_line(cue) if not cue.speaker else cue for cue in cues]


def _first_line(cue: Cue) -> str:
    first, _, rest = cue.text.partition("\n")
    return first if rest and is_name(first) else ""


def _from_first_line(cue: Cue) -> Cue:
    first = _first_line(cue)
    return replace(cue, text=cue.text.partition("\n")[2], speaker=first) if first else cue


# ------------------------------------------------------------------------------------------- marks and labels


def _names(cues: Sequence[Cue]) -> frozenset[str]:
    """Return the labels that are believed to be names."""
    labelled = [(label, line) for cue in cues for line in cue.text.split("\n") if (label := _label(line))]
    labels = Counter(label for label, _ in labelled)
    if labels.total() > 1 and 2 * sum(bool(_label(cue.text)) for cue in cues) >= len(cues):
        return frozenset(labels)
    marked = {label for label, line in labelled if line.startswith(">>")}
    capitals = [label for label, _ in labelled if label.isupper()]
    sure = marked | set(capitals if len(capitals) > 1 else ())
    if labels.total() < max(LEAST_LABELS, LEAST_SHARE * len(cues)):
        return frozenset(sure)
    return frozenset(sure | {label for label, times in labels.items() if times > 1})


def _label(text: str) -> str:
    """Return the name before the colon at the start of some words, or nothing."""
    match = _LABEL.match(_MARK.sub("", text, count=1) if _MARK.match(text) else text)
    name = match[1].strip() if match else ""
    return name if name and is_name(name) else ""


def _turns(cue: Cue, names: frozenset[str]) -> Iterator[Cue]:
    """Yield the turns of one cue: a line with a mark or a name begins one."""
    if cue.speaker:
        yield cue
        return
    lines = cue.text.split("\n")
    opening = [at for at, line in enumerate(lines) if at == 0 or _MARK.match(line) or _label(line) in names]
    for first, end in zip(opening, [*opening[1:], len(lines)], strict=True):
        yield _turn(replace(cue, text="\n".join(lines[first:end])), names)


def _turn(cue: Cue, names: frozenset[str]) -> Cue:
    """Return a cue with its speaker, without the name in its words. What is nothing but a name stays words."""
    mark = _MARK.match(cue.text)
    unmarked = _MARK.sub("", cue.text, count=1) if mark else cue.text
    label = _label(cue.text)
    words = _LABEL.sub("", unmarked, count=1).strip()
    if label in names and words:
        return replace(cue, text=words, speaker=label)
    # A dash tells readers that someone else speaks.
    dashed = f"- {unmarked}" if mark and unmarked and mark[0][0] in ">»" else cue.text
    return replace(cue, text=dashed, opens_turn=bool(mark))


def _carried(cues: Sequence[Cue], findings: Findings) -> list[Cue]:
    """Give cues without a name to the speaker before: captions name a speaker when the speaker changes."""
    speaker, carried = "", []
    for cue in cues:
        if cue.speaker or cue.opens_turn:
            speaker = cue.speaker
        is_carried = bool(speaker and not cue.speaker and not _SOUND.fullmatch(cue.text))
        if is_carried:
            findings.add(cue.line, _CARRIED)
        carried.append(replace(cue, speaker=speaker) if is_carried else cue)
    return carried


def is_name(text: str) -> bool:
    """Tell whether some words look like a person's name or part: few, and each with a capital letter or a number.

    Letters of scripts that have no capitals count as capitals.
    """
    words = text.split()
    if not 1 <= len(words) <= MOST_WORDS or len(text) > LONGEST_NAME or text.casefold().strip(".") in _NO_NAMES:
        return False
    if not any(letter.isalpha() for letter in text) or re.search(r"[.!?,;…]$", text.removesuffix(".")):
        return False
    letters = [word.lstrip("(\"'“‘") for word in words]
    return all(word and (not word[0].islower() or word in _PARTICLES) for word in letters) and not words[0][0].islower()


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(names)
    more = len(ordered) - MOST_NAMES
    return ", ".join(map(quoted, ordered[:MOST_NAMES])) + (f" and {more} others" if more > 0 else "")
