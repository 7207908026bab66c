"""Introductions: collections and themes as their files say them, and every mistake in them."""

from __future__ import annotations

import pytest

from library.content.editorial.introduction_text import Link, Purpose
from library.content.editorial.introductions import ReadIntroductions, read_introductions
from library.errors import ContentError
from library.model.introduction import Block, Collection, Introductions, Section, Start, ThemeIntroduction
from library.model.place import Place
from tests.content.writing import Folder

HEADER = {"title": "New to this", "summary": "For the first afternoon.", "order": "1"}
TEXT = "Hello.\n\n## One\n\nIt says [so](work#p1).\n"
STARTS = "".join(f"\n  - {{document: d{number}, why: Reason {number}.}}" for number in (1, 2, 3))

COLLECTION = "collections/new-to-this.md"
THEME = "themes/listening.md"


def write_collection(folder: Folder, text: str = TEXT, path: str = COLLECTION, **changes: str) -> None:
    """Write a collection whose header has these changes; an empty one leaves the key out."""
    lines = "".join(f"{key}: {value}\n" for key, value in (HEADER | changes).items() if value)
    folder.put(path, f"---\n{lines}---\n{text}")


def write_theme(folder: Folder, text: str = "What it is.\n", starts: str = STARTS, path: str = THEME) -> None:
    folder.put(path, f"---\nstart:{starts}\n---\n{text}")


def read(folder: Folder) -> ReadIntroductions:
    return read_introductions(folder.root, folder.vocabulary)


def mistakes(folder: Folder) -> list[str]:
    """Return every mistake, without the path where it is the usual collection's."""
    try:
        read(folder)
    except ContentError as error:
        return [str(mistake).removeprefix(f"{COLLECTION}:") for mistake in error.mistakes]
    return []


def test_a_folder_without_introductions_has_none(folder: Folder) -> None:
    assert read(folder) == ReadIntroductions(Introductions(), (), ())


def test_the_text_of_an_introduction_earns_advice_like_that_of_a_document(folder: Folder) -> None:
    folder.put(
        "collections/first.md", "---\ntitle: First\nsummary: Of it.\norder: 1\n---\nA ==b==:\n- anna@gmail.com\n"
    )
    found = read(folder).advice
    assert [(each.path, each.line) for each in found] == [("collections/first.md", line) for line in (7, 6, 7)]


def test_a_collection_is_what_its_file_says(folder: Folder) -> None:
    write_collection(
        folder,
        "Hello *there*.\n\n## One\n\nIt says [so](work#p1),\nand [more](other).\n\n"
        "A scene to talk about: [a story](scene#t=7). What then?\n\n## Two\n\n- [here](work#page=3)\n- and here\n",
        kept='[{place: "work#p1", hash: 0123456789abcdef}]',
    )
    first, other = Place("work", "p1", "0123456789abcdef"), Place("other")
    scene, page = Place("scene", "t=7"), Place("work", "page=3")
    collection = Collection(
        slug="new-to-this",
        path=COLLECTION,
        title="New to this",
        summary="For the first afternoon.",
        order=1,
        sections=(
            Section("", "", (Block("<p>Hello <em>there</em>.</p>"),)),
            Section(
                "h-one",
                "One",
                (
                    Block('<p>It says <a href="#kept-0">so</a>,\nand <a href="#kept-1">more</a>.</p>', (first, other)),
                    Block('<p><a href="#kept-0">a story</a>. What then?</p>', (scene,), is_scene=True),
                ),
            ),
            Section(
                "h-two", "Two", (Block('<ul>\n<li><a href="#kept-0">here</a></li>\n<li>and here</li>\n</ul>', (page,)),)
            ),
        ),
    )
    assert read(folder) == ReadIntroductions(
        Introductions((collection,)),
        (
            Link(COLLECTION, 11, first, Purpose.CLAIM, 9),
            Link(COLLECTION, 12, other, Purpose.CLAIM, 9),
            Link(COLLECTION, 14, scene, Purpose.SCENE, 9),
            Link(COLLECTION, 18, page, Purpose.CLAIM, 16),
        ),
        ((COLLECTION, 9, "One"), (COLLECTION, 16, "Two")),
    )
    assert list(collection.places()) == [first, other, scene, page]


def test_collections_stand_in_their_order_then_by_title(folder: Folder) -> None:
    for slug, title, order in (("a", "Z", "2"), ("b", "Y", "2"), ("c", "X", "10")):
        write_collection(folder, path=f"collections/{slug}.md", title=title, order=order)
    assert [each.slug for each in read(folder).introductions.collections] == ["b", "a", "c"]


