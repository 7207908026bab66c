"""Attributes of HTML elements: reading an author's attributes, and which values are allowed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from library.content.body.html_rules import WITH_LANG
from library.model.characters import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=`]+)))?""")
_NOT_IN_AN_ADDRESS = re.compile(r"[^!#$%&'()*+,\-./:;=?@_~0-9A-Za-z\u00a0-\U0010fffd]|%(?![0-9A-Fa-f]{2})")
# A colon in the first part of a path would make it a scheme. Source: RFC 3986, section 4.2
_PLACE_HERE = re.compile(r"[^:/?#]*(?:[/?#]|\Z)")
_PHONE = re.compile(r"tel:\+?[0-9][0-9().-]{2,29}\Z", re.IGNORECASE)
# A link from file to file, as editors follow it, becomes one from page to page.
_MARKDOWN_FILE = re.compile(r"(?<=[^/?#])\.md(?=[?#]|\Z)")
_MAIL = re.compile(r"mailto:[^@]+@[^@]", re.IGNORECASE)
# How people and programs hide words of a page; the last is Word's.
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#\\<>^`{|}\[\]%\"@]+(?:[/?#]|\Z)", re.IGNORECASE)


def attributes_in(raw: str) -> dict[str, str]:
    """Return the attributes in a tag, names in lower case; if a name repeats, the first counts, as in browsers."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), visible(html.unescape(double or single or bare)))
    return found


def is_hidden(raw: str) -> bool:
    """Return whether the attributes in a tag hide its element and all words in it."""
    if "hidden" not in (lower := raw.lower()) and "style" not in lower:
        return False
    return hides(attributes_in(raw))


def hides(attributes: Mapping[str, str]) -> bool:
    """Return whether attributes hide their element and all words in it."""
    return "hidden" in attributes or _HIDING_STYLE.search(attributes.get("style", "")) is not None


def start_tag(name: str, attributes: dict[str, str]) -> str:
    """Return a start tag with quoted and escaped values."""
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"


def address(value: str) -> str | None:
    r"""Return a link's address as browsers read it, or ``None`` if it is not allowed.

    Browsers drop tabs and line breaks from addresses and read ``\`` as ``/``: ``/<tab>/evil.example`` leaves the site.
    Source: https://url.spec.whatwg.org/#concept-basic-url-parser
    """
    value = re.sub(r"[\t\n\r]", "", value).strip(" \f\xa0").replace("\\", "/")
    if not value or value.startswith("//"):
        return None
    page, mark, place = _NOT_IN_AN_ADDRESS.sub(lambda match: quote(match[0]), value).partition("#")
    value = page + mark + place.replace("#", "%23")
    if _PLACE_HERE.match(value):
        return _MARKDOWN_FILE.sub("", value, count=1)
    return value if leaves_the_site(value) or _MAIL.match(value) or _PHONE.match(value) else None


def leaves_the_site(href: str) -> bool:
    """Return whether an address is on the web and has a host."""
    return _WEB.match(href) is not None


def language_of(name: str, attributes: dict[str, str]) -> dict[str, str]:
    """Return the language that an author gave an element, if it is a valid tag: ``{"lang": "cy"}`` or nothing."""
    language = attributes.get("lang", "")
    return {"lang": language} if name in WITH_LANG and _LANG.fullmatch(language) else {}


def link_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """Return the attributes to write for a link; empty if its address is not allowed."""
    href = address(attributes.get("href", ""))
    if href is None:
        return {}
    allowed = {"href": href}
    if attributes.get("title"):
        allowed["title"] = attributes["title"]
    if leaves_the_site(href):
        allowed["rel"] = "noopener noreferrer"
    return allowed
