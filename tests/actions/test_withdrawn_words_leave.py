"""What was withdrawn leaves the data folder: no file holds a byte of it when the publish has ended.

The words are looked for in every form that some file keeps them in: as they are written, folded, stemmed, in UTF-16,
within compressed rows, and as the numbers by which the index keeps their order. Each test looks before the withdrawal
first: a search that finds nothing then would prove nothing after.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from library.actions.pin_links import pin_links
from library.actions.progress import Stage
from library.actions.publish import publish
from library.content.pictures import drawn
from library.errors import ContentError, TooManyRemovals
from library.model.viewer import ANYBODY
from library.search.whoosh_index import merging
from library.search.whoosh_index.engine import WhooshIndex
from library.search.whoosh_index.entries import word_number
from library.search.words import keys
from library.storage.builds import current_build
from tests.actions.processes import library_command, serving, status_of
from tests.content.writing import MP4
from tests.making import Making, reads
from tests.pdfs import pdf
from tests.pictures import JPEG

# Words that stand nowhere else, by where they stand in the document.
SENTINELS = {
    "title": "Quibblewick",
    "summary": "Vexatiously",
    "body": "Zanthropies",
    "after": "Marblehornets",
    "author": "Thrumbleby",
    "caption": "Wintergloams",
    "film": "FILMOFWITHDRAWN",
    "poster": "POSTEROFWITHDRAWN",
    "leaflet": "Quagmireous",
}
TOLD = "{audience: public, uses: [excerpt, print], shown_as: full-name, given: 2026-01-10}"


def write_told(making: Making, body: str = "", **changes: str) -> None:
    """Write a told video, with a sentinel in each of its parts."""
    words = SENTINELS
    making.content.put("resources/told.mp4", MP4 + words["film"].encode())
    making.content.put("resources/told.jpg", JPEG + words["poster"].encode())
    making.content.put(
        "resources/told.vtt", f"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Ann>Good {words['caption']}.\n"
    )
    making.content.put("resources/told.pdf", pdf(f"We were {words['leaflet']} there."))
    header = {
        "kind": "video",
        "attachments": "[{file: told.pdf, title: A leaflet}]",
        "provenance": "told",
        "consent": TOLD,
        "title": f"A {words['title']}",
        "summary": f"It ends {words['summary']}.",
        "authors": f"[Ada {words['author']}]",
        "media": '{file: told.mp4, poster: told.jpg, alt: A hill, duration: "00:01:12"}',
        "transcripts": "[{language: en, file: told.vtt}]",
    }
    making.write("told", body or f"We saw {words['body']} {words['after']} there.\n", **header | changes)


@pytest.fixture
def published(making: Making, monkeypatch: pytest.MonkeyPatch) -> Making:
    """The told film and two documents that stay, published in two steps, so that the index has older segments.

    No publish rewrites them, as if each had many documents.
    """
    monkeypatch.setattr(merging, "MOST_TIMES", 0)
    making.write("stays")
    making.publish()
    write_told(making)
    making.write("other", "Words that stay.\n")
    making.publish()
    return making


def forms(word: str) -> dict[str, bytes]:
    """Return the bytes of a word in every form that a file may keep it in."""
    spelled = {"written": word, "folded": word.casefold(), "stemmed": keys(word, "en")[0]}
    plain = {name: text.encode() for name, text in spelled.items()}
    return plain | {
        f"{name}, {code}": spelled[name].encode(code) for name in spelled for code in ("utf-16-le", "utf-16-be")
    }


def patterns() -> dict[tuple[str, str], bytes]:
    """Return what to look for, by sentinel and form."""
    found = {(name, form): data for name, word in SENTINELS.items() for form, data in forms(word).items()}
    in_order = array("I", (word_number(keys(SENTINELS[name], "en")[0]) for name in ("body", "after")))
    # A picture is drawn anew; the word in the author's file never comes along.
    return found | {("body", "in order"): in_order.tobytes(), ("poster", "drawn"): drawn(JPEG)[0]}


def compressed(data: bytes) -> Iterator[bytes]:
    """Give what can be read of each compressed part of a file."""
    # The first bytes that zlib writes: quickly, as the catalogue is, and as usual, as histories are.
    for match in re.finditer(rb"\x78[\x01\x9c]", data):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[match.start() :], 1 << 16)


def found_in(data: Path) -> dict[tuple[str, str], set[str]]:
    """Return the names of the files that hold a sentinel, by sentinel and form."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in (path for path in data.rglob("*") if path.is_file()):
        whole = path.read_bytes()
        name = path.suffix or path.name
        parts = [(name, whole), *((f"{name}, compressed", part) for part in compressed(whole))]
        for sentinel, pattern in patterns().items():
            places = {place for place, part in parts if pattern in part}
            if places:
                found.setdefault(sentinel, set()).update(places)
    return found


