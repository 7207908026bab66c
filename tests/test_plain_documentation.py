"""README, the other documents and docstrings avoid the same words as pages and errors do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.plain_english import faults

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "bench/README.md", "docs/*.md")
MODULES = ("library/**/*.py", "bench/**/*.py", "tests/**/*.py", "app.py", "gunicorn.conf.py")

# Readers of documentation have time, and its tables and lists have no full stops.
ANY_LENGTH = 10_000

# Words that documentation needs for what they literally mean.
LITERAL = {
    "letters": "of the alphabet: codes are made of them, and search compares words by them",
}


def files(patterns: Iterable[str]) -> list[str]:
    """Return the paths that match any of some patterns, relative to the repository."""
    return sorted({path.relative_to(ROOT).as_posix() for pattern in patterns for path in ROOT.glob(pattern)})


def prose_of(document: str) -> str:
    """Return a document without code, and without the glossary's last column: the words not to use."""
    without_code = re.sub(r"^```.*?^```|^    [^\n]*$|`[^`\n]*`", "", document, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"[^|\n]*\|$", "", without_code, flags=re.MULTILINE) if "| Not |" in document else without_code


def docstrings_of(module: str) -> Iterator[str]:
    """Yield every docstring of a module, without code and without words of search that are quoted as examples."""
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (text := ast.get_docstring(node)):
            yield re.sub(r"``[^`]*``|\*[^*\n]*\*", "", text)


def avoidable(text: str) -> list[str]:
    return [
        fault
        for fault in faults(text, longest=ANY_LENGTH)
        if not any(fault.lower().startswith(f"“{word}”") for word in LITERAL)
    ]


@pytest.mark.parametrize("name", files(DOCUMENTS))
def test_a_document_is_in_plain_english(name: str) -> None:
    paragraphs = re.split(r"\n\s*\n", prose_of((ROOT / name).read_text("utf-8")))
    assert [fault for paragraph in paragraphs for fault in avoidable(paragraph)] == []


@pytest.mark.parametrize("name", files(MODULES))
def test_docstrings_are_in_plain_english(name: str) -> None:
    texts = docstrings_of((ROOT / name).read_text("utf-8"))
    assert [fault for text in texts for fault in avoidable(text)] == []


def test_prose_leaves_out_code_and_nothing_else() -> None:
    document = "It lies.\n\n```\nlies\n```\n\n    lies\n\n`lies` and mend\n"
    assert [fault.split("”")[0] for fault in avoidable(prose_of(document))] == ["“lies", "“mend"]


@pytest.mark.parametrize("word", LITERAL)
def test_an_exception_is_one_that_documentation_needs(word: str) -> None:
    texts = "\n".join(text for name in files(MODULES) for text in docstrings_of((ROOT / name).read_text("utf-8")))
    assert re.search(rf"\b{word}\b", texts)
