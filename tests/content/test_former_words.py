"""A word of older files is read as what it means, and its author is advised to write the word of today."""

from __future__ import annotations

import pytest

from library.content.batch import read_documents
from library.content.document import ReadDocument
from library.content.document_files import read_file_with_advice
from library.content.permission import read_statement
from library.errors import Advice
from library.model.document import Provenance, Status
from tests.content.writing import STORY, Folder

SENTENCE = "provenance: The word for this is now fictional. Write fictional instead. Nothing else changes."


def test_invented_is_read_as_fictional_with_advice(folder: Folder) -> None:
    text = folder.write(provenance="invented")
    line = text.splitlines().index("provenance: invented") + 1
    read = read_file_with_advice(folder.root, STORY, folder.vocabulary)
    assert read.document.provenance is Provenance.FICTIONAL
    assert read.advice == (Advice(STORY, line, SENTENCE),)


def test_the_word_of_today_needs_no_advice(folder: Folder) -> None:
    folder.write(provenance="fictional")
    assert read_file_with_advice(folder.root, STORY, folder.vocabulary).advice == ()


def test_the_two_words_permit_the_same(folder: Folder) -> None:
    consent = "{audience: public, uses: [workshop]}"
    folder.write(provenance="invented", consent=consent)
    before = read_statement(folder.root, STORY)
    folder.write(provenance="fictional", consent=consent)
    assert read_statement(folder.root, STORY) == before
    assert before.permission.status is Status.PUBLISHED


def test_a_withdrawal_in_a_file_with_the_old_word_is_certain(folder: Folder) -> None:
    folder.write(provenance="invented", status="withdrawn")
    assert read_statement(folder.root, STORY).permission.status is Status.WITHDRAWN


@pytest.mark.parametrize("word", ["Invented", "imvented", "invented-story"])
def test_what_only_looks_like_the_old_word_is_a_mistake(folder: Folder, word: str) -> None:
    (mistake,) = folder.mistakes_with(provenance=word)
    assert f"“{word}” cannot be used here." in mistake
    assert mistake.endswith(" Choose from: fictional, told, published-elsewhere.")


def test_advice_comes_with_its_document_from_other_processes_too(folder: Folder) -> None:
    paths = [f"stories/a-{number:03}.md" for number in range(201)]
    for path in paths:
        folder.write(path, provenance="invented" if path == paths[150] else "fictional")
    read = dict(read_documents(folder.root, paths, folder.vocabulary, 2))
    advised = {path: each.advice for path, each in read.items() if isinstance(each, ReadDocument) and each.advice}
    assert list(advised) == [paths[150]]
    assert [each.path for each in advised[paths[150]]] == [paths[150]]
