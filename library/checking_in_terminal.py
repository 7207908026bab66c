"""What ``library check`` and ``library keep`` say."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from library.actions.coverage import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from library.actions.check import Checked
    from library.actions.coverage import Count, Coverage
    from library.actions.keep import Kept

_TITLES = {
    "theme": "Themes",
    "sector": "Sectors",
    "role": "Roles",
    "voice": "Voices",
    "nation": "Nations",
    "language": "Languages",
    "kind": "Kinds",
    "shows": "What it shows",
    "minutes": "Minutes to read or play",
}


def checked(found: Checked) -> str:
    """Return what there is, and what an editor should look at."""
    lines = [f"{found.documents} documents, no mistakes."]
    if found.collections or found.themes:
        lines.append(f"{found.collections} collections, {found.themes} themes with an introduction.")
    return "\n".join([*lines, *(f"Please look: {advice}" for advice in found.advice)])


def kept(done: Kept) -> str:
    """Return which collections were written, and which words want reading again."""
    lines = [f"Written: {path}" for path in done.written]
    if not lines and not done.changed:
        lines.append("Nothing to note: every place is known.")
    if done.changed:
        lines += [str(mistake) for mistake in done.changed]
        lines.append("If the collection still says what is true, run: library keep --changed")
    return "\n".join(lines)


def coverage(found: Coverage) -> str:
    """Return what is on the shelves, as text: stories and examples, a plus sign, all other documents."""
    return "\n".join(_coverage(found))


def coverage_as_json(found: Coverage) -> str:
    """Return what is on the shelves, for a machine."""
    crossed = {theme: _plain(sectors) for theme, sectors in found.themes_by_sector().items()}
    axes = {axis: _plain(counts) for axis, counts in found.by_axis().items()}
    empty = [{"axis": axis, "id": term} for axis, term in found.empty()]
    return json.dumps(
        {"theme_by_sector": crossed, **axes, "empty": empty, "thin": found.thin()}, ensure_ascii=False, indent=2
    )


def _coverage(found: Coverage) -> Iterator[str]:
    yield "\nEach count: stories and examples + all other documents."
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
    yield f"\nWithout any document: {empty}" if empty else "\nEvery theme, sector and voice has documents."


def _count(count: Count) -> str:
    return f"{count.stories}+{count.resources}"


def _plain(counts: Mapping[str, Count]) -> dict[str, dict[str, int]]:
    return {value: asdict(count) for value, count in counts.items()}
