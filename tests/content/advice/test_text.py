"""An author is told what readers do not get, and what will not look as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.content.body.advice.every import advise_on_text
from library.content.comments import comments_in, without
from library.content.mistakes import Mistakes
from library.content.source import Source, part

LIST = "Put a blank line above this list. Without it, readers see lines of text and no list."
TABLE = "Put a blank line above this table. Without it, readers see one paragraph."
CODE = "Delete the spaces or the tab at the start of this paragraph. With them, readers see it as computer code."
BULLETS = "Start each item with a hyphen and a space. With pasted bullets, readers see lines of text and no list."
VERSE = "End each of these lines with a backslash (\\) if they are verse or an address. If not, join them to one line."
TAGS = "Delete these tags, or use terms under themes. Readers see a heading. For a heading, put a space after #."
EMBED = "Write this picture as ![what it shows](name.jpg). Readers see ![[…]] as it is typed."
LINK = "Write this link as [words](slug). Readers see [[…]] as it is typed."
TASK = "Delete the square brackets. Readers see them, and cannot tick the tasks of this list."
NOTE = "Write this note as !!! note, with its text indented by four spaces. Readers see a quotation."
HIGHLIGHT = "Write this as **words**. Readers see the marks ==."
BLOCK_ID = "Delete this mark (^…). Readers see it as it is typed."
STRUCK = "Delete these words or their marks ~~. Readers see both."
SHORTCODE = "Write this in Markdown, or link to it: [words](https://…). Readers see {{…}} as it is typed."


def advice(body: str) -> list[str]:
    """Return the advice on a body as ``line: sentence``, counted from its first line."""
    mistakes, comments = Mistakes("a.md"), comments_in(body)
    advise_on_text(Source(b"", "", 1, without(body, comments), 1, body, comments), (), mistakes)
    assert len(mistakes) == 0
    return [f"{each.line}: {each.sentence}" for each in mistakes.advice]


def number(fewer: str) -> str:
    return f"Use {fewer} here, or check the headings above. This heading skips a level."


def html(name: str) -> str:
    return f"Delete <{name}>. Readers get only the words in it. If {name} is a word of yours, write [{name}]."


def embed(name: str) -> str:
    return f"Link to this instead: [words](https://…). Readers do not get <{name}>."


def block(name: str) -> str:
    return f"Write this in Markdown instead of <{name}>. Readers may get its words in another form."


HIDDEN = "Delete this hidden <span> with its words, or delete what hides it. Readers do not get the words."


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("What mattered:\n- the window\n- the tree\n", [f"2: {LIST}"]),
        ("What mattered:\n1. the window\n", [f"2: {LIST}"]),
        ("## Head\nWhat mattered:\n* the window\n", [f"3: {LIST}"]),
        ("Text directly\n| A | B |\n|---|---|\n| a | b |\n", [f"2: {TABLE}"]),
        ("Before.\n\n    She began to talk, and then\n    stopped.\n", [f"3: {CODE}"]),
        ("\tAnd this one with a tab.\n", [f"1: {CODE}"]),
        ("•\tFirst, tea\n•\tThen the lamp\n·         Then the garden\n", [f"1: {BULLETS}"]),
        ("o   the shed\n", [f"1: {BULLETS}"]),
        ("He brought:\n\uf0b7 tea\n", [f"2: {BULLETS}"]),
        ("1986. A good year for plums, he said.\n", ["1: Put a backslash after the number: 1986\\. Without it, "
                                                     "readers see a numbered list."]),
        ("Roses are red\nViolets are blue\nThe kettle is on\nAnd so are you\n", [f"1: {VERSE}"]),
        ("> Roses are red\n> Violets are blue\n> And so are you\n", [f"1: {VERSE}"]),
        ("#listening #what-matters\n", [f"1: {TAGS}"]),
        ("## First\n\n#### Skipped\n\n## Next\n\n#### Again\n", [f"3: {number('###')} Also on line 7."]),
        ("See [[spare-key]] and [[The key|it]].\n\n[[more]]\n", [f"1: {LINK} Also on line 3."]),
        ("![[photo.png]]\n", [f"1: {EMBED}"]),
        ("- [ ] ask Isa\n- [x] ring Tam\n", [f"1: {TASK} Also on line 2."]),
        ("> [!note] For facilitators\n> Leave the silence.\n", [f"1: {NOTE}"]),
        ("==this is the point==\n", [f"1: {HIGHLIGHT}"]),
        ("Then left. ^block1\n", [f"1: {BLOCK_ID}"]),
        ("~~struck out~~\n", [f"1: {STRUCK}"]),
        ("{{< youtube abc >}}\n{{% note %}}\n", [f"1: {SHORTCODE} Also on line 2."]),
        ('<iframe src="https://example.org"></iframe>\n', [f"1: {embed('iframe')}"]),
        ('<video src="clip.mp4" controls></video>\n', [f"1: {embed('video')}"]),
        ("<center>centre</center>\n", [f"1: {html('center')}"]),
        ("She lives at <address> now.\n", [f"1: {html('address')}"]),
        ("<script>alert(1)</script>\n", ["1: Delete <script> or write its words as text. Readers get neither."]),
        ('<span style="color:red">red</span>\n', ["1: Delete style from <span>. Readers do not get it."]),
        ("<span hidden>Her name.</span>\n", [f"1: {HIDDEN}"]),
        ('<span style="color:red; display: none">Her name.</span>\n', [f"1: {HIDDEN}"]),
        ("<div>\nWords.\n</div>\n", [f"1: {block('div')}"]),
        ('<my-card title="x">\n', ["1: Write this as text. <my-card> is not HTML that can be used here, so readers "
                                  "see it as it is typed."]),
    ],
)  # fmt: skip
def test_each_kind_is_found_on_its_line(body: str, found: list[str]) -> None:
    assert advice(body) == found


@pytest.mark.parametrize(
    "body",
    [
        "Prose that is hard-wrapped by an editor at a\nwidth that is narrow, so that lines\nare short, is no verse.\n",
        "What mattered:\n\n- the window\n\n    more of it, in words\n\n    and more\n- the tree\n",
        "He was born in\n1986. That was a good year.\n",
        "A dash – in the middle\n– is no list, nor is -5 degrees.\n",
        "- one\n- two\n  on two lines\n- three\n",
        "1. one\n2. two\n\n1986\\. A good year.\n",
        "Before.\n\n    for x in y:\n        print(x)\n\n    a = b\n",
        "```\n# tag\n[[link]] ==x== <iframe>\n- [ ] x\n{{< x >}}\n```\n",
        "`[[link]]`, ``==x==``, `<center>` and `{{< x >}}`.\n",
        "Roses are red  \nViolets are blue\\\nThe kettle is on<br>\nAnd so are you\n",
        "# One\n\n## Two\n\n### Three\n\n# One\n\n#5 is no tag.\n",
        "Heading\n=======\nText.\n\n---\n\n***\n",
        "| A | B |\n|---|---|\n| One | Two |\n| Three | Four |\n",
        "Term\n:   What it means.\n\n    More, in words of its own.\n\n!!! note\n    Leave the silence, all of it.\n",
        "A note.[^1]\n\n[^1]: The note, in words.\n\n    More of the note, in words.\n",
        "<name removed> came with <place name removed> and said <inaudible>. <3, he wrote, and <18.\n",
        "<address removed>, <title of the book>, <time unclear>, <object described> and <video not clear>.\n",
        "H<sub>2</sub>O, <kbd>Esc</kbd>, <mark>marked</mark>, <span lang=\"cy\">geiriau</span>, <br> and <u>u</u>.\n",
        '<div lang="cy">\n\nGeiriau.\n\n</div>\n',
        "<https://example.org/a> and <anna@example.org>; \\<center>.\n",
        "2*3*4 = 24 == 24, a == b, a ~~ b, x^2 and [one] [[two]\n",
    ],
)  # fmt: skip
def test_what_readers_get_as_it_was_meant_earns_none(body: str) -> None:
    assert advice(body) == []


def test_a_finding_names_at_most_five_more_lines() -> None:
    assert advice("==a==\n\n" * 9) == [f"1: {HIGHLIGHT} Also on lines 3, 5, 7, 9, 11 and 3 more."]


OBSIDIAN = """\
#listening #what-matters

