"""Fingerprints: the same on every machine, another one for every other rule."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from library.model.fingerprint import constants, fields, fingerprint, sources, versions


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a table."""

    ending: str
    by: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Titled:
    """A value with words that a schema uses too."""

    title: str
    description: int = 0


class Asked:
    """No plain value: only its name counts."""


DIFFERENT = [
    (1, 1.0),
    ("1", 1),
    (b"a", "a"),
    (("a", "b"), ("b", "a")),
    (("ab",), ("a", "b")),
    (frozenset("ab"), ("a", "b")),
    ({"a": "b"}, {"b": "a"}),
    (re.compile("a"), re.compile("a", re.IGNORECASE)),
    (re.compile("a"), re.compile("b")),
    (Rule("a", frozenset("b")), Rule("a", frozenset("c"))),
    (len, max),
    (None, "None"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_rule_has_another_fingerprint(one: object, other: object) -> None:
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) == fingerprint(one)


def test_what_has_no_order_is_taken_in_one() -> None:
    assert fingerprint({"a": {"x", "y"}, "b": 1}) == fingerprint({"b": 1, "a": {"y", "x"}})


def test_nothing_of_an_object_counts_that_another_process_has_otherwise() -> None:
    assert fingerprint(Asked()) == fingerprint(Asked())


def test_the_versions_are_the_same_in_every_process(tmp_path: Path) -> None:
    code = (
        "from library.search.whoosh_index.version import index_version; from library.storage.tables import shape\n"
        "from library.content.version import reading_version; print(index_version(), shape(), reading_version())"
    )
    root = str(Path(__file__).parents[2])
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root, "LANG": language, "TZ": "Asia/Tokyo"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, language in (("1", "C"), ("2", "C.UTF-8"))
    }
    assert len(said) == 1
    assert re.fullmatch(r"([0-9a-f]{16} ?){3}\n", said.pop())


def test_the_constants_of_a_module_are_its_tables() -> None:
    module = ModuleType("rules")
    vars(module).update(TABLE=("a",), _LONGEST=3, word="b", fold=len)
    assert constants(module) == {"TABLE": ("a",), "_LONGEST": 3}


def test_fields_are_names_types_and_defaults_without_docstrings() -> None:
    before = fields(Titled)
    said = str(before)
    assert "'title'" in said
    assert "'description'" in said
    assert "that a schema uses" not in said
    assert fields(dataclasses.make_dataclass("Titled", [("title", str), ("description", int, 1)])) != before
    assert fields(dataclasses.make_dataclass("Titled", [("title", str), ("description", int, 0)])) == before
    assert fields(dataclasses.make_dataclass("Titled", [("title", str), ("description", str, 0)])) != before


def test_code_counts_by_its_bytes_and_packages_by_their_version(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text("MOST = 1\n")
    before = sources(code)
    assert sources(code) == before
    code.write_text("MOST = 2\n")
    assert sources(code) != before
    assert re.fullmatch(r"\d+\.\d+.*", versions("whoosh3")[0])
