"""A publish is killed at random instants: what is served is always complete, and the next publish repairs the rest.

The seed is printed with a failure and can be set: ``LIBRARY_KILL_SEED=7 pytest tests/actions/test_publish_killed.py``.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import pytest

from library.actions.find import SearchRequest, find
from library.actions.library import Library
from library.actions.publish import publish
from library.content.folder import Stamp
from library.search.whoosh_index.engine import WhooshIndex
from library.storage.builds import current_build
from library.storage.catalogue_writer import CatalogueWriter
from tests.content.writing import PDF
from tests.making import VIEWERS, Making, everything, library_at, reads

SEED = int(os.environ.get("LIBRARY_KILL_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)

# Says that it is ready when all is imported, so that the kill falls into the publish and not into Python's start.
PUBLISH = """
import sys
from library.terminal.main import main
print("ready", flush=True)
main(sys.argv[1:])
"""

DOCUMENTS = 36
SAME, CHANGED, WITHDRAWN, NARROWED, DELETED = range(0, 12), range(12, 24), (24, 25, 26), (27, 28, 29), range(30, 36)

# What publishing goes through: each state is whole. A withdrawal and a deletion never come back; what lost words is
# hidden until it comes back as it is now.
OLD, WITHOUT_WITHDRAWN, WITHOUT_CHANGED, WITHOUT_DELETED, NEW = range(5)

State = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Versions:
    """A published library of the old content, the new content, and what each state shows.

    Attributes:
        folder: Holds ``old`` (a whole library), and ``new`` and ``terms`` (content folders).
        states: What viewers read, in the order of ``OLD`` … ``NEW``.
        seconds: How long the publish of the new content takes, by name of the content folder and arguments.
    """

    folder: Path
    states: list[State]
    seconds: dict[tuple[str, ...], float] = field(default_factory=dict)


def story(number: int, words: str) -> str:
    return f"Saga{number} tells of {words}.\n\n{'Porridge and patience. ' * 40}\n"


def fill_old(making: Making) -> None:
    for number in range(DOCUMENTS):
        attachment = {"attachments": f"[{{file: a{number}.pdf, title: A}}]"} if number % 6 == 0 else {}
        making.content.put(f"stories/a{number}.pdf", PDF + f"old {number}".encode())
        making.write_told(f"saga-{number}", story(number, "winter"), "audience: public, uses: [print]", **attachment)


def fill_new(making: Making) -> None:
    for number in CHANGED:
        attachment = {"attachments": f"[{{file: a{number}.pdf, title: A}}]"} if number % 6 == 0 else {}
        making.content.put(f"stories/a{number}.pdf", PDF + f"new {number}".encode())
        making.write_told(f"saga-{number}", story(number, "summer"), "audience: public, uses: [print]", **attachment)
    for number in WITHDRAWN:
        making.write_told(f"saga-{number}", story(number, "winter"), status="withdrawn")
    for number in NARROWED:
        making.write_told(f"saga-{number}", story(number, "winter"), "audience: network, uses: []")
    making.delete(*(f"saga-{number}" for number in DELETED))
    for number in range(DOCUMENTS, DOCUMENTS + 6):
        making.write_told(f"saga-{number}", story(number, "summer"), "audience: public, uses: [print]")


def state_of(library: Library) -> State:
    """Return what each viewer reads of each document."""
    return {
        (viewer.audience, slug): reads(library, slug, viewer)
        for viewer in VIEWERS
        for slug in (f"saga-{number}" for number in range(DOCUMENTS + 6))
    }


def texts(numbers: dict[int, str]) -> State:
    """Return the state in which everybody reads these words of these documents, and nobody any other."""
    every = {number: numbers.get(number, "404") for number in range(DOCUMENTS + 6)}
    return {
        (viewer.audience, f"saga-{number}"): text if text == "404" else story_text(number, text)
        for viewer in VIEWERS
        for number, text in every.items()
    }


def story_text(number: int, words: str) -> str:
    return f"Saga{number} tells of {words}.\n{('Porridge and patience. ' * 40).strip()}"


def narrowed(state: State) -> State:
    gone = {(viewer.audience, f"saga-{number}"): "410" for viewer in VIEWERS for number in WITHDRAWN}
    return state | gone | {("public", f"saga-{number}"): "404" for number in NARROWED}


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """The old library, and two new contents: one with the same vocabulary, one with another."""
    folder = tmp_path_factory.mktemp("versions")
    old = Making(folder / "old")
    fill_old(old)
    old.publish()
    old.library.close()
    for name in ("new", "terms"):
        shutil.copytree(folder / "old/content", folder / name / "content")
        fill_new(Making(folder / name))
    vocabulary = folder / "terms/content/vocabulary.yaml"
    vocabulary.write_text(vocabulary.read_text().replace("Community}", "Neighbours}"))
    winter = dict.fromkeys(range(DOCUMENTS), "winter")
    summer = dict.fromkeys([*CHANGED, *range(DOCUMENTS, DOCUMENTS + 6)], "summer")
    same = {number: words for number, words in winter.items() if number not in CHANGED}
    kept = {number: words for number, words in same.items() if number not in DELETED}
    narrow = [narrowed(texts(each)) for each in (winter, same, kept, kept | summer)]
    states = [texts(winter), *narrow]
    assert state_of(library_at(folder / "old")) == states[OLD]
    return Versions(folder, states)


def copy(versions: Versions, content: str, to: Path) -> Path:
    """Copy the old published library, with the new content beside its data."""
    shutil.copytree(versions.folder / "old/data", to / "data")
    shutil.copytree(versions.folder / content / "content", to / "content")
    return to


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a publish, and return when it is about to begin."""
    places = {"LIBRARY_CONTENT": str(root / "content"), "LIBRARY_DATA": str(root / "data")}
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISH, "publish", *arguments],
        env=os.environ | places,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def kill_after(root: Path, seconds: float, *arguments: str) -> bool:
    """Kill a publish so many seconds after it began, and tell whether it was still running."""
    process = start(root, *arguments)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def seconds_of(versions: Versions, content: str, arguments: tuple[str, ...], to: Path) -> float:
    """Return how long a whole publish takes, measured once."""
    name = (content, *arguments)
    if name not in versions.seconds:
        process = start(copy(versions, content, to / "measured"), *arguments)
        begun = time.perf_counter()
        process.communicate()
        versions.seconds[name] = time.perf_counter() - begun
    return versions.seconds[name]


