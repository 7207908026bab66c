"""Uploads on the disk: private, whole, under names of ours, and gone when they should be."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from library.errors import NotFound, UploadRefused, WrongOffset
from library.model.upload import Part, Purpose, UploadedFile, UploadProblem
from library.storage.upload_parts import MOST_PARTS, STALLED, UploadParts
from library.storage.uploads import Uploads

PATH = "stories/spare-key.md"


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads")


@pytest.fixture
def parts(tmp_path: Path, uploads: Uploads) -> UploadParts:
    return UploadParts(tmp_path / "uploads", 1_000, uploads.size)


def names() -> Iterator[str]:
    yield "key.jpg"
    yield from (f"key-{number}.jpg" for number in count(2))


def received(folder: Path, data: bytes = b"data") -> Path:
    file = folder / f"received-{os.urandom(4).hex()}"
    file.write_bytes(data)
    return file


def test_a_file_gets_the_first_name_that_no_other_has_and_is_listed(tmp_path: Path, uploads: Uploads) -> None:
    first = uploads.keep(PATH, received(tmp_path), names(), b"report")
    second = uploads.keep(PATH, received(tmp_path, b"more"), names())
    assert (first, second) == ("key.jpg", "key-2.jpg")
    assert uploads.of(PATH) == (UploadedFile("key-2.jpg", 4), UploadedFile("key.jpg", 4))
    assert set(uploads.paths(PATH)) == {"stories/key.jpg", "stories/key-2.jpg"}
    assert (uploads.report(PATH, first), uploads.report(PATH, second)) == (b"report", b"")
    assert uploads.find(PATH, second).read_bytes() == b"more"


def test_files_that_arrive_at_once_never_get_one_name(tmp_path: Path, uploads: Uploads) -> None:
    files = [received(tmp_path, bytes([number])) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda file: uploads.keep(PATH, file, names()), files))
    assert len(set(given)) == 8
    assert {uploads.find(PATH, name).read_bytes() for name in given} == {bytes([number]) for number in range(8)}


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../spare-key.md", "a/b.jpg", ".key.jpg.report", "key.jpg/", "Key.jpg", "k" * 200 + ".jpg"]
)
def test_no_name_leads_out_of_the_folder_of_a_document(tmp_path: Path, uploads: Uploads, name: str) -> None:
    uploads.keep(PATH, received(tmp_path), names(), b"report")
    with pytest.raises(NotFound):
        uploads.find(PATH, name)


@pytest.mark.parametrize("path", ["../key.md", "stories/../key.md", "stories/a/b.md", "stories/.md", "/etc/passwd"])
def test_no_path_of_a_document_leads_elsewhere(uploads: Uploads, path: str) -> None:
    with pytest.raises(NotFound):
        uploads.of(path)


def test_what_a_document_takes_along_is_gone_from_the_disk(tmp_path: Path, uploads: Uploads) -> None:
    uploads.keep(PATH, received(tmp_path, b"sentinel"), names(), b"sentinel")
    uploads.move(PATH, "resources/key.md")
    assert (uploads.of(PATH), len(uploads.of("resources/key.md"))) == ((), 1)
    uploads.delete("resources/key.md", "key.jpg")
    assert uploads.of("resources/key.md") == ()
    uploads.add("resources/key.md", "key-1.jpg", b"sentinel")
    uploads.forget("resources/key.md")
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_everything_is_private(tmp_path: Path, uploads: Uploads, parts: UploadParts) -> None:
    part = parts.start(PATH, Purpose.PICTURE, 4, {}, 7)
    parts.append(part.id, 0, [b"data"])
    uploads.keep(PATH, parts.received(part), names(), b"report")
    uploads.add(PATH, "key-9.jpg", b"data")
    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "uploads").rglob("*") if path.name != "lock"}
    assert modes == {0}


def test_parts_that_follow_one_another_make_the_file(parts: UploadParts) -> None:
    part = parts.start(PATH, Purpose.MEDIA, 10, {"duration": "3:20"}, 7)
    assert parts.append(part.id, 0, [b"01", b"234"]).offset == 5
    assert parts.append(part.id, 5, [b"56789"]).offset == 10
    assert parts.find(part.id).details == {"duration": "3:20"}
    assert parts.received(part).read_bytes() == b"0123456789"


@pytest.mark.parametrize("offset", [-1, 4, 6, 10])
def test_a_part_that_does_not_follow_is_refused_with_where_to_go_on(parts: UploadParts, offset: int) -> None:
    part = parts.start(PATH, Purpose.MEDIA, 10, {}, 7)
    parts.append(part.id, 0, [b"01234"])
    with pytest.raises(WrongOffset) as wrong:
        parts.append(part.id, offset, [b"x"])
    assert wrong.value.offset == parts.find(part.id).offset == 5


def test_more_than_was_announced_is_not_stored(parts: UploadParts) -> None:
    part = parts.start(PATH, Purpose.MEDIA, 4, {}, 7)
    with pytest.raises(WrongOffset):
        parts.append(part.id, 0, [b"012", b"345"])
    assert parts.received(part).read_bytes() == b""


def test_what_arrived_before_a_connection_broke_stays(parts: UploadParts) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"012"
        raise ConnectionResetError

    part = parts.start(PATH, Purpose.MEDIA, 10, {}, 7)
    with pytest.raises(ConnectionResetError):
        parts.append(part.id, 0, breaking())
    assert parts.find(part.id).offset == 3
    assert parts.append(part.id, 3, [b"3456789"]).offset == 10


def test_two_requests_never_add_to_one_file_at_once(parts: UploadParts) -> None:
    part = parts.start(PATH, Purpose.MEDIA, 10, {}, 7)

    def meanwhile() -> Iterator[bytes]:
        with pytest.raises(UploadRefused, match="busy"):
            parts.append(part.id, 0, [b"theirs"])
        yield b"mine"

    assert parts.append(part.id, 0, meanwhile()).offset == 4
    assert parts.received(part).read_bytes() == b"mine"


def test_all_uploads_together_have_a_limit_which_counts_what_is_still_arriving(
    tmp_path: Path, uploads: Uploads, parts: UploadParts
) -> None:
    uploads.keep(PATH, received(tmp_path, bytes(300)), names())
    first = parts.start(PATH, Purpose.MEDIA, 600, {}, 7)
    with pytest.raises(UploadRefused) as refused:
        parts.start("stories/other.md", Purpose.MEDIA, 101, {}, 7)
    assert (refused.value.size, refused.value.limit) == (101, 1_000)
    assert parts.start(PATH, Purpose.MEDIA, 100, {}, 8).size == 100
    parts.delete(first.id)
    assert parts.start(PATH, Purpose.MEDIA, 600, {}, 7).size == 600


def stall(tmp_path: Path, part: Part, seconds: float = 2 * STALLED) -> None:
    """Let nothing arrive of a file for so long."""
    past = time.time() - seconds
    os.utime(tmp_path / f"uploads/parts/{part.id}.bytes", (past, past))


def is_there(parts: UploadParts, part: Part) -> bool:
    try:
        return bool(parts.find(part.id))
    except NotFound:
        return False


def problem_of(start: Callable[[], object]) -> str:
    with pytest.raises(UploadRefused) as refused:
        start()
    return refused.value.problem


def test_someone_with_many_unfinished_files_keeps_nobody_else_from_sending_one(parts: UploadParts) -> None:
    for _ in range(MOST_PARTS):
        parts.start(PATH, Purpose.PICTURE, 1, {}, 7)
    assert problem_of(lambda: parts.start(PATH, Purpose.PICTURE, 1, {}, 7)) == UploadProblem.UNFINISHED
    assert parts.start(PATH, Purpose.PICTURE, 1, {}, 8).size == 1


def test_unfinished_files_of_one_person_have_a_part_of_the_space_but_a_single_one_may_have_all(
    tmp_path: Path, parts: UploadParts
) -> None:
    first = parts.start(PATH, Purpose.MEDIA, 800, {}, 7)
    assert problem_of(lambda: parts.start(PATH, Purpose.MEDIA, 1, {}, 7)) == UploadProblem.UNFINISHED
    assert parts.start(PATH, Purpose.MEDIA, 150, {}, 8).size == 150
    stall(tmp_path, first)
    # Even without the first there is no room for this, so the first stays.
    assert problem_of(lambda: parts.start(PATH, Purpose.MEDIA, 900, {}, 7)) == UploadProblem.UPLOADS_FULL
    assert is_there(parts, first)
    assert parts.start(PATH, Purpose.MEDIA, 850, {}, 7).size == 850
    assert not is_there(parts, first)


def test_files_that_stalled_make_room_for_others_of_the_same_person_the_oldest_first(
    tmp_path: Path, parts: UploadParts
) -> None:
    of_another = parts.start(PATH, Purpose.PICTURE, 1, {}, 8)
    arriving, newer, oldest, *more = (parts.start(PATH, Purpose.PICTURE, 1, {}, 7) for _ in range(MOST_PARTS))
    for part, seconds in ((of_another, 9), (newer, 2), (oldest, 3)):
        stall(tmp_path, part, seconds * STALLED)
    parts.start(PATH, Purpose.PICTURE, 1, {}, 7)
    assert [is_there(parts, each) for each in (oldest, newer, arriving, of_another, *more[:1])] == [False, *[True] * 4]
    parts.start(PATH, Purpose.PICTURE, 1, {}, 7)
    assert [is_there(parts, each) for each in (newer, arriving, of_another)] == [False, True, True]
    assert problem_of(lambda: parts.start(PATH, Purpose.PICTURE, 1, {}, 7)) == UploadProblem.UNFINISHED
    assert is_there(parts, arriving)


def test_of_many_that_start_at_once_only_those_that_fit_are_taken(parts: UploadParts) -> None:
    def start(by: int) -> bool:
        try:
            parts.start(PATH, Purpose.MEDIA, 400, {}, by)
        except UploadRefused:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(start, range(6))) == 2


def test_a_file_that_is_not_there_or_whose_id_is_a_path_is_not_found(parts: UploadParts) -> None:
    for part_id in ("0" * 32, "../../lock", "", "A" * 32):
        with pytest.raises(NotFound):
            parts.append(part_id, 0, [b"x"])
        parts.delete(part_id)


def test_what_stopped_arriving_is_deleted_and_what_still_arrives_is_not(tmp_path: Path, parts: UploadParts) -> None:
    old, slow = (parts.start(PATH, Purpose.MEDIA, 10, {}, 7) for _ in range(2))
    for file in (tmp_path / "uploads" / "parts").iterdir():
        os.utime(file, (1_000, 1_000))
    parts.append(slow.id, 0, [b"more"])
    parts.clean(2_000)
    assert parts.find(slow.id).offset == 4
    with pytest.raises(NotFound):
        parts.find(old.id)
    assert len(list((tmp_path / "uploads" / "parts").iterdir())) == 2
