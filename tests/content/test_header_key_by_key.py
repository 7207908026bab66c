"""Where the YAML of a header is broken, the keys beside the broken one are still read."""

from __future__ import annotations

from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Broken, Mapping, Pair, Scalar, Sequence
from library.content.mistakes import Mistakes
from library.content.source import part


def header(text: str) -> Mapping:
    """Read the header of a file."""
    source = part(f"---\n{text}---\n".encode(), Mistakes("a.md"))
    assert source is not None
    return read_header(source, "a.md")


def plain(text: str, line: int) -> Pair:
    """Return a value written plainly on the line of its key."""
    return Pair(line, scalar(text, line))


def scalar(text: str, line: int) -> Scalar:
    """Return a value written plainly."""
    return Scalar(text, line, plain=True, cut=False)


COLON = 'This line has two colons. Put quotation marks around the text after the first one: "..."'
QUOTE = "Add the closing quotation mark, or delete the opening one on this line."
WORDS = "Write a key, a colon, a space and a value on each line, such as: kind: story"


def test_each_broken_key_is_told_and_the_others_are_kept() -> None:
    text = '# note\ntitle: Kate: a story\nkind: story\nsummary: "open\nthemes:\n- a\n- b\nyear: 2021\n'
    assert header(text) == Mapping(
        {
            "title": Pair(3, Broken(3, COLON)),
            "kind": plain("story", 4),
            "summary": Pair(5, Broken(5, QUOTE)),
            "themes": Pair(6, Sequence((scalar("a", 7), scalar("b", 8)), 7)),
            "year": plain("2021", 9),
        },
        strays=(),
        line=2,
    )


def test_a_line_without_a_key_is_a_stray() -> None:
    assert header("title: A\njust words\nkind: story\n") == Mapping(
        {"title": plain("A", 2), "kind": plain("story", 4)}, (Broken(3, WORDS),), 2
    )


def test_a_key_that_stands_twice_is_still_told() -> None:
    twice = "“kind” appears twice (lines 3 and 4). Delete one."
    assert header("title: A: B\nkind: a\nkind: b\n").pairs["kind"] == Pair(4, Broken(4, twice))


def test_a_mistake_that_no_key_has_alone_is_told_all_the_same() -> None:
    many = "".join(f"k{number}: [{'x,' * 100}]\n" for number in range(60))
    tree = header(many)
    assert tree.strays == (Broken(51, "Remove something. There are more than 5000 values."),)
    assert len(tree.pairs) == 60
