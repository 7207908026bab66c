"""Names of the elements of a Word file, as ``xml.etree`` writes them.

Source: ECMA-376, Office Open XML. The strict variant has other namespaces, which ``xml_reader`` replaces with these.
"""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

# Namespaces of the strict variant → those of the usual one.
STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": WORD,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": RELATION,
    "http://purl.oclc.org/ooxml/drawingml/main": DRAWING,
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": PLACED,
    "http://purl.oclc.org/ooxml/drawingml/picture": PICTURE,
    "http://purl.oclc.org/ooxml/officeDocument/math": MATHS,
}


def w(name: str) -> str:
    """Return the name of a Word element or attribute."""
    return f"{{{WORD}}}{name}"


def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


VAL = w("val")
ID = f"{{{RELATION}}}id"
EMBED = f"{{{RELATION}}}embed"
LINK = f"{{{RELATION}}}link"
