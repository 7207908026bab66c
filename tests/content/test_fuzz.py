"""Whatever is in a file, reading it soon gives a document or its mistakes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library.content.header.schema import KEYS
from library.content.mistakes import Mistakes
from library.content.permission import read_statement
from library.content.plain_text import decode
from library.content.references import references_of
from library.content.vocabulary import read_vocabulary
from library.errors import ContentError
from library.model.document import Document
from tests.content.writing import HEADER, STORY, VOCABULARY, Folder

shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

YAML_SIGNS = st.text(alphabet="ab1“”‘\u00a0:-#&*!|>'\"%@`{}[],? \n\\\t~<=.é", max_size=40)
NAMES = st.sampled_from([*KEYS, "staus", "Title", "<<", "x"])
SCALARS = st.one_of(
    st.sampled_from([*HEADER.values(), "p1", "[p1, p2]", "{audience: public}", "2026-01-01"]), YAML_SIGNS
)
INNER = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(
            st.sampled_from(["file", "note", "where", "at", "page", "text", "uses", "given", "language"]),
            inner,
            max_size=3,
        ).map(lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"),
    ),
    max_leaves=8,
)


def outcome(folder: Folder, data: bytes) -> Document | ContentError:
    """Read a file with these bytes, and its permission."""
    folder.put(STORY, data)
    said = read_statement(folder.root, STORY)
    answer: Document | ContentError
    try:
        answer = folder.read()
    except ContentError as error:
        answer = error
    if isinstance(answer, ContentError):
        assert answer.mistakes
        assert all(mistake.line >= 1 and mistake.sentence.isprintable() for mistake in answer.mistakes)
    else:
        assert said == references_of(answer).statement
    return answer


@shared_folder
@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_mistakes(folder: Folder, data: bytes) -> None:
    outcome(folder, data)


@shared_folder
@given(st.binary(max_size=200))
def test_any_bytes_as_a_header_give_a_document_or_mistakes(folder: Folder, data: bytes) -> None:
    outcome(folder, b"---\n" + data + b"\n---\nText.\n")


@shared_folder
@given(st.dictionaries(NAMES, INNER, max_size=6))
def test_any_values_give_a_document_or_mistakes(folder: Folder, changes: dict[str, str]) -> None:
    lines = "".join(f"{key}: {value}\n" for key, value in (HEADER | changes).items())
    outcome(folder, f"---\n{lines}---\nText.\n".encode())


@shared_folder
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_title_in_quotation_marks_is_kept_or_refused(folder: Folder, title: str) -> None:
    quoted = title.replace("'", "''").replace("\n", " ").replace("\r", " ")
    answer = outcome(folder, folder.write(title=f"'{quoted}'").encode())
    if isinstance(answer, Document):
        assert answer.title == " ".join((decode(title.encode(), Mistakes(STORY)) or "").split())


@shared_folder
@given(st.binary(max_size=200), st.integers(0, len(VOCABULARY)))
def test_any_bytes_in_a_vocabulary_give_a_vocabulary_or_mistakes(tmp_path: Path, data: bytes, place: int) -> None:
    whole = VOCABULARY.encode()
    (tmp_path / "vocabulary.yaml").write_bytes(whole[:place] + data + whole[place:])
    with suppress(ContentError):
        assert read_vocabulary(tmp_path).terms


LONG = {
    "unknown keys": "".join(f"key{number}: x\n" for number in range(2_400)),
    "broken keys": "".join(f"k{number}: 'x' y\n" for number in range(4_000)),
    "lines without a key": "word\n" * 12_000,
    "unknown terms": f"settings: [{', '.join(f'lisening{number}' for number in range(900))}]\n",
    "wrong lists": "".join(f"{key}: [{', '.join(f'x{number}x' for number in range(120))}]\n" for key in KEYS),
    "long words": f"settings: [{', '.join('listening' * 300 for _ in range(20))}]\n",
    "open brackets": "a: " + "[" * 60_000,
    "open braces": "a: " + "{a: " * 16_000,
    "open quotation": "title: '" + "''" * 32_000,
    "colons": "a: " + ":" * 60_000,
    "dashes": "- " * 30_000,
    "question marks": "? " * 30_000,
    "an address": "source: https://" + "a:" * 30_000,
    "a number": "year: " + "9" * 60_000,
    "anchors": "".join(f"a{number}: &a{number} x\n" for number in range(2_000)),
    "surprises": "title: " + "1_" * 30_000 + "\n",
    "base 60": "title: 1" + ":1" * 30_000 + "x\n",
    "comments": "title: a" + " #" * 30_000 + "\n",
    "blank lines": "\n" * 60_000,
    "files": f"attachments: [{', '.join('{file: ' + '../' * 20 + 'a, title: A}' for _ in range(600))}]\n",
}


@pytest.mark.parametrize("header", LONG.values(), ids=LONG.keys())
def test_a_long_hostile_header_is_read_soon(folder: Folder, header: str) -> None:
    answer = outcome(folder, f"---\n{header[:65_000]}\n---\nText.\n".encode())
    assert isinstance(answer, ContentError)
    assert len(answer.mistakes) <= 100


def test_a_large_file_of_line_ends_and_control_characters_is_read_soon(folder: Folder) -> None:
    for data in (b"\0" * 2**21, b"\r" * 2**21, b"\xff" * 2**21, b"---\n" * 2**19, b"---\n" + b"-\n" * 2**20):
        assert isinstance(outcome(folder, data), ContentError)
