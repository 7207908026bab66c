"""A block of a text is replaced on its own lines, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from library.content.body.editing import block_markdown, replace_block
from library.content.body.written_blocks import rendered
from library.content.mistakes import Mistakes
from library.content.source import part
from library.errors import ContentError
from tests.content.headers import CONTENT, pages

PATH = "stories/a.md"
HEAD = "---\ntitle: A\n---\n"
OWN = sorted(pages(CONTENT / "stories", CONTENT / "resources", CONTENT / "collections", CONTENT / "themes"))
OTHER = "Quite *other* words."

TEXT = """
First line
and second.

# Heading

- one
- two

    more of two

1. and *three*

Term
:   What it means.

:   What else it means.

| A | B |
|---|---|
| 1 | two |

> Said.
>
> Said again,
> at length.

!!! note "Take care"
    Of yourself.

    And of others.

```text
code = 1

more
```

    indented code

![A gate](gate.jpg "The gate in May")

<div lang="cy">

Geiriau Cymraeg.

</div>

<p>Raw <b>HTML</b>.</p>

A note.[^1]

Setext
======
Touches the heading.
***
12

[^1]: Of the *note*.

    And more of it.

Last"""


def texts_of(data: bytes) -> list[str]:
    """Return the words of each passage."""
    source = part(data, Mistakes(PATH))
    assert source is not None
    return [passage.text for passage in rendered(source.body).passages]


def replaced(text: str, anchor: str, markdown: str) -> str:
    """Return a text with another block."""
    data = replace_block((HEAD + text).encode(), PATH, anchor, markdown).decode()
    assert data.startswith(HEAD)
    return data.removeprefix(HEAD)


def blocks() -> list[tuple[str, str]]:
    """Return each passage of ``TEXT`` with its Markdown."""
    data = (HEAD + TEXT).encode()
    return [(f"p{at}", block_markdown(data, PATH, f"p{at}")) for at in range(1, len(texts_of(data)) + 1)]


def test_a_block_is_what_our_parser_says_it_is() -> None:
    assert [markdown for _, markdown in blocks()] == [
        "First line\nand second.",
        "- one\n- two\n\n    more of two",
        "1. and *three*",
        "Term\n:   What it means.\n\n:   What else it means.",
        "| A | B |\n|---|---|\n| 1 | two |",
        "Said.",
        "Said again,\nat length.",
        '!!! note "Take care"\n    Of yourself.',
        "And of others.",
        "```text\ncode = 1\n\nmore\n```",
        "    indented code",
        '![A gate](gate.jpg "The gate in May")',
        "Geiriau Cymraeg.",
        "<p>Raw <b>HTML</b>.</p>",
        "A note.[^1]",
        "Touches the heading.",
        "12",
        "Last",
        "Of the *note*.",
        "And more of it.",
    ]


@pytest.mark.parametrize(("anchor", "markdown"), blocks())
def test_each_kind_of_block_is_replaced_on_its_lines(anchor: str, markdown: str) -> None:
    assert replaced(TEXT, anchor, markdown) == TEXT
    before, after = texts_of((HEAD + TEXT).encode()), replaced(TEXT, anchor, f"{OTHER}\nAnd a line.")
    at = int(anchor[1:]) - 1
    expected = [*before[:at], "Quite other words. And a line.", *before[at + 1 :]]
    assert texts_of((HEAD + after).encode()) == expected


def test_a_block_in_a_quotation_an_admonition_or_a_footnote_stays_there() -> None:
    assert "\n>\n> One\n>\n> Two\n\n!!!" in replaced(TEXT, "p7", "One\n\nTwo")
    assert "\n    Of yourself.\n\n    One\n\n    Two\n\n```" in replaced(TEXT, "p9", "One\n\nTwo")
    assert "\n[^1]: One\n    two\n\n    And more" in replaced(TEXT, "p19", "One\ntwo")


def test_a_line_that_lacks_the_mark_of_its_quotation_gets_it() -> None:
    text = "> One\ntwo\n> three\n"
    assert block_markdown((HEAD + text).encode(), PATH, "p1") == "One\ntwo\nthree"
    assert replaced(text, "p1", "One\ntwo\nthree") == text
    assert replaced(text, "p1", "One\n2") == "> One\n> 2\n"


def test_a_block_can_become_several_or_none() -> None:
    after = replaced("One.\n\nTwo.\n\nThree.\n", "p2", "2.\n\n# Of it\n\n- a")
    assert after == "One.\n\n2.\n\n# Of it\n\n- a\n\nThree.\n"
    assert replaced("One.\n\nTwo.\n\nThree.\n", "p2", " ") == "One.\n\n\nThree.\n"


def test_private_comments_are_part_of_the_block_that_they_are_in() -> None:
    text = "One %%hidden\nand more%% words\nhere.\n\n%% alone %%\n\nTwo <!-- b -->.\n"
    assert block_markdown((HEAD + text).encode(), PATH, "p1") == "One %%hidden\nand more%% words\nhere."
    assert block_markdown((HEAD + text).encode(), PATH, "p2") == "Two <!-- b -->."
    assert replaced(text, "p1", "Other.") == "Other.\n\n%% alone %%\n\nTwo <!-- b -->.\n"


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_every_other_byte_stays_as_the_program_saved_it(ending: str) -> None:
    text = f"\ufeff{HEAD}\nCafe\u0301\u00a0one.  \n\nTwo\ntwo.\n\n“Three”\u00ad \n".replace("\n", ending)
    wanted = text.replace(f"Two{ending}two.", f"2{ending}3{ending}4")
    assert replace_block(text.encode(), PATH, "p2", "2\n3\n4").decode() == wanted
    last = text.removesuffix(ending)
    assert replace_block(last.encode(), PATH, "p3", "3\n4").decode() == last.replace("“Three”\u00ad ", f"3{ending}4")


AS_TEXT = "Change this text in the file itself. The library cannot replace it without changing other parts."


@pytest.mark.parametrize("markdown", ["One %%", "```\nnever ends", "One\n\n[^1]: Two\n\n<!-- three"])
def test_what_would_change_other_parts_is_refused_with_its_line(markdown: str) -> None:
    with pytest.raises(ContentError) as refused:
        replaced("One.\n\nTwo.\n\nThree.\n", "p2", markdown)
    assert str(refused.value) == f"{PATH}:6: {AS_TEXT}"


def test_a_heading_is_not_changed_by_its_neighbour() -> None:
    with pytest.raises(ContentError, match=r"a\.md:4: Change this text in the file itself\."):
        replaced("One.\n\n## Two\n", "p1", "```\nNever ends.")


def test_two_passages_on_one_line_are_one_block() -> None:
    text = "<p>One.</p><p>Two.</p>\n\nThree.\n"
    assert block_markdown((HEAD + text).encode(), PATH, "p2") == "<p>One.</p><p>Two.</p>"
    assert replaced(text, "p1", "One and two.") == "One and two.\n\nThree.\n"


def test_a_passage_that_is_not_there_is_refused() -> None:
    with pytest.raises(ContentError, match=r"a\.md:4: .* The library cannot find the lines of p9\."):
        replaced("One.\n", "p9", "Two.")
    with pytest.raises(ContentError, match=r"a\.md:1: The file must start with a header"):
        replace_block(b"One.", PATH, "p1", "Two.")


def test_a_text_in_the_script_of_our_signs_has_blocks_too() -> None:
    assert replaced("\U00017000 one.\n\nTwo.\n", "p2", "2") == "\U00017000 one.\n\n2\n"
    every = "".join(chr(sign) for sign in range(0x17000, 0x18700))
    with pytest.raises(ContentError, match="cannot find the lines of p1"):
        replaced(f"{every}\n", "p1", "2")


def _check(data: bytes, anchors: Iterator[str]) -> tuple[int, int]:
    """Replace blocks by themselves and by others; return how many succeeded and how many were refused."""
    right, refused, before = 0, 0, texts_of(data)
    for anchor in anchors:
        try:
            assert replace_block(data, PATH, anchor, block_markdown(data, PATH, anchor)) == data
            after = replace_block(data, PATH, anchor, OTHER)
        except ContentError:
            refused += 1
            continue
        right, at, now = right + 1, int(anchor[1:]) - 1, texts_of(after)
        assert now[:at] + now[at + 1 :] == before[:at] + before[at + 1 :]
        assert now[at] != before[at]
    return right, refused


def _anchors(data: bytes, step: int) -> Iterator[str]:
    count = len(texts_of(data))
    return (f"p{number}" for number in range(1 + len(data) % step, count + 1, step))


@pytest.mark.parametrize("data", OWN)
def test_blocks_of_the_library_are_replaced_and_no_other_passage_changes(data: bytes) -> None:
    _, refused = _check(data, _anchors(data, 8))
    assert refused == 0


@pytest.mark.soak
def test_every_block_of_the_library_is_replaced() -> None:
    counts = [_check(data, _anchors(data, 1)) for data in OWN]
    assert sum(right for right, _ in counts) > 1_500
    assert sum(refused for _, refused in counts) == 0


@pytest.mark.corpora
@pytest.mark.parametrize("folder", ["18f", "hugodocs", "plainlanguage"])
def test_blocks_of_real_sites_are_replaced_or_refused(corpora: Path, folder: str) -> None:
    right = refused = 0
    for data in list(pages(corpora / "md" / folder))[::15]:
        if part(data, mistakes := Mistakes(PATH)) is not None and not len(mistakes):
            done = _check(data, _anchors(data, 5))
            right, refused = right + done[0], refused + done[1]
    assert right >= 30
    assert refused <= right / 20
