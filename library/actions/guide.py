"""The author's guide: a file in the repository, shown as a page of the site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from library.content.body import markdown

if TYPE_CHECKING:
    from pathlib import Path

    from library.model.document import Heading


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of documentation.

    Attributes:
        title: The text of its first-level heading.
        html: Sanitised HTML of everything below the title.
        headings: All headings below the title, in order.
    """

    title: str
    html: str
    headings: tuple[Heading, ...]


@cache
def read_guide(path: Path) -> Guide:
    """Return a page of documentation, cached for the life of the process.

    Args:
        path: A Markdown file in English that begins with its title.
    """
    title, _, text = path.read_text(encoding="utf-8").partition("\n")
    body = markdown.render(text, "en", first_line=2, path=path.name)
    return Guide(title.lstrip("# "), body.html, body.headings)
