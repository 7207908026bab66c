"""The Word files of the benchmark, a selection: nothing is lost, shown though hidden, or dropped without a word."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.word_files.by_hand import FEATURES, by_hand
from bench.word_files.by_library import by_library
from bench.word_files.measure import import_all
from bench.word_files.sample import Sample
from library.content.word.found import Kind
from library.model.vocabulary import Vocabulary
from tests.content.writing import Folder


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    return Folder(tmp_path).vocabulary


@pytest.mark.parametrize("samples", [by_hand(len(FEATURES), 7), by_library(10, 7)], ids=["by hand", "python-docx"])
def test_word_files_are_imported_and_everything_dropped_is_reported(
    samples: Iterator[Sample], vocabulary: Vocabulary
) -> None:
    found = import_all(samples, vocabulary)
    assert (found.crashed, found.lost, found.shown, found.silent) == (0, 0, 0, 0)
    assert found.reported["hidden"] > 0


def test_a_fault_is_counted(vocabulary: Vocabulary) -> None:
    (good,) = by_hand(1, 7)
    wrong = Sample("wrong", good.data, ["seen9999"], ["seen1"], {Kind.OTHER_FILE})
    found = import_all([wrong, Sample("no file", b"words")], vocabulary)
    assert (found.crashed, found.lost, found.shown, found.silent) == (1, 1, 1, 1)
