"""The weight of a page: what a browser fetches, and how much, on a first visit. Media are left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bench.figures import Figure
from bench.missing import Missing
from bench.processes import Client, library_serving
from bench.queries import AnyWord
from bench.search import search_address
from bench.workspace import open_place
from library.model.document import Kind
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.processes import Place
    from bench.workspace import Workspace

MOST_BYTES = 60.0  # KB
MOST_REQUESTS = 6.0

_KB = 1024
_CSS_ADDRESS = re.compile(rb"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")

# The kinds of `<link>` that a browser fetches; not `apple-touch-icon`, `alternate` and `canonical`.
_FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


class _Fetches(HTMLParser):
    """The addresses that a browser fetches for a page, except media."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record what an element makes a browser fetch."""
        values = dict(attrs)
        address = None
        if tag == "link" and _FETCHED & set((values.get("rel") or "").split()):
            address = values.get("href")
        elif tag in {"script", "iframe", "img"}:
            address = values.get("src")
        if address and not address.startswith("data:"):
            self.addresses[address] = None


def measure_weight(workspace: Workspace) -> Iterator[Figure]:
    """Measure every type of page on the library's own content, and the pages that grow on the large library."""
    yield from _heaviest("own content", workspace.small, _addresses(workspace.small))
    try:
        place, asked = workspace.large, AnyWord(("people", "listening", "support"), joined=True)
        large = {"home": "/", "search": search_address(asked), "stories": "/stories", "themes": "/themes"}
        yield from _heaviest(f"{workspace.documents:,} documents", place, large)
    except Missing as missing:
        yield Figure("first visit, large library", (), how=str(missing))


def _heaviest(name: str, place: Place, addresses: Mapping[str, str]) -> Iterator[Figure]:
    with library_serving(place) as (port, _):
        client = Client(port)
        weights = {page: _weigh(client, path) for page, path in addresses.items()}
        client.close()
    size = max(size for size, _ in weights.values()) / _KB
    requests = float(max(requests for _, requests in weights.values()))
    heavy = sorted(weights, key=lambda page: -weights[page][0])
    sizes = ", ".join(f"{page} {weights[page][0] / _KB:.1f}" for page in heavy)
    yield Figure(
        f"first visit, heaviest page, {name}", (size,), (MOST_BYTES,), "KB", how=f"compressed, headers too: {sizes}"
    )
    most = [page for page in weights if weights[page][1] == requests]
    how = "all pages" if len(most) == len(weights) else ", ".join(most)
    yield Figure(f"first visit, most requests, {name}", (requests,), (MOST_REQUESTS,), "requests", how=how)


def _weigh(client: Client, path: str) -> tuple[int, int]:
    """Return bytes as sent, and requests, for a page with everything that a browser fetches for it."""
    parser = _Fetches()
    _, size, page = _fetch(client, path)
    parser.feed(page.decode())
    wanted = {urljoin(path, address): None for address in parser.addresses}
    fetched: set[str] = set()
    while wanted:
        address, _ = wanted.popitem()
        fetched.add(address)
        if urlsplit(address).netloc:
            raise Missing(f"{path} fetches {address} from somewhere else.")
        media_type, more, body = _fetch(client, address)
        if media_type.startswith(("video/", "audio/")) or "/files/" in address:
            fetched.discard(address)
            continue
        size += more
        if media_type.startswith("text/css"):
            found = (match[1] or match[2] for match in _CSS_ADDRESS.finditer(body))
            inside = (urljoin(address, each.decode()) for each in found if not each.startswith((b"data:", b"#")))
            wanted |= {each: None for each in inside if each not in fetched}
    return size, 1 + len(fetched)


def _fetch(client: Client, path: str) -> tuple[str, int, bytes]:
    """Return media type, bytes on the wire with headers, and the body before compression."""
    _, body, headers = client.get(path)
    head = sum(len(name) + len(value) + len(": \r\n") for name, value in headers.items())
    _, plain, _ = client.get(path, compressed=False)
    return headers.get("content-type", ""), len(body) + head, plain


def _addresses(place: Place) -> dict[str, str]:
    """Return one address of every type of page."""
    library = open_place(place)
    view = library.view(ANYBODY)
    longest: dict[Kind, tuple[int, str]] = {}
    for document in view.catalogue.documents(view.visible).values():
        longest[document.kind] = max(longest.get(document.kind, (0, "")), (document.words, document.url))
    library.close()
    documents = {str(kind): address for kind, (_, address) in longest.items()}
    asked = AnyWord(("people", "listening", "support"), joined=True)
    return {
        "home": "/",
        "search": search_address(asked),
        "everything": "/search",
        "nothing found": "/search?q=zzzzzzzz",
        "stories": "/stories",
        "resources": "/resources",
        "themes": "/themes",
        "theme": "/themes/what-matters",
        "roles": "/roles",
        "role": "/roles/social-worker",
        "about": "/about",
        "accessibility": "/accessibility",
        "privacy": "/privacy",
        "not found": "/stories/no-such-story",
        **documents,
    }
