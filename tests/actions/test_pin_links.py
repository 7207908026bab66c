"""Recording the words at the places that collections link to."""

from __future__ import annotations

import os
import stat

import pytest

from library.actions.check import check
from library.actions.pin_links import pin_links
from library.content.header.yaml_writer import in_line
from library.errors import ContentError, LibraryError, Mistake
from tests.making import Making

WORK = {"kind": "guidance", "provenance": "published-elsewhere"}
PATH = "collections/first.md"
START = "---\ntitle: First\nsummary: Of it.\norder: 1\n"
TEXT = "---\nHello.\n\n## One\n\nIt says [so](work#p1) and [so](work#p2).\n"


def hash_at(making: Making, number: int) -> str:
    view = making.content.read("resources/work.md")
    return view.passages[number - 1].text_hash


def lines(kept: dict[str, str]) -> str:
    """Return the lines of a header that record these hashes, by place."""
    return "".join(["kept:\n", *(f"  - {in_line({'place': place, 'hash': of})}\n" for place, of in kept.items())])


def written(making: Making) -> str:
    return (making.root / "content" / PATH).read_text("utf-8")


@pytest.fixture(autouse=True)
def dated(making: Making) -> None:
    """Give every document a date, without which its author gets advice."""
    making.always["published"] = "2020-01-01"


@pytest.fixture
def shelf(making: Making) -> Making:
    """A library with a work of two paragraphs and a collection that rests on both."""
    making.write("work", "Alpha.\n\nBeta.\n", **WORK)
    making.content.put(PATH, START + TEXT)
    return making


def test_what_stands_at_each_place_is_noted_in_the_header_and_nothing_else_changes(shelf: Making) -> None:
    kept = lines({"work#p1": hash_at(shelf, 1), "work#p2": hash_at(shelf, 2)})
    assert pin_links(shelf.library).written == (PATH,)
    assert written(shelf) == START + kept + TEXT
    assert check(shelf.library).advice == ()


def test_a_collection_saved_in_notepad_is_left_as_it_is_saved(shelf: Making) -> None:
    shelf.content.put(PATH, b"\xef\xbb\xbf" + (START + TEXT).replace("\n", "\r\n").encode())
    assert pin_links(shelf.library).written == (PATH,)
    data = (shelf.root / "content" / PATH).read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > TEXT.count("\n")
    assert pin_links(shelf.library).written == ()
    assert check(shelf.library).advice == ()


def test_comments_and_the_author_s_own_way_of_writing_stay(shelf: Making) -> None:
    start = START.replace("title: First", "# Of spring\ntitle:   'First'  # for now")
    kept = f"kept: # not by hand\n- {{'place': 'work#p1', hash: '{hash_at(shelf, 1)}'}}\n"
    shelf.content.put(PATH, (start + kept + TEXT.replace("Hello.", "Cafe\u0301\u00a0au lait.")).replace("\n", "\r\n"))
    pin_links(shelf.library)
    item = f"- {in_line({'place': 'work#p2', 'hash': hash_at(shelf, 2)})}\n"
    now = (shelf.root / "content" / PATH).read_bytes().decode()
    assert now == (start + kept + item + TEXT.replace("Hello.", "Cafe\u0301\u00a0au lait.")).replace("\n", "\r\n")


def test_an_address_with_characters_that_nobody_sees_is_refused_with_its_line(shelf: Making) -> None:
    text = START + TEXT.replace("work#p2", "wo\u00adrk#p2")
    shelf.content.put(PATH, text)
    with pytest.raises(ContentError, match=r"first\.md:10: Delete the address of this link and type it again\."):
        pin_links(shelf.library)
    assert written(shelf) == text


