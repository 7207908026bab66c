"""Status and consent alone, even where the rest of a file is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.content.permission import read_statement
from library.content.source import LARGEST_FILE
from library.errors import ContentError
from library.model.document import Audience, Provenance, ShownAs, Status, Use
from library.model.permission import NOTHING, UNKNOWN, Permission, Statement, permission_of
from tests.content.writing import STORY, Folder

PUBLIC = Permission(Status.PUBLISHED, Audience.PUBLIC, frozenset(), None, None)
WITHDRAWN = Permission(Status.WITHDRAWN, Audience.PUBLIC, frozenset(), None, None)
WITHDRAWN_FOR_CERTAIN = Permission(Status.WITHDRAWN, Audience.COORDINATORS, frozenset(), None, None)
GIVEN = "{audience: network, uses: [print], shown_as: pseudonym, given: 2026-01-01, until: 2030-01-01}"
NETWORK = Permission(Status.PUBLISHED, Audience.NETWORK, frozenset({Use.PRINT}), date(2030, 1, 1), None)


def permission_with(folder: Folder, body: str = "Text.\n", drop: str = "", **changes: str) -> Permission:
    """Write a document and read its permission."""
    folder.write(STORY, body, drop, **changes)
    return read_statement(folder.root, STORY).permission


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"status": "draft", "published": "2027-01-01"},
        {"provenance": "told", "consent": GIVEN},
        {"provenance": "told", "status": "withdrawn"},
        {"provenance": "published-elsewhere", "licence": "link-only"},
        {"consent": "{audience: coordinators, uses: [excerpt]}"},
    ],
)
def test_a_permission_is_what_the_document_says(folder: Folder, changes: dict[str, str]) -> None:
    assert permission_with(folder, **changes) == permission_of(folder.read())


VALUES = {
    "status": ["published", "draft", "withdrawn", "gone", "no", "[draft]", "*x", ""],
    "provenance": ["told", "fictional", "published-elsewhere", "unknown"],
    "licence": ["link-only", "Link Only", "CC-BY-4.0"],
    "consent": [
        GIVEN,
        "{}",
        "{audience: public}",
        "{audience: pubic}",
        "{uses: [print]}",
        "{until: 1}",
        "no",
        "{<<: {}}",
    ],
    "published": ["2026-01-01", "2026-13-01"],
    "staus": ["withdrawn"],
    "title": ["A: B", "no", "&a B"],
    "themes": ["[none]"],
}


@given(st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in VALUES.items()}))
def test_a_permission_never_says_more_than_the_document(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, str]
) -> None:
    folder = Folder(tmp_path_factory.mktemp("content"))
    permission = permission_with(folder, **changes)
    try:
        document = folder.read()
    except ContentError:
        return
    assert permission == permission_of(document)


@pytest.mark.parametrize(
    "changes",
    [
        {"themes": "[nothing-like-it]"},
        {"title": "[a]"},
        {"title": "&a b"},
        {"drop": "title kind summary themes roles sectors"},
        {"colour": "green"},
        {"media": "{file: gone.mp4}"},
        {"body": ""},
        {"body": "x" * 200_000},
    ],
)
def test_mistakes_elsewhere_do_not_matter(folder: Folder, changes: dict[str, str]) -> None:
    assert permission_with(folder, **changes, provenance="told", consent=GIVEN) == NETWORK
    assert folder.mistakes()


@pytest.mark.parametrize("letter", range(4))
def test_a_body_of_any_length_and_any_bytes_may_follow(folder: Folder, letter: int) -> None:
    text = folder.write(body="x" * letter + "ŵ" * LARGEST_FILE)
    assert read_statement(folder.root, STORY).permission == PUBLIC
    folder.put(STORY, text.encode("utf-16-le", "ignore")[:0] + text.encode()[:-1] + b"\xff")
    assert read_statement(folder.root, STORY).permission == PUBLIC


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "gone"},
        {"status": ""},
        {"status": "*x"},
        {"status": "[withdrawn]"},
        {"staus": "withdrawn"},
        {"Status": "withdrawn"},
        {"status": "published\nstatus: withdrawn"},
        {"published": "tomorrow"},
        {"publishd": "2030-01-01"},
        {"provenance": "unknown"},
        {"drop": "provenance"},
        {"provenance": "told"},
        {"provenance": "told", "consent": "{audience: network}"},
        {"consent": "{audience: pubic}"},
        {"consent": "{audence: network}"},
        {"consent": "{uses: [prnt]}"},
        {"consent": "{uses: [print], audience: *x}"},
        {"consent": "{audience: network, audience: public}"},
        {"consent": "{<<: {audience: network}}"},
        {"consnet": "{audience: network}"},
        {"consent": "{given: 2026-01-01}"},
        {"provenance": "told", "consent": GIVEN.replace("2030", "2025")},
        {"licence": "link only"},
        {"licence": "link-only", "consent": "{uses: [print]}"},
        {"<<": "{status: withdrawn}"},
        {"translation_of": "Not A Slug"},
        {"translaton_of": "spare-key"},
        {"title": "A: B"},
    ],
)
def test_a_doubtful_permission_hides_the_document(folder: Folder, changes: dict[str, str]) -> None:
    assert permission_with(folder, **changes) == NOTHING
    assert folder.mistakes()


def test_a_file_says_what_it_translates_and_whose_words_it_holds(folder: Folder) -> None:
    folder.write(STORY, provenance="told", consent=GIVEN, translation_of="red-chair", language="cy", themes="[none]")
    assert read_statement(folder.root, STORY) == Statement(NETWORK, Provenance.TOLD, "red-chair", ShownAs.PSEUDONYM)


def test_a_certain_withdrawal_counts_whatever_else_is_doubtful(folder: Folder) -> None:
    assert permission_with(folder, status="withdrawn", consent="{audience: pubic}") == WITHDRAWN_FOR_CERTAIN
    assert permission_with(folder, status="withdrawn", provenance="unknown") == WITHDRAWN_FOR_CERTAIN
    assert permission_with(folder, status="withdrawn", themes="[none]") == WITHDRAWN


@pytest.mark.parametrize(
    "data",
    [b"", b"Text.", b"---\nstatus: draft\n", b"---\n- a\n---\n", b"\xff\xfe-\0", b"---\n" + b"x" * 66_000 + b"\n---\n"],
)
def test_a_file_without_a_header_that_can_be_read_is_hidden(folder: Folder, data: bytes) -> None:
    folder.put(STORY, data)
    assert read_statement(folder.root, STORY) == UNKNOWN


def test_a_file_that_is_not_there_is_hidden(folder: Folder) -> None:
    assert read_statement(folder.root, STORY) == UNKNOWN


def test_a_header_of_very_many_keys_is_hidden(folder: Folder) -> None:
    assert permission_with(folder, **{f"key{number}": "x" for number in range(200)}) == NOTHING


@pytest.mark.parametrize(
    "body", ["status: withdrawn\n---\nText.\n", "\n%% a %%\nconsent:\n  audience: network\n\nText.\n"]
)
def test_a_document_whose_header_ends_before_its_status_is_hidden_and_a_mistake(folder: Folder, body: str) -> None:
    assert permission_with(folder, body) == NOTHING
    with pytest.raises(ContentError) as error:
        folder.read()
    [mistake] = error.value.mistakes
    lines = (folder.root / STORY).read_text().splitlines()
    assert lines[mistake.line - 1].startswith(("status:", "consent:"))
    assert mistake.sentence.startswith("Move this line into the header")


@pytest.mark.parametrize("body", ["Status: she was moved.\n", "Text.\n\nstatus: withdrawn\n"])
def test_words_of_a_text_are_no_status(folder: Folder, body: str) -> None:
    assert permission_with(folder, body) == PUBLIC == permission_of(folder.read())