def assert_there(making: Making) -> None:
    """Check that the search of the files finds what is there."""
    found = found_in(making.root / "data")
    assert {sentinel for sentinel, _ in found} == set(SENTINELS)
    assert ".seg" in found["body", "stemmed"] & found["title", "stemmed"] & found["caption", "stemmed"]
    assert found["body", "in order"] == {".seg"}
    texts = {path.name for path in (making.root / "data/texts").iterdir()}
    assert ".seg" in found["leaflet", "stemmed"]
    assert found["leaflet", "written"] & texts
    sqlite = {place for place in found["body", "written"] if place.startswith(".sqlite")}
    assert sqlite
    assert any(place.endswith("compressed") for places in found.values() for place in places)


def assert_gone(making: Making, *names: str) -> None:
    """Check that no file holds any of some sentinels, or of all."""
    found = found_in(making.root / "data")
    assert {each: places for each, places in found.items() if each[0] in (names or SENTINELS)} == {}


@contextmanager
def looking(making: Making) -> Iterator[None]:
    """Look at the catalogue and the index all the while, in the state that they have now."""
    build = current_build(making.root / "data")
    connection = sqlite3.connect(build.catalogue, isolation_level=None)
    connection.execute("BEGIN")
    count = connection.execute("SELECT count(*) FROM document").fetchone()
    index = WhooshIndex(build.index)
    ids = index.ids()
    try:
        yield
        assert connection.execute("SELECT count(*) FROM document").fetchone() == count
        assert index.ids() == ids
    finally:
        connection.close()
        index.close()


def withdraw(making: Making) -> None:
    write_told(making, status="withdrawn")


def delete(making: Making) -> None:
    making.delete("told")


def write_draft(making: Making) -> None:
    write_told(making, status="draft")


def publish_beside(making: Making, *, is_broken: bool) -> None:
    """Publish, with a mistake in another file or without."""
    if is_broken:
        making.write("other", themes="[listning]")
        with pytest.raises(ContentError):
            making.publish()
    else:
        making.publish()


@pytest.mark.parametrize("take_out", [withdraw, delete, write_draft])
@pytest.mark.parametrize("broken", [False, True])
def test_words_leave_the_data_folder_when_the_publish_ends(
    published: Making, take_out: Callable[[Making], None], broken: bool
) -> None:
    assert_there(published)
    take_out(published)
    publish_beside(published, is_broken=broken)
    assert_gone(published)
    assert published.found("words") == ["other", "stays"]
    published.library.close()


def test_words_leave_while_a_server_runs_and_a_reader_looks_at_the_state_before(published: Making) -> None:
    with serving(published) as port, looking(published):
        assert status_of(port, "/resources/told") == 200
        assert status_of(port, f"/search?q={SENTINELS['body']}") == 200
        assert_there(published)
        withdraw(published)
        published.write("other", themes="[listning]")
        assert library_command(published, "publish").returncode == 1
        assert_gone(published)
        assert [status_of(port, path) for path in ("/", "/resources/told", "/stories/stays")] == [200, 410, 200]
        assert status_of(port, f"/search?q={SENTINELS['body']}") == 200
    assert_gone(published)
    published.library.close()


