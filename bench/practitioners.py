"""What people in practice type: whether each search has a good first result, or says plainly that there is nothing yet.

``practitioners.toml`` lists sixty searches with the documents that would be a good first result, if there are any. The
first result counts, or a page that the search names. Where there is no such document, no result is right, and so is a
first result that does not have every word, because the page says so. The second figure does not count named pages, so
that they hide no fault of the ranking.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bench.fresh import publish_fresh
from bench.missing import Missing
from bench.scores import Score
from bench.workspace import open_place, say
from library.actions.find import SearchRequest, find
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.workspace import Workspace
    from library.actions.search_results import SearchPage

SEARCHES = Path(__file__).parent / "practitioners.toml"


class Search(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """A search as someone types it.

    Attributes:
        text: As typed.
        wants: What they hope to get.
        answer: Slugs of good first results, best first; empty if there are none yet.
        source: Where the search comes from.
        nearest: Where there is none: slugs that are worth a look.
    """

    text: str
    wants: str
    answer: tuple[str, ...]
    source: str
    nearest: tuple[str, ...] = ()


def read_searches(path: Path = SEARCHES) -> tuple[Search, ...]:
    """Read the searches.

    Raises:
        Missing: There are none, or one is not valid.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8"))["search"], tuple[Search, ...])
    except (OSError, KeyError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Missing(f"{path.name} holds no searches that can be read: {error}") from error


def measure_practitioners(workspace: Workspace) -> Iterator[Score]:
    """Count the searches with a good first result, and those that say that there is nothing yet.

    Raises:
        Missing: The library's own content cannot be published.
    """
    searches = read_searches()
    place = workspace.small
    publish_fresh(place)
    library = open_place(place)
    try:
        pages = {each: find(library, ANYBODY, SearchRequest(each.text)) for each in searches}
    finally:
        library.close()
    good = [each for each, page in pages.items() if is_good(each, page)]
    first = [each for each, page in pages.items() if has_good_first(each, page)]
    for each, page in pages.items():
        if each not in first:
            best = page.results[0].card.slug if page.results else "nothing"
            say(f"  “{each.text}” gets {best}; wanted {', '.join(each.answer) or 'a plain nothing'}")
    yield Score(
        "searches of practitioners with a good first result", (len(good),), (), f"of {len(searches)}", decimals=0
    )
    yield Score(
        "searches of practitioners whose first document is a good one",
        (len(first),),
        (),
        f"of {len(searches)}",
        decimals=0,
    )


def is_good(search: Search, page: SearchPage) -> bool:
    """Return whether a page answers a search, or says plainly that there is nothing yet."""
    return has_good_first(search, page) or bool(search.answer and page.named)


def has_good_first(search: Search, page: SearchPage) -> bool:
    """Return whether the first document answers a search, or a page says plainly that there is nothing yet."""
    if not search.answer:
        return not page.results or bool(page.results[0].lacking) or page.results[0].card.slug in search.nearest
    return bool(page.results) and page.results[0].card.slug in search.answer
