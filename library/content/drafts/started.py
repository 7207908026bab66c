"""Drafts that are started in the browser: from nothing, from a link, from a copy, or as a translation.

A copy is another document. What someone agreed to, and what belongs to the first one alone, is not copied:

* ``consent``, ``endorsed_by``: they were said of the first document.
* ``published``, ``review_by``, ``status``, ``formerly``, ``replaced_by``: its life so far.
* ``translation_of``, ``translation``, ``media``, ``transcripts``, ``attachments``, ``pointers``, ``source``,
  ``evidence``, ``about_summary``, ``linked_from``, ``year``, ``minutes``: about its own files or work.

Of a real story, only its terms are copied, none of its words: they would outlive its withdrawal. A translation begins
without text for the same reason, and takes all that describes the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.header.schema import KEYS, PROVENANCE
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Broken, Mapping, Scalar
from library.content.header.yaml_writer import as_read, entry
from library.content.mistakes import Mistakes
from library.content.source import part
from library.model.document import AWAITING_CHECK, LINK_ONLY, Evidence, Provenance
from library.model.language import SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping as Group

    from library.content.header.yaml_writer import Value
    from library.content.source import Source
    from library.model.document import Kind

# What a copy of any document takes.
DESCRIPTION = frozenset(
    "kind themes roles sectors circumstances settings nation voice shows outcomes language languages licence "
    "provenance".split()
)
# What it takes besides if it takes the text too.
WITH_TEXT = frozenset("summary authors organisation related content_notes short quote questions".split())
# What a translation takes: the same work, with the same paragraphs. Its language is another.
OF_TRANSLATION = (DESCRIPTION - {"language"}) | frozenset(
    "organisation year minutes source evidence linked_from related content_notes short quote".split()
)

_NOT_TOLD = {Provenance.FICTIONAL.value, Provenance.PUBLISHED_ELSEWHERE.value, "invented"}


def new_text(kind: Kind, title: str, language: str) -> bytes:
    """Return a draft without text."""
    return _file({"title": title, "kind": kind.value, "language": language})


def linked_text(kind: Kind, title: str, address: str, language: str, summary: str, organisation: str) -> bytes:
    """Return a draft about a work on another website, of which we publish a summary and a link.

    Args:
        kind: What the work is.
        title: Of the work.
        address: Where it is.
        language: Of the work; our words about it are in English.
        summary: In our own words; may be empty.
        organisation: Whose work it is; may be empty.
    """
    values: dict[str, Value] = {
        "title": title,
        "kind": kind.value,
        "summary": summary,
        "language": SOURCE,
        "languages": [language],
        "organisation": organisation,
        "licence": LINK_ONLY,
        "source": address,
        "provenance": Provenance.PUBLISHED_ELSEWHERE.value,
        "evidence": Evidence.SEEN.value,
    }
    return _file({name: value for name, value in values.items() if value})


def copied_text(data: bytes, path: str, title: str) -> bytes:
    """Return a draft that begins as a copy of a document.

    Args:
        data: The whole file of the document.
        path: Of the file, for mistakes.
        title: Of the draft.

    Raises:
        ContentError: The file cannot be divided into header and text.
    """
    source, tree = _read(data, path)
    if _may_be_told(tree):
        return _file({"title": title}, _lines(source, tree, DESCRIPTION))
    return _file({"title": title}, _lines(source, tree, DESCRIPTION | WITH_TEXT), source.body.strip("\n"))


def translated_text(data: bytes, path: str, slug: str, title: str, language: str) -> bytes:
    """Return a draft of a translation, without text.

    Args:
        data: The whole file of the original.
        path: Of the file, for mistakes.
        slug: Of the original.
        title: Of the translation.
        language: Of the translation.

    Raises:
        ContentError: The file cannot be divided into header and text.
    """
    source, tree = _read(data, path)
    own = {"title": title, "language": language, "translation_of": slug, "translation": AWAITING_CHECK}
    return _file(own, _lines(source, tree, OF_TRANSLATION))


def _file(values: Group[str, Value], lines: Group[str, list[str]] | None = None, body: str = "") -> bytes:
    """Return a file with these keys, in the order of the schema."""
    written = {**(lines or {}), **{name: entry(name, as_read(value)) for name, value in values.items()}}
    header = (line for name in KEYS if name in written for line in written[name])
    return ("\n".join(["---", *header, "---", "", body]).rstrip("\n") + "\n").encode()


def _read(data: bytes, path: str) -> tuple[Source, Mapping]:
    """Return a file, and its header as far as that can be read."""
    mistakes = Mistakes(path)
    source = part(data, mistakes)
    if source is None:
        raise mistakes.error()
    return source, read_header(source, path)


def _lines(source: Source, tree: Mapping, names: frozenset[str]) -> dict[str, list[str]]:
    """Return the lines of those keys that are there and can be read; none of a header in braces."""
    lines, first = source.header.split("\n"), source.header_line
    pairs = {} if tree.is_flow else {name: pair for name, pair in tree.pairs.items() if name in names}
    return {
        name: lines[pair.line - first : pair.node.span.end.line - first + 1]
        for name, pair in pairs.items()
        if not isinstance(pair.node, Broken)
    }


def _may_be_told(tree: Mapping) -> bool:
    """Return whether a document may be a real story: if it does not say so clearly, it may."""
    pair = tree.pairs.get(PROVENANCE.name)
    return pair is None or not isinstance(pair.node, Scalar) or pair.node.text not in _NOT_TOLD
