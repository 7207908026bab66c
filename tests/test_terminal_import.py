"""``library import`` of a content folder or zip file: what it says, what it asks, and how it ends."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from library.terminal.main import main
from tests.actions.import_export.importing import content_of, zipped
from tests.actions.processes import places
from tests.making import Making
from tests.waiting import PATIENCE


@pytest.fixture
def making(tmp_path: Path) -> Making:
    """A library with one document."""
    making = Making(tmp_path)
    making.write("one")
    return making


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A zip file with a changed document, a new one, and one of the same title as the first."""
    other = Making(tmp_path / "other")
    other.write("one", "Other words.\n")
    other.write("new", "Write to ann@example.org.\n", title="Something else")
    other.write("again", title="One")
    return zipped(tmp_path / "a.zip", content_of(other) | {"README": b"Hello"})


def runs(making: Making, *arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["import", *map(str, arguments)], env=places(making))


def test_the_report_says_what_happens_to_each_file_and_how_to_go_on(making: Making, source: Path) -> None:
    before = content_of(making)
    done = runs(making, source)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    findings = [line for line in lines if line.startswith("  Line ")]
    assert any("  Line 1: Advice: Add a line that starts with published:" in line for line in findings)
    assert [line for line in lines if line not in findings] == [
        "README: left out",
        "  The library does not read this file. It reads stories, resources, themes, collections and vocabulary.yaml.",
        "stories/again.md: in conflict",
        "  Check that it is not the same document: stories/one.md has the title “one” too.",
        "  To import it all the same: --include stories/again.md",
        "stories/new.md: new",
        "stories/one.md: changed",
        "1 new, 1 changed, 1 same, 1 in conflict, 1 left out.",
        "What readers will see after the import and the next publish:",
        "  http://127.0.0.1:8000/stories/new: new, public",
        "  http://127.0.0.1:8000/stories/one: new, public",
        "Nothing was imported. To import it, run the command again with: --apply",
    ]
    assert content_of(making) == before


def test_an_import_and_its_undoing_say_what_to_do_next(making: Making, source: Path) -> None:
    before = content_of(making)
    done = runs(making, source, "--apply", "--include", "stories/again.md", "--leave-out", "stories/new.md")
    assert done.exit_code == 0
    *_, what, undo = done.stdout.splitlines()
    assert what == "Imported: 2 files. Readers see nothing of it before: library publish"
    import_id = undo.removeprefix("To undo this: library import --undo ")
    assert sorted(content_of(making)) == ["stories/again.md", "stories/one.md", "vocabulary.yaml"]
    listed = runs(making, "--list").stdout
    assert listed.startswith(f"{import_id}: ")
    assert listed.endswith("UTC, 2 files, can be undone\n")
    undone = runs(making, "--undo", import_id)
    assert undone.stdout == (
        f"2 files put back as before the import {import_id}. Readers see nothing of it before: library publish\n"
    )
    assert content_of(making) == before
    again = runs(making, "--undo", import_id)
    assert (again.exit_code, again.stderr) == (1, f"The import {import_id} was undone before.\n")


def test_mistakes_are_errors(making: Making, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"stories/bad.md": "No header.\n"})
    done = runs(making, path, "--apply")
    assert done.exit_code == 1
    assert done.stderr.startswith("stories/bad.md:1: The file must start with a header")
    assert "stories/bad.md" not in content_of(making)


def test_a_person_at_the_terminal_is_asked_first(making: Making, source: Path) -> None:
    assert "Import 2 files? [y/N]: " in answered(making, source, b"n\n")
    assert "stories/new.md" not in content_of(making)
    answered(making, source, b"y\n")
    assert "stories/new.md" in content_of(making)


def answered(making: Making, source: Path, answer: bytes) -> str:
    """Run the command at a terminal, answer its question, and return what it said."""
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    command = [sys.executable, "-m", "library.terminal", "import", str(source)]
    try:
        done = subprocess.run(
            command, stdin=theirs, env=places(making), capture_output=True, text=True, timeout=PATIENCE, check=True
        )
    finally:
        os.close(ours)
        os.close(theirs)
    return done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a.zip", "b.zip"),
        ("a.zip", "--to", "resources"),
        ("a.zip", "--name", "x"),
        ("a.zip", "--apply", "--dry-run"),
        ("a.docx", "--apply"),
        ("a.docx", "--include", "stories/one.md"),
        ("a.zip", "--undo", "x"),
        ("--list", "--undo", "x"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(making: Making, arguments: tuple[str, ...]) -> None:
    assert runs(making, *arguments).exit_code == 2


def test_a_content_folder_is_imported_and_any_other_folder_is_searched_for_word_files(
    making: Making, tmp_path: Path
) -> None:
    other = Making(tmp_path / "exported/export")
    other.write("new")
    assert "stories/new.md: new" in runs(making, tmp_path / "exported/export").stdout
    (tmp_path / "letters").mkdir()
    assert "There are no Word files in this folder." in runs(making, tmp_path / "letters").stderr
