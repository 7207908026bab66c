"""What the documentation says is compared with the code, so that neither drifts."""

import re
from pathlib import Path

from library.cli import main
from library.content.schema import KEYS
from library.settings import SETTINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
WRITING = (ROOT / "docs" / "writing.md").read_text("utf-8")


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    section = re.split(r"^#+ ", text.split(heading, 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line.strip().strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines[2:]]


def test_the_readme_lists_every_setting_as_it_is() -> None:
    said = [[cell.strip("`") for cell in row] for row in rows(README, "## Settings")]
    assert said == [[setting.name, setting.default, setting.unit, setting.sentence] for setting in SETTINGS]


def test_the_readme_lists_every_command() -> None:
    said = {re.fullmatch(r"`library (\w+)`", row[0]): row[1] for row in rows(README, "## Commands")}
    assert {match[1] for match in said if match} == set(main.commands)
    for match, sentence in said.items():
        assert match
        command = main.commands[match[1]]
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        assert set(re.findall(r"--[a-z-]+", sentence)) == options


def test_every_key_of_a_header_is_explained_and_no_other() -> None:
    assert sorted(row[0].strip("`") for row in rows(WRITING, "## Keys of a document's file")) == sorted(KEYS)


def test_every_link_between_documents_leads_somewhere() -> None:
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for link in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
            assert link.startswith("http") or (path.parent / link).exists(), f"{path.name}: {link}"


def test_every_file_at_the_top_has_its_reason_in_contributing() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()} | {".git"}
    for path in ROOT.iterdir():
        made = path.name in ignored or any(path.match(pattern) for pattern in ignored if "*" in pattern)
        assert made or f"`{path.name}" in contributing or f"`{path.name}/" in contributing, path.name
