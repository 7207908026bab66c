"""The properties of an office file: its title and date, without anyone's name."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from library.export.wording import translator_of
from library.export.xml_text import language_tag, one_line, shortened

if TYPE_CHECKING:
    from library.model.workshop import Report, Workshop

MOST = 255  # the most characters of a property, by the standard for these files


def set_properties(properties: Any, made: Workshop | Report) -> None:
    """Set the title and date of a file.

    Args:
        properties: The core properties of python-pptx or python-docx. A template's author is removed, because it is
            nobody's name.
        made: The content of the file.
    """
    properties.title = shortened(one_line(made.title), MOST)
    properties.identifier = made.code
    properties.language = language_tag(translator_of(made).language)
    properties.created = properties.modified = datetime.combine(made.made_on, time(), UTC)
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.revision = 1
