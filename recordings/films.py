"""Sound and pictures → MP4 or M4A, without anything that says when or with what they were made."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_SOUND = ("-c:a", "aac", "-b:a", "48k", "-ac", "1", "-ar", "44100")
_EXACT = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")


def make_sound(spoken: Path, file: Path) -> None:
    """Make an M4A of a WAV file."""
    _run(["-i", str(spoken), *_SOUND, *_EXACT, "-movflags", "+faststart", str(file)])


def make_film(spoken: Path, scenes: Iterable[tuple[Path, float]], file: Path) -> None:
    """Make an MP4 that shows pictures while a WAV file plays.

    Args:
        spoken: The sound.
        scenes: A picture, and how many seconds it is shown; in order.
        file: What to write.
    """
    shown = list(scenes)
    listed = spoken.with_suffix(".scenes")
    lines = [f"file '{picture.name}'\nduration {seconds:.3f}" for picture, seconds in shown]
    listed.write_text("\n".join([*lines, lines[-1].partition("\n")[0]]), "utf-8")
    pictures = ["-f", "concat", "-i", str(listed), "-i", str(spoken)]
    coded = ["-c:v", "libx264", "-preset", "slow", "-tune", "stillimage", "-pix_fmt", "yuv420p", "-r", "10"]
    # The last picture would be shown for longer than the sound plays.
    length = ["-t", f"{sum(seconds for _, seconds in shown):.3f}"]
    _run([*pictures, *coded, *length, *_SOUND, *_EXACT, "-movflags", "+faststart", str(file)])


def _run(arguments: Sequence[str]) -> None:
    subprocess.run(["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *arguments], check=True)
