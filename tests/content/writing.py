"""A content folder for tests to write into, with a small vocabulary and files of every type."""

from __future__ import annotations

from pathlib import Path

from library.content.document_files import read_document_file
from library.content.vocabulary import read_vocabulary
from library.errors import ContentError
from library.model.document import Document

STORY = "stories/spare-key.md"
VIDEO = "resources/spare-key.md"

VOCABULARY = """\
themes:
  - {id: listening, label: {en: Listening and being heard, cy: Gwrando}, also: [active listening]}
  - {id: working-together, label: {en: Partnership and working together}, also: [collaboration, co-production]}
  - {id: time, label: {en: Time to talk}}
  - {id: strengths, label: {en: Strengths}}
  - {id: community, label: {en: Community}}
  - {id: recording, label: {en: Recording outcomes}}
roles: [{id: nurse, label: {en: Nurse}}]
sectors: [{id: health, label: {en: Health}}]
voices: [{id: worker, label: {en: Worker}}]
circumstances: [{id: sight, label: {en: Sight loss}}]
settings: [{id: at-home, label: {en: At home}}]
nations: [{id: scotland, label: {en: Scotland}}, {id: wales, label: {en: Wales}}]
outcomes: [{id: feeling-safe, label: {en: Feeling safe}}]
shows: [{id: about-it, label: {en: About it}}]
content_notes: [{id: bereavement, label: {en: Death and bereavement}}]
"""

HEADER = {
    "title": "The spare key",
    "kind": "story",
    "summary": "A home carer asks one more question.",
    "themes": "[listening]",
    "roles": "[nurse]",
    "sectors": "[health]",
    "provenance": "fictional",
}
BODY = "First paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n"

MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(16)
M4A = b"\x00\x00\x00\x18ftypM4A " + bytes(16)
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(16)
MP3 = b"ID3\x04" + bytes(16)
OGG = b"OggS" + bytes(16)
PDF = b"%PDF-1.7\n"
ZIP = b"PK\x03\x04" + bytes(16)
# A transcript, and the captions that are served of it.
VTT = b"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Ann>Good morning.\n\n00:01:00.000 --> 00:01:04.000\n<v Bob>Is it?\n"
CAPTIONS = (
    b"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Ann>Good morning.</v>\n\n"
    b"00:01:00.000 --> 00:01:04.000\n<v Bob>Is it?</v>\n"
)


class Folder:
    """A content folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.put("vocabulary.yaml", VOCABULARY)
        self.vocabulary = read_vocabulary(root)

    def put(self, path: str, content: str | bytes) -> Path:
        """Write a file and return it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def link(self, path: str, target: str | Path) -> None:
        """Make a symbolic link."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(target)

    def write(self, path: str = STORY, body: str = BODY, drop: str = "", **changes: str) -> str:
        """Write a document whose header has these changes (YAML, by key) and return its text."""
        kept = {key: value for key, value in (HEADER | changes).items() if key not in drop.split()}
        lines = "".join(f"{key}: {value}\n" for key, value in kept.items())
        text = f"---\n{lines}---\n{body}"
        self.put(path, text)
        return text

    def read(self, path: str = STORY) -> Document:
        """Read a document."""
        return read_document_file(self.root, path, self.vocabulary)

    def mistakes(self, path: str = STORY) -> list[str]:
        """Read a document and return its mistakes as ``line: sentence``, or with the path if it is another file's."""
        try:
            self.read(path)
        except ContentError as error:
            return [str(mistake).removeprefix(f"{path}:") for mistake in error.mistakes]
        return []

    def mistakes_with(self, path: str = STORY, body: str = BODY, drop: str = "", **changes: str) -> list[str]:
        """Write a document with these changes and return its mistakes."""
        self.write(path, body, drop, **changes)
        return self.mistakes(path)
