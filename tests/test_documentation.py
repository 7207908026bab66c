"""What the documentation names is what there is: settings, commands, addresses and keys."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from PIL import Image

from library import errors
from library.content.header.schema import KEYS
from library.errors import LibraryError
from library.settings import NOT_SETTINGS, SETTINGS
from library.terminal.main import main
from library.web.route import READ, Route
from library.web.routes import ROUTES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SCREENSHOTS = sorted((ROOT / "docs" / "screenshots").iterdir())
SCREENSHOT_BYTES = 150 * 1024
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
DOCS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
EVERYTHING = {"README.md": README, "CONTRIBUTING.md": CONTRIBUTING} | DOCS


def section(text: str, title: str) -> str:
    """Return the text under a heading, up to the next one of the same level."""
    found = re.search(rf"^(#+) {re.escape(title)}$\n(.*?)(?=^#{{1,2}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"There is no heading {title!r}"
    return found[2]


def rows(text: str) -> list[list[str]]:
    """Return the cells of each row of a section's first table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def commands(group: click.Group) -> dict[str, click.Command]:
    """Return the commands of a group by name."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def options(command: click.Command) -> set[str]:
    own = {name for parameter in command.params for name in parameter.opts if name.startswith("--")}
    return own.union(*map(options, commands(command).values())) if isinstance(command, click.Group) else own


COMMANDS = commands(main)


def test_the_readme_has_a_row_for_each_setting_and_no_other() -> None:
    expected = [
        [f"`{setting.name}`", f"`{setting.default}`" if setting.default else "", setting.unit, setting.sentence]
        for setting in SETTINGS
    ]
    assert rows(section(README, "Settings")) == expected


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_page_names_a_setting_that_does_not_exist(name: str) -> None:
    real = {setting.name for setting in SETTINGS} | NOT_SETTINGS
    assert set(re.findall(r"LIBRARY_[A-Z_]*[A-Z]", EVERYTHING[name])) <= real


def test_the_readme_has_a_row_for_each_command_with_its_options_and_no_other() -> None:
    expected = {name: options(command) for name, command in COMMANDS.items()}
    told = {}
    for cells in rows(section(README, "Commands")):
        (command,) = re.findall(r"`library ([a-z-]+)`", cells[0])
        told[command] = set(re.findall(r"`(--[a-z-]+)`", cells[1]))
    assert told == expected


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_page_names_a_command_or_option_that_does_not_exist(name: str) -> None:
    for command, rest in re.findall(r"`library ([a-z-]+)([^`]*)`", EVERYTHING[name]):
        assert command in COMMANDS
        assert set(re.findall(r"--[a-z-]+", rest)) <= options(COMMANDS[command])


def test_the_documentation_has_a_row_for_each_key_in_order_and_no_other() -> None:
    tables = [text for text in EVERYTHING.values() if "Keys of a document's file" in text]
    assert len(tables) == 1
    keys = [cells[0] for cells in rows(section(tables[0], "Keys of a document's file"))]
    assert keys == [f"`{key}`" for key in KEYS]


def test_what_to_change_is_where_the_table_says() -> None:
    named = re.findall(r"`((?:library|docs)/[^`]+|README.md)`", section(CONTRIBUTING, "Where to change what"))
    assert len(named) > 8
    assert [path for path in named if not (ROOT / path).is_file()] == []


def addresses(route: Route) -> str:
    """Return the addresses of a route as a reader may type them."""
    choices = re.search(r"<any\(([a-z, ]+)\):\w+>", route.path)
    firsts = [f"{route.path[: choices.start()]}{each}" for each in choices[1].split(", ")] if choices else [""]
    rest = route.path[choices.end() :] if choices else route.path
    sent = "" if route.methods == READ else f" ({', '.join(route.methods)})"
    return ", ".join(f"`{first}{rest.replace('<path:', '<')}`" for first in firsts) + sent


def table_row(route: Route) -> list[str]:
    """Return what the table of addresses has to say of a route."""
    who = f"{route.who}, guesses counted" if route.counts_guesses else str(route.who)
    does = (route.view_func.__doc__ or "").partition("\n")[0]
    return [addresses(route), who, does, route.safeguard]


def test_the_design_has_a_row_for_each_route_in_order_and_no_other() -> None:
    expected = [table_row(route) for route in ROUTES]
    told = rows(section(DOCS["docs/design.md"], "Addresses"))
    assert told == expected, "Write:\n" + "\n".join(f"| {' | '.join(row)} |" for row in expected)


def test_the_tree_of_errors_is_the_tree_of_classes() -> None:
    tree = re.findall(r"^ +[│├└── ]*([A-Z]\w+) {2,}\S", errors.__doc__ or "", re.MULTILINE)

    def below(kind: type[LibraryError]) -> list[str]:
        mine = [each for each in vars(errors).values() if isinstance(each, type) and kind in each.__bases__]
        return [kind.__name__, *(name for each in mine for name in below(each))]

    assert tree == below(LibraryError)


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_file_that_a_page_links_to_is_there(name: str) -> None:
    here = (ROOT / name).parent
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", EVERYTHING[name], flags=re.MULTILINE | re.DOTALL)
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    assert [target for target in targets if not (here / target).exists()] == []


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_make_target_that_a_page_names_is_there(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    real = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", EVERYTHING[name])) <= real


def test_every_file_at_the_top_has_its_reason_in_contributing() -> None:
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()} | {".git"}
    for path in ROOT.iterdir():
        made = path.name in ignored or any(path.match(pattern) for pattern in ignored if "*" in pattern)
        assert made or f"`{path.name}" in CONTRIBUTING or f"`{path.name}/" in CONTRIBUTING, path.name


def test_the_readme_shows_each_screenshot_and_says_in_words_what_is_on_it() -> None:
    shown = dict(re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]+)">', README))
    assert sorted(shown) == [path.relative_to(ROOT).as_posix() for path in SCREENSHOTS]
    assert len(SCREENSHOTS) == 4
    assert all(len(alt) > 60 and "fictional" in alt for alt in shown.values())


@pytest.mark.parametrize("path", SCREENSHOTS, ids=lambda path: path.name)
def test_a_screenshot_is_a_picture_under_150_kb(path: Path) -> None:
    assert path.stat().st_size < SCREENSHOT_BYTES
    with Image.open(path) as picture:
        picture.verify()
        assert picture.format == "PNG"


def test_every_class_that_the_glossary_names_is_in_the_code() -> None:
    named = set(re.findall(r"`([A-Z][A-Za-z]+)`", DOCS["docs/glossary.md"]))
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "library").rglob("*.py"))
    assert len(named) > 15
    assert {name for name in named if not re.search(rf"^class {name}\b", code, re.MULTILINE)} == set()
