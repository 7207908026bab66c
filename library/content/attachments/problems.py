"""What an author can do about an attachment whose words readers cannot search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.attachment_text import Problem

if TYPE_CHECKING:
    from library.model.attachment_text import AttachmentText

_NOT_SEARCHED = "Readers can download {name} but cannot search it."
_TOO_MUCH = f"{_NOT_SEARCHED} It is too complicated to read. Open it, choose Print, and save it as a new PDF."
_SENTENCES = {
    Problem.SCANNED: f"{_NOT_SEARCHED} Its pages are pictures. Save it again with text recognition (OCR).",
    Problem.LOCKED: "Readers cannot open {name} without its password. Save a copy without a password, and use that.",
    Problem.DAMAGED: "Readers may not be able to open {name}. It is damaged or incomplete. Save or copy it again.",
    Problem.SLOW: _TOO_MUCH,
    Problem.LARGE: _TOO_MUCH,
    Problem.LONG: "Readers can search only the first {part} of {name}. Split it into several files.",
}


def unseen_in(name: str, text: AttachmentText) -> str:
    """Return what readers get with an attachment although its pages do not show it; empty if there is nothing.

    Args:
        name: Of the file, as the author wrote it.
        text: What was read of it.
    """
    if not text.unseen:
        return ""
    what = " and ".join(filter(None, (", ".join(text.unseen[:-1]), text.unseen[-1])))
    fix = "In Word, choose File, Info, Check for Issues, Inspect Document, remove them and save the file."
    return f"Readers who download {name} also get {what}. {fix}"


def sentence_about(name: str, text: AttachmentText) -> str:
    """Return what readers will not get of an attachment, and what to do; empty if nothing is missing.

    Args:
        name: Of the file, as the author wrote it.
        text: What was read of it.
    """
    if text.problem is None:
        return ""
    part = f"{text.read} pages" if text.read else "part"
    return _SENTENCES[text.problem].format(name=name, part=part)
