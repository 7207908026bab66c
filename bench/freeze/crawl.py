"""Recording the answer of every address that can be reached."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.freeze.as_text import as_text, file_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import Client, TestResponse

URL = "https://library.example.org"
LANGUAGES = ("en", "cy")

# One of each sort: plain, stemmed, Welsh, Gaelic, a name of the vocabulary, ambiguous, misspelled, found nowhere,
# quoted, excluded, joined, with filters, under a content note.
QUERIES = (
    "listening", "what matters", "time to talk", "SDS", "carers", "unpaid carer", "gofalwyr", "wrando", "bhròg",
    "toaster", "DST", "listenning", "zzqx", '"spare key"', "story -video", "tea OR coffee", "theme:listening",
    "role:nobody story", "abuse", "well-being", "ASMR", "", "grapes", "rap", "hot", "caraid",
)  # fmt: skip
STARTS = ("li", "list", "care", "gof", "sd", "zzq", "what m")
ASKED = (
    {"q": "story", "view": "passages"},
    {"q": "story", "sort": "newest"},
    {"q": "story", "sort": "title", "page": "2"},
    {"q": "listening", "theme": "listening"},
    {"q": "listening", "as_typed": "1"},
    {"theme": "listening", "sector": "social-work"},
)

_LINK = re.compile(r"""(?:href|src|poster)="([^"]*)"|<loc>([^<]*)</loc>""")
_MOST = 20_000


def starting_points(site: Flask) -> Iterator[str]:
    """Yield the first addresses: those without arguments, the searches, and a few that do not exist."""
    for rule in site.url_map.iter_rules():
        if not rule.arguments and "GET" in (rule.methods or ()):
            yield rule.rule
    for prefix in ("", "/cy"):
        for asked in (*({"q": query} for query in QUERIES), *ASKED):
            yield f"{prefix}/search?{urlencode(asked)}"
        yield from (f"{prefix}/{path}" for path in ("nothing", "stories/nothing", "check/nothing", "packs/nothing"))
    yield from (f"/search.json?{urlencode(asked)}" for asked in (*({"q": query} for query in QUERIES), *ASKED))
    yield from (f"/suggest.json?{urlencode({'q': start})}" for start in STARTS)


def crawl(client: Client, starts: Iterable[str], folder: Path, below: tuple[str, ...] = ("/",)) -> set[str]:
    """Record the answer of every address that can be reached by links.

    Args:
        client: Sends the requests.
        starts: The first addresses, with their queries; in links, only names of static files keep a query.
        folder: Gets a file for each address.
        below: What the addresses that are followed begin with.

    Returns:
        Every address that was requested.
    """
    waiting = dict.fromkeys(starts)
    asked: set[str] = set()
    while waiting and len(asked) < _MOST:
        address = next(iter(waiting))
        del waiting[address]
        asked.add(address)
        answer = client.get(address, base_url=URL)
        write(folder / file_name(address), as_text(answer))
        if answer.status_code < 400 and (answer.mimetype or "").endswith(("html", "xml")):
            found = () if _is_file(answer) else _links(answer.text)
            waiting |= dict.fromkeys(each for each in found if each not in asked and each.startswith(below))
    return asked


def unasked(site: Flask, asked: Iterable[str]) -> list[str]:
    """Return the rules without a requested address, sorted: what the record does not cover."""
    match = site.url_map.bind("").match
    answered = set()
    for address in asked:
        try:
            answered.add(match(address.partition("?")[0], method="GET")[0])
        except Exception:  # noqa: BLE001, S112 - asked for on purpose, and not there
            continue
    rules = site.url_map.iter_rules()
    return sorted(rule.rule for rule in rules if "GET" in (rule.methods or ()) and rule.endpoint not in answered)


def write(path: Path, text: str) -> None:
    """Write a file of a record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _is_file(answer: TestResponse) -> bool:
    return answer.headers.get("Content-Disposition", "").startswith("attachment")


def _links(text: str) -> Iterator[str]:
    for link, location in _LINK.findall(text):
        address = html.unescape(link or location).partition("#")[0].removeprefix(URL)
        if address.startswith("/") and not address.startswith("//"):
            yield address if address.startswith("/static/") else address.partition("?")[0]
