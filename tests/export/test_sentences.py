"""Every sentence of ours in a file can be translated, and is plain English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plain_english import faults

LIBRARY = Path(__file__).parents[2] / "library"
PACKS = LIBRARY / "actions" / "packs"
MODULES = sorted(
    (
        *(LIBRARY / "export").rglob("*.py"),
        *(PACKS / f"{name}.py" for name in ("credits", "formats", "report", "steps", "workshop")),
        LIBRARY / "model" / "refusal.py",
    )
)
SOURCES = sorted((LIBRARY / "export").rglob("*.typ"))

# Two words of a sentence: not markup, not code of another language, not an address.
SENTENCE = re.compile(r"^[A-Za-z][a-z’]*,? [a-z’]+\b[^<={}/]*$")
TRANSLATED = {"N_", "gettext", "ngettext", "pgettext"}
# What people who run a library read, and names of styles and layouts in office files.
NO_SENTENCE = {"ExportFailed", "ValueError"}
NAMES = {"Whose words", "Table Text", "Body Text", "List Bullet", "Table Grid", "Noto Sans", "Title and Vertical Text"}


def untranslated(tree: ast.AST, *, is_translated: bool = False) -> Iterator[str]:
    """Yield the sentences of a module that no translator sees; docstrings are for developers."""
    if isinstance(tree, ast.Call):
        name = tree.func.attr if isinstance(tree.func, ast.Attribute) else getattr(tree.func, "id", "")
        if name in NO_SENTENCE:
            return
        is_translated = name in TRANSLATED
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        return
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str) and not is_translated:
        if SENTENCE.match(tree.value) and tree.value not in NAMES:
            yield tree.value
        return
    for child in ast.iter_child_nodes(tree):
        yield from untranslated(child, is_translated=is_translated)


def literals(tree: ast.AST) -> Iterator[str]:
    """Yield the messages of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in TRANSLATED:
                yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_every_sentence_of_a_module_can_be_translated_and_is_plain(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert list(untranslated(tree)) == []
    assert [fault for message in literals(tree) for fault in faults(message)] == []


@pytest.mark.parametrize(
    "code",
    [
        'paper.heading("Whom to turn to")',
        'line = "Say it before you begin." if noted else ""',
        'f"Still step {number}"; x = {"a": "A question about"}',
    ],
)
def test_a_sentence_that_cannot_be_translated_is_noticed(code: str) -> None:
    assert list(untranslated(ast.parse(code))) != []


def words_of(source: str) -> list[str]:
    """Return the content of a Typst source that is not a call, label or pattern."""
    code = re.sub(r'//.*|regex\("[^"]*"\)', "", source)
    return [words for text in re.findall(r"\[([^\[\]]*)\]", code) if re.search(r"[A-Za-z]{2}", words := _bare(text))]


def _bare(content: str) -> str:
    while content != (inner := re.sub(r"\([^()]*\)", "", content)):
        content = inner
    return re.sub(r"#[\w.-]+|<[\w-]+>", "", content)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_source_for_print_has_no_words_of_its_own(source: Path) -> None:
    assert words_of(source.read_text(encoding="utf-8")) == []


def test_words_in_a_source_for_print_are_noticed() -> None:
    assert words_of("table.header([*Clock*], [#phrase(say.time) <time>])") == ["*Clock*"]
    assert words_of("#titled(1, about.title)\n[There is nothing here]") == ["There is nothing here"]
