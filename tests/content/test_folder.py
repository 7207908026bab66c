"""Which files there are, under which names, in which places."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from library.content.folder import COARSEST_NS, Scan, Stamp, _on_shelf, scan, stamp
from library.errors import Mistake
from tests.content.writing import Folder
from tests.steps import TWICE, steps

NOW = time.time_ns()


def stamped(folder: Folder, *paths: str) -> tuple[Stamp, ...]:
    """Return the stamps of files that were written just now, from their own status."""
    return tuple(as_it_is(path, (folder.root / path).stat()) for path in paths)


def as_it_is(path: str, status: os.stat_result) -> Stamp:
    times = status.st_mtime_ns, status.st_ctime_ns
    return Stamp(path, status.st_size, *times, status.st_ino, is_settled=False)


def test_documents_are_found_in_both_folders_in_order(folder: Folder) -> None:
    for path in ("stories/b.md", "stories/a-1.md", "resources/z.md", "resources/z.pdf", "resources/more/film.mp4"):
        folder.put(path, "x")
    assert scan(folder.root) == Scan(stamped(folder, "resources/z.md", "stories/a-1.md", "stories/b.md"), ())


def test_missing_folders_are_empty(tmp_path: Path, folder: Folder) -> None:
    assert scan(folder.root) == Scan((), ())
    assert scan(tmp_path / "nowhere") == Scan((), ())


def test_a_file_deleted_while_its_folder_is_listed_hides_no_other_file(folder: Folder) -> None:
    for name in ("a", "b", "c"):
        folder.put(f"stories/{name}.md", "x")
    with os.scandir(folder.root / "stories") as entries:
        first, second, third = (entry.name for entry in entries)
    found = _on_shelf(str(folder.root), "stories", NOW)
    seen = [next(found)]
    (folder.root / "stories" / second).unlink()
    seen += found
    assert [each.path for each in seen] == [f"stories/{first}", f"stories/{third}"]


def test_what_editors_leave_behind_is_no_document(folder: Folder) -> None:
    for name in (".a.md", ".a.md.swp", "a.md~", "#a.md#", "~$a.md", "a.md.bak", "a.md.orig", "a.tmp", "a.MD.SWP"):
        folder.put(f"stories/{name}", "x")
    folder.put("stories/.hidden/a.md", "x")
    folder.put("stories/media/.hidden/a.md", "x")
    folder.put("stories/media/.a.md", "x")
    assert scan(folder.root) == Scan((), ())


RULE = (
    "Rename this file, because its name becomes the address of its page. Use a to z, digits "
    "and single hyphens, at most 100 characters."
)
PLACE = "Move or rename this file. Each page is a file that ends in .md, directly in stories/ or resources/."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("My Story.md", f"{RULE} For example: my-story.md"),
        ("README.md", f"{RULE} For example: readme.md"),
        ("dà-chànan.md", f"{RULE} For example: da-chanan.md"),
        ("spare_key.md", f"{RULE} For example: spare-key.md"),
        ("-a-.md", f"{RULE} For example: a.md"),
        ("a.b.md", f"{RULE} For example: a-b.md"),
        ("故事.md", RULE),
        ("a" * 101 + ".md", f"{RULE} For example: {'a' * 100}.md"),
        ("a.MD", PLACE),
        ("a.markdown", PLACE),
        ("a.md.txt", PLACE),
    ],
)
def test_a_name_that_cannot_be_an_address_is_a_mistake(folder: Folder, name: str, sentence: str) -> None:
    folder.put(f"stories/{name}", "x")
    found = scan(folder.root)
    assert found == Scan((), (Mistake(f"stories/{name}", 1, sentence),))
    assert found.misnamed == (f"stories/{name}",)


def test_a_name_that_cannot_be_printed_is_shown_with_question_marks(folder: Folder) -> None:
    folder.put("stories/a\nb.md", "x")
    (folder.root / os.fsdecode(b"stories/\xff.md")).write_text("x")
    assert [mistake.path for mistake in scan(folder.root).mistakes] == ["stories/?.md", "stories/a?b.md"]


def test_a_document_in_a_folder_of_media_is_a_mistake(folder: Folder) -> None:
    folder.put("stories/2026/deep/a.md", "x")
    folder.put("stories/2026/film.mp4", "x")
    sentence = "Move this file up into the stories folder."
    assert scan(folder.root) == Scan((), (Mistake("stories/2026/deep/a.md", 1, sentence),))


def test_two_documents_of_one_name_are_a_mistake_that_names_both(folder: Folder) -> None:
    folder.put("stories/a.md", "x")
    folder.put("resources/a.md", "x")
    sentence = "Rename one of the two files: resources/a.md has the same name. Each document needs its own."
    assert scan(folder.root) == Scan(
        stamped(folder, "resources/a.md", "stories/a.md"), (Mistake("stories/a.md", 1, sentence),)
    )


LEAVES = "Put the file itself here. This is a link to something outside the content folder, or to nothing."


def test_a_link_may_stay_inside_and_not_leave(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("x")
    folder.put("shared/real.md", "x")
    folder.link("stories/inside.md", "../shared/real.md")
    folder.link("stories/away.md", tmp_path / "outside.md")
    folder.link("stories/folder", tmp_path)
    assert scan(folder.root) == Scan(stamped(folder, "stories/inside.md"), (Mistake("stories/away.md", 1, LEAVES),))


def test_a_link_to_nothing_is_a_mistake(folder: Folder) -> None:
    folder.link("stories/gone.md", "nothing.md")
    sentence = "Rename this. It has the name of a document but is not a file."
    assert scan(folder.root) == Scan((), (Mistake("stories/gone.md", 1, sentence),))


def test_a_whole_folder_that_leads_away_is_a_mistake(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.md").write_text("x")
    folder.link("stories", tmp_path / "elsewhere")
    assert scan(folder.root) == Scan((), (Mistake("stories", 1, LEAVES),))


def test_what_is_no_file_is_a_mistake_and_waits_for_nobody(folder: Folder) -> None:
    folder.put("stories/folder.md/inside.md", "x")
    os.mkfifo(folder.root / "stories/pipe.md")
    sentence = "Rename this. It has the name of a document but is not a file."
    assert scan(folder.root) == Scan(
        (), (Mistake("stories/folder.md", 1, sentence), Mistake("stories/pipe.md", 1, sentence))
    )


def test_a_file_in_place_of_a_folder_is_a_mistake(folder: Folder) -> None:
    folder.put("stories", "x")
    assert scan(folder.root) == Scan((), (Mistake("stories", 1, "This folder cannot be read: Not a directory."),))


def test_the_content_folder_itself_may_be_a_link(folder: Folder, tmp_path: Path) -> None:
    folder.put("stories/a.md", "x")
    (tmp_path / "link").symlink_to(folder.root)
    assert scan(tmp_path / "link") == Scan(stamped(folder, "stories/a.md"), ())


def test_any_file_has_a_stamp(folder: Folder) -> None:
    folder.put("resources/film.mp4", "film")
    assert (stamp(folder.root, "resources/film.mp4", NOW),) == stamped(folder, "resources/film.mp4")
    assert [stamp(folder.root, path, NOW) for path in ("resources", "resources/gone.mp4", "a\0b")] == [None, None, None]


def test_the_work_of_a_scan_grows_with_the_files_and_no_faster(folder: Folder) -> None:
    (folder.root / "stories").mkdir()
    counted = []
    for numbers in (range(1_000), range(1_000, 2_000)):
        for number in numbers:
            (folder.root / f"stories/story-{number}.md").touch()
        counted.append(steps(partial(scan, folder.root)))
    assert counted[1] < TWICE * counted[0]
    assert len(scan(folder.root).documents) == 2_000


def test_a_file_that_was_written_just_now_proves_nothing_by_its_times(folder: Folder) -> None:
    path = folder.put("stories/a.md", "x")
    written = max(path.stat().st_mtime_ns, path.stat().st_ctime_ns)
    fresh, settled = (stamp(folder.root, "stories/a.md", written + 1 + add) for add in (COARSEST_NS - 1, COARSEST_NS))
    assert fresh
    assert settled
    assert (fresh.looks_like(settled), fresh.proves(settled)) == (True, False)
    assert (settled.proves(fresh), settled.proves(None)) == (True, False)


def test_a_file_of_another_size_time_or_number_may_have_changed() -> None:
    before = Stamp("stories/a.md", 1, 2, 3, 4, is_settled=True)
    changed = [
        replace(before, size=9),
        replace(before, mtime_ns=9),
        replace(before, ctime_ns=9),
        replace(before, inode=9),
    ]
    assert [before.proves(now) for now in (before, *changed)] == [True, False, False, False, False]
