"""How the index on Whoosh uses its files: words in order stay on the disk, and a small publish looks nothing up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyroaring import BitMap
from whoosh.index import FileIndex

from library.model.language import LANGUAGES
from library.search.index import Entry, IndexedText, Slot
from library.search.query_reading import parse
from library.search.whoosh_index import engine
from library.search.whoosh_index.engine import WhooshIndex
from library.search.whoosh_index.files import CutShort, IndexFiles
from library.search.whoosh_index.postings import numbers_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Adds an entry to an index in another process, and prints whether the dictionaries were imported for it.
ADD = """
import sys
from pathlib import Path
from library.search.index import Entry, IndexedText, Slot
from library.search.whoosh_index.engine import WhooshIndex
number, label, text = int(sys.argv[2]), sys.argv[3], sys.argv[4]
words = (
    IndexedText(Slot.FIRST_PASSAGE, sys.argv[5], text, opens_part=True),
    IndexedText(Slot.FIRST_LABEL, "cy", label, opens_part=True),
)
WhooshIndex(Path(sys.argv[1])).sync([Entry(number, words)], (), number)
print("simplemma" in sys.modules)
"""


def looks_words_up(folder: Path, number: int, label: str, text: str, language: str = "en") -> bool:
    """Return whether a process that adds an entry opens the dictionaries."""
    command = [sys.executable, "-c", ADD, str(folder), str(number), label, text, language]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "True"


def found(folder: Path, text: str) -> BitMap:
    index = WhooshIndex(folder)
    try:
        return index.matching(parse(text), every=True, visible=index.ids(), languages=LANGUAGES)
    finally:
        index.close()


def test_the_words_of_a_label_are_looked_up_once_for_all_documents(tmp_path: Path) -> None:
    assert looks_words_up(tmp_path, 1, "Cathod", "A cat.")
    assert not looks_words_up(tmp_path, 2, "Cathod", "Two cats.")
    assert looks_words_up(tmp_path, 3, "Cathod", "Mae cath yma.", "cy")
    # *Gath* is a form of *cath*: the second entry has the keys that were not looked up for it.
    assert found(tmp_path, "gath") == BitMap([1, 2, 3])


def test_a_damaged_list_of_keys_is_made_again(tmp_path: Path) -> None:
    looks_words_up(tmp_path, 1, "Cathod", "A cat.")
    (tmp_path / "label_keys").write_bytes(b'{"cy:Cathod"')
    assert looks_words_up(tmp_path, 2, "Cathod", "Two cats.")
    assert found(tmp_path, "gath") == BitMap([1, 2])


def test_the_keys_of_labels_go_with_a_copy_of_the_index(tmp_path: Path) -> None:
    looks_words_up(tmp_path / "index", 1, "Cathod", "A cat.")
    index = WhooshIndex(tmp_path / "index")
    index.copy_to(tmp_path / "copy")
    index.close()
    assert not looks_words_up(tmp_path / "copy", 2, "Cathod", "Two cats.")


@pytest.mark.parametrize("block", [1, 2, 3, 2_048])
def test_every_document_of_a_word_is_read_however_its_postings_are_stored(
    block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_BLOCK", block)
    index = WhooshIndex(tmp_path)
    entries = [Entry(each, (IndexedText(Slot.TITLE, "en", "fig " * each, opens_part=True),)) for each in range(1, 8)]
    index.sync(entries, (), 1)
    assert found(tmp_path, "fig") == BitMap(range(1, 8))
    index.sync((), [1, 4], 2)
    visible = index.ids()
    assert visible == BitMap([2, 3, 5, 6, 7])
    hits = index.rank(parse("fig"), visible, visible=visible, limit=9, languages=LANGUAGES)
    assert {hit.id for hit in hits} == set(visible)
    assert all(hit.score > 0 for hit in hits)
    index.close()


def test_all_numbers_of_a_column_are_as_whoosh_reads_each(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path)
    texts = ((1, "en", "fig plum"), (70_000, "cy", "cath"), (2**31, "en", "fig"), (2**31 + 1, "cy", "ci mawr"))
    index.sync([Entry(n, (IndexedText(Slot.TITLE, lang, words, opens_part=True),)) for n, lang, words in texts], (), 1)
    with FileIndex(IndexFiles(tmp_path)).reader() as reader:
        for field, expected in (("id", [1, 70_000, 2**31, 2**31 + 1]), ("length_en", [2, 0, 1, 0])):
            column = reader.column_reader(field, translate=False)
            assert list(numbers_in(column, 4)) == list(column) == expected
    assert list(numbers_in(None, 3)) == [0, 0, 0]


def published(folder: Path, entries: Iterable[int], removed: Collection[int] = ()) -> int:
    """Add and remove entries of one word, and return how many segments the index has then."""
    index = WhooshIndex(folder)
    words = (IndexedText(Slot.TITLE, "en", "fig", opens_part=True),)
    index.sync([Entry(each, words) for each in entries], removed, 1)
    index.close()
    return len(FileIndex(IndexFiles(folder)).reader().leaf_readers())


def test_a_document_that_is_published_again_and_again_leaves_no_segments_behind(tmp_path: Path) -> None:
    segments = [published(tmp_path, range(1, 40))]
    segments += [published(tmp_path, [number + 1], [number]) for number in range(40, 60)]
    assert set(segments[1:]) == {2}
    assert found(tmp_path, "fig") == BitMap([*range(1, 40), 60])


def test_a_library_that_grows_by_one_document_at_a_time_has_few_segments(tmp_path: Path) -> None:
    segments = [published(tmp_path, [number]) for number in range(1, 100)]
    assert max(segments) <= 4
    assert found(tmp_path, "fig") == BitMap(range(1, 100))


def test_an_index_without_any_document_left_can_be_searched_and_added_to(tmp_path: Path) -> None:
    published(tmp_path, range(1, 5))
    published(tmp_path, (), range(1, 5))
    assert not found(tmp_path, "fig")
    assert published(tmp_path, [7]) == 1
    assert found(tmp_path, "fig") == BitMap([7])


def test_words_in_order_are_read_from_the_disk_and_other_parts_from_memory(tmp_path: Path) -> None:
    (tmp_path / "one.seg").write_bytes(b"0123456789")
    file = IndexFiles(tmp_path).open_file("one.seg")
    words, others = (file.subset(2, 6, f"one.{name}.col") for name in ("sequence_en", "length_en"))
    file.close()
    with (tmp_path / "one.seg").open("r+b") as changed:
        changed.write(b"abcdefghij")
    assert (words.get(1, 3), others.get(1, 3)) == (b"def", b"345")
    with (tmp_path / "one.seg").open("r+b") as changed:
        changed.truncate(4)
    with pytest.raises(CutShort):
        words.get(1, 3)


def test_a_part_beyond_the_end_of_its_file_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "one.seg").write_bytes(b"0123456789")
    file = IndexFiles(tmp_path).open_file("one.seg")
    for name in ("sequence_en", "length_en"):
        with pytest.raises(CutShort):
            file.subset(5, 6, f"one.{name}.col")
