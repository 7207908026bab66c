"""The Atom feed and the sitemap, built as XML trees so that no title can break them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from library.model.document import Provenance
from library.model.vocabulary import BROWSED
from library.web.formatting import today
from library.web.labels import KINDS, kind_words
from library.web.languages import prefix
from library.web.page_metadata import absolute, marked_title
from library.web.phrases import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from library.actions.pages import FeedEntry
    from library.model.card import Card

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Pages that always exist; the sitemap lists them besides the documents.
STANDING_PAGES = (
    "/",
    "/stories",
    "/resources",
    *(f"/{axis}" for axis in BROWSED),
    "/collections",
    "/about",
    "/writing",
)


def atom(entries: Iterable[FeedEntry]) -> bytes:
    """Return an Atom feed (RFC 4287) of documents.

    Args:
        entries: In the order of the feed; those without a date are left out.
    """
    dated = [(entry.card, entry.day) for entry in entries if entry.day is not None]
    feed = ET.Element("feed", {"xmlns": ATOM, XML_LANG: "en"})
    _text(feed, "title", "Commonplace")
    _text(feed, "subtitle", gettext("New stories and resources from Commonplace"))
    _text(feed, "id", absolute("/feed.atom"))
    _text(feed, "updated", _instant(max((day for _, day in dated), default=today())))
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=absolute("/feed.atom"))
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=absolute("/"))
    _text(ET.SubElement(feed, "author"), "name", gettext("The Personal Outcomes Network"))
    for card, day in dated:
        _entry(feed, card, day)
    return _bytes(feed)


def sitemap(entries: Iterable[FeedEntry], ways_in: Iterable[str], languages: Sequence[str]) -> bytes:
    """Return a sitemap, with the other interface languages of each page.

    Args:
        entries: Documents that search engines may list.
        ways_in: Root-relative English addresses of collections and themes.
        languages: Codes of the interface languages, English first.
    """
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for path in (*STANDING_PAGES, *ways_in):
        _place(root, path, None, languages)
    for entry in entries:
        _place(root, entry.card.url, entry.day, languages)
    return _bytes(root)


def _entry(feed: ET.Element, card: Card, day: date) -> None:
    entry = ET.SubElement(feed, "entry")
    _text(entry, "title", marked_title(card)).set(XML_LANG, card.language)
    _text(entry, "id", absolute(card.url))
    _text(entry, "published", _instant(day))
    _text(entry, "updated", _instant(day))
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=absolute(card.url))
    ET.SubElement(entry, "category", term=card.kind, label=str(KINDS[card.kind]))
    if card.provenance is Provenance.FICTIONAL:
        ET.SubElement(entry, "category", term=card.provenance, label=str(kind_words(card.kind, card.provenance)))
    _text(entry, "summary", card.summary).set(XML_LANG, card.language)


def _place(root: ET.Element, path: str, day: date | None, languages: Sequence[str]) -> None:
    for language in languages:
        place = ET.SubElement(root, "url")
        _text(place, "loc", absolute(prefix(language) + path))
        if day is not None:
            _text(place, "lastmod", day.isoformat())
        if len(languages) > 1:
            for other in languages:
                href = absolute(prefix(other) + path)
                ET.SubElement(place, "xhtml:link", rel="alternate", hreflang=other, href=href)


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = text
    return element


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _bytes(root: ET.Element) -> bytes:
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data
