"""A process that publishes two drafts together is killed at random instants: nothing is lost, and nothing is half done.

The seed is printed with a failure and can be set: ``LIBRARY_KILL_SEED=7 pytest tests/actions/writing``.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from library.actions.writing.publishing import publish_drafts
from library.model.revision import Change
from tests.actions.writing.drafting import MORAG, NEW, ONE, draft_of, text_of
from tests.making import Making

SEED = int(os.environ.get("LIBRARY_KILL_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
# A safety net; it takes a second.
LONGEST = 120

PUBLISH = f"""
import sys
from pathlib import Path
from library.actions.writing.publishing import publish_drafts
from tests.making import library_at
library = library_at(Path(sys.argv[1]))
print("ready", flush=True)
publish_drafts(library, [{ONE!r}, {NEW!r}], {MORAG})
print("done", flush=True)
"""
BEFORE = {"one": "Words of one.", "two": "Words of two."}
AFTER = {"one": "Porridge.", "two": "Words of two.", "new": "Kippers."}


def publish_and_kill(root: Path, seconds: float | None) -> float:
    """Publish in a process that is killed after some seconds, and return how long it took."""
    command = [sys.executable, "-c", PUBLISH, str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            begun = time.monotonic()
            if seconds is None:
                assert process.wait(LONGEST) == 0
            else:
                time.sleep(seconds)
            return time.monotonic() - begun
        finally:
            process.send_signal(signal.SIGKILL)


def kill(published: Making, tmp_path: Path, instants: int) -> None:
    print(f"LIBRARY_KILL_SEED={SEED}")
    chance = random.Random(SEED)  # noqa: S311 - chance, not secrecy
    texts = {ONE: text_of(published, "Porridge."), NEW: text_of(published, "Kippers.", related="[one]")}
    for path, text in texts.items():
        draft_of(published, path, text)
    published.library.close()
    shutil.copytree(published.root, tmp_path / "measured")
    seconds = publish_and_kill(tmp_path / "measured", None)
    for number in range(instants):
        root = tmp_path / str(number)
        shutil.copytree(published.root, root)
        publish_and_kill(root, chance.uniform(0, 1.1 * seconds))
        check(Making(root), texts)
        shutil.rmtree(root)


def check(making: Making, texts: dict[str, bytes]) -> None:
    """Check that readers see all of it or nothing, that both drafts or both revisions are there, and that it ends."""
    library = making.library
    shown = making.shown()
    assert shown in (BEFORE, AFTER)
    drafts = {draft.path for draft in library.drafts.all()}
    assert drafts in (set(texts), set())
    for path, text in texts.items():
        known = [library.revisions.read(each.id) for each in library.revisions.of(path)]
        assert text in [each.text for each in known if each]
    if not drafts:
        assert shown == AFTER
    else:
        publish_drafts(library, texts, MORAG)
    assert making.shown() == AFTER
    assert making.found("porridge") == ["one"]
    assert {library.revisions.of(path)[0].what for path in texts} == {Change.PUBLISHED}
    library.close()


def test_killed_at_ten_instants_a_publish_of_drafts_is_whole_and_a_retry_ends_it(
    published: Making, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kill(published, tmp_path_factory.mktemp("killed"), 10)


@pytest.mark.soak
def test_killed_at_two_hundred_instants_a_publish_of_drafts_is_whole_and_a_retry_ends_it(
    published: Making, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kill(published, tmp_path_factory.mktemp("killed"), 200)
