"""Make our own recordings again, into ``content/resources``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from recordings import transcripts
from recordings.films import make_film, make_sound
from recordings.pictures import draw
from recordings.scripts import ALL
from recordings.speech import LAST, speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recordings.script import Script, Timed

RESOURCES = Path(__file__).parents[1] / "content" / "resources"


def main() -> None:
    """Make every recording with its poster and transcripts, and say how long it plays."""
    for script in ALL:
        with tempfile.TemporaryDirectory() as folder:
            timed = _make(script, Path(folder))
        for name, text in files_of(script, timed).items():
            (RESOURCES / name).write_bytes(text.encode())
        draw("title", script.title, RESOURCES / f"{script.slug}.jpg")
        sys.stdout.write(f"{script.slug}: {timed[-1].end + LAST:.1f} s\n")


def files_of(script: Script, timed: Sequence[Timed]) -> dict[str, str]:
    """Return the transcripts of a script by name: Zoom for sound, Teams for a film, SRT for Welsh, SBV, and WebVTT."""
    said, seen = transcripts.said(timed), transcripts.seen(timed)
    files = {
        f"{script.slug}.en.vtt": (transcripts.as_teams if script.films else transcripts.as_zoom)(said, "en"),
        f"{script.slug}.cy.srt": transcripts.as_srt(said, "cy"),
    }
    if seen:
        files[f"{script.slug}.en.descriptions.sbv"] = transcripts.as_sbv(seen, "en")
        files[f"{script.slug}.cy.descriptions.sbv"] = transcripts.as_sbv(seen, "cy")
    return files


def _make(script: Script, folder: Path) -> tuple[Timed, ...]:
    spoken = folder / "spoken.wav"
    timed = speak(script, spoken)
    if script.films:
        make_film(spoken, _scenes(script, timed, folder), RESOURCES / f"{script.slug}.mp4")
    else:
        make_sound(spoken, RESOURCES / f"{script.slug}.m4a")
    return timed


def _scenes(script: Script, timed: Sequence[Timed], folder: Path) -> Iterator[tuple[Path, float]]:
    """Draw each scene, and yield it with the seconds until the next."""
    starts = [0.0 if not at else each.start - 0.5 for at, each in enumerate(timed) if each.line.scene]
    names = [each.line.scene for each in timed if each.line.scene]
    ends = [*starts[1:], timed[-1].end + LAST]
    for number, (name, start, end) in enumerate(zip(names, starts, ends, strict=True)):
        picture = folder / f"scene-{number}.png"
        draw(name, script.title, picture)
        yield picture, end - start


if __name__ == "__main__":
    main()
