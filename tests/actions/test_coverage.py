"""What is on the shelves, counted."""

from __future__ import annotations

from library.actions.check import check
from library.actions.coverage import Count
from tests.making import Making


def test_documents_are_counted_by_theme_and_sector_and_along_every_axis(making: Making) -> None:
    making.write("a", circumstances="[sight]", voice="worker", nation="wales", shows="about-it")
    making.write("b", themes="[listening, recording]", language="cy")
    making.write("c", kind="guidance", languages="[en, cy]")
    making.write("d", status="draft", voice="worker")
    coverage = check(making.library).coverage
    assert {theme: sectors for theme, sectors in coverage.themes_by_sector().items() if sectors} == {
        "listening": {"health": Count(2, 1)},
        "recording": {"health": Count(1, 0)},
    }
    counts = coverage.by_axis()
    assert counts["circumstance"] == {"sight": Count(1, 0)}
    assert counts["voice"] == {"worker": Count(1, 0)}
    assert counts["nation"] == {"scotland": Count(0, 0), "wales": Count(1, 0)}
    assert counts["language"] == {"cy": Count(1, 1), "en": Count(1, 1)}
    assert {kind: count for kind, count in counts["kind"].items() if count != Count(0, 0)} == {
        "story": Count(2, 0),
        "guidance": Count(0, 1),
    }
    assert counts["minutes"] == {"1": Count(2, 1)}
    assert counts["shows"] == {"about-it": Count(1, 0)}
    assert counts["role"] == {"nurse": Count(2, 1)}


def test_a_theme_sector_or_voice_without_documents_is_named(making: Making) -> None:
    making.write("a", themes="[listening, working-together, time, strengths, community]")
    assert check(making.library).coverage.empty() == (("theme", "recording"), ("voice", "worker"))


def test_a_theme_with_fewer_than_three_stories_is_thin(making: Making) -> None:
    for slug in "abc":
        making.write(slug)
    assert check(making.library).coverage.thin() == (
        "working-together",
        "time",
        "strengths",
        "community",
        "recording",
    )
