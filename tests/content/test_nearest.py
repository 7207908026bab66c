"""Did you mean."""

from __future__ import annotations

import pytest

from library.content.mistakes import Mistakes, quoted
from library.content.nearest import did_you_mean, fold, nearest
from library.content.slugs import is_slug, suggested_slug


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("lisening", " Did you mean “listening”?"),
        ("LISTENING", " Did you mean “listening”?"),
        ("small_steps", " Did you mean “small-steps”?"),
        ("qqq", ""),
        ("", ""),
        ("listening" * 10_000, ""),
    ],
)
def test_the_nearest_word_is_offered(word: str, hint: str) -> None:
    assert did_you_mean(word, ["listening", "small-steps"]) == hint


def test_another_name_leads_to_the_right_word() -> None:
    assert nearest("Co-Production", {"co-production": "working-together"}) == "working-together"


def test_words_are_compared_without_accents_capitals_and_kinds_of_space() -> None:
    assert fold("  Siân_ap  DAFYDD-Jones ") == "sian-ap-dafydd-jones"


@pytest.mark.parametrize(
    ("text", "slug"),
    [("My Story", "my-story"), ("Siân’s key!", "sians-key"), ("--", ""), ("a" * 99 + " b", "a" * 99)],
)
def test_a_name_is_mended_into_a_slug(text: str, slug: str) -> None:
    assert suggested_slug(text) == slug
    assert is_slug(slug) or not slug


def test_a_long_quotation_is_shortened_and_safe_to_print() -> None:
    assert quoted("a\n b\x1b\u202e") == "“a b??”"
    assert quoted("x" * 61) == f"“{'x' * 57}...”"


def test_mistakes_stop_at_a_hundred() -> None:
    mistakes = Mistakes("a.md")
    for line in range(1, 200):
        mistakes.add(line, "Wrong.")
    assert mistakes.full
    assert [mistake.line for mistake in mistakes.error().mistakes] == list(range(1, 101))
