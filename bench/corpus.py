"""Real words to make documents from: the Markdown corpora, and Welsh sentences from the Celtic one.

Markdown for other programs (templates, reference links, code) is left out. What stays are paragraphs and lists that
people wrote, each with its heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.missing import Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# A source with less than this is a stub.
FEWEST_PIECES = 3

# The least words of a paragraph or list to use.
SHORTEST, LONGEST = 8, 220

WELSH_SENTENCES_A_PARAGRAPH = 4

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCED = re.compile(r"^ *(```+|~~~+).*?(?:^ *\1`* *$|\Z)", re.DOTALL | re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n+")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\[\]]+)\](?:\(([^()\s]*)[^()]*\)|\[[^\[\]]*\])")
_HEADING = re.compile(r"#{1,6} +(.+?)(?: *\{#.*\})?")
_ITEM = re.compile(r"[-*+] |[0-9]{1,2}\. ")
_FOREIGN = re.compile(r"[<>|{}\[\]`\\_~^]|&#?\w+;|\A(?: {4}|\t|:|!|=|-{3})")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a list.

    Attributes:
        heading: The heading that opens at it, plain, or empty.
        text: Markdown; links lead to whole addresses only.
        words: In ``text``, at least ``SHORTEST``.
    """

    heading: str
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything to make documents from; the same files always give the same corpus.

    Attributes:
        english: Sources, each of at least ``FEWEST_PIECES`` pieces in their order.
        welsh: One source.
    """

    english: tuple[tuple[Piece, ...], ...]
    welsh: tuple[Piece, ...]


def read_corpus(folder: Path | None) -> Corpus:
    """Read the corpora.

    Args:
        folder: What ``LIBRARY_CORPORA`` names, or ``None`` if it is not set.

    Raises:
        Missing: There is no such folder, or nothing to read in it.
    """
    if folder is None:
        raise Missing("LIBRARY_CORPORA is not set: the corpora lie beside the checkout as ../shared/corpora.")
    files = sorted((folder / "md").rglob("*.md"))
    sources = (tuple(_pieces(path.read_text("utf-8", errors="ignore"))) for path in files)
    english = tuple(source for source in sources if len(source) >= FEWEST_PIECES)
    welsh = folder / "celtic" / "cy-en-treebank.tsv"
    if not english or not welsh.is_file():
        raise Missing(f"LIBRARY_CORPORA names {folder}, which holds no md/**/*.md or no celtic/cy-en-treebank.tsv.")
    return Corpus(english, tuple(_welsh(welsh.read_text("utf-8").splitlines())))


def count_words(text: str) -> int:
    """Return the number of words of a text."""
    return len(_WORD.findall(text))


def _pieces(text: str) -> Iterator[Piece]:
    body = _FENCED.sub("", _FRONT_MATTER.sub("", text.replace("\r\n", "\n")))
    heading = ""
    for block in _BLANK.split(body):
        first, _, rest = block.strip("\n").partition("\n")
        opening = _HEADING.fullmatch(first.strip())
        if opening:
            heading = _plain_heading(opening[1])
        words = _cleaned(rest if opening else block.strip("\n"))
        if words and SHORTEST <= (count := count_words(words)) <= LONGEST:
            yield Piece(heading, words, count)
            heading = ""


def _plain_heading(text: str) -> str:
    plain = _LINK.sub(r"\1", _IMAGE.sub("", text)).replace("*", "").strip()
    return "" if _FOREIGN.search(plain) else plain


def _cleaned(block: str) -> str:
    """Return a block as Markdown of ours, or an empty text if it is for another program."""
    text = _LINK.sub(_whole_link, _IMAGE.sub("", block)).rstrip()
    if _FOREIGN.search(re.sub(r"\]\(https?://[^)]*\)", "", text).replace("[", "")):
        return ""
    lines = text.split("\n")
    if _ITEM.match(lines[0]):
        return text if all(_ITEM.match(line) or line.startswith("  ") for line in lines) else ""
    return " ".join(line.strip() for line in lines)


def _whole_link(link: re.Match[str]) -> str:
    address = link[2] or ""
    return f"[{link[1]}]({address})" if address.startswith(("https://", "http://")) else str(link[1])


def _welsh(lines: Iterable[str]) -> Iterator[Piece]:
    sentences = [line.partition("\t")[0].strip() for line in lines]
    plain = [sentence for sentence in sentences if sentence and not _FOREIGN.search(sentence)]
    for start in range(0, len(plain), WELSH_SENTENCES_A_PARAGRAPH):
        text = " ".join(plain[start : start + WELSH_SENTENCES_A_PARAGRAPH]).lstrip("#-*+ ")
        if (count := count_words(text)) >= SHORTEST:
            yield Piece("", text, count)
