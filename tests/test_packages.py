"""Every package says in its docstring which modules it has: a folder's first lines are its map."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parent.parent / "library"
PACKAGES = sorted(
    path.parent
    for path in LIBRARY.rglob("__init__.py")
    if not any(part.endswith("migrations") for part in path.parts)  # Alembic names these by revision
)


def modules_in(package: Path) -> set[str]:
    modules = {path.stem for path in package.glob("*.py")} - {"__init__", "__main__"}
    return modules | {path.parent.name for path in package.glob("*/__init__.py")}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: ".".join(path.relative_to(LIBRARY.parent).parts))
def test_a_package_names_its_modules_and_no_others(package: Path) -> None:
    docstring = ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8"))) or ""
    lists = re.findall(r"^(?:\*|\d\.) (.*?): ", docstring, flags=re.MULTILINE)
    named = {name for each in lists for name in re.findall(r"``(\w+)``", each)}
    assert named == modules_in(package)
