"""Passages: the parts of a document that have their own address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """Which part of a document a passage is in."""

    BODY = "body"
    TRANSCRIPT = "transcript"
    POINTER = "pointer"
    ATTACHMENT = "attachment"


# Sentences in our own documents that are labels, and how they were worded before December 2026.
_LABELS = (
    ("This is a fictional story, written for", "This is an invented story, written for"),
    ("This is a fictional example, written for", "This is an invented example, written for"),
    ("This conversation is fictional, and its voices", "This conversation is invented, and its voices"),
    ("The people and records in it are fictional.", "The people and records in it are invented."),
)


def is_label(text: str) -> bool:
    """Return whether a text says that its document is fictional, and so is no part of the story."""
    return any(now in text for now, _ in _LABELS)


def former_text(text: str) -> str:
    """Return a text with the former wording of labels in it; most texts have no labels."""
    for now, then in _LABELS:
        text = text.replace(now, then)
    return text


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one caption in a passage of a transcript.

    Attributes:
        anchor: The address within the page, without ``#``: that of the passage for its first line, and for others
            ``t=83.4``, always with a fraction, so that it is never the address of a passage.
        start: Seconds from the start.
        text: Its words.
    """

    anchor: str
    start: float
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document with an address: paragraph, transcript moment, PDF page or pointer.

    Attributes:
        part: Which part of the document it is in.
        anchor: The address within the page, without ``#``: ``p12`` (paragraph, counted from 1),
            ``t=76`` (whole seconds from the start), ``page=7`` (PDF page, counted from 1).
            A pointer has ``t=`` or ``page=`` of the work on another website. A passage of an attachment has
            ``page=`` of a PDF, which others share, or nothing.
        text: Plain text, white space folded, never empty.
        language: ``en``, ``cy`` or ``gd``; of a transcript, any tag (BCP 47).
        heading: The heading or headings that open at this passage, or empty. Searched with the passage.
        start: Seconds from the start, for transcripts and timed pointers, otherwise ``None``.
        end: Seconds from the start, for transcripts, else ``None``.
        speaker: Who speaks, where a transcript says so, else empty.
        cues: Where the later captions of a transcript's passage begin: position in ``text`` in code points, and seconds
            from the start; in order.
    """

    part: Part
    anchor: str
    text: str
    language: str
    heading: str = ""
    start: float | None = None
    end: float | None = None
    speaker: str = ""
    cues: tuple[tuple[int, float], ...] = ()

    def start_at(self, position: int) -> float | None:
        """Return when the caption that holds a position in ``text`` begins; ``None`` if the passage has no start."""
        return next((start for at, start in reversed(self.cues) if at <= position), self.start)

    def anchor_at(self, position: int) -> str:
        """Return the anchor of the caption that holds a position in ``text``; of other passages, their own."""
        return next((_anchor(start) for at, start in reversed(self.cues) if at <= position), self.anchor)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the captions of a transcript's passage, in order; of other passages, nothing."""
        if self.part is not Part.TRANSCRIPT or self.start is None:
            return ()
        ends = (*(at for at, _ in self.cues), len(self.text))
        return tuple(
            Line(self.anchor_at(first), start, self.text[first:end].strip())
            for (first, start), end in zip(((0, self.start), *self.cues), ends, strict=True)
        )

    @property
    def text_hash(self) -> str:
        """Return 16 hexadecimal digits of the text's SHA-256, by which a stored passage is found again."""
        return _hash(self.text)

    @property
    def former_hash(self) -> str:
        """Return the hash that the text had when labels in it were worded differently; of most texts the same."""
        return _hash(former_text(self.text))


def _anchor(start: float) -> str:
    return f"t={round(start, 3)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