See [[spare-key]] and [[The spare key|the key story]]. An image: ![[photo.png]]

> [!note] For facilitators
> Leave the silence.

- [ ] ask Isa
- [x] ring Tam

She said ==this is the point== and %%hidden with a real surname%% then left. ^block1
"""


def test_a_note_from_obsidian_is_read() -> None:
    assert advice(OBSIDIAN) == [
        f"1: {TAGS}",
        f"3: {EMBED}",
        f"3: {LINK}",
        f"8: {TASK} Also on line 9.",
        f"5: {NOTE}",
        f"11: {HIGHLIGHT}",
        f"11: {BLOCK_ID}",
    ]


@given(
    st.lists(
        st.sampled_from(
            ["#", "-", "*", "1.", "1986.", "    ", "\t", "\n", "\n\n", "|", "|---|", "<", ">", "<b ", "[[", "]]", "![[",
             "==", "~~", "{{<", ">}}", "`", "```", "~~~", "%%", "<!--", "-->", "•", "o  ", "^", "word", "Word ", "=",
             "\\"]
        )
    ).map("".join) | st.text(max_size=200)
)  # fmt: skip
def test_any_text_is_read(text: str) -> None:
    lines = text.encode("utf-8", "replace").decode().count("\n") + text.count("\r")
    mistakes = Mistakes("a.md")
    source = part(f"---\n---\n{text}".encode("utf-8", "replace"), mistakes)
    if source is not None:
        advise_on_text(source, (), mistakes)
        assert all(3 <= each.line <= lines + 3 for each in mistakes.advice)


@pytest.mark.parametrize(
    "unit",
    ["[[", "![[a", "==a", "~~a", "{{<", "<a ", "<a", "- [", "> [!", "^a", " ^", "    a\n\n", "a\n- a\n", "#", "#a\n",
     "•", "o ", "1986.", "|-|", "| - ", "> > ", "[^a", "a\n\n    a\n\n", "`", "Aa\n"],
)  # fmt: skip
def test_the_work_grows_with_the_length_and_not_with_its_square(unit: str) -> None:
    """A quadratic reader would need an hour."""
    source = part(b"---\n---\n" + (unit * (256 * 1024 // len(unit))).encode(), Mistakes("a.md"))
    assert source
    advise_on_text(source, (), Mistakes("a.md"))
