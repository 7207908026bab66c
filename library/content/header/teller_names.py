"""Names of tellers in public places: addresses of pages and names of files.

An address stays in search engines, bookmarks and emails after a teller has changed their mind about their name. So it
never contains one, whatever they agree to today.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.content.header.schema import AUTHORS, PROVENANCE, files_of
from library.content.nearest import fold
from library.content.slugs import slug_of
from library.model.document import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.content.header.fields import Fields
    from library.content.mistakes import Mistakes

SHORTEST = 3

# Words of three letters and more in authors' names that do not identify anyone.
_NO_NAMES = frozenset({"and", "dr", "for", "from", "miss", "mrs", "the", "who", "with"})

_LETTERS = re.compile(r"[^\W\d_]+")


def check_names(header: Fields, mistakes: Mistakes) -> None:
    """Report a teller's name in the name of a told document's file, or of a file that it names."""
    authors = header.get(AUTHORS)
    if header.get(PROVENANCE) is not Provenance.TOLD or not authors:
        return
    for name in (mistakes.path, *(file.path for file in files_of(header))):
        for word in names_in(slug_of(name), authors):
            sentence = (
                f"authors: Rename the file {name}. It contains “{word}”, which is part of an author’s name. "
                "Everyone can read it in the address of the page."
            )
            mistakes.add(header.line(AUTHORS), sentence)


def names_in(name: str, authors: Iterable[str]) -> tuple[str, ...]:
    """Find words of people's names in the name of a file.

    Args:
        name: Of a file, without folder and ending.
        authors: As the author wrote them.

    Returns:
        Folded words, sorted, each once; may be empty.
    """
    return tuple(sorted(set(_words(name)) & {shown for author in authors for shown in _shown_as(author)}))


def _shown_as(author: str) -> Iterator[str]:
    """Yield what would show a name: each word, its plural or genitive, and the whole name in one word."""
    words = [word for word in _words(author) if len(word) >= SHORTEST and word not in _NO_NAMES]
    for word in words:
        yield word
        yield word + "s"
    if len(words) > 1:
        yield "".join(words)


def _words(text: str) -> list[str]:
    return _LETTERS.findall(fold(text))
