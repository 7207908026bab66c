"""What a part of a Word file refers to: pictures, addresses, other parts. Nothing outside the file is ever opened."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from library.content.word.names import PACKAGE, local
from library.content.word.xml_reader import read_xml

if TYPE_CHECKING:
    from library.content.word.archive import Archive

MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One reference.

    Attributes:
        kind: Such as ``image``, ``hyperlink``, ``footnotes``.
        target: The name of a part; outside the file, the address as it is written.
        is_outside: Whether it leads out of the file.
    """

    kind: str
    target: str
    is_outside: bool


def relations_of(archive: Archive, part: str) -> dict[str, Relation]:
    """Return what a part refers to, by id; empty if it refers to nothing."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return {}
    found = (child for child in read_xml(archive.read(path)) if child.tag == f"{{{PACKAGE}}}Relationship")
    return {child.get("Id", ""): _relation(folder, child.attrib) for child in found}


def main_part(archive: Archive) -> str:
    """Return the name of the part with the text; it may not exist."""
    kinds = relations_of(archive, "").values()
    return next((each.target for each in kinds if each.kind == "officeDocument"), MAIN)


def _relation(folder: str, attributes: dict[str, str]) -> Relation:
    kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
    is_outside = attributes.get("TargetMode", "").lower() == "external"
    if is_outside or kind == "hyperlink":
        return Relation(kind, target, is_outside)
    place = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
    return Relation(local(kind), place.lstrip("/"), is_outside=False)
