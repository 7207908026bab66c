"""What a pack may hold: said while typing, on the form that is shown again, on its page, and in place of its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from library.actions.packs.file_limits import MOST_LINES as MOST_FILE_LINES
from library.actions.packs.files import FILES
from library.actions.packs.lifecycle import pack_to_edit, start_pack
from library.actions.packs.secrets import shown_code
from library.model.pack import MOST_LINES, MOST_OWN_WORDS, MOST_WORDS, Item, ItemKind, Pack
from library.terminal.main import main
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, filled_shelves
from tests.web.test_packs import ids, items, post

BREAKS = "a" + "\n" * 3_998 + "b"
LINES = "x\n" * 1_999 + "xx"
PROSE = ("She sat down and asked what matters to him now, and then she listened for a while. " * 60)[:3_999] + "."
FLOODS = {"lines": LINES, "long notes": PROSE}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    filled = filled_shelves(tmp_path_factory.mktemp("limits"))
    yield filled
    filled.library.close()


def stored(own: Shelves, count: int, text: str, notes: str = "") -> str:
    """Keep a pack as an earlier version let people make it, and return its address."""
    notes_of = tuple(Item(f"item{n:04}", ItemKind.NOTE, title="A note", text=text, notes=notes) for n in range(count))
    return f"/packs/{start_pack(own.library, Pack('Full', items=notes_of), '').edit}"


def typed_in(page: str, field: str, text: str) -> bool:
    """Return whether a text is in one of a page's fields, line by line."""
    found = re.search(rf'<textarea id="{field}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return found is not None and found[1] == text


def is_refused(own: Shelves, address: str) -> bool:
    answer = own.client.get(address)
    if answer.status_code == 200:
        return False
    assert (answer.status_code, "too long to download" in answer.text) == (409, True)
    return True


class TestTyping:
    def test_every_field_for_own_words_says_how_much_it_takes(self, own: Shelves) -> None:
        pack = stored(own, 1, "Words")
        for page in (pack, f"{pack}/items/item0000"):
            html = Html(own.client.get(page).text)
            fields = html.all("textarea")
            # A field with `maxlength` would cut what is pasted without a word.
            assert [(field.get("maxlength"), field.get("data-most")) for field in fields] == [("", "4000")] * 2
            hints = [
                hint.text
                for field in fields
                for hint in html.all("p")
                if hint.get("id") == field.get("aria-describedby")
            ]
            assert all(hint.endswith("Up to 4,000 characters and 100 lines.") for hint in hints)

    def test_blank_lines_beyond_one_are_left_out(self, own: Shelves) -> None:
        pack = stored(own, 0, "")
        assert post(own.client, f"{pack}/items", kind="note", title="", text=BREAKS, notes="").status_code == 303
        assert typed_in(own.client.get(f"{pack}/items/{ids(own.client, pack)[0]}").text, "text", "a\n\nb")

    @pytest.mark.parametrize(
        ("text", "why"),
        [(LINES, "This has too many lines. Use 100 or fewer."), (PROSE + "x", "Use 4,000 characters or fewer")],
    )
    def test_what_is_too_much_is_shown_again_beside_the_reason(self, own: Shelves, text: str, why: str) -> None:
        pack = stored(own, 1, "Words")
        for address, page in ((f"{pack}/items", "note-text"), (f"{pack}/items/item0000/save", "text")):
            answer = post(own.client, address, kind="note", version="1", title="", text=text, notes="")
            assert (answer.status_code, why in answer.text) == (422, True)
            assert typed_in(answer.text, page, text)
        assert len(items(own.client, pack)) == 1

    def test_a_pack_takes_own_words_until_it_is_full_and_loses_none_that_were_typed(self, own: Shelves) -> None:
        pack = stored(own, MOST_OWN_WORDS // MOST_WORDS - 1, PROSE)
        words = {"kind": "note", "version": "1", "title": "", "notes": ""}
        assert post(own.client, f"{pack}/items", text="Short.", **words).status_code == 303
        for address, page in (
            (f"{pack}/items", "note-text"),
            (f"{pack}/items/{ids(own.client, pack)[-1]}/save", "text"),
        ):
            answer = post(own.client, address, text=PROSE, **words | {"version": "2"})
            assert (answer.status_code, "A pack can hold about 10,000 words of your own" in answer.text) == (422, True)
            assert typed_in(answer.text, page, PROSE)

    def test_steps_of_ours_are_refused_where_there_is_no_room_for_their_words(self, own: Shelves) -> None:
        pack = stored(own, MOST_OWN_WORDS // MOST_WORDS, PROSE)
        answer = post(own.client, f"{pack}/items", kind="ground-rules")
        assert (answer.status_code, "A pack can hold about 10,000 words" in answer.text) == (409, True)


class TestAPackOfAnEarlierVersion:
    def test_it_opens_and_says_why_there_are_no_files(self, own: Shelves) -> None:
        pack = stored(own, 60, LINES)
        page = own.client.get(pack).text
        assert "This pack is too long to download" in page
        assert "/files/" not in page
        post(own.client, f"{pack}/share")
        (link,) = (each for each in own.client.get(pack).text.split('"') if "/shared/" in each)
        shared = own.client.get(link).text
        assert "This pack is too long to download" in shared
        assert "/files/" not in shared

    def test_its_words_may_get_shorter_and_everything_else_may_change(self, own: Shelves) -> None:
        pack = stored(own, 60, LINES)
        address, shorter = f"{pack}/items/item0000/save", "x\n" * 1_500 + "x"
        same = {"title": "A note", "notes": "", "version": "1"}
        assert post(own.client, address, text=LINES, minutes="7", **same).status_code == 303
        assert post(own.client, address, text=shorter, **same).status_code == 303
        assert post(own.client, address, text=LINES, **same | {"version": "3"}).status_code == 422
        assert typed_in(own.client.get(f"{pack}/items/item0000").text, "text", shorter)
        assert post(own.client, f"{pack}/details", title="Shared out", version="3").status_code == 303

    @pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
    def test_no_file_of_sixty_floods_is_begun(self, own: Shelves, text: str) -> None:
        pack = stored(own, 60, text, text)
        assert all(is_refused(own, f"{pack}/files/{name}") for name in FILES)
        assert own.library.records.editions(pack_to_edit(own.library, pack.removeprefix("/packs/")).id) == ()

    def test_no_file_of_five_notes_of_line_breaks_is_begun(self, own: Shelves) -> None:
        pack = stored(own, 5, LINES, LINES)
        assert all(is_refused(own, f"{pack}/files/{name}") for name in ("handout.docx", "slides.pptx", "cards.pdf"))

    def test_the_terminal_says_why(self, own: Shelves, tmp_path: Path) -> None:
        started = start_pack(own.library, Pack(items=(Item("item", ItemKind.NOTE, text="x\n" * 1_000),)), "")
        environment = {"LIBRARY_CONTENT": str(own.folder / "content"), "LIBRARY_DATA": str(own.folder / "data")}
        command = ["pack", "export", shown_code(started.stored.code), "--folder", str(tmp_path / "files")]
        told = CliRunner().invoke(main, command, env=environment)
        assert (told.exit_code, told.stderr.startswith("This pack is too long to download")) == (1, True)
        assert not (tmp_path / "files").exists()


def test_a_pack_at_its_limit_has_files_and_one_line_more_has_none(own: Shelves) -> None:
    full = stored(own, MOST_FILE_LINES // MOST_LINES, "x\n" * MOST_LINES)
    assert not is_refused(own, f"{full}/files/chat.txt")
    more = stored(own, MOST_FILE_LINES // MOST_LINES, "x\n" * MOST_LINES, "x")
    assert is_refused(own, f"{more}/files/chat.txt")
