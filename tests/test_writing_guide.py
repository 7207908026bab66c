"""The library accepts every example of the author's guide."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from library.content.document_files import read_document_file
from library.content.editorial.introductions import read_introductions
from library.content.folder_files import FolderFiles
from library.content.header.consent import consent_of
from library.content.header.entry import Reading
from library.content.header.fields import read_keys
from library.content.header.schema import HEADER
from library.content.header.tree import read_header
from library.content.mistakes import Mistakes
from library.content.source import part
from library.content.vocabulary import read_vocabulary
from library.model.document import Kind
from library.model.vocabulary import Vocabulary
from tests.pictures import JPEG

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "writing.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
FILES = [example for example in EXAMPLES if example.startswith("---\n")]
HEADERS = [example for example in EXAMPLES if not example.startswith("---\n")]


PICTURES = re.findall(r"^```markdown\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)

# What every header has, where an example does not say it.
ALWAYS = (
    "title: The red chair",
    "kind: story",
    "summary: A chair.",
    "themes: [listening]",
    "roles: [nurse]",
    "sectors: [health]",
    "provenance: fictional",
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary(ROOT / "content")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with the library's own vocabulary."""
    shutil.copy(ROOT / "content" / "vocabulary.yaml", tmp_path)
    return tmp_path


def put(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text(text, "utf-8")


def shelf_of(example: str) -> str:
    """Return the folder that a whole file belongs into, by the keys it has."""
    kind = re.search(r"^kind: (\S+)$", example, re.MULTILINE)
    if kind:
        return Kind(kind[1]).shelf
    return "collections" if re.search(r"^order:", example, re.MULTILINE) else "themes"


def test_the_guide_has_an_example_of_each_thing_that_authors_write() -> None:
    assert sorted(shelf_of(example) for example in FILES) == [
        "collections",
        "resources",
        "stories",
        "stories",
        "themes",
    ]
    keys = {key for example in HEADERS for key in re.findall(r"^([a-z_]+):", example, re.MULTILINE)}
    assert {"consent", "content_notes", "questions", "pointers", "short", "status", "translation_of"} <= keys


@pytest.mark.parametrize("example", FILES)
def test_a_whole_file_is_taken(example: str, folder: Path, vocabulary: Vocabulary) -> None:
    shelf = shelf_of(example)
    path = f"{shelf}/{'listening' if shelf == 'themes' else 'the-red-chair'}.md"
    put(folder, path, example)
    if shelf in {"stories", "resources"}:
        assert read_document_file(folder, path, vocabulary).path == path
    else:
        introductions = read_introductions(folder, vocabulary).introductions
        paths = {each.path for each in introductions.collections} | {each.path for each in introductions.themes}
        assert paths == {path}


@pytest.mark.parametrize("example", HEADERS)
def test_a_part_of_a_header_is_taken(example: str, vocabulary: Vocabulary) -> None:
    mistakes = Mistakes("stories/the-red-chair.md")
    keys = set(re.findall(r"^([a-z_]+):", example, re.MULTILINE))
    kept = "".join(f"{line}\n" for line in ALWAYS if line.partition(":")[0] not in keys)
    source = part(f"---\n{kept}{example}---\n".encode(), mistakes)
    assert source is not None
    header = read_keys(
        "", read_header(source, mistakes.path), HEADER, Reading(mistakes, vocabulary, FolderFiles(ROOT / "content"))
    )
    consent_of(header, mistakes)
    assert len(mistakes) == 0, str(mistakes.error()) if len(mistakes) else ""


def test_a_mistake_in_an_example_would_be_noticed(vocabulary: Vocabulary) -> None:
    wrong = HEADERS[0].replace("audience: network", "audience: members")
    assert wrong != HEADERS[0]
    with pytest.raises(AssertionError, match="“members” cannot be used here"):
        test_a_part_of_a_header_is_taken(wrong, vocabulary)


def test_the_documents_that_examples_link_to_exist() -> None:
    """The collection and the theme of the guide can be copied as they are."""
    whole = "".join(example for example in FILES if shelf_of(example) in {"collections", "themes"})
    slugs = {*re.findall(r"document: ([a-z0-9-]+)", whole), *re.findall(r"\]\(([a-z0-9-]+)#", whole)}
    assert slugs
    there = {path.stem for shelf in ("stories", "resources") for path in (ROOT / "content" / shelf).glob("*.md")}
    assert slugs <= there


@pytest.mark.parametrize("example", PICTURES)
def test_a_picture_is_shown_with_its_description(example: str, folder: Path, vocabulary: Vocabulary) -> None:
    put(folder, "stories/the-red-chair.md", f"{FILES[0]}\n\n{example}")
    (folder / "stories" / "two-cups.jpg").write_bytes(JPEG)
    document = read_document_file(folder, "stories/the-red-chair.md", vocabulary)
    assert document.passages[-1].text == "Two cups and a teapot on a kitchen table. The second cup was mine."
