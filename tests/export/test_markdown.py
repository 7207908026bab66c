"""Workshops as Markdown, read back by the two kinds of reader that there are."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown import markdown as older_reader
from markdown_it import MarkdownIt

from library.export.markdown import text, write_markdown
from library.model.characters import clean
from library.model.workshop import Paragraph, Workshop
from tests.export import sample

Reader = Callable[[str], str]

READERS: tuple[Reader, ...] = (
    older_reader,
    MarkdownIt("commonmark").render,
    MarkdownIt("gfm-like", {"linkify": False}).render,
)
each_reader = pytest.mark.parametrize("reader", READERS, ids=["Markdown", "CommonMark", "GitHub’s"])
# What this writer makes on purpose; anything else came out of somebody's words.
OURS = {"h1", "h2", "h3", "p", "strong", "br", "a", "blockquote", "ul", "li"}


class Page(HTMLParser):
    """Words and names of elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return spaced("".join(self.words))


def spaced(words: str) -> str:
    return " ".join(clean(words).split())


def written(workshop: Workshop) -> str:
    return write_markdown(workshop).decode()


@each_reader
def test_words_however_hostile_stand_as_they_are(reader: Reader) -> None:
    page = Page(reader(written(sample.hostile())))
    assert set(page.names) <= OURS
    for words in sample.HOSTILE_WORDS:
        assert page.text.count(spaced(words)) >= 3  # as passage, as line and among what is not here


@each_reader
@pytest.mark.parametrize(
    "words",
    [
        "1. one",
        "12) two",
        "- list",
        "+ list",
        "* list",
        "=====",
        "-----",
        "***",
        "___",
        "# heading #",
        "> quote",
        "    indented",
        "\tindented",
        "~~~ fence",
        "```",
        "~~out~~",
        "a | b\n--- | ---\n1 | 2",
        ": definition",
        "[link](https://example.org)",
        "[ref]: https://example.org",
        "![picture](x.png)",
        "<https://example.org>",
        "<div>",
        "&copy; &amp; &#42;",
        "a  \nb",
        "line\n===",
        "line\n---",
        "line\n1. list\n- list",
        "back\\slash \\* ends with \\",
        "**bold** _under_ __under__ *em* `code` ``code``",
        "a\x00b",
    ],
)
def test_no_words_turn_into_markup(reader: Reader, words: str) -> None:
    alone = Page(reader(text(words)))
    assert set(alone.names) <= {"p", "br"}
    assert alone.text == spaced(words)
    steps = (replace(sample.steps()[1], words=(Paragraph(words),), lines=(words,), title=words),)
    page = Page(reader(written(replace(sample.workshop(), steps=steps, title=words, omitted=(words,)))))
    assert set(page.names) <= OURS
    assert page.text.startswith(spaced(words))


def test_a_line_break_stays_one() -> None:
    assert text("Roses\nare\n\nred") == "Roses  \nare  \nred"


def test_every_passage_is_a_quotation_with_who_speaks_and_when() -> None:
    lines = written(sample.workshop()).split("\n")
    assert "> “It can sit there and tip,” said Mrs Orr." in lines
    at = lines.index("> **0:04 Ann**  ")
    assert lines[at + 1] == "> Good morning."
    assert "### What she wanted" in lines


def test_the_notes_are_in_it_under_their_own_heading() -> None:
    words = written(sample.workshop())
    assert "### Facilitator notes\n\nRead it slowly. Let the silence stand.\n" in words
    steps = tuple(replace(step, notes=" \n") for step in sample.steps())
    assert "### Facilitator notes" not in written(replace(sample.workshop(), steps=steps))


def test_it_says_what_every_file_owes_its_readers() -> None:
    words = written(sample.workshop())
    for owed in (
        "**You can use this until 27 May 2027. After that, check the code first.** Someone may have withdrawn",
        "Code 7KQM-2F9T-XBRCE, created on 27 November 2026.",
        "<https://library.example.org/check/7KQM-2F9T-XBRCE>",
        "**Fictional**",
        "Content note: death and bereavement.",
        "Shortened: includes 3 of the 19 paragraphs",
        "Item 7 is on another website. We include a summary and a link.",
        "Play from 0:04 to 0:48: <https://library.example.org/stories/spare-key>",
        "### In Welsh: Yr allwedd sbâr",
        "Shared with the storyteller’s consent for workshops, quotation and printing only.",
        "- **A listening service**: 0123 456, <https://example.org/listen>. For anybody, at any hour",
        "- **A service in Wales**: 0123 789, in Wales. For people in Wales, in Welsh and English",
        "- Item 11 is no longer public.",
    ):
        assert owed in words
    stop, told, start = (words.index(each) for each in ("**Turn off recording", "I went by myself", "**You can turn"))
    assert stop < told < start


def test_an_address_that_is_not_of_the_web_is_words() -> None:
    contact = replace(sample.CONTACTS[0], web="javascript:alert(1)")
    assert "<javascript" not in written(replace(sample.workshop(), contacts=(contact,)))


def test_an_empty_workshop_is_a_file_too_and_the_same_workshop_gives_the_same_bytes() -> None:
    assert written(sample.empty()).startswith("# Listening on a Tuesday\n\n10:00, 0 minutes, 24 participants\n")
    assert write_markdown(sample.hostile()) == write_markdown(sample.hostile())


def test_the_question_of_a_story_is_below_its_words() -> None:
    asked = replace(sample.steps()[5], question="Who *went*?")
    made = written(replace(sample.workshop(), steps=(asked,)))
    assert "**Discussion question:** Who \\*went\\*?\n" in made
    assert made.index("I came back by myself") < made.index("**Discussion question:**")
