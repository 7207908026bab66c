"""A catalogue whose file is damaged: readers and publishes say so in a sentence, and a rebuild repairs it."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from library.actions.browse import home
from library.actions.library import Library
from library.actions.publish import publish
from library.errors import LibraryError, PublishError
from library.model.viewer import ANYBODY
from tests.actions.publishing import write_video
from tests.making import Making, found, library_at, reads

PAGE = 4096


def outcome(action: Callable[[], object]) -> str:
    """Return what an action ended with, where that is not an error of ours."""
    try:
        action()
    except LibraryError:
        return ""
    except Exception as error:  # noqa: BLE001 - whatever it is, the test has to know
        return f"{type(error).__name__}: {str(error)[:60]}"
    return ""


def actions(library: Library) -> dict[str, Callable[[], object]]:
    return {
        "search": lambda: found(library, "words"),
        "page": lambda: reads(library, "one"),
        "home": lambda: home(library, ANYBODY),
        "publish": lambda: publish(library),
        "rebuild": lambda: publish(library, rebuild=True),
    }


def test_every_damaged_page_of_the_file_is_said_in_a_sentence_and_mended(making: Making) -> None:
    making.write("one")
    for number in range(6):
        making.write(f"story-{number}", "Many words. " * 60)
    making.publish()
    making.library.close()
    kept = making.root / "kept"
    shutil.copytree(making.root / "data", kept)
    size = (kept / "builds/1/catalogue.sqlite").stat().st_size
    wrong: dict[str, str] = {}
    for start in range(0, size, 2 * PAGE):
        shutil.rmtree(making.root / "data")
        shutil.copytree(kept, making.root / "data")
        with (making.root / "data/builds/1/catalogue.sqlite").open("r+b") as file:
            file.seek(start)
            file.write(b"\xa5" * PAGE)
        library = library_at(making.root)
        for name, action in actions(library).items():
            said = outcome(action)
            if said:
                wrong[f"{name} with page {start // PAGE}"] = said
        library.close()
    assert wrong == {}


def test_a_rebuild_mends_a_catalogue_that_cannot_be_read(making: Making) -> None:
    making.write("one")
    for number in range(20):
        making.write(f"story-{number}", "Many words. " * 60)
    making.publish()
    making.library.close()
    path = making.root / "data/builds/1/catalogue.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[:PAGE] + b"\xa5" * (len(data) - PAGE))
    library = library_at(making.root)
    publish(library, rebuild=True)
    assert (reads(library, "one"), len(found(library))) == ("Words of one.", 21)
    library.close()


def test_a_damaged_catalogue_is_served_no_more_when_a_full_or_broken_disk_stops_the_new_one(making: Making) -> None:
    write_video(making)
    making.publish()
    making.library.close()
    path = making.root / "data/builds/1/catalogue.sqlite"
    path.write_bytes(b"\xa5" * path.stat().st_size)
    shutil.rmtree(making.root / "data/files")
    (making.root / "data/files").write_text("a file where a folder has to be")
    library = library_at(making.root)
    with pytest.raises(PublishError) as stopped:
        publish(library)
    library.close()
    assert not (making.root / "data/current").exists()
    assert "the site is unchanged" not in str(stopped.value)
