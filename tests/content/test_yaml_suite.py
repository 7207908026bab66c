"""The YAML test suite (https://github.com/yaml/yaml-test-suite) against our reader and against whole documents."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from library.content.header.yaml_nodes import Broken, Mapping, Node, Scalar
from library.content.header.yaml_tree import parse
from library.content.mistakes import Mistakes
from library.content.permission import read_statement
from library.content.plain_text import decode
from library.errors import ContentError
from library.model.permission import UNKNOWN
from tests.content.writing import STORY, Folder

pytestmark = pytest.mark.corpora

# What the suite calls wrong and libyaml reads. No value is lost or changed by it. DK95/01 holds a tab, which we report
# before YAML is read; the others are lists and quotations whose later lines are not indented, and notes without a space
# before their #.
READ_ALL_THE_SAME = {"9C9N/00", "DK95/01", "QB6E/00", "S98Z/00", "SU5Z/00", "X4QW/00"}

# Valid, and read by YAML 1.1 (libyaml) a little otherwise than by 1.2: a ? before a key in braces, a line of spaces at
# the end of a block.
OLDER_YAML = {"652Z/00", "L24T/01"}


class Case(NamedTuple):
    """One case of the suite."""

    id: str
    yaml: str
    json: str | None
    fail: bool


@cache
def _cases(corpora: Path) -> tuple[Case, ...]:
    listed = json.loads((corpora / "hostile/yaml/cases.json").read_text())
    return tuple(Case(case["id"], case["yaml"], case["json"], case["fail"]) for case in listed)


def test_what_must_fail_fails(corpora: Path) -> None:
    must_fail = [case for case in _cases(corpora) if case.fail]
    assert len(must_fail) == 94
    assert {case.id for case in must_fail if _parsed(case.yaml) is not None} == READ_ALL_THE_SAME


def test_what_is_read_has_the_values_of_the_suite(corpora: Path) -> None:
    compared = 0
    different = set()
    for case in _cases(corpora):
        tree = _parsed(case.yaml)
        if tree is None or case.fail or not case.json or _has_broken(tree):
            continue
        compared += 1
        if _plain(tree) != _as_text(json.loads(case.json)):
            different.add(case.id)
    assert different == OLDER_YAML
    assert compared > 50


def test_as_a_header_no_case_makes_a_document_and_none_breaks_the_reader(corpora: Path, folder: Folder) -> None:
    for case in _cases(corpora):
        folder.put(STORY, f"---\n{case.yaml}\n---\nText.\n")
        assert folder.mistakes(), case.id
        assert read_statement(folder.root, STORY) == UNKNOWN, case.id


def _parsed(text: str) -> Mapping | None:
    clean = decode(text.encode(), Mistakes("a.md"))
    assert clean is not None
    try:
        return parse(clean, 1, "a.md")
    except ContentError:
        return None


def _has_broken(node: Node) -> bool:
    if isinstance(node, Mapping):
        return bool(node.strays) or any(_has_broken(pair.node) for pair in node.pairs.values())
    if isinstance(node, Scalar):
        return False
    return isinstance(node, Broken) or any(_has_broken(item) for item in node.items)


def _plain(node: Node) -> Any:
    """Return a tree as lists, dictionaries and texts."""
    if isinstance(node, Mapping):
        return {key: _plain(pair.node) for key, pair in node.pairs.items()}
    if isinstance(node, Scalar):
        return _text(node.text)
    assert not isinstance(node, Broken)
    return [_plain(item) for item in node.items]


def _as_text(value: Any) -> Any:
    """Return JSON with every number, truth value and null as the text that YAML has for it."""
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return "" if value is None else _text(value if isinstance(value, str) else json.dumps(value))


def _text(text: str) -> str:
    """Return a number in one form only: the suite's JSON writes 450.00 as 450."""
    try:
        return repr(float(text))
    except ValueError:
        return "" if text == "null" else text
