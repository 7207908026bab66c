"""Clean parts → HTML, by mammoth.

Mammoth gets a new archive with the clean text and nothing else. In place of each picture it finds the picture's name,
so that no picture is unpacked before it is wanted.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from library.content.word.archive import damaged
from library.content.word.cleaning import DECORATIVE
from library.content.word.looks import HEADING, QUOTATION, TITLE
from library.content.word.names import PACKAGE, RELATION
from library.content.word.xml_reader import write_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from library.content.word.relations import Relation

# Heading 1 is below the title, so it is level 2 of a page.
_STYLES = "\n".join(
    [
        f"p.{TITLE} => h1:fresh",
        *(f"p.{HEADING}{level} => h{level + 1}:fresh" for level in range(1, 6)),
        f"p.{QUOTATION} => blockquote > p:fresh",
        "u => u",
    ]
)
# What mammoth raises for files that Word would repair.
_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, RecursionError, zipfile.BadZipFile)


@dataclass(slots=True)
class Pages:
    """The text of a Word file as HTML.

    Attributes:
        html: Not trusted.
        pictures: The part of each picture, by its ``src`` in the HTML.
        decorative: The ``src`` of each picture that only decorates.
        lost: Symbols that have no plain character.
    """

    html: str = ""
    pictures: dict[str, str] = field(default_factory=dict)
    decorative: set[str] = field(default_factory=set)
    lost: int = 0


def to_html(parts: Mapping[str, Element], relations: Mapping[str, dict[str, Relation]]) -> Pages:
    """Turn clean parts into HTML.

    Args:
        parts: By the names that mammoth expects: ``document``, ``footnotes``, ``endnotes``, ``numbering``.
        relations: What each part refers to.

    Raises:
        UnusableWordFile: Mammoth cannot read them.
    """
    import mammoth  # noqa: PLC0415 - 2 MB in each serving process, which leaves Word files to another

    pages, package = Pages(), BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name, root in parts.items():
            archive.writestr(f"word/{name}.xml", write_xml(root))
            archive.writestr(f"word/_rels/{name}.xml.rels", write_xml(_relationships(relations.get(name, {}))))
        for target in {target for each in relations.values() for target in _pictures(each)}:
            archive.writestr(f"word/{_place(target)}", target)
    try:
        result = mammoth.convert_to_html(
            package,
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: _attributes(image, pages)),
        )
    except _DAMAGE as error:
        raise damaged() from error
    pages.html = result.value
    pages.lost = sum("w:sym" in message.message for message in result.messages)
    return pages


def _attributes(image: Any, pages: Pages) -> dict[str, str]:
    """Return the ``src`` of a picture; mammoth adds its ``alt`` unless it is here."""
    with image.open() as opened:
        part = opened.read().decode()
    source = f"picture-{len(pages.pictures) + 1}"
    pages.pictures[source] = part
    if image.alt_text != DECORATIVE:
        return {"src": source}
    pages.decorative.add(source)
    return {"src": source, "alt": ""}


def _pictures(relations: Mapping[str, Relation]) -> Iterator[str]:
    return (each.target for each in relations.values() if each.kind == "image" and not each.is_outside)


def _place(target: str) -> str:
    return f"media/{target.encode().hex()}"


def _relationships(relations: Mapping[str, Relation]) -> Element:
    root = Element(f"{{{PACKAGE}}}Relationships")
    for key, each in relations.items():
        target = _place(each.target) if each.kind == "image" and not each.is_outside else each.target
        SubElement(
            root,
            f"{{{PACKAGE}}}Relationship",
            {"Id": key, "Type": f"{RELATION}/{each.kind}", "Target": target},
        )
    return root
