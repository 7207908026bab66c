"""The types of file that a document can have, recognised by their first bytes and never by name only."""

from __future__ import annotations

import re
from dataclasses import dataclass

# How many bytes from the start contain every signature below.
HEAD = 512


@dataclass(frozen=True, slots=True)
class FileType:
    """One type of file.

    Attributes:
        media_type: Such as ``video/mp4``.
        label: For people, such as ``an MP4 video``.
        endings: Of file names, lowercase with the dot.
    """

    media_type: str
    label: str
    endings: tuple[str, ...]


MP4 = FileType("video/mp4", "an MP4 video", (".mp4", ".m4v"))
WEBM = FileType("video/webm", "a WebM video", (".webm",))
MP3 = FileType("audio/mpeg", "an MP3 sound", (".mp3",))
M4A = FileType("audio/mp4", "an M4A sound", (".m4a",))
OGG = FileType("audio/ogg", "an Ogg sound", (".ogg", ".oga", ".opus"))
JPEG = FileType("image/jpeg", "a JPEG picture", (".jpg", ".jpeg"))
PNG = FileType("image/png", "a PNG picture", (".png",))
WEBP = FileType("image/webp", "a WebP picture", (".webp",))
HEIC = FileType("image/heic", "an HEIC picture", (".heic", ".heif", ".hif"))
PDF = FileType("application/pdf", "a PDF", (".pdf",))
VTT = FileType("text/vtt", "a WebVTT transcript", (".vtt",))
# Captions are always served as WebVTT, whatever they are written in (``content.transcripts``).
TRANSCRIPT = FileType(
    "text/vtt", "a transcript", (".vtt", ".srt", ".sbv", ".ttml", ".dfxp", ".xml", ".txt", ".csv", ".tsv", ".docx")
)
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
DOCX = FileType(_OPEN_XML + "wordprocessingml.document", "a Word document", (".docx",))
PPTX = FileType(_OPEN_XML + "presentationml.presentation", "a PowerPoint presentation", (".pptx",))

VIDEO = (MP4, WEBM)
AUDIO = (MP3, M4A, OGG)
PICTURE = (JPEG, PNG, WEBP, HEIC)
PAPER = (PDF, DOCX, PPTX)

_MARKS: tuple[tuple[re.Pattern[bytes], FileType], ...] = (
    (re.compile(rb"....ftyp(?:M4A|M4B)", re.DOTALL), M4A),
    (re.compile(rb"....ftyp(?:isom|iso[2-9]|mp4[12]|avc1|dash|M4V |MSNV)", re.DOTALL), MP4),
    (re.compile(rb"\x1a\x45\xdf\xa3.{0,60}webm", re.DOTALL), WEBM),
    # An ID3 tag, or the eleven set bits and the layer 3 of an MPEG frame: layer 0 would be AAC.
    (re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), MP3),
    (re.compile(rb"OggS(?!.{0,60}theora)", re.DOTALL), OGG),
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), WEBP),
    # AVIF has the same container and another codec.
    (re.compile(rb"....ftyp(?:hei[cx]|mif1(?!.{0,40}avif))", re.DOTALL), HEIC),
    (re.compile(rb"%PDF-"), PDF),
    (re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT(?=[ \t\r\n]|\Z)"), VTT),
)
_ZIP = b"PK\x03\x04"

_ADVICE: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!DOCTYPE svg)", re.IGNORECASE),
        "Save this SVG picture as PNG. An SVG can contain programs, so the site never shows it.",
    ),
    (re.compile(rb"....ftypqt  ", re.DOTALL), "Save this QuickTime video as MP4, which plays in every browser."),
    (
        re.compile(rb"....ftyp(?:hei|hev|mif|msf|avi)", re.DOTALL),
        "Save this picture as JPEG, which every browser can show.",
    ),
    (re.compile(rb"GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*", re.DOTALL), "Save this picture as JPEG or PNG."),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "Save this old Office file as .docx, .pptx or PDF."),
)


def type_of(head: bytes, ending: str) -> FileType | None:
    """Tell a file's type by its content.

    Args:
        head: Its first bytes, at least ``HEAD`` if it has that many.
        ending: Of its name, lowercase with the dot. Word and PowerPoint files begin in the same way (both are zip
            archives), so for these only the ending decides.

    Returns:
        The type, or ``None`` for any that a document cannot have.
    """
    if head.startswith(_ZIP):
        return next((office for office in (DOCX, PPTX) if ending in office.endings), None)
    return next((file_type for mark, file_type in _MARKS if mark.match(head)), None)


def transcript_type(head: bytes, ending: str) -> FileType | None:
    """Tell whether a file can be a transcript, which may be text of any shape: anything that is nothing else."""
    found = type_of(head, ending)
    return TRANSCRIPT if found in {None, VTT, DOCX} else found


def captions_name(name: str) -> str:
    """Return what the captions made of a transcript are called; no two files share one."""
    return name if name.lower().endswith(".vtt") else f"{name}.vtt"


def advice(head: bytes) -> str:
    """Return what to do about a common type of file that is not supported; empty for others."""
    return next((sentence for mark, sentence in _ADVICE if mark.match(head)), "")
