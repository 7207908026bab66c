"""Imports that are killed: the content is as before or as after, never half of each, and the next program tidies up.

The seed is printed with a failure and can be set: ``LIBRARY_KILL_SEED=7 pytest tests/actions/import_export``.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from library.actions.import_export.applying import STAGING, finish_import
from library.actions.import_export.importing import carry_out, past_imports, undo_import
from library.actions.import_export.plan import Plan
from library.model.audit import TERMINAL
from tests.actions.backup.killing import CHANGES, kill_at_change
from tests.actions.import_export.importing import content_of, imported, planned
from tests.content.writing import PDF
from tests.making import Making

SEED = int(os.environ.get("LIBRARY_KILL_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
EVERY = CHANGES | {"open", "os.chmod"}
# An import of four files, and its undoing, make about as many changes on the disk and open about as many files.
INSTANTS = 90


@pytest.fixture
def other(tmp_path: Path) -> Making:
    """A content folder to import: new, changed and in a new folder."""
    other = Making(tmp_path / "other")
    other.content.put("stories/leaflet.pdf", PDF)
    other.write("changed", "Other words.\n")
    other.write("new", attachments="[{file: leaflet.pdf, title: Leaflet}]")
    other.write("guide", kind="guidance")
    return other


def tidy(making: Making) -> bool:
    """Return whether nothing is left of what was prepared."""
    finish_import(making.library.settings)
    return not (making.root / "content" / STAGING).exists() and not (making.root / "data/imports/ready.json").exists()


def check_kill(making: Making, work: Callable[[], object], instant: int, states: list[dict[str, bytes]]) -> bool:
    """Kill some work, and check that the content is in one of two states; return whether it was killed."""
    killed = kill_at_change(work, instant, EVERY)
    finish_import(making.library.settings)
    now = {path: data for path, data in content_of(making).items() if not path.startswith(STAGING)}
    assert now in states, sorted(now)
    return killed


@pytest.mark.parametrize("number", range(10))
def test_a_killed_import_is_finished_or_never_was(making: Making, other: Making, number: int) -> None:
    print(f"LIBRARY_KILL_SEED={SEED}")
    kill_import(making, other, random.Random(SEED + number).randrange(1, INSTANTS))  # noqa: S311 - an instant


@pytest.mark.soak
@pytest.mark.parametrize("instant", range(1, INSTANTS))
def test_an_import_killed_at_any_instant_is_finished_or_never_was(making: Making, other: Making, instant: int) -> None:
    kill_import(making, other, instant)


def kill_import(making: Making, other: Making, instant: int) -> None:
    making.write("changed")
    before = content_of(making)
    after = before | content_of(other)
    plan: Plan = planned(making.library, other.root / "content")
    check_kill(making, lambda: carry_out(making.library, plan, TERMINAL), instant, [before, after])
    if content_of(making) == before or not past_imports(making.library):
        imported(making.library, other.root / "content")
    assert tidy(making)
    assert content_of(making) == after
    (past,) = past_imports(making.library)
    assert past.can_be_undone
    check_kill(making, lambda: undo_import(making.library, past.record.id, TERMINAL), instant, [before, after])
    if content_of(making) == after:
        undo_import(making.library, past.record.id, TERMINAL)
    assert tidy(making)
    assert content_of(making) == before


def test_an_import_whose_files_were_changed_after_a_kill_is_put_back(making: Making, other: Making) -> None:
    making.write("changed")
    before = content_of(making)
    plan = planned(making.library, other.root / "content")
    new = making.root / "content/stories/new.md"
    # The renames: ready.json, the leaflet; killed before the next.
    kill_at_change(lambda: carry_out(making.library, plan, TERMINAL), 3, frozenset({"os.rename"}))
    assert "stories/leaflet.pdf" in content_of(making)
    assert not new.exists()
    new.parent.mkdir(exist_ok=True)
    new.write_text("Mine.\n")
    assert tidy(making)
    assert content_of(making) == before | {"stories/new.md": b"Mine.\n"}
    assert past_imports(making.library) == ()


def test_a_publish_finishes_an_import_that_was_killed(making: Making, other: Making) -> None:
    plan = planned(making.library, other.root / "content")
    kill_at_change(lambda: carry_out(making.library, plan, TERMINAL), 3, frozenset({"os.rename"}))
    assert (making.root / "data/imports/ready.json").exists()
    making.publish()
    assert making.shown().keys() == {"changed", "guide", "new"}


def test_an_import_whose_prepared_files_were_deleted_after_a_kill_is_put_back(making: Making, other: Making) -> None:
    making.write("changed")
    before = content_of(making)
    plan = planned(making.library, other.root / "content")
    # The renames: ready.json, the leaflet, the guide, the changed story; killed before the new one.
    kill_at_change(lambda: carry_out(making.library, plan, TERMINAL), 5, frozenset({"os.rename"}))
    assert content_of(making)["stories/changed.md"] != before["stories/changed.md"]
    shutil.rmtree(making.root / "content" / STAGING)
    assert tidy(making)
    assert content_of(making) == before
    assert not list((making.root / "data/imports").iterdir())
