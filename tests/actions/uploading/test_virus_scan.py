"""A virus scanner is asked about every upload, if there is one; if it does not answer, nothing is taken."""

from __future__ import annotations

import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from library.actions.uploading.virus_scan import CHUNK, scan
from library.errors import UploadRefused
from library.model.upload import UploadProblem
from tests.actions.uploading.clamd import VIRUS, clamd_at
from tests.storage.databases import free_port


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "file"
    made.write_bytes(bytes(CHUNK) + b"the rest")
    return made


def problem(clamd: str, file: Path, seconds: float = 60) -> UploadProblem:
    with pytest.raises(UploadRefused) as refused:
        scan(clamd, file, seconds)
    return UploadProblem(refused.value.problem)


def test_without_a_scanner_nobody_is_asked(file: Path) -> None:
    scan("", file)


def test_a_scanner_at_a_host_gets_every_byte_of_a_file(file: Path) -> None:
    with clamd_at(socket.AF_INET, ("127.0.0.1", 0)) as (scanner, listening):
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        scan(address, file)
        file.write_bytes(VIRUS)
        assert problem(address, file) is UploadProblem.VIRUS
    assert scanner.seen == [bytes(CHUNK) + b"the rest", VIRUS]


def test_a_scanner_at_a_socket_is_asked_too(file: Path) -> None:
    with TemporaryDirectory() as folder, clamd_at(socket.AF_UNIX, f"{folder}/clamd.ctl") as (scanner, _):
        scan(f"{folder}/clamd.ctl", file)
        assert len(scanner.seen) == 1


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: ", b"x" * 5_000])
def test_a_scanner_that_does_not_say_that_a_file_is_clean_means_no(file: Path, answer: bytes) -> None:
    with clamd_at(socket.AF_INET, ("127.0.0.1", 0)) as (scanner, listening):
        scanner.answer = answer
        assert problem(f"127.0.0.1:{listening.getsockname()[1]}", file) is UploadProblem.NO_SCANNER


def test_a_scanner_that_is_not_there_means_no(file: Path, tmp_path: Path) -> None:
    assert problem(f"127.0.0.1:{free_port()}", file) is UploadProblem.NO_SCANNER
    assert problem(str(tmp_path / "none.ctl"), file) is UploadProblem.NO_SCANNER


def test_a_scanner_that_says_nothing_is_not_waited_for_without_end(file: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert problem(f"127.0.0.1:{silent.getsockname()[1]}", file, seconds=0.2) is UploadProblem.NO_SCANNER
