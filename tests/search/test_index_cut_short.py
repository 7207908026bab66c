"""Files of the index that another program cuts short: search says that it is down, and the process lives on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from library.errors import SearchUnavailable
from library.search.index import Entry, IndexedText, Slot
from library.search.whoosh_index.engine import WhooshIndex

# Opens the index, waits until its files have been cut, then asks for words that it has not read yet.
ASK = """
import sys
from pathlib import Path
from library.errors import SearchUnavailable
from library.model.language import LANGUAGES
from library.search.query_reading import parse
from library.search.whoosh_index.engine import WhooshIndex
index = WhooshIndex(Path(sys.argv[1]))
visible = index.ids()
print("opened", flush=True)
sys.stdin.readline()
for word in sys.argv[2:]:
    try:
        index.locate(parse(word), list(visible), visible=visible, languages=LANGUAGES)
    except SearchUnavailable as error:
        print(error)
print("alive")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index whose one segment is longer than a page of memory."""
    index = WhooshIndex(tmp_path / "index")
    words = " ".join(f"porridge{number}" for number in range(3_000))
    entries = [
        Entry(number, (IndexedText(Slot.FIRST_PASSAGE, "en", words, opens_part=True),)) for number in range(1, 20)
    ]
    index.sync(entries, (), 1)
    index.close()
    return tmp_path / "index"


def segments(folder: Path) -> list[Path]:
    found = list(folder.glob("*.seg"))
    assert found
    return found


def test_an_index_cut_while_it_is_open_does_not_end_the_process(folder: Path) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-c", ASK, str(folder), "porridge7", "porridge2999"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert asking.stdout is not None
    assert asking.stdout.readline() == "opened\n"
    for segment in segments(folder):
        with segment.open("r+b") as file:
            file.truncate(100)
    said, _ = asking.communicate("\n")
    assert (asking.returncode, said.splitlines()[-1]) == (0, "alive")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_segment_cut_short_cannot_be_opened(folder: Path, share: float) -> None:
    for segment in segments(folder):
        with segment.open("r+b") as file:
            file.truncate(int(segment.stat().st_size * share))
    index = WhooshIndex(folder)
    with pytest.raises(SearchUnavailable):
        index.ids()
    index.close()
