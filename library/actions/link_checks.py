"""Links between pages of the site, checked once every document is known: pages, anchors, and who may open them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from library.content.mistakes import quoted
from library.content.nearest import did_you_mean
from library.content.slugs import SHELVES
from library.errors import Advice
from library.model.document import Audience, Status
from library.model.language import LANGUAGES
from library.model.permission import UNKNOWN, Permission, effective
from library.model.vocabulary import BROWSED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from library.content.body.advice.links import WrittenLink
    from library.content.document import ReadDocument
    from library.content.references import References
    from library.model.vocabulary import Vocabulary

# The pages that are always there; a test compares them with the routes.
PAGES = frozenset(
    "/ /search /search/tips /stories /resources /themes /circumstances /roles /sectors /collections /workshop "
    "/packs/mine /check /writing /about /accessibility /privacy /feed.atom /sitemap.xml".split()
)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Comparing costs up to 50 ms a word; after this many, suggestions can wait.
MOST_HINTS = 20

_AXES = {axis.value: axis for axis in BROWSED}
_DOCUMENT = re.compile(rf"/({'|'.join(SHELVES)})/([^/]+)(?:/(?:team|team\.txt|choose)|/files/(.+))?")
_LANGUAGE = re.compile(rf"/(?:{'|'.join(LANGUAGES)})(?=/|\Z)")
_HERE = re.compile(r"(?:localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0)", re.IGNORECASE)
_MOMENT = re.compile(r"t=[0-9]{1,6}")
_NOT_SHOWN = {
    Status.WITHDRAWN: "is withdrawn",
    Status.DRAFT: "is a draft",
    Status.IN_REVIEW: "is still in review",
}
_FOR = {Audience.NETWORK: "is for members", Audience.COORDINATORS: "is for coordinators"}


def linked_slugs(read: ReadDocument) -> frozenset[str]:
    """Return the slugs that the links of a document may lead to; some may be none."""
    return frozenset(part for link in read.links for part in _path(link.href).removesuffix(".md").split("/"))


def _path(href: str) -> str:
    """Return the path of a link; empty if it is not one."""
    try:
        return unquote(urlsplit(href).path)
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class _Page:
    """What the checks need to know of one document.

    Attributes:
        path: Its file, relative to the content folder.
        shelf: ``stories`` or ``resources``.
        slug: Its own.
        anchors: Of its passages and headings.
        files: The names of its files.
        links: The links in its text.
    """

    path: str
    shelf: str
    slug: str
    anchors: frozenset[str]
    files: frozenset[str]
    links: tuple[WrittenLink, ...]


class LinkChecks:
    """The links in the texts of all documents."""

    def __init__(self, site: str, vocabulary: Vocabulary, today: date) -> None:
        """Begin with no documents.

        Args:
            site: The public address of the site, without a slash at its end.
            vocabulary: The terms that have pages.
            today: The day it is in London.
        """
        self._site, self._vocabulary, self._today = site, vocabulary, today
        self._pages: dict[str, _Page] = {}
        self._slugs: tuple[str, ...] = ()
        self._former: dict[str, str] = {}
        self._permissions: dict[str, Permission] = {}
        self._others: frozenset[str] = frozenset()
        self._hints = MOST_HINTS

    def add(self, read: ReadDocument) -> None:
        """Add a document and its links."""
        document = read.document
        anchors = {*(each.anchor for each in document.passages), *(each.anchor for each in document.headings)}
        files = frozenset(file.name for file in document.files)
        shelf = document.kind.shelf
        self._pages[document.slug] = _Page(document.path, shelf, document.slug, frozenset(anchors), files, read.links)
        self._former.update((slug, document.slug) for slug in document.formerly)

    def advice(
        self, references: Iterable[References], collections: Collection[str], broken: Collection[str]
    ) -> Iterator[Advice]:
        """Yield advice on every link that a reader of its document cannot follow.

        Args:
            references: Of all documents that can be read.
            collections: The slugs of all collections.
            broken: The slugs of files that cannot be read; links to them are not reported.
        """
        statements = {one.slug: one.statement for one in references}
        self._slugs = tuple(statements)
        self._permissions = {slug: effective(slug, lambda name: statements.get(name, UNKNOWN)) for slug in self._pages}
        self._others = frozenset({*(f"/collections/{slug}" for slug in collections)})
        for page in self._pages.values():
            yield from dict.fromkeys(self._on(page, broken))

    def _on(self, page: _Page, broken: Collection[str]) -> Iterator[Advice]:
        """Yield advice on the links of a document; several links on a line can earn the same."""
        for link in page.links:
            sentence = self._wrong(page, link.href, broken)
            if sentence:
                yield Advice(page.path, link.line, sentence)

    def _wrong(self, page: _Page, href: str, broken: Collection[str]) -> str:
        """Return what is wrong with a link, or nothing."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return f"Correct this link. Readers do not get it: {quoted(href)}."
        if parts.scheme.lower() not in {"", *SCHEMES} or href.startswith("\\"):
            return f"Put this file on the site or delete the link. Readers do not get it: {quoted(href)}."
        if _HERE.fullmatch(parts.hostname or ""):
            return f"Write this link as [words](slug). Only your own computer can open {quoted(href)}."
        if parts.scheme or parts.netloc:
            if not f"{href}/".startswith(f"{self._site}/"):
                return ""
            href = href.removeprefix(self._site) or "/"
        return self._dead(page, href, broken)

    def _dead(self, page: _Page, href: str, broken: Collection[str]) -> str:
        parts = urlsplit(urljoin(f"/{page.shelf}/{page.slug}", href))
        path, anchor = unquote(parts.path).removesuffix(".md"), unquote(parts.fragment)
        path = _LANGUAGE.sub("", path, count=1).rstrip("/") or "/"
        document = _DOCUMENT.fullmatch(path)
        if document and not document[2].startswith("."):
            return "" if document[2] in broken else self._to_document(page, href, document, anchor)
        if path in PAGES or path in self._others or self._is_term(path) or path.startswith("/static/"):
            return ""
        return f"Correct this link. The site has no page {quoted(href)}."

    def _is_term(self, path: str) -> bool:
        axis, _, term = path.removeprefix("/").partition("/")
        return axis in _AXES and term in self._vocabulary.on(_AXES[axis])

    def _to_document(self, page: _Page, href: str, match: re.Match[str], anchor: str) -> str:
        shelf, slug, file = match[1], self._former.get(match[2], match[2]), match[3]
        target = self._pages.get(slug)
        if target is None:
            return self._no_document(page, href, slug)
        if target.shelf != shelf:
            return f"Write /{target.shelf}/{slug} in this link. There is no page {quoted(href)}."
        if file and file not in target.files:
            return f"Correct this link. {target.path} names no file {quoted(file)}."
        if anchor and anchor not in target.anchors and not _MOMENT.fullmatch(anchor):
            return self._no_anchor(target, anchor)
        return self._hidden(page, target)

    def _no_document(self, page: _Page, href: str, slug: str) -> str:
        if slug in page.files:
            there = f"[words](/{page.shelf}/{page.slug}/files/{slug})"
            return f"Write this link as {there}. The file is not at {quoted(href)}."
        if "." in slug:
            return f"Name {quoted(slug)} under attachments. Readers get an error if they follow this link."
        self._hints -= 1
        hint = did_you_mean(slug, self._slugs) if self._hints >= 0 else ""
        return f"Correct this link. There is no document {quoted(slug)}.{hint}"

    def _no_anchor(self, target: _Page, anchor: str) -> str:
        count = sum(1 for each in target.anchors if re.fullmatch(r"p[1-9][0-9]*", each))
        there = f" It has p1 to p{count}." if count else ""
        return f"Correct the end of this link. {quoted(target.slug)} has no #{quoted(anchor)[1:-1]}.{there}"

    def _hidden(self, page: _Page, target: _Page) -> str:
        """Return why readers of a document cannot open another one, or nothing."""
        mine, theirs = self._permissions[page.slug], self._permissions[target.slug]
        if page is target or mine.status is Status.WITHDRAWN:
            return ""
        why = _NOT_SHOWN.get(theirs.status, "")
        if not why and theirs.until and theirs.until < self._today:
            why = "is past its last day"
        if not why and theirs.published and theirs.published > max(self._today, mine.published or self._today):
            why = f"is not shown before {theirs.published}"
        if not why and theirs.audience.width < mine.audience.width:
            why = _FOR[theirs.audience]
        sentence = f"Delete this link or choose another. Readers of this page cannot open {quoted(target.slug)}"
        return f"{sentence}: it {why}." if why else ""