def test_a_theme_has_its_words_and_three_documents_to_start_from(folder: Folder) -> None:
    write_theme(folder, "What it is.\n\nAnd is not.\n")
    starts = tuple(Start(f"d{number}", f"Reason {number}.") for number in (1, 2, 3))
    blocks = (Block("<p>What it is.</p>"), Block("<p>And is not.</p>"))
    assert read(folder) == ReadIntroductions(
        Introductions((), (ThemeIntroduction("listening", THEME, blocks, starts),)),
        tuple(Link(THEME, 3 + at, Place(f"d{at + 1}"), Purpose.START) for at in range(3)),
        (),
    )


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        (TEXT, {"title": ""}, "2: title is missing. Add a line that starts with title:"),
        (TEXT, {"order": "first"}, "4: order: Write a whole number from 1 to 999. “first” is not one."),
        (TEXT, {"themes": "[listening]"}, "5: “themes” is not a key. Delete this line."),
        ("", {}, "6: Add text that says what this collection is for."),
        ("## One\n\n# Two\n\nx\n", {}, "6: Write something under this heading or delete it."),
        (
            "Hello.\n\n### Three\n\nx\n",
            {},
            "8: Start each heading with exactly two # characters: ##",
        ),
        (
            "Hello [you](https://example.org).\n",
            {},
            "6: Link to a document of this library, as [words](slug#p3). Give a work on another site "
            "its own page first.",
        ),
        (
            "Hello.\n\n> said\n",
            {},
            "8: Write this as a paragraph or a list. Nothing else can be used here.",
        ),
        (
            TEXT,
            {"kept": '[{place: "gone#p4", hash: 0123456789abcdef}]'},
            "5: kept: Nothing here links to gone#p4 now. Run: library pin-links",
        ),
        (
            TEXT,
            {"kept": '[{place: "work#p1", hash: 0123}]'},
            "5: kept hash: “0123” was not written by the library. Run: library pin-links",
        ),
        (
            TEXT,
            {"kept": "[{place: work, hash: 0123456789abcdef}]"},
            "5: kept place: “work” is not a place in a document. Run: library pin-links",
        ),
    ],
)
def test_a_mistake_in_a_collection_is_told_with_its_line(
    folder: Folder, text: str, changes: dict[str, str], expected: str
) -> None:
    write_collection(folder, text, **changes)
    assert expected in mistakes(folder)


@pytest.mark.parametrize(
    ("text", "starts", "expected"),
    [
        ("x\n", STARTS.rpartition("\n")[0], f"{THEME}:2: start: Name 3 documents and say how they differ."),
        ("x\n", f"{STARTS}\n  - {{document: d4, why: Four.}}", f"{THEME}:3: start: Choose at most 3. There are 4."),
        ("", STARTS, f"{THEME}:7: Write a few paragraphs here, without headings."),
        ("x\n\n## One\n\ny\n", STARTS, f"{THEME}:7: Write a few paragraphs here, without headings."),
        (
            "See [it](work#p1).\n",
            STARTS,
            f"{THEME}:7: Remove this link. Name documents under start instead.",
        ),
    ],
)
def test_a_mistake_in_a_theme_is_told_with_its_line(folder: Folder, text: str, starts: str, expected: str) -> None:
    write_theme(folder, text, starts)
    assert [told for told in mistakes(folder) if told.startswith(expected)]


def test_a_theme_that_is_none_is_told_with_the_nearest(folder: Folder) -> None:
    write_theme(folder, path="themes/listenning.md")
    assert mistakes(folder) == [
        "themes/listenning.md:1: Rename this file after a theme in vocabulary.yaml. “listenning” "
        "is not one. Did you mean “listening”?"
    ]


def test_every_mistake_in_every_file_is_told_at_once(folder: Folder) -> None:
    write_collection(folder, title="")
    folder.put("collections/Second One.md", "x")
    folder.put("collections/third.md", "no header")
    write_theme(folder, "")
    told = mistakes(folder)
    assert len(told) == 4
    assert {line.split(":")[0] for line in told} == {"2", "collections/Second One.md", "collections/third.md", THEME}


def test_html_in_a_block_is_cleaned_and_a_link_of_it_is_not_followed(folder: Folder) -> None:
    write_collection(folder, "Hello <script>alert(1)</script><b onclick=x>you</b>.\n")
    (section,) = read(folder).introductions.collections[0].sections
    assert section.blocks == (Block("<p>Hello <b>you</b>.</p>"),)
