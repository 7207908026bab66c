"""The downloads of a pack, and making one of them.

A file is complete before its first byte is sent, so nobody can download half of one. A separate process writes it, with
limits of time and memory, and only a few are made at a time, so no pack can stop the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from library.actions.packs.report import report_of
from library.actions.packs.workshop import workshop_of
from library.errors import NotFound, Refused
from library.export.process import write_file
from library.model.language import SOURCE
from library.model.refusal import Refusal
from library.model.viewer import ANYBODY
from library.model.workshop import Medium
from library.process.parent import Limits
from library.storage.event_counts import network_of

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.pack import StoredPack
    from library.model.viewer import Viewer
    from library.model.workshop import Report, Workshop


class Recipient(StrEnum):
    """Who a file is for."""

    FACILITATOR = "facilitator"  # includes facilitator notes, and for its owner what is for members only
    PARTICIPANTS = "participants"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of download.

    Attributes:
        name: Of the file, with its extension, as in addresses and the terminal.
        media_type: Of the file.
        medium: Where its words go.
        recipient: Who it is for.
    """

    name: str
    media_type: str
    medium: Medium
    recipient: Recipient


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A complete file.

    Attributes:
        name: To save it under: the code in it, and the name of the kind.
        media_type: Of the file.
        body: All of it.
    """

    name: str
    media_type: str
    body: bytes


PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
RIS = "application/x-research-info-systems"
# Without quotations, there is nothing in it.
REFERENCES = "citations.ris"

FILES = {
    kind.name: kind
    for kind in (
        FileKind("slides.pptx", PPTX, Medium.SCREEN, Recipient.FACILITATOR),
        FileKind("run-sheet.pdf", PDF, Medium.PAPER, Recipient.FACILITATOR),
        FileKind("handout.pdf", PDF, Medium.PAPER, Recipient.PARTICIPANTS),
        FileKind("handout-large.pdf", PDF, Medium.PAPER, Recipient.PARTICIPANTS),
        FileKind("handout.docx", DOCX, Medium.PAPER, Recipient.PARTICIPANTS),
        FileKind("handout-large.docx", DOCX, Medium.PAPER, Recipient.PARTICIPANTS),
        FileKind("cards.pdf", PDF, Medium.PAPER, Recipient.PARTICIPANTS),
        FileKind("briefs.pdf", PDF, Medium.PAPER, Recipient.PARTICIPANTS),
        FileKind("offline.html", "text/html", Medium.SCREEN, Recipient.PARTICIPANTS),
        FileKind("pack.md", "text/markdown", Medium.SCREEN, Recipient.PARTICIPANTS),
        FileKind("chat.txt", "text/plain", Medium.SCREEN, Recipient.PARTICIPANTS),
        FileKind("report.docx", DOCX, Medium.PAPER, Recipient.EVIDENCE),
        FileKind(REFERENCES, RIS, Medium.PAPER, Recipient.EVIDENCE),
    )
}


def offered_files(*, has_evidence: bool) -> tuple[FileKind, ...]:
    """Return the files of a pack: references only if something in it can be quoted as evidence."""
    return tuple(kind for kind in FILES.values() if has_evidence or kind.name != REFERENCES)


def make_file_in_turn(
    library: Library,
    stored: StoredPack,
    name: str,
    address: str,
    language: str = SOURCE,
    viewer: Viewer = ANYBODY,
    *,
    with_notes: bool,
) -> MadeFile:
    """Make a file of a pack for a web client: one at a time for each pack and for each address, in turn.

    If others are being made, one request of an address waits a moment for its turn.

    Args:
        library: Where its documents are.
        stored: The pack.
        name: A key of ``FILES``.
        address: The client's; all addresses of one IPv6 /64 are one client.
        language: Of the page that asks.
        viewer: Who asks.
        with_notes: As for ``make_file``.

    Raises:
        NotFound: As for ``make_file``.
        FileBusy: Other files are being made, and its turn did not come; this one was not started.
        ExportFailed: It could not be made.
        RecordsUnavailable: Its edition could not be recorded.
    """
    _kind(name, with_notes=with_notes)
    client = f"address {network_of(address)}"
    with library.file_leases.hold(f"pack {stored.id}", client, waiter=client):
        return make_file(library, stored, name, language, viewer, with_notes=with_notes)


def make_file(
    library: Library,
    stored: StoredPack,
    name: str,
    language: str = SOURCE,
    viewer: Viewer = ANYBODY,
    *,
    with_notes: bool,
) -> MadeFile:
    """Make a file of a pack.

    Args:
        library: Where its documents are.
        stored: The pack.
        name: A key of ``FILES``.
        language: For our own words, if they are translated; documents stay in theirs.
        viewer: Who asks: files for the facilitator have what is for members only, if the pack is in their list.
        with_notes: Whether it is for the facilitator. Participants get no facilitator files or notes.

    Raises:
        NotFound: There is no such file, or not for participants.
        Refused: It would be empty, or the pack is too long for files.
        ExportFailed: It could not be made.
        RecordsUnavailable: Its edition could not be recorded.
    """
    kind = _kind(name, with_notes=with_notes)
    made = _contents(library, stored, kind, language, viewer)
    limits = Limits(library.settings.file_seconds, library.settings.file_memory)
    return MadeFile(f"{made.code}-{kind.name}", kind.media_type, write_file(kind.name, made, limits))


def _contents(library: Library, stored: StoredPack, kind: FileKind, language: str, viewer: Viewer) -> Workshop | Report:
    if kind.recipient is Recipient.FACILITATOR:
        return workshop_of(library, stored, kind.medium, language, viewer, with_notes=True)
    if kind.recipient is Recipient.PARTICIPANTS:
        return workshop_of(library, stored, kind.medium, language, with_notes=False)
    report = report_of(library, stored, language)
    if kind.name == REFERENCES and not report.quotations:
        raise Refused(Refusal.NO_EVIDENCE)
    return report


def _kind(name: str, *, with_notes: bool) -> FileKind:
    kind = FILES.get(name)
    if kind is None or (not with_notes and kind.recipient is not Recipient.PARTICIPANTS):
        raise NotFound
    return kind