def check_whole(versions: Versions, root: Path) -> int:
    """Check that what serves is one whole state, and that search never contradicts it; return which one."""
    library = library_at(root)
    try:
        state = state_of(library)
        assert state in versions.states, different(state, versions.states)
        for viewer in VIEWERS:
            shown = everything(library, viewer)
            assert set(shown) == {
                slug for (audience, slug), text in state.items() if audience == viewer.audience and len(text) > 3
            }
            for words in ("winter", "summer", "porridge patience"):
                page = find(library, viewer, SearchRequest(words, sort="title"))
                assert not page.search_down
                for result in page.results:
                    text = state[viewer.audience, result.card.slug]
                    assert all(word in text.lower() for word in words.split()), (words, result.card.slug)
                    assert all(snippet.text.strip("…") in text for snippet in result.snippets)
        return versions.states.index(state)
    finally:
        library.close()


def different(state: State, states: list[State]) -> str:
    return repr([{key: text[:30] for key, text in state.items() if other[key] != text} for other in states])


def check_mended(versions: Versions, root: Path) -> None:
    """Publish what was interrupted, and check that all is as if everything were built anew."""
    library = library_at(root)
    publish(library)
    assert state_of(library) == versions.states[NEW]
    assert check_whole(versions, root) == NEW
    mended = inside(root)
    publish(library, rebuild=True)
    assert mended == inside(root)
    library.close()


def inside(root: Path) -> tuple[object, ...]:
    """Return what catalogue, index and store hold, without the integers, which differ."""
    build = current_build(root / "data")
    index = WhooshIndex(build.index)
    with CatalogueWriter(build.catalogue) as writer:
        rows = writer.rows()
        held = index.ids()
        assert held == writer.published_ids()
        assert index.generation() == writer.generation()
    index.close()
    files = sorted(path.name for path in (root / "data/files").glob("*/*"))
    documents = [(row.slug, row.path, row.sha256, row.status, row.agreed, looks(row.stamps)) for row in rows]
    return documents, sorted(row.slug for row in rows if row.id in held), files


def looks(stamps: bytes) -> list[Stamp]:
    """Return how files looked, without whether they were too fresh to be sure, which depends on the moment."""
    return [replace(each, is_settled=True) for each in msgspec.json.decode(stamps, type=list[Stamp])]


WAYS: tuple[tuple[str, tuple[str, ...]], ...] = (("new", ()), ("terms", ()), ("new", ("--rebuild",)))


def kill_twice_and_mend(versions: Versions, root: Path, case: int) -> None:
    print(f"LIBRARY_KILL_SEED={SEED}")
    chance = random.Random(f"{SEED} {case}")  # noqa: S311 - chance, not secrecy
    content, arguments = WAYS[case % len(WAYS)]
    seconds = seconds_of(versions, content, arguments, root)
    library = copy(versions, content, root / "library")
    reached = OLD
    for _ in range(2):
        kill_after(library, chance.uniform(0, 1.1 * seconds), *arguments)
        now = check_whole(versions, library)
        # A narrowing once applied never comes back.
        assert now >= reached
        reached = now
    check_mended(versions, library)


@pytest.mark.parametrize("case", range(10))
def test_a_publish_killed_at_twenty_instants_leaves_a_whole_state_and_is_mended(
    versions: Versions, tmp_path: Path, case: int
) -> None:
    kill_twice_and_mend(versions, tmp_path, case)


@pytest.mark.soak
@pytest.mark.parametrize("case", range(100))
def test_a_publish_killed_at_two_hundred_instants_leaves_a_whole_state_and_is_mended(
    versions: Versions, tmp_path: Path, case: int
) -> None:
    kill_twice_and_mend(versions, tmp_path, case)
