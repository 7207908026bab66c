"""The files that can be taken away, and making one of them.

A file is made whole in memory before its first byte is sent: nothing half-written can be downloaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from library.actions.packs.report import report_of
from library.actions.packs.workshop import workshop_of
from library.errors import NotFound
from library.model.workshop import Taking

if TYPE_CHECKING:
    from collections.abc import Callable

    from library.actions.library import Library
    from library.model.pack import KeptPack
    from library.model.workshop import Report, Workshop


class For(StrEnum):
    """Who a file is for."""

    FACILITATOR = "facilitator"  # her own notes are in it
    PARTICIPANTS = "participants"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A file that can be taken away.

    Attributes:
        name: Of the file, with its ending, as addresses and the terminal call it.
        label: English, for people.
        media_type: Of the file.
        taking: Where its words go.
        whom: Who it is for.
        write: Makes it of a ``Workshop``, or of a ``Report`` where it is for evidence.
    """

    name: str
    label: str
    media_type: str
    taking: Taking
    whom: For
    write: Callable[..., bytes]


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file, whole.

    Attributes:
        name: For whoever saves it: the code that stands in it, and the kind's name.
        media_type: Of the file.
        body: All of it.
    """

    name: str
    media_type: str
    body: bytes


def _slides(workshop: Workshop) -> bytes:
    # Writers are loaded by the first file that needs them: the site starts 0.4 s sooner.
    from library.export.slides import write_slides  # noqa: PLC0415

    return write_slides(workshop)


def _word_handout(workshop: Workshop, *, large: bool = False) -> bytes:
    from library.export.word import write_handout  # noqa: PLC0415

    return write_handout(workshop, large=large)


def _word_report(report: Report) -> bytes:
    from library.export.word import write_report  # noqa: PLC0415

    return write_report(report)


def _handout(workshop: Workshop, *, large: bool = False) -> bytes:
    from library.export.paper import write_handout  # noqa: PLC0415

    return write_handout(workshop, large=large)


def _run_sheet(workshop: Workshop) -> bytes:
    from library.export.paper import write_run_sheet  # noqa: PLC0415

    return write_run_sheet(workshop)


def _cards(workshop: Workshop) -> bytes:
    from library.export.paper import write_cards  # noqa: PLC0415

    return write_cards(workshop)


def _briefs(workshop: Workshop) -> bytes:
    from library.export.paper import write_briefs  # noqa: PLC0415

    return write_briefs(workshop)


def _offline(workshop: Workshop) -> bytes:
    from library.export.offline import write_offline  # noqa: PLC0415

    return write_offline(workshop)


def _markdown(workshop: Workshop) -> bytes:
    from library.export.markdown import write_markdown  # noqa: PLC0415

    return write_markdown(workshop)


def _chat(workshop: Workshop) -> bytes:
    from library.export.chat import write_chat  # noqa: PLC0415

    return write_chat(workshop)


def _ris(report: Report) -> bytes:
    from library.export.citations import write_ris  # noqa: PLC0415

    return write_ris(report)


PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

FILES = {
    kind.name: kind
    for kind in (
        FileKind("slides.pptx", "Slides", PPTX, Taking.SCREEN, For.FACILITATOR, _slides),
        FileKind("run-sheet.pdf", "Run sheet", PDF, Taking.PAPER, For.FACILITATOR, _run_sheet),
        FileKind("handout.pdf", "Handout", PDF, Taking.PAPER, For.PARTICIPANTS, _handout),
        FileKind(
            "handout-large.pdf",
            "Handout in large print",
            PDF,
            Taking.PAPER,
            For.PARTICIPANTS,
            partial(_handout, large=True),
        ),
        FileKind("handout.docx", "Handout to change", DOCX, Taking.PAPER, For.PARTICIPANTS, _word_handout),
        FileKind(
            "handout-large.docx",
            "Handout to change, in large print",
            DOCX,
            Taking.PAPER,
            For.PARTICIPANTS,
            partial(_word_handout, large=True),
        ),
        FileKind("cards.pdf", "Cards, four to a page", PDF, Taking.PAPER, For.PARTICIPANTS, _cards),
        FileKind(
            "briefs.pdf",
            "Briefs for small groups",
            PDF,
            Taking.PAPER,
            For.PARTICIPANTS,
            _briefs,
        ),
        FileKind(
            "offline.html", "Page for a room without internet", "text/html", Taking.SCREEN, For.PARTICIPANTS, _offline
        ),
        FileKind("pack.md", "Markdown", "text/markdown", Taking.SCREEN, For.PARTICIPANTS, _markdown),
        FileKind("chat.txt", "Text for a chat", "text/plain", Taking.SCREEN, For.PARTICIPANTS, _chat),
        FileKind("report.docx", "Quotations with citations", DOCX, Taking.PAPER, For.EVIDENCE, _word_report),
        FileKind(
            "citations.ris",
            "Citations for a reference manager",
            "application/x-research-info-systems",
            Taking.PAPER,
            For.EVIDENCE,
            _ris,
        ),
    )
}


def make_file(library: Library, kept: KeptPack, name: str, *, with_notes: bool) -> MadeFile:
    """Make a file of a pack.

    Args:
        library: Where its documents are.
        kept: The pack.
        name: A key of ``FILES``.
        with_notes: Whether the facilitator asks. Participants get no file that is hers, and no note of hers.

    Raises:
        NotFound: There is no such file, or not for participants.
        ExportFailed: It could not be made.
        RecordsUnavailable: It could not be kept what it carries.
    """
    kind = FILES.get(name)
    if kind is None or (not with_notes and kind.whom is not For.PARTICIPANTS):
        raise NotFound
    made = (
        report_of(library, kept)
        if kind.whom is For.EVIDENCE
        else workshop_of(library, kept, kind.taking, with_notes=kind.whom is For.FACILITATOR)
    )
    return MadeFile(f"{made.code}-{kind.name}", kind.media_type, kind.write(made))
