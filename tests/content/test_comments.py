"""Private comments are removed before anything else reads a text, and their author is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.content.comments import ENDS, comments_in, without
from library.content.document_files import read_file_with_advice
from library.content.editorial.introductions import read_introductions
from library.content.editorial.pins import note_places
from library.content.folder_files import read_source
from library.content.mistakes import Mistakes
from library.content.vocabulary import read_vocabulary_with_advice
from library.errors import Advice
from tests.content.writing import HEADER, STORY, Folder

FIRST_LINE = len(HEADER) + 3
SECRET = "Farquharson"
PERCENT = (
    "Readers do not get this private comment (%% … %%), and search does not find it. "
    "If they should get it, delete %% and %%."
)
HTML = (
    "Readers do not get this private comment (<!-- … -->), and search does not find it. "
    "If they should get it, delete <!-- and -->."
)


def passages(folder: Folder, body: str) -> list[str]:
    """Return the passages of a document whose secret is nowhere in it."""
    folder.write(body=body, published="2026-11-22")
    document = read_file_with_advice(folder.root, STORY, folder.vocabulary).document
    assert SECRET not in repr(document)
    return [passage.text for passage in document.passages]


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("She left %%as Farquharson said%% then.", ["She left then."]),
        ("She left <!-- as Farquharson said --> then.", ["She left then."]),
        ("She left <!-- as Farquharson\nsaid, more\nor less --> then.", ["She left then."]),
        ("Before.\n\n%%\nFarquharson\n\nand her\n%%\n\nAfter.", ["Before.", "After."]),
        ("Before.\n<!--\nFarquharson\n\n# and her\n-->\nAfter.", ["Before.", "After."]),
        ("She <!-- as Farquharson\nsaid\n--> left.\nThen.\n\nA %%b\nc%% d.", ["She left. Then.", "A d."]),
        ("Before <!-- Farquharson\n\nand --> after.", ["Before", "after."]),
        ("- one\n- two %%Farquharson%%\n- three", ["one two three"]),
        ("- one\n\n    <!-- Farquharson -->\n\n- two", ["one two"]),
        ("- one\n  %% Farquharson\n  said %%\n- two", ["one two"]),
        ("    <!-- Farquharson -->    not code any more", ["not code any more"]),
        ("> Said. %%Farquharson%%", ["Said."]),
        ("Said.\n\n\t```\n%%Farquharson%%\n```\n", ["Said.", "```"]),
        ("``` a`b\n%%Farquharson%%\n\n```\nSaid.\n```\n", ["`` ab", "Said."]),
        ("| A | B |\n|---|---|\n| a %%Farquharson%% | b |", ["A B a b"]),
        ("# Head <!-- Farquharson -->\n\nText.", ["Text."]),
        ("Note.[^1]\n\n[^1]: The note. %%Farquharson%%", ["Note.", "The note."]),
        ("<div>\n<!-- Farquharson -->\n<p>In HTML.</p>\n</div>", ["In HTML."]),
        ('[a link](https://example.org/ "%%Farquharson%%")', ["a link"]),
        ("One `tick. <!-- Farquharson` --> Two.", ["One `tick. Two."]),
        ("`hello' <!-- she said `Farquharson' --> Two.", ["`hello' Two."]),
        ("```\nNo end.\n\n<!-- Farquharson -->", ["No end."]),
        ("~~~~\nNo end.\n~~~\n%%Farquharson%%", ["No end. ~~~"]),
        ("<!--> Farquharson --> After.", ["After."]),
        ("<!-- Farquharson --!> Farquharson --> After.", ["After."]),
        ("%% <!-- %% A %% --> Farquharson %% B", ["A B"]),
        ("a%%Farquharson%%b", ["ab"]),
        ("%%Farquharson%%%%Farquharson%%A", ["A"]),
    ],
)
def test_a_comment_is_in_no_passage_heading_page_or_hash(folder: Folder, body: str, read: list[str]) -> None:
    assert passages(folder, body) == read


@pytest.mark.parametrize(
    "body",
    [
        "Begin with `<!--` and end with `-->`.",
        "Write `%%like this%%` or ``%%``.",
        "Whole: `<!-- shown -->`.",
        "```\n<!-- shown -->\n%%shown%%\n```",
        "~~~ html\n<!--\n~~~~",
    ],
)
def test_code_that_ends_shows_the_marks_of_comments(folder: Folder, body: str) -> None:
    folder.write(body=body)
    source = read_source(folder.root, STORY, Mistakes(STORY))
    assert source
    assert (source.body, source.comments) == (body, ())


def test_each_comment_is_advice_with_its_line_and_without_its_words(folder: Folder) -> None:
    folder.write(body="A %%Farquharson%%.\n\n<!--\nFarquharson\n-->\nB <!-- c --> %%d%%\n", published="2026-11-22")
    assert read_file_with_advice(folder.root, STORY, folder.vocabulary).advice == (
        Advice(STORY, FIRST_LINE + 1, PERCENT),
        Advice(STORY, FIRST_LINE + 3, HTML),
        Advice(STORY, FIRST_LINE + 6, HTML),
        Advice(STORY, FIRST_LINE + 6, PERCENT),
    )


@pytest.mark.parametrize(("mark", "end"), ENDS.items())
def test_a_comment_without_an_end_hides_what_follows_and_is_a_mistake(folder: Folder, mark: str, end: str) -> None:
    folder.write(body=f"Before.\n\n{mark} Farquharson\n\nAfter.\n")
    source = read_source(folder.root, STORY, Mistakes(STORY))
    assert source
    assert source.body == "Before.\n\n\n\n\n"
    assert folder.mistakes() == [
        f"{FIRST_LINE + 2}: Add {end} where this private comment ends. Without it, {mark} hides all the text after it. "
        f"If it is not a comment, put it in backticks: `{mark}`."
    ]


def test_a_comment_in_the_header_is_removed_with_advice(folder: Folder) -> None:
    folder.write(
        title='"The key %%Farquharson%%"',
        summary="Of a key <!-- Farquharson's -->.",
        questions='["What did she say? %%Farquharson%%"]',
        published="2026-11-22",
    )
    read = read_file_with_advice(folder.root, STORY, folder.vocabulary)
    document = read.document
    assert (document.title, document.summary, document.questions) == ("The key", "Of a key .", ("What did she say?",))
    assert SECRET not in repr(document)
    assert [(each.line, each.sentence) for each in read.advice] == [
        (2, f"title: {PERCENT}"),
        (4, f"summary: {HTML}"),
        (9, f"questions: {PERCENT}"),
    ]


def test_a_value_of_nothing_but_a_comment_is_a_mistake(folder: Folder) -> None:
    assert folder.mistakes_with(title='"%%Farquharson%%"') == [
        "2: title: Add words for readers. This has only a private comment."
    ]


def test_comments_in_introductions_and_the_vocabulary_are_removed_with_advice(folder: Folder) -> None:
    folder.write("resources/work.md", kind="guidance", provenance="published-elsewhere")
    text = "It says %%Farquharson, see [this](nowhere#p1)\n\n## Not a heading\n%%so.\n"
    folder.put("collections/first.md", f"---\ntitle: First\nsummary: Of it.\norder: 1\n---\n{text}")
    read = read_introductions(folder.root, folder.vocabulary)
    assert SECRET not in repr(read.introductions)
    assert read.links == ()
    assert read.advice == (Advice("collections/first.md", 6, PERCENT),)
    data = (folder.root / "collections/first.md").read_bytes()
    noted = note_places(data, "collections/first.md", lambda _: None, accept=False)
    assert noted.data == data, "pinning keeps the author's comment in the file"
    file = folder.root / "vocabulary.yaml"
    file.write_text(file.read_text().replace("en: Strengths", 'en: "Strengths %%Farquharson%%"'))
    terms = read_vocabulary_with_advice(folder.root)
    assert SECRET not in repr(terms.vocabulary)
    assert [each.path for each in terms.advice] == ["vocabulary.yaml"]


@given(
    st.text("%<!->` ~\n\tab", max_size=60)
    | st.lists(st.sampled_from([*ENDS, *ENDS.values(), "`", "```", "~~~", "a", "\n", "\n\n", " "])).map("".join)
)
def test_removing_keeps_every_line_and_all_that_is_in_no_comment(text: str) -> None:
    found = comments_in(text)
    read = without(text, found)
    assert read.count("\n") == text.count("\n")
    inside = "".join(text[each.start : each.end] for each in found)
    outside = text
    for each in reversed(found):
        outside = outside[: each.start] + outside[each.end :]
    assert read.translate({32: None, 9: None}).replace("\n", "") == outside.translate({32: None, 9: None}).replace(
        "\n", ""
    )
    assert len(inside) + len(outside) == len(text)
    assert all(
        each.is_open == (each is found[-1] and each.end == len(text) and not _ends(text, each.mark, each.start))
        for each in found
    )


def _ends(text: str, mark: str, start: int) -> bool:
    return text.find(ENDS[mark], start + len(mark)) >= 0


@pytest.mark.parametrize(
    "unit", ["%%", "<!--", "<!---->", "`", "` %% ", "``` x\n", "~~~\n`````\n", "`%%`` ", " %%a%%", "\n", "<!--`"]
)
def test_the_work_grows_with_the_length_and_not_with_its_square(unit: str) -> None:
    """A quadratic reader would need an hour."""
    text = unit * (256 * 1024 // len(unit))
    assert without(text, comments_in(text)).count("\n") == text.count("\n")
