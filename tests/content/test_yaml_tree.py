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
    sentence = "“a” appears twice (lines 2 and 4). Delete one."
    assert parse("a: 1\nb: 2\na: 3\n", 2, "a.md").pairs["a"] == Pair(4, Broken(4, sentence))


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("<<", "Write the keys out in full. << (a YAML merge key) cannot be used here."),
        ("no", "Write a word and a colon at the start. “no” is not a key."),
        ("1:12", "Write a word and a colon at the start. “1:12” is not a key."),
        ("''", "Write a word and a colon at the start. “” is not a key."),
        ("[a, b]", "Check the brackets. A key must be one word, not a list."),
        ("*a ", f"*a is a YAML alias. {QUOTE_OR_REPEAT}"),
    ],
)
def test_a_key_that_is_no_word_is_a_stray(key: str, sentence: str) -> None:
    assert parse(f"{key}: value\n", 2, "a.md") == Mapping({}, (Broken(2, sentence),), 2)


def test_a_value_that_is_refused_leaves_the_others_readable() -> None:
    tree = parse("a: &x 1\nb: *x\nc: !!int 3\nd: ok\n", 2, "a.md")
    assert [type(pair.node) for pair in tree.pairs.values()] == [Broken, Broken, Broken, Scalar]


START = "Put quotation marks around the whole value. It cannot start with a symbol such as @ ` % ! & * | >"
PAIRS = "Write a key, a colon, a space and a value on each line, such as: kind: story"
REFUSED = {
    "- a\n- b\n": f"2: {PAIRS}",
    "just words\n": f"2: {PAIRS}",
    "*a\n": f"2: *a is a YAML alias. {QUOTE_OR_REPEAT}",
    "%YAML 1.1\n---\na: b\n": "2: Delete this line. A line cannot start with %.",
    "a: b\n--- c\n": "3: Delete this line, or what follows it. A line that starts with --- or ... ends the header.",
    "a: b: c\n": '2: This line has two colons. Put quotation marks around the text after the first one: "..."',
    "a: - b\n": "2: Write the list as [a, b], or put each item on its own line below the key.",
    "a: @b\n": f"2: {START}",
    "a: *b*\n": f"2: {START}",
    "a: | b\n": f"2: {START}",
    'a: 1\nb: "c\nd: e\n': "3: Add the closing quotation mark, or delete the opening one on this line.",
    'a: "C:\\Users"\n': "2: Use single quotation marks around this value, or write the backslash twice. Between "
    "double quotation marks a backslash has a special meaning.",
    "a: b\nword\nc: d\n": "3: This line has no colon. Write a key, a colon, a space and a value, or join it to the "
    "line above.",
    "a: 'it's'\n": "2: This line is indented wrongly, or text follows a closing quotation mark. Start each "
    "key at the left margin. Put the items of a list one below the other.",
    "a: [b,\nc: d\n": "2: Missing comma or closing ] on this line.",
    "a: {b: 1\nc: d\n": "2: Missing comma or closing } on this line.",
    "a: [,]\n": "2: A value is missing. Check the commas and brackets.",
    "a: !<x\n": "2: Check the quotation marks, brackets, colons and spaces, or put quotation marks around the value.",
}


@pytest.mark.parametrize("text", REFUSED)
def test_broken_yaml_is_explained_in_plain_words(text: str) -> None:
    assert refused(text) == REFUSED[text]


def test_an_error_without_a_place_is_told_on_the_first_line() -> None:
    sentence = "Check the quotation marks, brackets, colons and spaces, or put quotation marks around the value."
    assert explain(yaml.YAMLError("no mark")) == (0, sentence)


def test_a_character_that_yaml_forbids_is_refused() -> None:
    assert refused("a: \x07\n").startswith("2: Check the quotation marks, brackets")


ALIAS_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{chr(ord(key) - 1)}'] * 9)}]\n" for key in "bcdefghi"
)


def test_hostile_yaml_is_refused_after_a_little_work() -> None:
    # Nine lists of nine, nine times over, are some 10^9 values; no text here has more than 120,000 characters.
    assert steps(refuse_hostile_yaml) < 1_000_000


def refuse_hostile_yaml() -> None:
    assert isinstance(parse(ALIAS_BOMB, 2, "a.md").pairs["i"].node, Broken)
    assert refused("a: " + "[" * 60_000) == "2: Check the brackets. Lists inside lists go too deep here."
    assert refused("a: " + "{a: " * 10_000) == "2: Check the brackets. Lists inside lists go too deep here."
    deep = "".join(" " * depth + "a:\n" for depth in range(300))
    assert refused(deep) == "7: Check the brackets. Lists inside lists go too deep here."
    assert refused("a: [" + "x," * 6_000 + "]") == "2: Remove something. There are more than 5000 values."
    assert refused("a: " + "x" * 65_536) == "2: Shorten this. It is larger than 64 KB."
    huge = "9" * 60_000
    assert parse(f"a: {huge}", 2, "a.md").pairs["a"].node == Scalar(huge, 2, plain=True, cut=False)


def test_lists_may_stand_as_deep_as_the_design_needs() -> None:
    assert refused("a: {b: {c: {d: {e: {f: g}}}}}") == "2: Check the brackets. Lists inside lists go too deep here."
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
