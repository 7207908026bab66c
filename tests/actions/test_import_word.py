"""Importing Word files: reported before anything is written, never over another file, whole or not at all."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from library.terminal.main import main
from tests.content.word.files import paragraph, picture, run, word_file
from tests.content.writing import Folder

ENGLISH = "She was not in the room when he came, and they had to wait for it."


def image(width: int = 40) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, 30), "navy").save(data, "PNG")
    return data.getvalue()


def story(title: str = "The red chair", width: int = 40) -> bytes:
    body = (
        paragraph(title, "Title")
        + paragraph(run(ENGLISH) + run("SENTINEL", "<w:vanish/>"))
        + picture("rPic", "A chair")
    )
    return word_file(body, ("rPic", "image", "media/1.png"), parts={"word/media/1.png": image(width)})


class Desk:
    """A content folder, and a folder of Word files beside it."""

    def __init__(self, root: Path) -> None:
        self.content = Folder(root / "content").root
        (self.content / "stories").mkdir()
        self.files = root / "files"
        self.files.mkdir()

    def put(self, name: str, data: bytes) -> Path:
        path = self.files / name
        path.write_bytes(data)
        return path

    def run(self, *arguments: str | Path) -> Result:
        return CliRunner().invoke(main, ["import", *map(str, arguments)])

    def names(self, shelf: str = "stories") -> list[str]:
        folder = self.content / shelf
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Return an empty content folder that the terminal uses."""
    desk = Desk(tmp_path)
    monkeypatch.setenv("LIBRARY_CONTENT", str(desk.content))
    monkeypatch.setenv("LIBRARY_DATA", str(tmp_path / "data"))
    yield desk
    assert not list(desk.content.rglob(".*")), "no file was left half-written"


def test_a_word_file_becomes_a_draft_with_its_picture(desk: Desk) -> None:
    done = desk.run(desk.put("story.docx", story()))
    assert done.exit_code == 0
    assert desk.names() == ["the-red-chair-1.png", "the-red-chair.md"]
    text = (desk.content / "stories" / "the-red-chair.md").read_text("utf-8")
    assert text.endswith(f"---\n\n{ENGLISH}\n\n![A chair](the-red-chair-1.png)\n")
    assert "SENTINEL" not in text


def test_the_report_comes_before_what_was_saved(desk: Desk) -> None:
    said = desk.run(desk.put("story.docx", story())).output
    assert 0 < said.index("Hidden text: “SENTINEL”.") < said.index("Saved: ")
    assert said.rstrip().endswith("Then run: library check")


def test_after_an_import_check_says_what_is_left_to_do(desk: Desk) -> None:
    desk.run(desk.put("story.docx", story()))
    checked = CliRunner().invoke(main, ["check"])
    missing = [line.split(": ")[1].split(" ")[0] for line in checked.output.splitlines() if "is missing" in line]
    assert missing == ["title", "kind", "summary", "provenance", "themes", "roles", "sectors"]


def test_a_dry_run_reports_and_saves_nothing(desk: Desk) -> None:
    done = desk.run("--dry-run", desk.put("story.docx", story()))
    assert "Hidden text" in done.output
    assert "Nothing was saved." in done.output
    assert desk.names() == []


def test_a_second_import_changes_nothing_and_says_what_to_do(desk: Desk) -> None:
    file = desk.put("story.docx", story())
    desk.run(file)
    draft = desk.content / "stories" / "the-red-chair.md"
    draft.write_text("my work", "utf-8")
    again = desk.run(file)
    assert again.exit_code == 1
    assert "stories/the-red-chair.md is already there" in again.output
    assert draft.read_text("utf-8") == "my work"
    assert desk.run("--name", "second-chair", file).exit_code == 0
    assert "second-chair.md" in desk.names()


def test_a_document_of_the_same_name_elsewhere_is_a_reason_to_refuse(desk: Desk) -> None:
    (desk.content / "resources").mkdir()
    (desk.content / "resources" / "the-red-chair.md").write_text("another", "utf-8")
    done = desk.run(desk.put("story.docx", story()))
    assert "resources/the-red-chair.md is already there" in done.output
    assert desk.names() == []


