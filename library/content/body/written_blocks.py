"""Where each passage of a body is in its text, by the lines that its author wrote.

Our Markdown parser has no positions. So the text is rendered a second time with a sign on each line, two letters of a
script that it does not use, put inside a word. Where the signs come out says which lines a passage has. Then a block is
whatever the parser says it is: a list with blank lines in it, a table, a note in the margin, a footnote. Lines without
a word, such as a fence or the rule below a heading, go with the lines that they touch. Nobody sees the signs.

A passage is in a container if its lines begin with signs that are not its own: a quotation (``> ``), an admonition
(four spaces), a footnote (``[^1]: ``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from typing import TYPE_CHECKING

from library.content.body.markdown import render
from library.content.body.pictures import UnreadPictures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.content.body.markdown import Body

# Letters of Tangut, a script of the eleventh century, in sets of this many.
_SET = 768
_SETS = tuple(range(0x17000, 0x18700 - _SET, _SET))

# A sign goes after the first letter of a word of two, but not into markup.
_WORD = re.compile(r"[^\W\d_](?=[^\W\d_])")
_MARKUP = re.compile(r"</?[a-zA-Z!?][^>]*>?|&#?\w+;|\]\([^)]*\)?|\]\[[^\]]*\]?|\[\^[^\]]*\]:?")
_UNMARKED = re.compile(r"[ \t>]*(?:`{3,}|~{3,}|\[[^\]^][^\]]*\]:)")
_ADMONITION = re.compile(r"[ \t>]*!!! ?[\w-]+(?: +[\w-]+)*")

_FENCE = re.compile(r"[ \t>]{0,9}(`{3,}|~{3,})")
# Lines that belong to what comes after them.
_OPENING = re.compile(r"[ \t>]*(?:<(?![/!])|!!!)")

# Rules between blocks. A line of hyphens may be below a heading, so it is none of these.
_RULE = re.compile(r"[ \t>]*(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")

_QUOTED = re.compile(r" {0,3}> ?")
_INDENTED = re.compile(r" {4}|\t")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]+\]:[ \t]*")
_ANCHOR = re.compile(r"p[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """Lines of a body that its passages come from.

    Attributes:
        anchors: Of the passages; more than one if they share lines, as in raw HTML.
        first: The first line, counted from 0 in the body.
        end: The line after the last one.
        prefix: What its first line begins with because of its container; may be empty.
        later_prefix: The same of its other lines.
    """

    anchors: tuple[str, ...]
    first: int
    end: int
    prefix: str = ""
    later_prefix: str = ""

    def markdown(self, lines: Sequence[str]) -> str:
        """Return the Markdown of the block as if it had no container.

        Args:
            lines: Of the body.
        """
        mine = lines[self.first : self.end]
        later = (_without(line, self.later_prefix) for line in mine[1:])
        return "\n".join([_without(mine[0], self.prefix), *later])

    def lines_of(self, markdown: str) -> list[str]:
        """Return the lines of another Markdown in the container of this block."""
        first, *later = markdown.split("\n")
        return [(self.prefix + first).rstrip(" "), *((self.later_prefix + line).rstrip(" ") for line in later)]


def written_blocks(text: str) -> tuple[WrittenBlock, ...]:
    r"""Return the blocks of a body in the order of its lines; a passage that cannot be located is in none.

    Args:
        text: The body, with line ends ``\n`` and without private comments.

    Raises:
        ContentError: The text cannot be rendered.
    """
    base = next((start for start in _SETS if not any(start <= ord(sign) < start + _SET for sign in text)), None)
    lines = text.split("\n")
    if base is None or len(lines) > _SET * _SET:
        return ()
    body = rendered("\n".join(_marked(lines, base)))
    owners = _owners(body, base, len(lines))
    owners = _with_wordless(_with_neighbours(owners, lines), [each.anchor for each in body.passages], lines)
    spans = _spans(owners)
    containers = _containers(body.html)
    return tuple(_block(anchors, first, end, containers, lines) for anchors, first, end in spans)


def rendered(text: str) -> Body:
    """Return a body whose passages are those that readers get, without reading its pictures.

    Raises:
        ContentError: The text cannot be rendered.
    """
    return render(text, "en", pictures=UnreadPictures())


def _marked(lines: Sequence[str], base: int) -> Iterator[str]:
    """Yield each line with its sign, if it has a word."""
    for number, line in enumerate(lines):
        sign = chr(base + number // _SET) + chr(base + number % _SET)
        for at in reversed(_places(line)):
            line = line[:at] + sign + line[at:]
        yield line


def _places(line: str) -> list[int]:
    """Return where the signs of a line go: at its first word, and in raw HTML at the first one after each tag."""
    opening, found = _ADMONITION.match(line), list[int]()
    if _UNMARKED.match(line):
        return found
    at, is_html = opening.end() if opening else 0, line.lstrip(" ").startswith("<")
    while (word := _WORD.search(line, at)) and (is_html or not found):
        markup = _MARKUP.search(line, at)
        if markup is None or word.start() < markup.start():
            found.append(word.end())
        if markup is None:
            break
        at = markup.end()
    return found


def _owners(body: Body, base: int, count: int) -> list[frozenset[str]]:
    """Return for each line which passages its words are in; ``h`` if they are in a heading."""
    owners = [set[str]() for _ in range(count)]
    signs = re.compile(f"([{chr(base)}-{chr(base + _SET - 1)}])([{chr(base)}-{chr(base + _SET - 1)}])")
    texts = [(passage.anchor, passage.text) for passage in body.passages]
    for anchor, text in [*texts, *(("h", heading.text) for heading in body.headings)]:
        for sign in signs.finditer(text):
            owners[(ord(sign[1]) - base) * _SET + ord(sign[2]) - base].add(anchor)
    return [frozenset(each) for each in owners]


def _with_neighbours(owners: list[frozenset[str]], lines: Sequence[str]) -> list[frozenset[str]]:
    """Return the owners of all lines: one without a word belongs to what it touches, before or after it."""
    found, opens = list(owners), _opening(lines)
    for at in range(1, len(lines)):
        if not found[at] and _has_signs(lines[at]) and at not in opens and _has_signs(lines[at - 1]):
            found[at] = found[at - 1]
    for at in range(len(lines) - 2, -1, -1):
        if not found[at] and _has_signs(lines[at]) and _has_signs(lines[at + 1]):
            found[at] = found[at + 1]
    return found


def _has_signs(line: str) -> bool:
    """Return whether a line is part of a block: it is not blank, in a quotation or out of one, and no rule."""
    return bool(line.strip(" \t>")) and not _RULE.fullmatch(line)


def _opening(lines: Sequence[str]) -> set[int]:
    """Return the lines that begin something: a fence, an admonition or an element."""
    found, fence = set[int](), ""
    for at, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
            found.add(at)
        elif match and match[1].startswith(fence):
            fence = ""
        elif not fence and _OPENING.match(line):
            found.add(at)
    return found


def _with_wordless(
    owners: Sequence[frozenset[str]], anchors: Sequence[str], lines: Sequence[str]
) -> list[frozenset[str]]:
    """Return the owners of all lines, also of passages without a word, such as ``12``.

    Between two passages, as many runs of lines that nobody owns as there are such passages are theirs.
    """
    found, places = list(owners), dict[str, list[int]]()
    for at, names in enumerate(owners):
        for name in names:
            places.setdefault(name, []).append(at)
    for is_there, group in groupby(anchors, places.__contains__):
        missing = [] if is_there else list(group)
        runs = _runs(owners, lines, *_between(missing, anchors, places, len(lines)))
        if len(runs) == len(missing):
            for name, run in zip(missing, runs, strict=True):
                found[run.start : run.stop] = [frozenset({name})] * len(run)
    return found


def _between(missing: Sequence[str], anchors: Sequence[str], places: dict[str, list[int]], end: int) -> tuple[int, int]:
    """Return the lines from the passage before some to the one after them."""
    if not missing:
        return 0, 0
    first = anchors.index(missing[0])
    after = anchors[first + len(missing) :]
    return places[anchors[first - 1]][-1] + 1 if first else 0, places[after[0]][0] if after else end


def _runs(owners: Sequence[frozenset[str]], lines: Sequence[str], start: int, end: int) -> list[range]:
    """Return the runs of lines that nobody owns, within others."""
    runs = list[range]()
    for is_free, group in groupby(range(start, end), lambda at: not owners[at] and _has_signs(lines[at])):
        numbers = list(group)
        if is_free:
            runs.append(range(numbers[0], numbers[-1] + 1))
    return runs


def _spans(owners: Sequence[frozenset[str]]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield the passages, first line and end of each block; passages that share or enclose lines are one block."""
    ranges: dict[str, tuple[int, int]] = {}
    for at, names in enumerate(owners):
        for name in names - {"h"}:
            ranges[name] = (ranges.get(name, (at, at))[0], at + 1)
    joined: list[tuple[list[str], int, int]] = []
    for name, (first, end) in sorted(ranges.items(), key=lambda item: item[1]):
        if joined and first < joined[-1][2]:
            others, start, last = joined.pop()
            joined.append(([*others, name], start, max(last, end)))
        else:
            joined.append(([name], first, end))
    for others, first, end in joined:
        yield tuple(sorted(others, key=lambda name: int(name[1:]))), first, end


