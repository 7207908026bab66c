"""A file of any shape → a transcript: cues in order, and advice for every guess."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from library.content.transcripts import cued_text
from library.content.transcripts.captions import captions_of
from library.content.transcripts.clock import clock
from library.content.transcripts.cues import MOST_CUES
from library.content.transcripts.decoding import text_of
from library.content.transcripts.descriptions import unnamed
from library.content.transcripts.findings import Findings, Unreadable
from library.content.transcripts.long_turns import in_captions
from library.content.transcripts.rolling import unrolled
from library.content.transcripts.speaker_names import AS_WRITTEN
from library.content.transcripts.tables import columns_of, read_table
from library.content.transcripts.timed_lines import has_times, read_timed_lines
from library.content.transcripts.timeline import timed
from library.content.transcripts.ttml import is_ttml, read_ttml
from library.content.transcripts.turns import with_speakers
from library.content.transcripts.word_document import is_zip
from library.errors import ContentError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.content.transcripts.cues import Cue, Draft
    from library.content.transcripts.speaker_names import SpeakerNames
    from library.errors import Advice

EXAMPLE = "00:01:31.000 --> 00:01:35.500"
_NO_TIMES = (
    f"Export the transcript with times, as .vtt, .srt, .txt, .csv or .docx. No line of this file has one, such as "
    f"{EXAMPLE}."
)
_NO_WORDS = f"Add captions. A caption is a line of times ({EXAMPLE}) with the words below it."
_EMPTY = "Copy the transcript again. This file is empty."
_TOO_MANY = f"Check that this is the transcript of one recording. It has over {MOST_CUES:,} captions."
_BEYOND = "Check this caption, or the duration of the media. It begins after the recording ends ({})."


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """A transcript that was read.

    Attributes:
        shape: What its shape is called, such as ``SRT``.
        cues: In order of start; at least one. Each is one speaker's.
        advice: What was guessed or left out, by line; may be empty.
        hidden: Words of speakers' names that are not shown, folded; may be empty.
    """

    shape: str
    cues: tuple[Cue, ...]
    advice: tuple[Advice, ...]
    hidden: frozenset[str] = frozenset()

    @property
    def captions(self) -> bytes:
        """Return the cues as a WebVTT file of our own."""
        return captions_of(self.cues)

    @property
    def summary(self) -> str:
        """Return what was read, in one line."""
        speakers = len({cue.speaker for cue in self.cues if cue.speaker})
        end = clock(max(cue.end for cue in self.cues)).partition(".")[0]
        said = "nothing to check" if not self.advice else f"to check: {len(self.advice)}"
        return f"Read as {self.shape}. Captions: {len(self.cues)}; named speakers: {speakers}; ends at {end}; {said}."

    @property
    def descriptions(self) -> bytes:
        """Return the cues of a file of descriptions as a WebVTT file of our own."""
        return captions_of(unnamed(self.cues))


def read_transcript(
    data: bytes, path: str, names: SpeakerNames = AS_WRITTEN, duration: float | None = None
) -> ReadTranscript:
    """Read a transcript of any shape; its content says which it is, not its name.

    Args:
        data: The whole file.
        path: The file, for messages.
        names: Which names of speakers may be shown.
        duration: Seconds of the recording, or ``None`` if it is not known.

    Raises:
        ContentError: It cannot be read as a transcript at all: no words, no times, too large, damaged or not text.
    """
    findings = Findings()
    try:
        shape, drafts = _drafts(data, findings)
        written = _cues(drafts, findings)
        cues = names.applied(written, findings)
        _check_duration(cues, duration, findings)
        return ReadTranscript(shape, tuple(cues), findings.advice(path), names.hidden(written))
    except Unreadable as error:
        raise ContentError([Mistake(path, error.line, error.sentence)]) from error


def _drafts(data: bytes, findings: Findings) -> tuple[str, list[Draft]]:
    text = text_of(data, findings)
    shape, drafts = _by_shape(text, findings)
    read = list(islice(drafts, MOST_CUES + 1))
    if len(read) > MOST_CUES:
        raise Unreadable(_TOO_MANY)
    return f"{shape}, in a Word document" if is_zip(data) else shape, read


def _by_shape(text: str, findings: Findings) -> tuple[str, Iterator[Draft]]:
    if not text.strip():
        raise Unreadable(_EMPTY)
    if is_ttml(text):
        return "TTML", read_ttml(text, findings)
    if cued_text.is_cued(text):
        return cued_text.name_of(text), cued_text.read_cued(text, findings)
    columns = columns_of(text)
    if columns:
        return "a table", read_table(text, columns, findings)
    if has_times(text):
        return "lines with times", read_timed_lines(text, findings)
    raise Unreadable(_NO_TIMES)


def _cues(drafts: list[Draft], findings: Findings) -> list[Cue]:
    spoken = [draft for draft in drafts if draft.text]
    if not spoken:
        raise Unreadable(_NO_WORDS)
    cues = with_speakers(timed(unrolled(spoken, findings), findings), findings)
    return cues if any(draft.end is not None for draft in spoken) else in_captions(cues)


def _check_duration(cues: Sequence[Cue], duration: float | None, findings: Findings) -> None:
    for cue in cues:
        if duration is not None and cue.start > duration:
            findings.add(cue.line, _BEYOND.format(clock(duration)))
