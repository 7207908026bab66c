"""Passages: the parts of a document that have an address of their own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """Which part of a document a passage stands in."""

    BODY = "body"
    TRANSCRIPT = "transcript"
    POINTER = "pointer"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document with an address: paragraph, transcript moment, PDF page or pointer.

    Attributes:
        part: Where it stands.
        anchor: The address within the page, without ``#``: ``p12`` (paragraph, counted from 1),
            ``t=76`` (whole seconds from the start), ``page=7`` (PDF page, counted from 1).
            A pointer carries ``t=`` or ``page=`` of the outside work.
        text: Plain text, white space folded, never empty.
        language: ``en``, ``cy`` or ``gd``.
        heading: The heading or headings that open at this passage, or empty. Searched with the passage.
        start: Seconds from the start, for transcripts and timed pointers, else ``None``.
        end: Seconds from the start, for transcripts, else ``None``.
        speaker: Who speaks, where a transcript says so, else empty.
    """

    part: Part
    anchor: str
    text: str
    language: str
    heading: str = ""
    start: float | None = None
    end: float | None = None
    speaker: str = ""

    @property
    def text_hash(self) -> str:
        """Return 16 hexadecimal digits of the text's SHA-256: how a kept passage is found again."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]
