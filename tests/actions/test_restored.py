"""Records of an earlier day, with the content of today: packs are there, and withdrawals hold."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from library.actions.packs.adding import document_item
from library.actions.packs.files import make_file
from library.actions.packs.lifecycle import pack_to_edit, start_pack
from library.actions.packs.recall import check_code
from library.actions.publish import publish
from library.model.pack import Pack
from library.model.refusal import Refusal
from tests.making import Making, found, library_at


def copy_records(data: Path, to: Path) -> None:
    """Copy the records while they are in use, as ``.backup`` does, and the key."""
    to.mkdir(parents=True)
    with (
        closing(sqlite3.connect(data / "records.sqlite")) as records,
        closing(sqlite3.connect(to / "records.sqlite")) as copy,
    ):
        records.backup(copy)
    shutil.copy(data / "secret_key", to)


def test_old_records_and_the_content_of_today_hold_packs_and_withdrawals(tmp_path: Path) -> None:
    making = Making(tmp_path / "before")
    uses = "audience: public, uses: [workshop, excerpt]"
    making.write_told("one", consent=uses)
    making.write_told("two", consent=uses)
    making.publish()
    items = tuple(document_item(making.library, slug) for slug in ("one", "two"))
    started = start_pack(making.library, Pack(title="Tuesday", items=items))
    code = make_file(making.library, started.stored, "chat.txt", with_notes=True).name.removesuffix("-chat.txt")
    copy_records(making.root / "data", tmp_path / "after/data")
    making.write_told("one", status="withdrawn")
    making.library.close()
    shutil.copytree(making.root / "content", tmp_path / "after/content")
    restored = library_at(tmp_path / "after")
    publish(restored)
    assert found(restored) == ["two"]
    assert pack_to_edit(restored, started.edit).pack.title == "Tuesday"
    (files,) = check_code(restored, code).files
    assert [(each.number, each.reason) for each in files.leave_out] == [(1, Refusal.GONE)]
    restored.close()
