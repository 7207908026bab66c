"""What the library says to those who write, publish and run it is plain English: every sentence is read.

Sentences are found where they are written, so that one which no test provokes is read too; and broken files are read,
because a sentence may be put together from parts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from library.terminal.main import main
from tests.content.test_header_mistakes import INNER_MISTAKES, MISTAKES, TEXT_MISTAKES
from tests.content.writing import Folder
from tests.plain_english import faults

LIBRARY = Path(__file__).parents[1] / "library"
# The words of packs and files are in the catalogue of translations, which has a test of its own.
MODULES = [
    *(
        path
        for place in ("content", "storage", "terminal", "search/whoosh_index")
        for path in (LIBRARY / place).rglob("*.py")
    ),
    *(LIBRARY / "actions").glob("*.py"),
    *(LIBRARY / name for name in ("errors.py", "settings.py", "web/server.py")),
]
# Samples that show when a rule of reading has changed.
SAMPLES = {"content/version.py", "search/whoosh_index/version.py"}

# Shorter strings are keys and parts of names.
FEWEST_WORDS = 3
# Calls whose strings no person reads: patterns, SQL and lists of words.
FOR_MACHINES = {"compile", "execute", "text", "split"}
NAMED = sorted(str(path.relative_to(LIBRARY)) for path in MODULES)


def sentences(source: str) -> Iterator[str]:
    """Yield every string of a module that a person may read, but docstrings; a value in one is ``{value}``."""
    tree = ast.parse(source)
    skipped = {id(each) for each in _not_said(tree)}
    for node in ast.walk(tree):
        text = None if id(node) in skipped else _text(node)
        if text is not None and len(text.split()) >= FEWEST_WORDS:
            yield text


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{value}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _not_said(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield from node.values
        elif isinstance(node, ast.Call) and _name(node.func) in FOR_MACHINES:
            yield from (part for argument in (node.func, *node.args) for part in ast.walk(argument))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


SOURCE = """'Of the module, any more.'
A = f"Not shown {why} any more."
def b():
    'It does not stand any more.'
    say("It "
        "stands here.")
re.compile("it stands here")
"""


def test_a_sentence_is_found_wherever_it_is_written() -> None:
    assert sorted(sentences(SOURCE)) == ["It stands here.", "Not shown {value} any more."]
    assert all(faults(each) for each in sentences(SOURCE))


@pytest.mark.parametrize("name", sorted(set(NAMED) - SAMPLES))
def test_every_sentence_in_the_code_is_plain_english(name: str) -> None:
    found = [fault for each in sentences((LIBRARY / name).read_text("utf-8")) for fault in faults(each)]
    assert found == []


def _commands(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            yield from _commands(below) if below else ()


def test_the_help_of_every_command_is_plain_english() -> None:
    every = list(_commands(main))
    texts = [text for each in every for text in (each.help, *(getattr(option, "help", None) for option in each.params))]
    assert len(texts) > 20
    assert [fault for text in texts if text for fault in faults(text)] == []


def spoken(mistake: str) -> str:
    """Return our own words of a mistake: without the author's, the key, and what there is to choose from."""
    own = re.sub(r"“[^”]*”|(?<=Choose from: ).*", "X", mistake)
    return re.sub(r"^\S*\d+: (?:[a-z_]+(?: [a-z_]+)*: )?", "", own)


def test_what_is_said_of_broken_files_is_plain_english(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    broken = [
        *((key, value) for key, value, _ in (*MISTAKES, *INNER_MISTAKES)),
        *(("title", each) for each in TEXT_MISTAKES),
    ]
    said = [spoken(mistake) for key, value in broken for mistake in folder.mistakes_with(**{key: value})]
    assert len(said) >= len(broken)
    assert [fault for each in said for fault in faults(each)] == []
