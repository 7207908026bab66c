"""Addresses on other websites: whether two of them lead to the same page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from urllib.parse import SplitResult

# What newsletters, social networks and advertisements add to an address.
_TRACKING = re.compile(
    r"utm_.*|mc_[ce]id|_hs(?:enc|mi)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid"
    r"|igsh|mkt_tok|oly_(?:enc|anon)_id|vero_id|_ga|_gl|ref_src",
    re.IGNORECASE,
)
# Names of one website on phones and without scripts.
_SAME_HOST = re.compile(r"^(?:www[0-9]?|m|mobile|amp)\.(?=[^.]+\.)")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
_YOUTUBE = re.compile(r"/(?:embed|shorts|live|v|e)/([\w-]+)")
_VIMEO = re.compile(r"/video/([0-9]+)")


def same_page_key(address: str) -> str:
    """Return a text that is the same for addresses of the same page; empty if it is no address of a website.

    Scheme, ``www.``, upper case in the host, a slash at the end, the place within the page, tracking parameters and
    the order of the others make no difference. Nor do the short and embedded forms of YouTube, Vimeo and DOI.
    """
    parts = _parts(address)
    if parts is None or parts.hostname is None or parts.scheme not in {"http", "https"}:
        return ""
    host = _SAME_HOST.sub("", parts.hostname.lower().rstrip("."))
    path, asked = _INDEX.sub("/", parts.path).rstrip("/"), _query(parts)
    host, path, asked = _FORMS.get(host, _as_it_is)(host, path, asked)
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = urlencode(sorted(asked.items()))
    return f"{host}{port}{quote(unquote(path), safe='/')}" + (f"?{query}" if query else "")


def _parts(address: str) -> SplitResult | None:
    words = address.strip()
    words = words if "://" in words[:9] else f"https://{words}"
    try:
        parts = urlsplit(words)
        _ = parts.port
    except ValueError:
        return None
    is_one = " " not in words and "." in (parts.hostname or "") and parts.username is None
    return parts if is_one else None


def _query(parts: SplitResult) -> Mapping[str, str]:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return {name: value for name, value in pairs if not _TRACKING.fullmatch(name)}


_Form: TypeAlias = "tuple[str, str, Mapping[str, str]]"


def _as_it_is(host: str, path: str, asked: Mapping[str, str]) -> _Form:
    return host, path, asked


def _short_youtube(_host: str, path: str, _asked: Mapping[str, str]) -> _Form:
    return "youtube.com", "/watch", {"v": path.strip("/")}


def _youtube(_host: str, path: str, asked: Mapping[str, str]) -> _Form:
    found = _YOUTUBE.match(path)
    if found:
        return "youtube.com", "/watch", {"v": found[1]}
    return "youtube.com", path, {"v": asked["v"]} if path == "/watch" and "v" in asked else asked


def _vimeo(_host: str, path: str, asked: Mapping[str, str]) -> _Form:
    found = _VIMEO.match(path)
    return "vimeo.com", f"/{found[1]}" if found else path, asked


def _doi(_host: str, path: str, asked: Mapping[str, str]) -> _Form:
    return "doi.org", path.lower(), asked


_FORMS: dict[str, Callable[[str, str, Mapping[str, str]], _Form]] = {
    "youtu.be": _short_youtube,
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "player.vimeo.com": _vimeo,
    "doi.org": _doi,
    "dx.doi.org": _doi,
}
