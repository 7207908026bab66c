"""Lines → sound, and when each begins and ends."""

from __future__ import annotations

import subprocess
import wave
from typing import TYPE_CHECKING

from recordings.script import Timed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recordings.script import Line, Script

RATE = 22_050  # of espeak-ng: samples a second, of two bytes
LAST = 1.5  # seconds of silence at the end


def speak(script: Script, file: Path) -> tuple[Timed, ...]:
    """Speak a script into a WAV file.

    Args:
        script: What is said.
        file: What to write.

    Returns:
        Its lines in order.
    """
    timed, at = [], 0
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        for line, spoken in _spoken(script):
            start = at + round(line.pause * RATE)
            sound.writeframes(bytes(2 * (start - at)))
            sound.writeframes(spoken)
            at = start + len(spoken) // 2
            timed.append(Timed(line, round(start / RATE, 3), round(at / RATE, 3)))
        sound.writeframes(bytes(2 * round(LAST * RATE)))
    return tuple(timed)


def _spoken(script: Script) -> Iterator[tuple[Line, bytes]]:
    """Yield each line with its samples."""
    for line in script.lines:
        voice = script.voices[line.speaker]
        command = ["espeak-ng", "-v", voice.name, "-p", str(voice.pitch), "-s", str(voice.pace), "--stdout", line.en]
        made = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        yield line, made[made.index(b"data") + 8 :]
