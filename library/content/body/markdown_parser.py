"""Python-Markdown as we use it: headings, lists, tables, footnotes, definitions, admonitions, quotes and code."""

from __future__ import annotations

import functools
import html
import re
import secrets
import threading
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.preprocessors import Preprocessor

from library.content.body.html_rules import BLOCKS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SET_ASIDE = re.compile(
    r" {0,3}(?:(?P<fence>`{3,20}(?=[^`]*$)|~{3,20})|(?P<comment><!--)"
    r"|<(?P<verbatim>pre|script|style|textarea)(?=[\s>]|$)"
    rf"|</?(?:{'|'.join(sorted(BLOCKS))})(?=[\s/>]|$))",
    re.IGNORECASE,
)


class _Footnotes(FootnoteExtension):
    """Footnotes with ids made of a number and a mark that no author can know.

    The mark tells our ids from an author's raw HTML. The original also looks for a place marker
    recursively and numbers repeated references in quadratic time.
    """

    def __init__(self, mark: str) -> None:
        super().__init__(SEPARATOR=mark)

    def findFootnotesPlaceholder(self, root: Element) -> None:  # noqa: N802 (the original's name)
        """Return nothing, because footnotes come at the end."""

    def addFootnoteRef(self, id: str) -> None:  # noqa: N802 (the original's name)
        """Do nothing, because footnotes stay in the order of their definitions."""

    def makeFootnoteId(self, id: str) -> str:  # noqa: N802 (the original's name)
        """Return the marked id of a footnote."""
        return f"fn{self.get_separator()}{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: N802 (the original's name)
        """Return the marked id of a reference to a footnote; a new one for each if ``found``."""
        first = f"fnref{self.get_separator()}{self._number(id)}"
        if not found:
            return first
        count = self.found_refs[first] = self.found_refs.get(first, 0) + 1
        return first if count == 1 else f"fnref{count}{self.get_separator()}{self._number(id)}"

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802 (the original's name)
        """Return the footnotes with their list marked, or ``None`` if there are none."""
        div = super().makeFootnotesDiv(root)
        if div is not None:
            div[1].set("id", self.get_separator())
            div.remove(div[0])
        return div

    def _number(self, id: str) -> int:
        return list(self.footnotes).index(id) + 1


class _SetAside(Preprocessor):
    """Extracts fenced code and blocks of raw HTML, by the rules of CommonMark, in one pass over the lines.

    The original takes quadratic time (it searches the rest of the document for the end of each tag and fence) and
    never reads Markdown inside of an HTML block. Here a block of HTML ends at a blank line, so that
    ``<div lang="cy">``, a blank line and Welsh paragraphs in Markdown do what an author expects.
    Source: https://spec.commonmark.org/0.31.2/#html-blocks (conditions 1, 2 and 6) and #fenced-code-blocks
    """

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with each block replaced by a placeholder."""
        remaining: list[str] = []
        at = 0
        while at < len(lines):
            begin = _SET_ASIDE.match(lines[at])
            if begin is None:
                remaining.append(lines[at])
                at += 1
                continue
            end = self._end(lines, at, begin)
            stored = _code(lines[at + 1 : end]) if begin["fence"] else "\n".join(lines[at:end])
            remaining += ["", self.md.htmlStash.store(stored), ""]
            at = end + 1 if begin["fence"] else end
        return remaining

    def _end(self, lines: list[str], at: int, begin: re.Match[str]) -> int:
        """Return the index after the block's last line; for a fence, of its closing line."""
        if begin["fence"]:
            closing = re.compile(rf" {{0,3}}{begin['fence']}{begin['fence'][0]}* *")
            return next((end for end in range(at + 1, len(lines)) if closing.fullmatch(lines[end])), len(lines))
        if begin["comment"] or begin["verbatim"]:
            mark = "-->" if begin["comment"] else f"</{begin['verbatim'].lower()}"
            return next((end + 1 for end in range(at, len(lines)) if mark in lines[end].lower()), len(lines))
        return next((end for end in range(at, len(lines)) if not lines[end].strip()), len(lines))


def _code(lines: list[str]) -> str:
    """Return a block of code as HTML."""
    code = "\n".join(lines)
    return f"<pre><code>{html.escape(code)}\n</code></pre>"


class _Parser(threading.local):
    """Python-Markdown, built once in each thread: building costs as much as rendering, and it keeps state.

    Attributes:
        mark: Replaces the hyphen in ids of footnotes; no author can know it.
        markdown: The parser.
    """

    def __init__(self) -> None:
        self.mark = f"mark{secrets.token_hex(12)}"
        self.renew()

    def renew(self) -> None:
        """Build the parser again, without state from the last text."""
        self.markdown = Markdown(
            output_format="html",
            extensions=["admonition", "def_list", "sane_lists", "tables", _Footnotes(self.mark)],
            extension_configs={"tables": {"use_align_attribute": True}},
        )
        self.markdown.preprocessors.register(_SetAside(self.markdown), "html_block", 20)


@functools.cache
def _parser() -> _Parser:
    return _Parser()


def to_html(text: str) -> tuple[str, str]:
    r"""Turn Markdown into HTML that is neither safe nor well nested.

    Args:
        text: Within the limits of ``markdown_limits``; without control characters but tabs and line ends ``\n``.

    Returns:
        The HTML, and the mark that distinguishes ids of footnotes from those of an author.

    Raises:
        RecursionError: The text is nested too deeply for the caller's depth.
    """
    parser = _parser()
    try:
        return parser.markdown.reset().convert(text), parser.mark
    except BaseException:
        parser.renew()  # its own reset clears footnotes and links, but not the lists and quotes that it was in
        raise