def test_readers_notice_nothing_while_a_withdrawal_leaves_the_disk(published: Making) -> None:
    published.library.close()
    answers: Counter[tuple[str, int]] = Counter()
    ended = threading.Event()

    def read(port: int, path: str) -> None:
        while not ended.is_set():
            answers[path, status_of(port, path)] += 1

    pages = ("/", "/stories/stays", "/search?q=words", "/suggest.json?q=wor")
    with serving(published) as port:
        readers = [threading.Thread(target=read, args=(port, path)) for path in pages]
        for reader in readers:
            reader.start()
        try:
            for _ in range(3):
                withdraw(published)
                assert library_command(published, "publish").returncode == 0
                write_told(published)
                assert library_command(published, "publish", "--rebuild").returncode == 0
        finally:
            ended.set()
            for reader in readers:
                reader.join()
    assert set(answers) == {(path, 200) for path in pages}


def test_a_paragraph_that_is_taken_out_of_a_told_story_leaves(published: Making) -> None:
    assert_there(published)
    write_told(published, "We saw nothing there.\n")
    published.publish()
    assert_gone(published, "body", "after")
    assert published.found("nothing") == ["told"]


@pytest.mark.parametrize("is_broken", [False, True])
def test_what_editors_wrote_about_a_withdrawn_document_leaves(published: Making, is_broken: bool) -> None:
    published.content.put(
        "collections/first.md",
        "---\ntitle: First\nsummary: Of it.\norder: 1\n---\n\nTo begin.\n\n## One\n\n"
        f"They saw [{SENTINELS['body']}](told#p1).\n",
    )
    starts = "".join(
        f'  - {{document: {slug}, why: "Why {why}."}}\n'
        for slug, why in (("told", SENTINELS["after"]), ("stays", "stays"), ("other", "other"))
    )
    published.content.put("themes/listening.md", f"---\nstart:\n{starts}---\n\nTo listen.\n")
    pin_links(published.library)
    published.publish()
    withdraw(published)
    publish_beside(published, is_broken=is_broken)
    assert_gone(published)
    write_told(published)
    published.write("other", "Words that stay.\n")
    published.publish()
    shown = repr(published.library.view(ANYBODY).snapshot.introductions)
    assert all(words in shown for words in (SENTINELS["body"], SENTINELS["after"], "Why stays"))


def test_the_old_address_of_a_withdrawn_document_leaves_with_its_file(published: Making) -> None:
    write_told(published, formerly="[wimblestraw]")
    published.publish()
    withdraw(published)
    published.publish()
    published.delete("told")
    published.publish()
    files = [path for path in (published.root / "data").rglob("*") if path.is_file()]
    assert [path for path in files if b"wimblestraw" in path.read_bytes()] == []


def test_words_leave_where_so_many_documents_have_gone_that_the_publish_stops(published: Making) -> None:
    withdraw(published)
    published.delete("stays", "other")
    with pytest.raises(TooManyRemovals):
        published.publish()
    assert_gone(published)
    assert reads(published.library, "stays") == "Words of stays."


def test_words_leave_where_the_index_cannot_be_read(published: Making) -> None:
    for path in (published.root / "data/builds/1/index").iterdir():
        path.write_bytes(b"nonsense" if path.suffix == ".toc" else path.read_bytes())
    withdraw(published)
    published.write("other", themes="[listning]")
    with pytest.raises(ContentError):
        published.publish()
    assert_gone(published)
    published.write("other", "Words that stay.\n")
    published.publish()
    assert published.found("words") == ["other", "stays"]


def test_a_wiping_that_was_interrupted_is_finished_by_the_next_publish(published: Making) -> None:
    withdraw(published)

    def interrupt(stage: Stage, done: int, total: int) -> None:
        del done, total
        if stage is Stage.WIPING:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(published.library, progress=interrupt)
    assert reads(published.library, "told", shelf="resources") == "410"
    assert found_in(published.root / "data")
    assert published.publish().changed == 0
    assert_gone(published)


def test_a_publish_that_takes_nothing_out_keeps_its_build(published: Making) -> None:
    before = current_build(published.root / "data")
    published.write("stays", "Other words.\n")
    published.publish()
    assert current_build(published.root / "data") == before


def test_segments_in_which_nothing_was_removed_are_not_written_again(published: Making) -> None:
    def segments() -> set[str]:
        return {path.name for path in current_build(published.root / "data").index.glob("*.seg")}

    before = segments()
    withdraw(published)
    published.publish()
    assert len(before & segments()) == 1
    assert len(before - segments()) == 1
