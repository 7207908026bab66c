"""A draft that is started in the browser takes from another document what may be taken, and nothing else."""

from __future__ import annotations

import pytest

from library.content.drafts.started import (
    DESCRIPTION,
    OF_TRANSLATION,
    WITH_TEXT,
    copied_text,
    linked_text,
    new_text,
    translated_text,
)
from library.content.header.editing import edit_header
from library.content.header.schema import KEYS
from library.errors import ContentError
from library.model.document import Kind

ORIGINAL = """\
---
title: The spare key
kind: story
summary: She asks one more question.
themes:
  - listening
  - what-matters
roles: [nurse]
sectors: [health]
authors: [A. Writer]
published: 2026-11-20
review_by: 2027-11-20
provenance: PROVENANCE # as they said
formerly: [old-key]
status: withdrawn
consent:
  audience: public
  uses: [workshop]
endorsed_by: [Somebody]
content_notes: [{note: bereavement, where: [p1]}]
source: https://example.org/a
year: 2019
short: [p1]
---

She did not get up. %% ask Ann first %%

The kettle was cold.
"""
NOT_TAKEN = ("consent", "published:", "formerly", "status", "endorsed_by", "review_by", "Ann", "withdrawn")
# A new key belongs into one of these sets, or here.
NEVER_COPIED = frozenset(
    "title published review_by status formerly replaced_by consent endorsed_by translation_of translation media "
    "transcripts attachments pointers source evidence about_summary linked_from year minutes".split()
)


def original(provenance: str) -> bytes:
    return ORIGINAL.replace("PROVENANCE", provenance).encode()


def test_every_key_of_a_header_is_copied_or_known_not_to_be() -> None:
    assert sorted((*DESCRIPTION, *WITH_TEXT, *NEVER_COPIED)) == sorted(KEYS)
    assert not OF_TRANSLATION & {"consent", "published", "status", "formerly", "media", "title", "summary", "language"}


def test_a_new_draft_has_the_three_keys_that_were_asked_for() -> None:
    assert new_text(Kind.STORY, "Yes: a #1 day", "en") == (
        b'---\ntitle: "Yes: a #1 day"\nkind: story\nlanguage: en\n---\n'
    )


def test_an_outside_work_is_linked_and_never_copied() -> None:
    words = linked_text(Kind.VIDEO, "A film", "https://example.org/film", "cy", "", "Iriss").decode()
    assert words == (
        "---\ntitle: A film\nkind: video\nlanguage: en\nlanguages: [cy]\norganisation: Iriss\nlicence: link-only\n"
        'source: "https://example.org/film"\nprovenance: published-elsewhere\nevidence: seen\n---\n'
    )


@pytest.mark.parametrize("provenance", ["fictional", "invented", "published-elsewhere"])
def test_a_copy_takes_text_and_terms_but_not_what_was_agreed(provenance: str) -> None:
    words = copied_text(original(provenance), "stories/spare-key.md", "Another key").decode()
    assert words.startswith("---\ntitle: Another key\nkind: story\nsummary: She asks one more question.\nthemes:\n")
    assert words.endswith("---\n\nShe did not get up. \n\nThe kettle was cold.\n")
    assert "  - listening\n  - what-matters\n" in words
    assert "short: [p1]\n" in words
    assert not [each for each in NOT_TAKEN if each in words]


@pytest.mark.parametrize("provenance", ["told", "", "[fictional]", "someone said fictional"])
def test_a_copy_of_what_may_be_a_real_story_has_none_of_its_words(provenance: str) -> None:
    words = copied_text(original(provenance), "stories/spare-key.md", "Another key").decode()
    assert "roles: [nurse]\n" in words
    assert not [each for each in (*NOT_TAKEN, "get up", "question", "Writer", "short") if each in words]


def test_a_translation_says_what_it_translates_and_begins_without_text() -> None:
    data = translated_text(original("fictional"), "stories/spare-key.md", "spare-key", "Yr allwedd", "cy")
    words = data.decode()
    assert "language: cy\ntranslation_of: spare-key\ntranslation: awaiting-check\n" in words
    assert "content_notes: [{note: bereavement, where: [p1]}]\n" in words
    assert "year: 2019\n" in words
    assert not [each for each in (*NOT_TAKEN, "get up", "question") if each in words]
    assert edit_header(data, "stories/x.md", {"summary": "Mae hi."}) != data


def test_what_has_no_header_cannot_be_copied() -> None:
    with pytest.raises(ContentError):
        copied_text(b"Only words.\n", "stories/a.md", "A copy")
    assert copied_text(b"---\n{title: A, kind: story}\n---\nWords.\n", "stories/a.md", "B") == b"---\ntitle: B\n---\n"