def _block(
    anchors: tuple[str, ...], first: int, end: int, containers: dict[str, tuple[str, ...]], lines: Sequence[str]
) -> WrittenBlock:
    prefix, later, rest = "", "", lines[first]
    for container in containers.get(anchors[0], ()):
        found = _sign(container, rest)
        if found is None:
            break
        prefix, rest = prefix + found, rest[len(found) :]
        later += "    " if container == "footnote" else found
    return WrittenBlock(anchors, first, end, prefix, later)


def _sign(container: str, line: str) -> str | None:
    """Return what a line begins with because it is in a container, or ``None`` if it begins the container."""
    patterns = {"quotation": (_QUOTED,), "admonition": (_INDENTED,), "footnote": (_FOOTNOTE, _INDENTED)}
    matches = (pattern.match(line) for pattern in patterns[container])
    return next((match[0] for match in matches if match), None)


def _without(line: str, prefix: str) -> str:
    """Return a line without what its container puts before it; one that lacks it stays as it is."""
    if line.startswith(prefix):
        return line[len(prefix) :]
    return "" if line == prefix.rstrip(" ") else line


class _Containers(HTMLParser):
    """Reads which containers each passage is in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, ...]] = {}
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        attributes = dict(attrs)
        anchor = attributes.get("id") or ""
        if _ANCHOR.fullmatch(anchor):
            self.found[anchor] = tuple(name for _, name in self._open if name)
        if tag in {"blockquote", "div"}:
            self._open.append((tag, _container(tag, attributes.get("class") or "")))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in {"blockquote", "div"} and self._open:
            self._open.pop()


def _container(tag: str, classes: str) -> str:
    names = {"admonition": "admonition", "footnotes": "footnote"}
    return "quotation" if tag == "blockquote" else names.get(classes.partition(" ")[0], "")


def _containers(html: str) -> dict[str, tuple[str, ...]]:
    reader = _Containers()
    reader.feed(html)
    reader.close()
    return reader.found
