"""The text of a document as it is written, published or not, for pages that only coordinators read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.body.written_blocks import rendered
from library.content.header.schema import LANGUAGE, SUMMARY, TITLE
from library.content.mistakes import Mistakes
from library.content.source import part
from library.content.titles import texts_in
from library.errors import ContentError
from library.model.language import LANGUAGES, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.actions.library import Library
    from library.content.body.markdown import Body


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text, whether it is a valid document or not.

    Attributes:
        title: May be empty.
        summary: May be empty.
        language: ``en`` if it says none that we have.
        body: ``None`` if the text cannot be shown as a page.
    """

    title: str
    summary: str
    language: str
    body: Body | None


def written_text(data: bytes, path: str) -> WrittenText:
    """Read as much of a text as can be shown.

    Args:
        data: The whole file.
        path: That it has or would have, relative to the content folder.
    """
    source = part(data, Mistakes(path))
    texts = texts_in(source, path)
    language = texts.get(LANGUAGE.name, SOURCE)
    try:
        body = rendered(source.body) if source else None
    except ContentError:
        body = None
    is_ours = language in LANGUAGES
    return WrittenText(texts.get(TITLE.name, ""), texts.get(SUMMARY.name, ""), language if is_ours else SOURCE, body)


def names_of(library: Library, ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return the names of people by id, without those who have no account now."""
    people = library.people.with_ids({each for each in ids if each is not None})
    return {key: person.called for key, person in people.items()}
