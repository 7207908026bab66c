"""From a Word file to more text for a document that is there: Markdown, the pictures beside it, and a report."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from library.content.changes import Change, left_out
from library.content.drafts.draft import NO_WORDS
from library.content.drafts.pictures import save_pictures
from library.content.drafts.titles import guess_title
from library.content.markdown_writer.writer import read_text, write_text
from library.content.mistakes import quoted
from library.content.word.archive import UnusableWordFile
from library.content.word.reading import read_word

_TITLE = "The title: {title}. The document has it already."
_NOTE = re.compile(r"\[\^([0-9]{1,6})\]")
# Characters of the digest of a Word file, by which its pictures are named: the same file gives the same names.
_MARK = 8


@dataclass(frozen=True, slots=True)
class Addition:
    """What a Word file adds to a document.

    Attributes:
        markdown: Its text, with one line feed at its end.
        pictures: The name and content of each file beside it.
        changes: What differs from the Word file.
    """

    markdown: str
    pictures: tuple[tuple[str, bytes], ...]
    changes: tuple[Change, ...]


def addition_of(data: bytes, slug: str, title: str, text: str) -> Addition:
    """Turn a Word file into text for a document, without writing anything.

    Args:
        data: The whole Word file.
        slug: Of the document; the names of the pictures begin with it.
        title: Of the document; a line that repeats it is left out.
        text: Of the document; the new footnotes are numbered after those in it.

    Raises:
        UnusableWordFile: It cannot be imported; the message says what to do.
    """
    word = read_word(data)
    new = read_text(word.html, 1 + max(map(int, _NOTE.findall(text)), default=0))
    guess = guess_title(new.blocks)
    is_repeated = bool(guess.title) and guess.title.casefold() == title.casefold()
    saved = save_pictures(word, guess.blocks if is_repeated else new.blocks, f"{slug}-{_mark_of(data)}")
    written = write_text(replace(new, blocks=saved.blocks), saved.names)
    if not written.markdown:
        raise UnusableWordFile(NO_WORDS)
    about_title = (left_out(_TITLE.format(title=quoted(guess.title))),) if is_repeated else ()
    return Addition(written.markdown, saved.files, (*word.changes, *about_title, *written.changes, *saved.changes))


def _mark_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_MARK]