def test_a_collection_that_somebody_changes_at_the_same_time_is_not_written(
    shelf: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, fsync = shelf.root / "content" / PATH, os.fsync

    def change_it(descriptor: int) -> None:
        file.write_text("Theirs.", "utf-8")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", change_it)
    with pytest.raises(LibraryError, match=r"Run this again\. collections/first\.md was changed at the same time"):
        pin_links(shelf.library)
    assert [(path.name, path.read_text("utf-8")) for path in file.parent.iterdir()] == [("first.md", "Theirs.")]


def test_what_is_noted_already_is_left_alone(shelf: Making) -> None:
    pin_links(shelf.library)
    before = (shelf.root / "content" / PATH).stat()
    assert pin_links(shelf.library).written == ()
    assert (shelf.root / "content" / PATH).stat() == before


def test_words_that_have_moved_are_followed_all_at_once(shelf: Making) -> None:
    pin_links(shelf.library)
    alpha, beta = hash_at(shelf, 1), hash_at(shelf, 2)
    shelf.write("work", "New.\n\nAlpha.\n\nBeta.\n", **WORK)
    assert [advice.sentence for advice in check(shelf.library).advice] == [
        "The text of work#p1 is now at p2. Run: library pin-links",
        "The text of work#p2 is now at p3. Run: library pin-links",
    ]
    assert pin_links(shelf.library).changed == ()
    kept = lines({"work#p2": alpha, "work#p3": beta})
    assert written(shelf) == START + kept + TEXT.replace("p2", "p3").replace("p1", "p2")
    assert check(shelf.library).advice == ()


def test_changed_words_are_left_until_somebody_has_read_them(shelf: Making) -> None:
    pin_links(shelf.library)
    before = written(shelf)
    shelf.write("work", "Alpha.\n\nGamma.\n", **WORK)
    told = Mistake(PATH, 13, "work#p2 has been edited. Check your text still fits.")
    assert pin_links(shelf.library).changed == (told,)
    assert written(shelf) == before
    assert pin_links(shelf.library, accept_changed=True).written == (PATH,)
    assert hash_at(shelf, 2) in written(shelf)
    assert check(shelf.library).advice == ()


def test_a_place_that_nobody_links_to_any_more_is_forgotten(shelf: Making) -> None:
    pin_links(shelf.library)
    beta = hash_at(shelf, 2)
    shelf.content.put(PATH, written(shelf).replace("[so](work#p1) and ", ""))
    pin_links(shelf.library)
    assert "work#p1" not in written(shelf)
    assert beta in written(shelf)


def test_places_that_do_not_exist_are_left_for_check_to_tell(shelf: Making) -> None:
    shelf.content.put(PATH, START + "---\n## One\n\n[A](work#p9), [b](none#p1) and [c](work#p1).\n")
    assert pin_links(shelf.library).written == (PATH,)
    with pytest.raises(ContentError) as caught:
        check(shelf.library)
    assert [mistake.sentence for mistake in caught.value.mistakes] == [
        "There is no document “none”.",
        "work has no passage p9. Choose from p1 to p2.",
    ]


def test_a_collection_that_cannot_be_read_is_told_and_not_written(shelf: Making) -> None:
    broken = START + "kept: [nonsense]\n" + TEXT
    shelf.content.put(PATH, broken)
    with pytest.raises(ContentError, match=r"first\.md:5: kept"):
        pin_links(shelf.library)
    assert written(shelf) == broken


def test_a_document_that_cannot_be_read_is_told(shelf: Making) -> None:
    shelf.content.put("resources/work.md", "no header")
    with pytest.raises(ContentError, match=r"resources/work\.md:1"):
        pin_links(shelf.library)


def test_a_file_keeps_its_permissions_and_nothing_is_left_beside_it(shelf: Making) -> None:
    file = shelf.root / "content" / PATH
    file.chmod(0o640)
    pin_links(shelf.library)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["first.md"]


def test_an_interrupted_writing_leaves_the_old_file(shelf: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(
        LibraryError,
        match=r"Check that you can change collections/first\.md. It could not be written: No space left on device\.",
    ):
        pin_links(shelf.library)
    assert written(shelf) == START + TEXT
    assert [path.name for path in (shelf.root / "content" / "collections").iterdir()] == ["first.md"]
