"""What an office file says of itself: its title, its day, and nobody's name."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from library.export.xml_text import language_tag, one_line, shortened

if TYPE_CHECKING:
    from library.model.workshop import Report, Workshop

MOST = 255  # characters of a property, by the standard of the files


def set_properties(properties: Any, made: Workshop | Report) -> None:
    """Name a file and its day.

    Args:
        properties: The core properties as python-pptx and python-docx give them. A template's author is taken out, for
            the name that a machine would put there is nobody's.
        made: What the file is made of.
    """
    properties.title = shortened(one_line(made.title), MOST)
    properties.identifier = made.code
    properties.language = language_tag(made.language)
    properties.created = properties.modified = datetime.combine(made.made_on, time(), UTC)
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.revision = 1
