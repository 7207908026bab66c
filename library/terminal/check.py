"""``library check``."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from library.actions.check import check as check_content
from library.actions.coverage import ENOUGH
from library.bootstrap import library_from_environment
from library.errors import ContentError
from library.terminal.counts import in_numbers, line_by_line
from library.terminal.progress import show_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from library.actions.check import CheckResult
    from library.actions.coverage import Count, Coverage
    from library.errors import Advice, Mistake

_TITLES = {
    "theme": "Themes",
    "sector": "Sectors",
    "role": "Job roles",
    "circumstance": "Circumstances",
    "voice": "Voices",
    "nation": "Nations",
    "language": "Languages",
    "kind": "Kinds",
    "shows": "Focus",
    "minutes": "Length in minutes",
}


@click.command()
@click.option("--coverage", is_flag=True, help="Count documents by theme and sector, role, voice and so on.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts, findings and changes as JSON.")
@click.option("--strict", is_flag=True, help="Fail if there is advice, even without mistakes.")
def check(*, coverage: bool, as_json: bool, strict: bool) -> None:
    """Check every file in the content folder without changing anything."""
    try:
        with show_progress() as progress:
            library = library_from_environment()
            checked = check_content(library, progress)
    except ContentError as error:
        _say_findings(error, as_json=as_json)
        raise
    if as_json:
        click.echo(_as_json({**_counts(checked.coverage), **_findings((), checked.advice), **_seen(checked)}))
    else:
        counted = _coverage(checked.coverage) if coverage else ()
        click.echo("\n".join([*_checked(checked, library.settings.url), *counted]))
    if strict and checked.advice:
        click.get_current_context().exit(1)


def _say_findings(error: ContentError, *, as_json: bool) -> None:
    """Print what is known besides the mistakes, which are printed as errors."""
    if as_json:
        click.echo(_as_json(_findings(error.mistakes, error.advice)))
    elif error.advice:
        click.echo("\n".join(_advice(error.advice)))


def _checked(found: CheckResult, site: str) -> Iterator[str]:
    """Yield the summary, the advice and what a publish would show."""
    yield f"{found.documents} {'file' if found.documents == 1 else 'files'} checked. No mistakes found."
    if found.collections or found.themes:
        yield f"Collections: {found.collections}. Introductions to themes: {found.themes}."
    yield from _advice(found.advice)
    same = "" if found.differences else " Everyone sees the same documents as now."
    yield f"If you publish now: {in_numbers(found.seen.values())}.{same}"
    yield from line_by_line(found.differences, site)


def _advice(found: Sequence[Advice]) -> Iterator[str]:
    yield from (f"Advice: {advice}" for advice in found)


def _as_json(found: Mapping[str, object]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)


def _findings(mistakes: Sequence[Mistake], advice: Sequence[Advice]) -> dict[str, list[dict[str, str | int]]]:
    """Return the findings as plain values: path, line and sentence."""
    return {"mistakes": [asdict(each) for each in mistakes], "advice": [asdict(each) for each in advice]}


def _seen(found: CheckResult) -> dict[str, object]:
    """Return who will see how many documents, and what changes, as plain values."""
    return {"after_publish": Counter(found.seen.values()), "changes": [asdict(each) for each in found.differences]}


def _counts(found: Coverage) -> dict[str, object]:
    """Return the coverage as plain values."""
    crossed = {theme: _plain(sectors) for theme, sectors in found.themes_by_sector().items()}
    axes = {axis: _plain(counts) for axis, counts in found.by_axis().items()}
    empty = [{"axis": axis, "id": term} for axis, term in found.empty()]
    return {"theme_by_sector": crossed, **axes, "empty": empty, "thin": found.thin()}


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
