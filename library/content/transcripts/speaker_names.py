"""Which names of speakers may be shown: what the storyteller agreed to (``shown_as``) holds for transcripts too.

No one can tell from a recording which voice is the storyteller's, so every name in a real story is shown no more fully
than the storyteller's. What a person does, such as *Interviewer*, is no one’s name. What must not be shown becomes
*Speaker 1*, *Speaker 2* and so on. The words themselves are never changed: a name that is said is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.content.mistakes import quoted
from library.content.nearest import fold
from library.content.transcripts.findings import Findings
from library.model.document import ShownAs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.content.transcripts.cues import Cue

SHORTEST = 3  # letters of a name that is looked for in the words

# What voices without a name are called, by language of the transcript.
NUMBERED = {"en": "Speaker", "cy": "Siaradwr", "gd": "Neach-labhairt"}

_TITLES = frozenset("mr mrs ms miss mx dr prof professor sir lady lord rev nurse sister father".split())
# Words that say what someone does. A label made of these alone, and of numbers and single letters, names nobody.
_PARTS = frozenset(
    """
    adult advocate all announcer audience aunt boy brother care carer chair chairperson child coach colleague consultant
    coordinator counsellor crowd daughter doctor everyone facilitator father female friend gp girl group grandad grandma
    grandfather grandmother guest health home host husband interviewee interviewer lead listener male man manager
    moderator mother mum dad narrator neighbour nurse officer other panel parent partner participant person physio
    physiotherapist practitioner presenter question reader relative researcher resident sister social son speaker staff
    storyteller student support supervisor teacher teller therapist trainer translator uncle unknown user visitor voice
    volunteer wife woman worker
    cyfwelydd siaradwr siaradwraig llais gofalwr nyrs meddyg mam tad merch mab pawb
    agallaiche neach-labhairt guth neach-cùraim nurs dotair màthair athair nighean mac
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[0-9]+")

_CHANGED = (
    "{} is shown as {}, because shown_as is {}. To show what someone does, write that instead of the name, such as "
    "Interviewer."
)
_SAID = "Ask the storyteller about {}, or take it out. It is said here, and is hidden elsewhere (shown_as is {})."


@dataclass(frozen=True, slots=True)
class SpeakerNames:
    """What may be shown of speakers.

    Attributes:
        shown_as: How the storyteller is named, or ``None`` if it is not a real story.
        authors: The names that are shown on the page; empty if the file is not read as far.
        language: Of the transcript.
        also_hidden: Words of names that another file of the same recording hides, folded.
    """

    shown_as: ShownAs | None
    authors: tuple[str, ...]
    language: str = "en"
    also_hidden: frozenset[str] = frozenset()

    def applied(self, cues: Sequence[Cue], findings: Findings) -> Sequence[Cue]:
        """Return cues whose speakers are named no more fully than was agreed.

        Args:
            cues: In order of time.
            findings: Where names that change, and hidden names that are said, are reported.
        """
        if self._shows_all:
            return cues
        shown = self._shown(cues, findings)
        self._report_said(cues, shown, findings)
        return [replace(cue, speaker=shown.get(cue.speaker, "")) for cue in cues]

    def hidden(self, cues: Iterable[Cue]) -> frozenset[str]:
        """Return the words of speakers' names that are not shown, folded; may be empty."""
        shown = {} if self._shows_all else self._shown(cues, Findings())
        return frozenset(word for name, allowed in shown.items() for word in _hidden_words(name, allowed))

    @property
    def _shows_all(self) -> bool:
        return self.shown_as in {None, ShownAs.FULL_NAME}

    def _shown(self, cues: Iterable[Cue], findings: Findings) -> dict[str, str]:
        """Map every speaker to what is shown; no two to the same."""
        lines: dict[str, int] = {}
        for cue in cues:
            lines.setdefault(cue.speaker, cue.line)
        names = [name for name in lines if name]
        shown: dict[str, str] = {}
        for name in names:
            allowed = self._allowed(name)
            shown[name] = "" if allowed in {*names, *shown.values()} - {name} else allowed
        numbers = self._numbers(shown.values())
        for name in names:
            shown[name] = shown[name] or next(numbers)
            if shown[name] != name:
                findings.add(lines[name], _CHANGED.format(quoted(name), quoted(shown[name]), self.shown_as))
        return shown

    def _numbers(self, taken: Iterable[str]) -> Iterator[str]:
        """Yield names for voices that nobody else in the transcript has."""
        word, others = NUMBERED.get(self.language, NUMBERED["en"]), {fold(name) for name in taken}
        number = 0
        while True:
            number += 1
            if fold(f"{word} {number}") not in others:
                yield f"{word} {number}"

    def _allowed(self, name: str) -> str:
        """Return what may be shown of a name, or nothing."""
        words = _WORD.findall(name)
        if all(_is_part(word) for word in words):
            return name
        if self.shown_as is None or not self.shown_as.is_named:
            return ""
        own = [author for author in self.authors if _holds(words, author)]
        if own or self.shown_as is not ShownAs.FIRST_NAME:
            return own[0] if own else ""
        # Meetings write some people as *Petrie, Rowan*.
        first = (_WORD.findall(name.partition(",")[2]) or words)[0]
        return "" if fold(first) in _TITLES or _is_part(first) else first

    def _report_said(self, cues: Sequence[Cue], shown: dict[str, str], findings: Findings) -> None:
        hidden = self.also_hidden | {word for name, allowed in shown.items() for word in _hidden_words(name, allowed)}
        for cue in cues:
            for word in dict.fromkeys(_WORD.findall(cue.text)):
                if fold(word) in hidden:
                    findings.add(cue.line, _SAID.format(quoted(word), self.shown_as))


def _is_part(word: str) -> bool:
    return fold(word) in _FOLDED_PARTS or word.isdigit() or len(word) == 1


def _holds(words: Sequence[str], author: str) -> bool:
    """Tell whether a name is an author's, or has all of its words."""
    return {fold(word) for word in _WORD.findall(author)} <= {fold(word) for word in words}


def _hidden_words(name: str, allowed: str) -> Iterator[str]:
    """Yield the words of a name, folded, that are not shown."""
    kept = {fold(word) for word in _WORD.findall(allowed)}
    for word in _WORD.findall(name):
        folded = fold(word)
        if len(folded) >= SHORTEST and folded not in kept | _TITLES | _FOLDED_PARTS and not folded.isdigit():
            yield folded


_FOLDED_PARTS = frozenset(fold(part) for part in _PARTS)

AS_WRITTEN = SpeakerNames(None, ())
