"""Files written for other programs, or named by people in a hurry, are answered in one round."""

from __future__ import annotations

import pytest

from library.content.permission import read_statement
from library.model.permission import UNKNOWN
from tests.content.writing import STORY, Folder

HUGO = """---
title: "The morning round"
date: 2021-11-03T09:30:00+01:00
lastmod: 2022-01-10 14:05:00 +0000
draft: {draft}
tags: ["listening", "qqq"]
categories:
  - stories
description: "A round of tablets goes slowly."
author: A. Writer
slug: morning-round
---

She began with the window.
"""


def test_a_page_for_hugo_is_told_everything_at_once(folder: Folder) -> None:
    folder.put(STORY, HUGO.format(draft="false"))
    assert folder.mistakes() == [
        "2: provenance is missing. Add a line that starts with provenance:",
        "2: roles is missing. Add a line that starts with roles:",
        "2: sectors is missing. Add a line that starts with sectors:",
        "3: published: “2021-11-03T09:30:00+01:00” must be written 2021-11-03.",
        "3: “date” is not a key. Did you mean “published”?",
        "4: “lastmod” is not a key. Delete this line.",
        "5: status: “false” cannot be used here. Choose from: published, draft, in-review, withdrawn.",
        "5: “draft” is not a key. Did you mean “status”?",
        "6: themes: “qqq” is not a theme. Choose from: listening, working-together, time, strengths, community, "
        "recording.",
        "6: “tags” is not a key. Did you mean “themes”?",
        "7: “categories” is not a key. Did you mean “kind”?",
        "8: kind: Write one value, not a list. Put quotation marks around text that has brackets.",
        "9: “description” is not a key. Did you mean “summary”?",
        "10: authors: This should be a list in square brackets, such as [A. Writer].",
        "10: “author” is not a key. Did you mean “authors”?",
        "11: “slug” is not a key. Delete this line.",
    ]


@pytest.mark.parametrize("draft", ["true", "false"])
def test_the_draft_of_another_program_is_never_shown(folder: Folder, draft: str) -> None:
    folder.put(STORY, folder.write().replace("kind: story", f"kind: story\ndraft: {draft}"))
    assert read_statement(folder.root, STORY) == UNKNOWN


def test_a_header_in_toml_is_told_what_the_library_reads(folder: Folder) -> None:
    folder.put(STORY, '+++\ntitle = "The morning round"\n+++\n\nShe began.\n')
    assert folder.mistakes() == [
        "1: Write the header as lines of a key, a colon and a value, between two lines of three hyphens (---). "
        "The library does not read TOML, which is between lines of +++."
    ]


def test_a_date_with_a_time_and_a_date_that_may_be_two_days_are_told_apart(folder: Folder) -> None:
    assert folder.mistakes_with(published="2021-11-03T09:30:00+01:00", review_by="03/11/2027") == [
        "9: published: “2021-11-03T09:30:00+01:00” must be written 2021-11-03.",
        "10: review_by: “03/11/2027” is not a date. Write year-month-day, such as 2026-11-22.",
    ]


def test_a_name_with_a_date_is_an_address_and_one_with_spaces_is_told_with_everything_else(folder: Folder) -> None:
    assert folder.mistakes_with("stories/2021-11-03-the-morning-round.md") == []
    path = "stories/Morning Round (final v2).md"
    name, theme = folder.mistakes_with(path, themes="[listning]")
    assert name.startswith("1: Rename this file, because its name becomes the address of its page.")
    assert name.endswith("For example: morning-round-final-v2.md")
    assert theme.startswith("5: themes: “listning” is not a theme. Did you mean “listening”?")


EVERYTHING = """*Made up.*

## First

#### Skipped level

![](https://example.org/pic.png)

<details><summary>More</summary>

The marmalade was in the pantry.

</details>

- one
    - one a
- two

A claim.[^1]

[^1]: The footnote about sphagnum.
"""


def test_one_of_everything_is_a_document(folder: Folder) -> None:
    folder.write(body=EVERYTHING)
    words = " ".join(passage.text for passage in folder.read().passages)
    for word in ("marmalade", "one a", "claim", "sphagnum"):
        assert word in words
