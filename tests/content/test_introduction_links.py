"""What introductions link to: places that exist, claims that rest on a work, words that are known again."""

from __future__ import annotations

import pytest

from library.content.editorial.introduction_links import Target, changed_places, check_links, linked_slugs, target_of
from library.content.editorial.introductions import read_introductions
from library.model.passage import Part, Passage
from library.model.place import Place, found_again
from tests.content.test_introductions import COLLECTION, write_collection, write_theme
from tests.content.writing import Folder

WORK = {"kind": "guidance", "provenance": "published-elsewhere"}


def passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage(Part.BODY, f"p{number}", text, "en") for number, text in enumerate(texts, start=1))


def place(anchor: str, text: str) -> Place:
    return Place("work", anchor, Passage(Part.BODY, anchor, text, "en").text_hash)


@pytest.fixture
def shelf(folder: Folder) -> Folder:
    """A folder with a work of three passages, a fictional story and a withdrawn one."""
    folder.write("resources/work.md", **WORK)
    folder.write("stories/scene.md")
    folder.write("stories/gone.md", status="withdrawn")
    return folder


def targets(folder: Folder) -> dict[str, Target]:
    documents = [folder.read(path) for path in ("resources/work.md", "stories/scene.md", "stories/gone.md")]
    return {document.slug: target_of(document) for document in documents}


def check(folder: Folder, text: str, kept: str = "") -> list[str]:
    """Write a collection with one section, and return the mistakes and then the advice, without the path."""
    lines = (
        "".join(f"{{place: {name}, hash: {text_hash}}}, " for name, text_hash in [kept.split()] if kept) if kept else ""
    )
    write_collection(folder, f"## One\n\n{text}\n", kept=f"[{lines}]" if kept else "")
    read = read_introductions(folder.root, folder.vocabulary)
    known = targets(folder)
    told = [*check_links(read, known, known.keys()), *changed_places(read, known)]
    return [str(mistake).removeprefix(f"{COLLECTION}:") for mistake in told]


def noted(folder: Folder, anchor: str = "p1") -> str:
    """Return a place in the work and the hash of its words."""
    document = folder.read("resources/work.md")
    return next(f"work#{anchor} {each.text_hash}" for each in document.passages if each.anchor == anchor)


def test_a_claim_that_rests_on_a_noted_passage_is_well(shelf: Folder) -> None:
    assert check(shelf, "So it [says](work#p1).", noted(shelf)) == []


def test_a_scene_beside_a_claim_is_well(shelf: Folder) -> None:
    text = "So it [says](work#p1).\n\nA scene to talk about: [one](scene)."
    assert check(shelf, text, noted(shelf)) == []


def test_a_document_that_does_not_exist_is_told_with_the_nearest(shelf: Folder) -> None:
    text = "So it [says](work#p1), and [this](wrok)."
    assert check(shelf, text, noted(shelf)) == ["9: There is no document “wrok”. Did you mean “work”?"]


def test_a_passage_that_is_not_there_is_told_with_those_that_are(shelf: Folder) -> None:
    text = "So it [says](work#p1), and [this](work#p9)."
    assert check(shelf, text, noted(shelf)) == ["9: work has no passage p9. Choose from p1 to p3."]


def test_a_passage_that_nobody_has_noted_yet_asks_to_be(shelf: Folder) -> None:
    assert check(shelf, "So it [says](work#p2).") == [
        "8: The link to work#p2 is not pinned yet. Run: library pin-links"
    ]


def test_nothing_rests_on_what_is_fictional(shelf: Folder) -> None:
    text = "So it [says](work#p1).\n\nAs in [one](scene)."
    assert check(shelf, text, noted(shelf)) == [
        (
            "11: scene is fictional, so it cannot be a source. Put it in its own paragraph starting "
            "“A scene to talk about:”."
        )
    ]


def test_a_scene_is_a_story(shelf: Folder) -> None:
    text = "So it [says](work#p1).\n\nA scene to talk about: [it](work)."
    assert check(shelf, text, noted(shelf)) == [
        "11: Link to a story or example here. work is neither, so it is not a scene to discuss."
    ]


@pytest.mark.parametrize("text", ["Nothing.", "So it [says](work).", "A scene to talk about: [one](scene)."])
def test_a_section_without_a_passage_of_a_work_is_told_at_its_heading(shelf: Folder, text: str) -> None:
    sentence = "6: “One” has no source. Link to a passage of at least one resource."
    assert sentence in check(shelf, text)


def test_a_withdrawn_document_may_be_linked_and_asks_nothing(shelf: Folder) -> None:
    text = "So it [says](work#p1).\n\nA scene to talk about: [one](gone#p1)."
    assert check(shelf, text, noted(shelf)) == []


def test_words_that_moved_are_told_as_advice(shelf: Folder) -> None:
    kept = noted(shelf)
    shelf.write("resources/work.md", "New.\n\nFirst paragraph.\n", **WORK)
    assert check(shelf, "So it [says](work#p1).", kept) == [
        "9: The text of work#p1 is now at p2. Run: library pin-links"
    ]


def test_words_that_were_changed_are_told_as_advice(shelf: Folder) -> None:
    kept = noted(shelf)
    shelf.write("resources/work.md", "Other words.\n", **WORK)
    assert check(shelf, "So it [says](work#p1).", kept) == [
        "9: work#p1 has been edited. Check your text still fits, then run: library pin-links --changed"
    ]


def test_a_theme_starts_from_documents_that_exist_fictional_ones_too(shelf: Folder) -> None:
    write_theme(shelf, starts="".join(f"\n  - {{document: {slug}, why: x.}}" for slug in ("work", "scene", "non")))
    read = read_introductions(shelf.root, shelf.vocabulary)
    assert linked_slugs(read) == {"work", "scene", "non"}
    known = targets(shelf)
    assert [str(told) for told in check_links(read, known, known.keys())] == [
        "themes/listening.md:5: There is no document “non”."
    ]


@pytest.mark.parametrize(
    ("now", "anchor"),
    [
        (("a", "b", "c"), "p2"),
        (("new", "a", "b", "c"), "p3"),
        (("b", "b", "b"), "p2"),
        (("a", "B", "c"), None),
        ((), None),
    ],
)
def test_a_place_is_found_again_by_its_words(now: tuple[str, ...], anchor: str | None) -> None:
    assert found_again(place("p2", "b"), passages(*now)) == anchor
