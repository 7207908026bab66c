"""What the tests of publishing look at and write."""

from __future__ import annotations

from tests.content.writing import MP4, VTT
from tests.making import Making


def served(making: Making) -> dict[str, str]:
    """Return slug to text of everything shown to anyone, in search too."""
    shown = making.shown()
    assert making.found() == sorted(shown)
    return shown


def files_kept(making: Making) -> set[str]:
    """Return the names of all files in the store."""
    return {path.name for path in (making.root / "data/files").glob("*/*")}


def write_video(making: Making, video: bytes = MP4) -> None:
    making.content.put("resources/film.mp4", video)
    making.content.put("resources/film.vtt", VTT)
    media = {"media": '{file: film.mp4, duration: "00:01:12"}', "transcripts": "[{language: en, file: film.vtt}]"}
    making.write("film", "See it.\n", kind="video", **media)
