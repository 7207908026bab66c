"""``library check``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from library.actions.check import check as check_content
from library.actions.coverage import ENOUGH
from library.bootstrap import library_from_environment
from library.terminal.progress import show_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from library.actions.check import CheckResult
    from library.actions.coverage import Count, Coverage

_TITLES = {
    "theme": "Themes",
    "sector": "Sectors",
    "role": "Job roles",
    "voice": "Voices",
    "nation": "Nations",
    "language": "Languages",
    "kind": "Kinds",
    "shows": "Focus",
    "minutes": "Length in minutes",
}


@click.command()
@click.option("--coverage", is_flag=True, help="Count documents by theme and sector, role, voice and so on.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def check(*, coverage: bool, as_json: bool) -> None:
    """Check every file in the content folder without changing anything."""
    with show_progress() as progress:
        checked = check_content(library_from_environment(), progress)
    if as_json:
        click.echo(_coverage_as_json(checked.coverage))
        return
    click.echo(_checked(checked))
    if coverage:
        click.echo("\n".join(_coverage(checked.coverage)))


def _checked(found: CheckResult) -> str:
    """Return the summary and the advice."""
    lines = [f"{found.documents} {'file' if found.documents == 1 else 'files'} checked. No problems found."]
    if found.collections or found.themes:
        lines.append(f"Collections: {found.collections}. Introductions to themes: {found.themes}.")
    return "\n".join([*lines, *(f"Check: {advice}" for advice in found.advice)])


def _coverage_as_json(found: Coverage) -> str:
    """Return the coverage as JSON."""
    crossed = {theme: _plain(sectors) for theme, sectors in found.themes_by_sector().items()}
    axes = {axis: _plain(counts) for axis, counts in found.by_axis().items()}
    empty = [{"axis": axis, "id": term} for axis, term in found.empty()]
    return json.dumps(
        {"theme_by_sector": crossed, **axes, "empty": empty, "thin": found.thin()}, ensure_ascii=False, indent=2
    )


def _coverage(found: Coverage) -> Iterator[str]:
    """Yield the coverage as text: stories and examples, a plus sign, all other documents."""
    yield "\nEach count is: stories and examples + all other documents."
    yield "\nThemes by sector"
    for theme, sectors in found.themes_by_sector().items():
        listed = ", ".join(f"{sector} {_count(count)}" for sector, count in sectors.items())
        yield f"  {theme:<20} {listed or 'none'}"
    for axis, counts in found.by_axis().items():
        yield f"\n{_TITLES[axis]}"
        for value, count in counts.items():
            yield f"  {value:<32} {_count(count):>7}"
    if found.thin():
        yield f"\nFewer than {ENOUGH} stories and examples: {', '.join(found.thin())}"
    empty = ", ".join(f"{axis} {term}" for axis, term in found.empty())
    yield f"\nNo documents: {empty}" if empty else "\nEvery theme, sector and voice has documents."


def _count(count: Count) -> str:
    return f"{count.stories}+{count.resources}"


def _plain(counts: Mapping[str, Count]) -> dict[str, dict[str, int]]:
    return {value: asdict(count) for value, count in counts.items()}
