"""From a Word file to a draft: a Markdown file, the pictures beside it, and a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.content.changes import Change, guessed
from library.content.drafts.headers import IN_A_FOLDER, header_of
from library.content.drafts.languages import plain_language
from library.content.drafts.pictures import save_pictures
from library.content.drafts.proposals import propose
from library.content.drafts.titles import TitleGuess, guess_title
from library.content.markdown_writer.block import text_of
from library.content.markdown_writer.reading import lines_in
from library.content.markdown_writer.writer import read_text, write_text
from library.content.mistakes import printable, quoted
from library.content.slugs import proposed_slug
from library.content.source import LARGEST_FILE
from library.content.word.archive import UnusableWordFile
from library.content.word.reading import read_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.content.markdown_writer.block import Block
    from library.model.vocabulary import Vocabulary

_TITLE = "The title: {title}, from {source}."
NO_WORDS = "This file has no text. If it shows a scanned page, type the words into a Word document and import that."
_TOO_LONG = "Split this file into two. Its text is larger than {limit} MB."


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that nobody but its author can see.

    Attributes:
        slug: Its name, from its title.
        title: Which is probably its title.
        markdown: The whole file, in UTF-8.
        pictures: The name and content of each file beside it.
        changes: What differs from the Word file; report it before anything is written.
    """

    slug: str
    title: str
    markdown: bytes
    pictures: tuple[tuple[str, bytes], ...]
    changes: tuple[Change, ...]


def draft_of(
    data: bytes, stem: str, shelf: str, vocabulary: Vocabulary, name: str = "", note: str = IN_A_FOLDER
) -> Draft:
    """Turn a Word file into a draft, without writing anything.

    Args:
        data: The whole Word file.
        stem: Its name without ending.
        shelf: ``stories`` or ``resources``.
        vocabulary: The terms to propose.
        name: The slug, or empty to make one from the title.
        note: The comment that the header begins with.

    Raises:
        UnusableWordFile: It cannot be imported; the message says what to do.
    """
    word = read_word(data)
    text = read_text(word.html)
    if not text.blocks:
        raise UnusableWordFile(NO_WORDS)
    title = guess_title(text.blocks)
    if not title.title:
        title = TitleGuess(" ".join(stem.replace("_", " ").split()), "the name of the Word file", title.blocks)
    slug = name or proposed_slug(title.title) or proposed_slug(stem) or "imported"
    saved = save_pictures(word, title.blocks, slug)
    written = write_text(replace(text, blocks=saved.blocks), saved.names)
    words = _words(text.blocks)
    header = header_of(title, plain_language(words), shelf, propose(words, vocabulary), note)
    markdown = f"{header}\n{written.markdown}".encode()
    if len(markdown) > LARGEST_FILE:
        raise UnusableWordFile(_TOO_LONG.format(limit=LARGEST_FILE // 1024 // 1024))
    about_title = guessed(_TITLE.format(title=quoted(title.title), source=title.source))
    return Draft(
        slug,
        printable(title.title),
        markdown,
        saved.files,
        (*word.changes, about_title, *written.changes, *saved.changes),
    )


def _words(blocks: Iterable[Block]) -> str:
    return "\n".join(text_of(line) for block in blocks for line in lines_in(block))
