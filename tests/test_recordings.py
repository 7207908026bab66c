"""Our own recordings: what is in ``content/`` is what ``python -m recordings`` makes of our words."""

import re
import struct
from pathlib import Path

import pytest

from library.content.transcripts.reading import ReadTranscript, read_transcript
from recordings.__main__ import files_of
from recordings.script import Script, Timed
from recordings.scripts import ALL

RESOURCES = Path(__file__).parents[1] / "content" / "resources"
MOST_BYTES = 3_000_000

each_recording = pytest.mark.parametrize("script", ALL, ids=[script.slug for script in ALL])


def read(script: Script, ending: str) -> ReadTranscript:
    path = RESOURCES / f"{script.slug}.{ending}"
    return read_transcript(path.read_bytes(), path.name)


@each_recording
def test_every_line_is_in_the_transcripts_in_both_languages(script: Script) -> None:
    said = [line for line in script.lines if line.speaker]
    assert [(cue.speaker, cue.text) for cue in read(script, "en.vtt").cues] == [
        (each.speaker, each.en) for each in said
    ]
    assert [cue.text for cue in read(script, "cy.srt").cues] == [each.cy for each in said]
    assert {cue.speaker for cue in read(script, "cy.srt").cues} <= {each.speaker for each in said} | {"Adroddwr"}


@each_recording
def test_the_files_are_as_other_programs_write_them(script: Script) -> None:
    english = (RESOURCES / f"{script.slug}.en.vtt").read_text("utf-8")
    assert bool(re.search(r"^[0-9a-f-]{36}/\d+-0$", english, re.MULTILINE)) == script.films  # Teams
    assert bool(re.search(r"^1\n.*\nNarrator: ", english, re.MULTILINE)) != script.films  # Zoom
    assert read(script, "en.vtt").shape == "WebVTT"
    assert read(script, "cy.srt").shape == "SRT"


@each_recording
def test_they_are_what_the_script_makes_at_the_times_of_the_recording(script: Script) -> None:
    """Times depend on the version of the voice; everything else does not."""
    spoken = iter(read(script, "en.vtt").cues)
    described = iter(read(script, "en.descriptions.sbv").cues if script.films else ())
    timed = []
    for line in script.lines:
        cue = next(spoken if line.speaker else described)
        timed.append(Timed(line, cue.start, cue.end))
    for name, text in files_of(script, timed).items():
        assert (RESOURCES / name).read_bytes() == text.encode(), name


@each_recording
def test_they_are_small(script: Script) -> None:
    sizes = [path.stat().st_size for path in RESOURCES.glob(f"{script.slug}.*")]
    assert len(sizes) > 4
    assert sum(sizes) < MOST_BYTES


@each_recording
def test_they_play_for_as_long_as_their_pages_say(script: Script) -> None:
    (media,) = [path for path in RESOURCES.glob(f"{script.slug}.m*") if path.suffix != ".md"]
    data = media.read_bytes()
    scale, units = struct.unpack_from(">II", data, data.index(b"mvhd") + 16)  # after version, flags and two dates
    minutes, seconds = divmod(round(units / scale), 60)
    assert f'duration: "00:{minutes:02}:{seconds:02}"' in (RESOURCES / f"{script.slug}.md").read_text("utf-8")
