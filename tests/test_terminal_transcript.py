"""``library transcript``: any transcript becomes WebVTT, and nothing is written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from library.terminal.main import main

SRT = "1\n00:00:01,000 --> 00:00:02,000\nANN: Hello.\n\n2\n00:00:03 --> 00:00:04,500\nBOB: <name removed> here\n"
WEBVTT = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v ANN>Hello.</v>\n\n"
    "00:00:03.000 --> 00:00:04.500\n<v BOB>&lt;name removed&gt; here</v>\n"
)


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Run the command and return exit code, output and errors. It needs no library."""
    result = CliRunner().invoke(main, ["transcript", *map(str, arguments)], env={"LIBRARY_DATA": "/nowhere"})
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A transcript."""
    path = tmp_path / "talk.srt"
    path.write_text(SRT)
    return path


def test_it_writes_webvtt_beside_the_file_and_reports_every_guess_by_line(talk: Path) -> None:
    written = talk.with_name("talk.srt.vtt")
    code, output, errors = run(talk)
    assert (code, errors, written.read_text()) == (0, "", WEBVTT)
    assert output.splitlines() == [
        f"{talk}:2: Check the speakers. These names at the start of lines were read as speakers: “ANN”, “BOB”.",
        f"{talk}:6: Check these times. They are not written in full, such as 00:01:31.000, and were read as best they "
        "could be.",
        f"{talk}:7: Check the angle brackets here. They are not a tag of WebVTT, so they were kept as words.",
        "Read as SRT. Captions: 2; named speakers: 2; ends at 00:00:04; to check: 3.",
        f"Written: {written}",
    ]


def test_it_writes_where_it_is_told(talk: Path, tmp_path: Path) -> None:
    code, _output, _ = run(talk, "-o", tmp_path / "new.vtt")
    assert (code, (tmp_path / "new.vtt").read_text()) == (0, WEBVTT)
    assert not talk.with_name("talk.srt.vtt").exists()
    assert run(tmp_path / "new.vtt", "-o", tmp_path / "again.vtt")[1].splitlines() == [
        "Read as WebVTT. Captions: 2; named speakers: 2; ends at 00:00:04; nothing to check.",
        f"Written: {tmp_path / 'again.vtt'}",
    ]


def test_it_never_writes_over_its_own_file_or_one_that_nobody_named(talk: Path, tmp_path: Path) -> None:
    source = tmp_path / "talk.vtt"
    source.write_text(WEBVTT)
    beside = talk.with_name("talk.srt.vtt")
    beside.write_text("mine")
    for arguments, kept in (((source,), source), ((source, "-o", source), source), ((talk,), beside)):
        before = kept.read_bytes()
        assert run(*arguments) == (
            1, "", f"Name another file to write, such as -o new.vtt. {kept} would be replaced.\n",
        )  # fmt: skip
        assert kept.read_bytes() == before


def test_a_file_that_is_no_transcript_ends_with_its_sentence_and_writes_nothing(talk: Path) -> None:
    talk.write_text("No times here.")
    code, output, errors = run(talk)
    assert (code, output) == (1, "")
    assert errors.startswith(f"{talk}:1: Export the transcript with times")
    assert not talk.with_name("talk.srt.vtt").exists()


def test_a_folder_that_is_not_there_is_named(talk: Path, tmp_path: Path) -> None:
    assert run(talk, "-o", tmp_path / "no/new.vtt") == (
        1, "", f"{tmp_path / 'no/new.vtt'} could not be written: No such file or directory.\n",
    )  # fmt: skip
    assert run(tmp_path / "missing.srt")[0] == 2