def test_another_picture_of_the_same_name_stays(desk: Desk) -> None:
    other = desk.content / "stories" / "the-red-chair-1.png"
    other.write_bytes(b"mine")
    assert "stories/the-red-chair-1.png is already there" in desk.run(desk.put("story.docx", story())).output
    assert other.read_bytes() == b"mine"
    assert desk.names() == ["the-red-chair-1.png"]


def test_an_import_goes_on_after_one_that_stopped_between_picture_and_draft(desk: Desk) -> None:
    file = desk.put("story.docx", story())
    desk.run(file)
    (desk.content / "stories" / "the-red-chair.md").unlink()
    assert desk.run(file).exit_code == 0


def test_a_resource_goes_into_its_own_folder(desk: Desk) -> None:
    desk.run("--to", "resources", desk.put("guide.docx", story("A guide")))
    assert desk.names("resources") == ["a-guide-1.png", "a-guide.md"]


def test_a_folder_is_imported_file_by_file_and_a_bad_one_stops_none(desk: Desk) -> None:
    desk.put("a.docx", b"PK\x03\x04 cut")
    desk.put("b.docx", story("Second"))
    desk.put("c.rtf", b"{\\rtf1 words}")
    desk.put("d.docx", story("Fourth"))
    desk.put("~$d.docx", b"what Word leaves")
    desk.put("photo.jpg", b"not text")
    done = desk.run(desk.files)
    assert done.exit_code == 1
    assert [name for name in desk.names() if name.endswith(".md")] == ["fourth.md", "second.md"]
    assert "a.docx\n  Not imported. This file is damaged" in done.output
    assert "c.rtf\n  Not imported. This is an RTF file." in done.output
    assert "2 Word files imported.\n2 not imported." in done.output


@pytest.mark.parametrize(
    ("arguments", "answer", "code"),
    [
        (["nothing.docx"], "Not imported. There is no such file. Check its folder and name", 1),
        (["The", "red", "chair.docx"], "put quotation marks around a name that has spaces", 1),
        ([".", "--name", "a"], "no Word files", 1),
        (["--name", "A name", "story.docx"], "Choose another name", 1),
        (["--name", "a", "story.docx", "story.docx"], "one Word file only", 2),
        (["/dev/null"], "not a file", 1),
        ([], "Name a Word file", 2),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, arguments: list[str], answer: str, code: int
) -> None:
    place = desk.files / "empty"
    place.mkdir()
    desk.put("story.docx", story())
    monkeypatch.chdir(place if "." in arguments else desk.files)
    done = desk.run(*arguments)
    assert (done.exit_code, desk.names()) == (code, [])
    assert answer in done.output


def test_a_folder_that_cannot_be_written_is_said_in_words(desk: Desk) -> None:
    (desk.content / "stories").rmdir()
    (desk.content / "stories").write_text("a file in its place", "utf-8")
    done = desk.run(desk.put("story.docx", story()))
    assert "Nothing was saved. Check that you can write in the folder" in done.output
    (desk.content / "stories").unlink()


# Ends at the nth time that the import opens, names or removes a file of the content folder.
KILLED = """
import os, signal, sys
from library.terminal.main import main

left, folder = int(sys.argv.pop(1)), os.environ["LIBRARY_CONTENT"] + "/stories/"

def count(event, arguments):
    global left
    if event in {"open", "os.link", "os.remove", "os.rename"} and str(arguments[0]).startswith(folder):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
main()
"""


@pytest.mark.parametrize("moment", range(1, 7))
def test_a_killed_import_leaves_whole_files_only(desk: Desk, moment: int) -> None:
    file = desk.put("story.docx", story())
    desk.run(file)
    expected = {name: (desk.content / "stories" / name).read_bytes() for name in desk.names()}
    for name in expected:
        (desk.content / "stories" / name).unlink()
    command = [sys.executable, "-c", KILLED, str(moment), "import", str(file)]
    killed = subprocess.run(command, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    visible = [name for name in desk.names() if not name.startswith(".")]
    assert {name: (desk.content / "stories" / name).read_bytes() for name in visible}.items() <= expected.items()
    for name in set(desk.names()) - set(visible):
        (desk.content / "stories" / name).unlink()  # nothing that reads the folder looks at these
    finished = desk.run(file)
    assert ("already there" in finished.output) == ("the-red-chair.md" in visible)
    assert desk.names() == sorted(expected)
