"""A draft is started with what was entered, at an address that nothing has, and takes nothing that was not agreed."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED

import pytest

from library.actions.writing import starting
from library.actions.writing.adding_word import add_word
from library.actions.writing.addresses import AddressProblem, change_address, free_slug
from library.actions.writing.held import find_held
from library.actions.writing.listing import ListState, document_list
from library.actions.writing.starting import StartProblem
from library.errors import ImportRefused, InvalidInput, NotFound
from library.model.draft import Draft, DraftState
from library.model.viewer import Role, Viewer
from library.storage.leases import Leases
from tests.actions.test_import_word import story
from tests.content.word.files import paragraph, word_file
from tests.making import Making

ME = 7
COORDINATOR = Viewer(Role.COORDINATOR, ME)
TEXT = {"title": "The red chair", "kind": "story", "language": "en"}
LINK = {
    "address": "https://youtu.be/dQw4w9WgXcQ?si=x",
    "title": "A film",
    "kind": "video",
    "language": "cy",
    "summary": "",
    "organisation": "",
}


def new(making: Making, title: str = "The red chair", kind: str = "story") -> Draft:
    return starting.start_new(making.library, ME, TEXT | {"title": title, "kind": kind})


def problems(error: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return error.value.problems


def test_a_draft_has_the_address_of_its_title_and_another_with_that_title_the_next(making: Making) -> None:
    making.write("the-blue-cup")
    assert new(making).path == "stories/the-red-chair.md"
    again = starting.start_new(making.library, ME + 1, TEXT)
    assert again.path == "stories/the-red-chair-2.md"
    assert new(making, "The blue cup", "tool").path == "resources/the-blue-cup-2.md"
    assert new(making, "日本").path == "stories/untitled.md"
    assert new(making, "A " + "word " * 30).path == f"stories/a{'-word' * 11}.md"


def test_the_same_form_sent_twice_starts_one_draft(making: Making) -> None:
    first = new(making)
    assert new(making) == first
    assert [each.path for each in making.library.drafts.all()] == [first.path]


def test_every_problem_of_a_form_is_reported_and_nothing_is_started(making: Making) -> None:
    with pytest.raises(InvalidInput) as wrong:
        starting.start_new(making.library, ME, {"title": "", "kind": "poem", "language": "la"})
    assert problems(wrong) == {
        "title": StartProblem.NO_TITLE,
        "kind": StartProblem.NO_KIND,
        "language": StartProblem.NO_LANGUAGE,
    }
    with pytest.raises(InvalidInput) as wrong:
        starting.start_from_link(
            making.library, ME, LINK | {"address": "javascript:alert(1)", "title": "a" * 201, "summary": "b" * 1001}
        )
    assert problems(wrong) == {
        "address": StartProblem.NO_LINK,
        "title": StartProblem.LONG_TITLE,
        "summary": StartProblem.LONG_TEXT,
    }
    assert making.library.drafts.all() == ()


def test_what_leads_to_the_same_page_or_has_the_same_title_is_held_already(making: Making) -> None:
    outside = {"provenance": "published-elsewhere", "licence": "link-only", "kind": "video"}
    source = '"https://www.youtube.com/watch?v=dQw4w9WgXcQ&utm_source=mail"'
    making.write("dance", source=source, title="Never", **outside)
    making.write("unfinished", title="A Film!", status="draft")
    making.write("other", source='"https://youtu.be/other"', title="Something else", **outside)
    making.publish()
    starting.start_from_link(making.library, ME, LINK | {"title": "An earlier draft"})
    found = find_held(making.library, COORDINATOR, LINK["address"], "a film!")
    assert [(each.slug, each.same_address) for each in found] == [
        ("an-earlier-draft", True),
        ("dance", True),
        ("unfinished", False),
    ]
    assert find_held(making.library, COORDINATOR, "", "") == ()


def test_a_library_in_which_nothing_is_published_holds_its_drafts(making: Making) -> None:
    new(making)
    (held,) = find_held(making.library, COORDINATOR, "", "THE RED CHAIR")
    assert (held.title, held.path, held.same_address) == ("The red chair", "stories/the-red-chair.md", False)


def test_a_word_file_becomes_a_draft_with_its_title_and_a_report(making: Making) -> None:
    (making.root / "content" / "stories").mkdir(exist_ok=True)
    (making.root / "data").mkdir()
    imported = starting.start_from_word(
        making.library, ME, r"C:\My files\x.docx", BytesIO(story()), {"kind": "example"}
    )
    words = imported.draft.text.decode()
    assert imported.draft.path == "stories/the-red-chair.md"
    assert '\ntitle: "The red chair"\n' in words
    assert "\nkind: example\n" in words
    assert "status:" not in words
    assert "library publish" not in words
    assert "SENTINEL" not in words
    assert [name for name, _ in imported.pictures] == ["the-red-chair-1.png"]
    assert [file.name for file in making.library.uploads.of("stories/the-red-chair.md")] == ["the-red-chair-1.png"]
    assert [each.name for each in making.library.uploads.of(imported.draft.path)] == ["the-red-chair-1.png"]
    assert any("hidden" in change.sentence.lower() for change in imported.changes)
    second = starting.start_from_word(making.library, ME + 1, "x.docx", BytesIO(story()), {"kind": "example"})
    assert second.draft.path == "stories/the-red-chair-2.md"
    assert "](the-red-chair-2-1.png)" in second.draft.text.decode()


def test_the_pictures_of_a_draft_go_with_it_to_another_address(making: Making) -> None:
    (making.root / "data").mkdir()
    starting.start_from_word(making.library, ME, "x.docx", BytesIO(story()), {"kind": "example"})
    path = change_address(making.library, "the-red-chair", "the-blue-chair")
    assert set(making.library.uploads.paths(path)) == {"stories/the-red-chair-1.png"}
    assert making.library.uploads.of("stories/the-red-chair.md") == ()


def test_without_room_for_its_pictures_no_draft_of_a_word_file_is_left(making: Making) -> None:
    (making.root / "data").mkdir(exist_ok=True)
    (making.root / "data" / "uploads").write_text("no folder")
    with pytest.raises(ImportRefused, match="no room"):
        starting.start_from_word(making.library, ME, "a.docx", BytesIO(story()), {"kind": "story"})
    assert making.library.drafts.all() == ()


def test_a_word_file_waits_while_another_file_is_read_and_starts_nothing_if_that_takes_too_long(making: Making) -> None:
    (making.root / "data").mkdir()
    library = making.library
    library.upload_leases = Leases(making.root / "data" / "uploads.lock", 1)
    sent = BytesIO(story())
    with library.upload_leases.hold("an upload"), pytest.raises(ImportRefused, match="again in a minute"):
        starting.start_from_word(library, ME, "a.docx", sent, {"kind": "story"})
    assert sent.tell() == 0  # of those that wait, none is in memory
    assert library.drafts.all() == ()
    assert starting.start_from_word(library, ME, "a.docx", BytesIO(story()), {"kind": "story"}).draft.text


def test_a_word_file_takes_no_memory_of_the_site(making: Making) -> None:
    (making.root / "data").mkdir()
    making.write("the-blue-cup")
    library = making.library
    paragraphs = "".join(paragraph(f"Words {number}") for number in range(3_000))
    long = word_file(paragraph("The red chair", "Title") + paragraphs, compression=ZIP_DEFLATED)
    starting.start_new(library, ME, TEXT | {"title": "Opens the databases"})
    tracemalloc.start()
    try:
        starting.start_from_word(library, ME, "x.docx", BytesIO(long), {"kind": "story"})
        assert (
            "Words 2999" in add_word(library, ME, "stories/the-blue-cup.md", "", "", "x.docx", BytesIO(long)).markdown
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # In this process, the trees of its XML would take 25 MB.
    assert peak < 10_000_000


def test_what_is_no_word_file_starts_nothing(making: Making) -> None:
    (making.root / "data").mkdir()
    for name, data in (("", b""), ("a.docx", b""), ("a.exe", b"MZ")):
        with pytest.raises(InvalidInput) as wrong:
            starting.start_from_word(making.library, ME, name, BytesIO(data), {"kind": "story"})
        assert problems(wrong) == {"file": StartProblem.NO_WORD_FILE}
    with pytest.raises(ImportRefused):
        starting.start_from_word(making.library, ME, "a.docx", BytesIO(b"words"), {"kind": "story"})
    assert making.library.drafts.all() == ()


def test_a_copy_of_a_real_story_has_its_terms_and_none_of_its_words(making: Making) -> None:
    making.write_told("phone-call", "They rang at nine.\n")
    making.write("spare-key", "She did not get up.\n", provenance="fictional", consent="{audience: public, uses: []}")
    told = starting.start_copy(making.library, ME, "phone-call", {"title": "Another call"})
    assert b"rang" not in told.text
    assert b"consent" not in told.text
    assert b"themes: " in told.text
    fictional = starting.start_copy(making.library, ME, "spare-key", {"title": "Another key"})
    assert fictional.path == "stories/another-key.md"
    assert b"get up" in fictional.text
    assert b"consent" not in fictional.text


def test_nothing_begins_with_a_withdrawn_document_or_one_that_is_not_there(making: Making) -> None:
    making.write("spare-key", status="withdrawn", provenance="fictional")
    for start in (starting.start_copy, starting.start_translation):
        with pytest.raises(InvalidInput) as wrong:
            start(making.library, ME, "spare-key", {"title": "A", "language": "cy"})
        assert problems(wrong) == {"slug": StartProblem.WITHDRAWN}
        for slug in ("never-was", "../../etc/passwd", ""):
            with pytest.raises(NotFound):
                start(making.library, ME, slug, {"title": "A", "language": "cy"})


def test_a_translation_is_started_only_where_the_storyteller_agreed_to_one(making: Making) -> None:
    making.write_told("no")
    making.write_told("yes", consent="audience: public, uses: [translate]")
    with pytest.raises(InvalidInput) as wrong:
        starting.start_translation(making.library, ME, "no", {"title": "Na", "language": "cy"})
    assert problems(wrong) == {"language": StartProblem.NOT_TRANSLATABLE}
    with pytest.raises(InvalidInput) as wrong:
        starting.start_translation(making.library, ME, "yes", {"title": "Yes", "language": "en"})
    assert problems(wrong) == {"language": StartProblem.SAME_LANGUAGE}
    draft = starting.start_translation(making.library, ME, "yes", {"title": "Ie", "language": "cy"})
    assert draft.path == "stories/yes-cy.md"
    assert b'translation_of: "yes"\ntranslation: awaiting-check\n' in draft.text


def test_a_document_is_edited_from_the_bytes_of_its_file(making: Making) -> None:
    making.write("spare-key")
    data = (making.root / "content" / "stories" / "spare-key.md").read_bytes()
    draft = starting.start_edit(making.library, ME, "spare-key")
    assert (draft.text, bool(draft.base)) == (data, True)
    making.library.drafts.save(draft.path, b"later", draft.version, ME, "tab", 9)
    assert starting.start_edit(making.library, ME, "spare-key").text == b"later"


def test_the_address_of_a_draft_can_be_changed_until_its_file_is_there(making: Making) -> None:
    making.write("spare-key", formerly="[old-key]")
    making.publish()
    new(making)
    for slug, problem in (
        ("Red Chair", AddressProblem.NO_SLUG),
        ("spare-key", AddressProblem.TAKEN),
        ("old-key", AddressProblem.TAKEN),
    ):
        with pytest.raises(InvalidInput) as wrong:
            change_address(making.library, "the-red-chair", slug)
        assert problems(wrong) == {"slug": problem}
    assert free_slug(making.library, "Old key") == "old-key-2"
    assert change_address(making.library, "the-red-chair", "a-chair") == "stories/a-chair.md"
    assert [each.path for each in making.library.drafts.all()] == ["stories/a-chair.md"]
    starting.start_edit(making.library, ME, "spare-key")
    for slug in ("the-red-chair", "spare-key", "../a-chair"):
        with pytest.raises(NotFound):
            change_address(making.library, slug, "b-chair")


def test_a_draft_whose_kind_has_changed_moves_to_the_shelf_of_its_kind(making: Making) -> None:
    draft = new(making)
    making.library.drafts.save(draft.path, draft.text.replace(b"story", b"tool"), draft.version, ME, "tab", 9)
    assert change_address(making.library, "the-red-chair", "the-red-chair") == "resources/the-red-chair.md"


def listed(making: Making, words: str = "", state: str = "", page: int = 1) -> list[tuple[str, tuple[ListState, ...]]]:
    found = document_list(making.library, COORDINATOR, words, state, page)
    return [(row.title, row.states) for row in found.rows]


def test_the_list_has_every_draft_and_document_with_its_states(making: Making) -> None:
    assert listed(making) == []
    making.write("a-cup", title="A cup")
    making.write("b-cup", title="B cup")
    making.write("gone", title="Gone", status="withdrawn")
    making.write("half", title="Half", status="draft")
    making.write("later", title="Later", published="2026-12-01")
    making.publish()
    making.write("on-disk", title="On disk")
    new(making)
    starting.start_edit(making.library, ME, "b-cup")
    making.library.drafts.set_state("stories/b-cup.md", DraftState.IN_REVIEW)
    making.library.drafts.schedule("stories/the-red-chair.md", 99, ME)
    drafts = {("The red chair", (ListState.SCHEDULED,)), ("B cup", (ListState.IN_REVIEW, ListState.PUBLISHED))}
    rows = listed(making)
    assert set(rows[:2]) == drafts
    assert rows[2:] == [
        ("A cup", (ListState.PUBLISHED,)),
        ("Gone", (ListState.WITHDRAWN,)),
        ("Half", (ListState.DRAFT,)),
        ("Later", (ListState.PUBLISHED,)),
        ("On disk", (ListState.DRAFT,)),
    ]
    assert [title for title, _ in listed(making, "cup")] == ["B cup", "A cup"]
    assert [title for title, _ in listed(making, "", "published")] == ["B cup", "A cup", "Later"]
    assert [title for title, _ in listed(making, "", "nonsense", 99)] == [title for title, _ in rows]
    found = document_list(making.library, COORDINATOR, "", "", 1)
    by_title = {row.title: row for row in found.rows}
    assert (by_title["A cup"].url, by_title["Later"].url, by_title["Gone"].url) == ("/stories/a-cup", "", "")
    assert str(by_title["Later"].first_day) == "2026-12-01"
    assert found.counts == {"draft": 2, "in-review": 1, "scheduled": 1, "published": 3, "withdrawn": 1}


def test_a_long_list_has_pages(making: Making) -> None:
    for number in range(51):
        making.library.drafts.start(f"stories/draft-{number}.md", b"---\ntitle: A\n---\n", "", ME, number)
    first = document_list(making.library, COORDINATOR, "", "", 1)
    last = document_list(making.library, COORDINATOR, "", "", 2)
    assert (len(first.rows), first.pages, first.found, [row.path for row in last.rows]) == (
        50,
        2,
        51,
        ["stories/draft-0.md"],
    )
