"""Packs in the terminal: checked by their code, and written as files that are whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from library.actions.library import london_today
from library.actions.packs.adding import document_item
from library.actions.packs.files import FILES, Recipient, make_file
from library.actions.packs.formats import ground_rules
from library.actions.packs.lifecycle import NewPack, start_pack
from library.actions.packs.secrets import new_code, new_secret, shown_code
from library.model.pack import Pack
from library.terminal.main import main
from library.translation import Translator
from tests.actions.packs.conftest import fill
from tests.making import Making


@pytest.fixture
def making(tmp_path: Path) -> Iterator[Making]:
    made = Making(tmp_path)
    fill(made)
    yield made
    made.library.close()


@pytest.fixture
def started(making: Making) -> NewPack:
    items = (document_item(making.library, "all"), document_item(making.library, "made-up"), ground_rules(Translator()))
    return start_pack(making.library, Pack(title="Tuesday", starts="10:00", items=items))


def run(making: Making, *arguments: str) -> Result:
    environment = {"LIBRARY_CONTENT": str(making.root / "content"), "LIBRARY_DATA": str(making.root / "data")}
    return CliRunner().invoke(main, ["pack", *arguments], env=environment)


def test_check_says_that_all_is_fine_or_what_to_leave_out(making: Making, started: NewPack) -> None:
    code = shown_code(started.stored.code)
    fine = run(making, "check", code)
    assert (fine.exit_code, fine.output) == (0, "All 3 items can still be used.\n")
    written = run(making, "export", code, "--folder", str(making.root), "--file", "chat.txt").stdout.strip()
    marked = Path(written).name.removesuffix("-chat.txt")
    making.write_told("all", status="withdrawn", replaced_by="made-up")
    making.publish()
    told = run(making, "check", code.lower())
    assert told.exit_code == 1
    for entered in (marked, f"Code: {marked}.", f"https://example.org/cy/check/{marked}", f"/packs/{started.edit}"):
        assert run(making, "check", entered).output == told.output
    assert told.output.splitlines()[:2] == [
        f"{marked}, files made on {london_today().isoformat()}: 1 of 3 items can no longer be used.",
        "  Item 1 is no longer public.",
    ]


def test_export_writes_every_file_or_only_the_ones_that_are_asked_for(
    making: Making, started: NewPack, tmp_path: Path
) -> None:
    folder, code = tmp_path / "new" / "files", shown_code(started.stored.code)
    written = run(making, "export", code, "--folder", str(folder))
    assert (written.exit_code, written.stderr) == (0, "")
    mark = making.library.records.editions(started.stored.id)[0].mark
    names = sorted(f"{code}-{mark}-{name}" for name in FILES)
    assert sorted(path.name for path in folder.iterdir()) == names
    assert sorted(Path(line).name for line in written.stdout.splitlines()) == names
    assert all(path.stat().st_size for path in folder.iterdir())
    one = run(making, "export", code, "--folder", str(tmp_path / "one"), "--file", "chat.txt")
    assert [path.name for path in (tmp_path / "one").iterdir()] == [f"{code}-{mark}-chat.txt"]
    assert one.exit_code == 0


def test_export_writes_no_empty_file_of_references_and_says_why(making: Making, tmp_path: Path) -> None:
    fictional = start_pack(making.library, Pack(title="Tuesday", items=(document_item(making.library, "made-up"),)))
    code = shown_code(fictional.stored.code)
    folder = tmp_path / "all"
    assert run(making, "export", code, "--folder", str(folder)).exit_code == 0
    kinds = {path.name.removeprefix(f"{code}-")[5:] for path in folder.iterdir()}
    assert set(FILES) - kinds == {"citations.ris"}
    asked = run(making, "export", code, "--folder", str(folder), "--file", "citations.ris")
    assert asked.exit_code == 1
    assert "nothing in this pack can be quoted as evidence" in asked.stderr


def test_export_says_our_words_in_the_language_that_is_asked_for(
    making: Making, started: NewPack, tmp_path: Path
) -> None:
    texts = {}
    for language in ("en", "cy", "gd"):
        folder = tmp_path / language
        code = started.stored.code
        told = run(making, "export", code, "--folder", str(folder), "--file", "chat.txt", "--language", language)
        assert told.exit_code == 0, told.stderr
        (file,) = folder.iterdir()
        texts[language] = file.read_text("utf-8")
    assert texts["gd"] == texts["en"] != texts["cy"]
    assert ("[Fictional]" in texts["en"], "[Dychmygol]" in texts["cy"]) == (True, True)
    assert run(making, "export", code, "--language", "fr").exit_code == 2


def test_a_code_or_file_that_does_not_exist_ends_with_one_and_says_what_would_be_right(
    making: Making, started: NewPack
) -> None:
    for arguments in (("check", "7KQM"), ("check", "Code\n7KQM"), ("export", "0000-0000-00000")):
        told = run(making, *arguments)
        assert told.exit_code == 1
        assert told.stderr.startswith("Check the code ")
    long = run(making, "check", "7" * 301)
    assert (long.exit_code, "too long to be a code" in long.stderr) == (1, True)
    wrong = run(making, "export", started.stored.code, "--file", "slides.ppt")
    assert wrong.exit_code == 1
    assert "slides.pptx" in wrong.stderr


def test_a_folder_that_cannot_be_written_is_said(making: Making, started: NewPack, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already")
    told = run(making, "export", started.stored.code, "--folder", str(tmp_path / "file" / "below"))
    assert told.exit_code == 1
    assert "could not be saved" in told.stderr
    assert (tmp_path / "file").read_text() == "here already"


@pytest.mark.parametrize("name", FILES)
def test_her_notes_are_in_her_own_files_alone(name: str, making: Making) -> None:
    item = replace(document_item(making.library, "all"), notes="zqnotes")
    stored = start_pack(making.library, Pack(items=(item,))).stored
    body = make_file(making.library, stored, name, with_notes=True).body
    is_hers = FILES[name].recipient is Recipient.FACILITATOR
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"".join(parts.read(part) for part in parts.namelist())
    elif body.startswith(b"%PDF"):
        body = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).encode()
    assert (b"zqnotes" in body) == is_hers


def test_clean_deletes_what_nobody_opened_and_a_publish_does_too(making: Making, started: NewPack) -> None:
    assert run(making, "clean").output == "Deleted 0 packs that nobody had opened for a year.\n"
    records = making.library.records
    long_ago = london_today() - timedelta(days=400)
    for _ in range(2):
        records.add_pack(Pack(), new_code(), new_secret(), long_ago)
    records.expire_packs(long_ago, long_ago, long_ago, 0)
    assert run(making, "clean").output == "Deleted 2 packs that nobody had opened for a year.\n"
    forgotten = records.add_pack(Pack(), new_code(), new_secret(), long_ago)
    records.expire_packs(long_ago, long_ago, long_ago, 0)
    environment = {"LIBRARY_CONTENT": str(making.root / "content"), "LIBRARY_DATA": str(making.root / "data")}
    assert CliRunner().invoke(main, ["publish"], env=environment).exit_code == 0
    assert records.pack_with_code(forgotten.code) is None
    assert records.pack_with_code(started.stored.code) is not None
