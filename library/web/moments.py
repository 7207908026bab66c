"""Moments: the passages of transcripts, and pointers into a recording, as a page shows them and leads to them.

A moment leads to its second of the recording: of ours by ``#t=76``, which players in browsers understand, and of one on
another website as that website's own pages do (``library.web.outside_times``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.model.passage import Line
from library.web.formatting import clock
from library.web.labels import language_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from library.actions.pages import DocumentPage
    from library.model.passage import Passage
    from library.web.note_skips import Skip
    from library.web.phrases import LazyPhrase


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a transcript, or a pointer to a moment of a recording.

    Attributes:
        passage: Its words.
        id: The address on this page, or empty if an earlier moment has the same.
        own_id: An address that no other language has, or empty if ``id`` is one.
        time: Such as ``1:16``, or empty if it has none.
        play: The address that plays the recording from here, or empty.
        skips: Links past the parts under a content note that begin here; may be empty.
        lines: The captions of a transcript's moment, in order, each with its address on this page.
    """

    passage: Passage
    id: str
    own_id: str
    time: str
    play: str
    skips: tuple[Skip, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TranscriptDetails:
    """The moments of one language's transcript."""

    language: str
    name: LazyPhrase | str
    moments: tuple[Moment, ...]


class Moments:
    """Makes the moments of one page, whose addresses are all different.

    Args:
        page: The document.
        play_at: Returns where a second of the recording can be played, or an empty string.
        skips: Links past content notes, by the anchor before which they are offered.
        end: The anchor of the end of all texts of the page.
    """

    def __init__(
        self, page: DocumentPage, play_at: Callable[[float], str], skips: Mapping[str, tuple[Skip, ...]], end: str
    ) -> None:
        self._page = page
        self._play_at = play_at
        self._skips = skips
        self._end = end
        self._taken: set[str] = set()

    def transcripts(self) -> tuple[TranscriptDetails, ...]:
        """Return the transcripts, one for each language, in the author's order; may be empty."""
        passages = self._page.transcript_passages
        languages = dict.fromkeys(passage.language for passage in passages)
        return tuple(
            TranscriptDetails(language, language_name(language), self._moments(passages, language, is_first=not at))
            for at, language in enumerate(languages)
        )

    def pointers(self) -> tuple[Moment, ...]:
        """Return the pointers, in the author's order; may be empty. Call it last: transcripts' addresses come first."""
        return tuple(self._moment(each, {}, "") for each in self._page.pointers)

    def _moments(self, passages: Sequence[Passage], language: str, *, is_first: bool) -> tuple[Moment, ...]:
        of_language = (each for each in passages if each.language == language)
        prefix = "" if is_first else f"{language}-"
        return tuple(self._moment(each, self._skips, prefix) for each in of_language)

    def _moment(self, passage: Passage, skips: Mapping[str, tuple[Skip, ...]], prefix: str) -> Moment:
        anchor = self._free(passage.anchor)
        offered = skips.get(passage.anchor, ())
        if not anchor:
            # What follows in the same words has no address either; only the end is sure to lie ahead.
            offered = tuple(replace(skip, after=self._end) for skip in offered)
        return Moment(
            passage,
            anchor,
            self._free(f"{prefix}{passage.anchor}") if prefix else "",
            "" if passage.start is None else clock(passage.start),
            "" if passage.start is None else self._play_at(passage.start),
            offered,
            tuple(Line(self._free(f"{prefix}{line.anchor}"), line.start, line.text) for line in passage.lines),
        )

    def _free(self, anchor: str) -> str:
        """Return an address, or nothing if something on this page has it already."""
        if anchor in self._taken:
            return ""
        self._taken.add(anchor)
        return anchor
