"""YAML → a small tree with lines; what content has no need of is refused."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from library.content.header.yaml_messages import explain, is_surprise
from library.content.header.yaml_nodes import Broken, Mapping, Pair, Scalar, Sequence
from library.content.header.yaml_tree import QUOTE_OR_REPEAT, Limits, parse
from library.errors import ContentError
from tests.steps import steps


def refused(text: str, limits: Limits | None = None) -> str:
    """Return the one mistake of a text that is refused, as ``line: sentence``."""
    with pytest.raises(ContentError) as caught:
        parse(text, 2, "a.md", limits) if limits else parse(text, 2, "a.md")
    (mistake,) = caught.value.mistakes
    return f"{mistake.line}: {mistake.sentence}"


def test_a_tree_holds_every_value_as_written_with_its_line() -> None:
    text = "title: The key # a note\nthemes:\n- a\n- 'b c'\nconsent:\n  audience: public\n"
    assert parse(text, 2, "a.md") == Mapping(
        pairs={
            "title": Pair(2, Scalar("The key", 2, plain=True, cut=True)),
            "themes": Pair(
                3, Sequence((Scalar("a", 4, plain=True, cut=False), Scalar("b c", 5, plain=False, cut=False)), 4)
            ),
            "consent": Pair(
                6, Mapping({"audience": Pair(7, Scalar("public", 7, plain=True, cut=False))}, strays=(), line=7)
            ),
        },
        strays=(),
        line=2,
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_a_text_without_values_is_an_empty_mapping(text: str) -> None:
    assert parse(text, 2, "a.md") == Mapping({}, (), 2)


def test_an_empty_value_stands_on_the_line_of_its_key() -> None:
    assert parse("a:\nb: c\n", 2, "a.md").pairs["a"] == Pair(2, Scalar("", 2, plain=True, cut=False))


def test_a_key_that_stands_twice_is_broken() -> None:
    sentence = '"a" stands twice, on lines 2 and 4. Keep one of them.'
    assert parse("a: 1\nb: 2\na: 3\n", 2, "a.md").pairs["a"] == Pair(4, Broken(4, sentence))


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("<<", "<< (a YAML merge key) cannot be used here. Write the keys out."),
        ("no", '"no" is not a key. A key must be a word, followed by a colon.'),
        ("1:12", '"1:12" is not a key. A key must be a word, followed by a colon.'),
        ("''", '"" is not a key. A key must be a word, followed by a colon.'),
        ("[a, b]", "A key must be one word, not a list. Check the brackets."),
        ("*a ", f"*a is a YAML alias. {QUOTE_OR_REPEAT}"),
    ],
)
def test_a_key_that_is_no_word_is_a_stray(key: str, sentence: str) -> None:
    assert parse(f"{key}: value\n", 2, "a.md") == Mapping({}, (Broken(2, sentence),), 2)


def test_a_value_that_is_refused_leaves_the_others_readable() -> None:
    tree = parse("a: &x 1\nb: *x\nc: !!int 3\nd: ok\n", 2, "a.md")
    assert [type(pair.node) for pair in tree.pairs.values()] == [Broken, Broken, Broken, Scalar]


START = "A value cannot start with this sign (such as @ ` % ! & * | >). Put the whole value in quotation marks."
PAIRS = "Each line must be a key, a colon, a space and a value, such as: kind: story"
REFUSED = {
    "- a\n- b\n": f"2: {PAIRS}",
    "just words\n": f"2: {PAIRS}",
    "*a\n": f"2: *a is a YAML alias. {QUOTE_OR_REPEAT}",
    "%YAML 1.1\n---\na: b\n": "2: A line cannot start with %. Delete it.",
    "a: b\n--- c\n": "3: A line that starts with --- or ... ends the header. Delete it, or what follows it.",
    "a: b: c\n": "2: There is a second colon here. If it belongs to the text, put the whole value in quotation marks: "
    '"..."',
    "a: - b\n": "2: A list cannot start on the line of its key. Write [a, b], or put each item on a line of its own.",
    "a: @b\n": f"2: {START}",
    "a: *b*\n": f"2: {START}",
    "a: | b\n": f"2: {START}",
    'a: 1\nb: "c\nd: e\n': "3: A quotation mark opens here and nothing closes it. Add the closing one, or take this "
    "one out.",
    'a: "C:\\Users"\n': "2: A backslash inside double quotation marks has a meaning of its own. Use single quotation "
    "marks, or write two of them.",
    "a: b\nword\nc: d\n": "3: There is no colon on this line. Write a key, a colon, a space and a value, or join it to "
    "the line above.",
    "a: 'it's'\n": "2: This line does not fit what stands above it. Start each key at the very left; a value in "
    "quotation marks starts and ends with them; put the items of a list one below the other.",
    "a: [b,\nc: d\n": "2: A list opens with [ here. Put commas between its items and close it with ] on the same line.",
    "a: {b: 1\nc: d\n": "2: A group opens with { here. Put commas between its parts and close it with } on the same "
    "line.",
    "a: [,]\n": "2: A value is missing here. Check the commas and brackets.",
    "a: !<x\n": "2: This cannot be read. Check quotation marks, brackets, colons and spaces, or put the value in "
    "quotation marks.",
}


@pytest.mark.parametrize("text", REFUSED)
def test_broken_yaml_is_explained_in_plain_words(text: str) -> None:
    assert refused(text) == REFUSED[text]


def test_an_error_without_a_place_is_told_on_the_first_line() -> None:
    sentence = (
        "This cannot be read. Check quotation marks, brackets, colons and spaces, or put the value in quotation marks."
    )
    assert explain(yaml.YAMLError("no mark")) == (0, sentence)


def test_a_character_that_yaml_forbids_is_refused() -> None:
    assert refused("a: \x07\n").startswith("2: This cannot be read.")


ALIAS_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{chr(ord(key) - 1)}'] * 9)}]\n" for key in "bcdefghi"
)


def test_hostile_yaml_is_refused_after_a_little_work() -> None:
    # Nine lists of nine, nine times over, are some 10^9 values; no text here has more than 120,000 characters.
    assert steps(refuse_hostile_yaml) < 1_000_000


def refuse_hostile_yaml() -> None:
    assert isinstance(parse(ALIAS_BOMB, 2, "a.md").pairs["i"].node, Broken)
    assert refused("a: " + "[" * 60_000) == "2: Lists stand inside lists too deeply here. Check the brackets."
    assert refused("a: " + "{a: " * 10_000) == "2: Lists stand inside lists too deeply here. Check the brackets."
    deep = "".join(" " * depth + "a:\n" for depth in range(300))
    assert refused(deep) == "7: Lists stand inside lists too deeply here. Check the brackets."
    assert refused("a: [" + "x," * 6_000 + "]") == "2: There are more than 5000 values. Take something out."
    assert refused("a: " + "x" * 65_536) == "2: This is longer than 64 KB. Take something out."
    huge = "9" * 60_000
    assert parse(f"a: {huge}", 2, "a.md").pairs["a"].node == Scalar(huge, 2, plain=True, cut=False)


def test_lists_may_stand_as_deep_as_the_design_needs() -> None:
    assert (
        refused("a: {b: {c: {d: {e: {f: g}}}}}") == "2: Lists stand inside lists too deeply here. Check the brackets."
    )
    assert parse("a: {b: {c: {d: {e: f}}}}", 2, "a.md").pairs


def test_limits_can_be_wider() -> None:
    assert len(parse("a: [" + "x," * 6_000 + "]", 1, "v.yaml", Limits(size=10**6, nodes=10**5)).pairs) == 1


NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?|[-+]?\.[0-9]+")


@given(st.text(alphabet="0123456789abcdefinoxytruslNOYT.:_-+~=<e ", max_size=12))
@example("1:12").via("base 60")
@example("0o17").via("an octal number of YAML 1.2")
@example("2026-11-22 10:00:00").via("a time stamp")
@example("1_000").via("a number with a gap")
def test_whatever_yaml_would_not_read_as_text_is_a_surprise_or_a_number(text: str) -> None:
    try:
        loaded = yaml.safe_load(f"- {text}")
    except (yaml.YAMLError, ValueError, OverflowError):
        return
    (value,) = loaded
    if isinstance(value, str | list | dict) or not text.strip():
        return
    assert is_surprise(text.strip()) or NUMBER.fullmatch(text.strip())
