"""The device of a browser, in a few words that its owner recognises in a list."""

from __future__ import annotations

# The first that is in the header counts: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
# The longest header that is looked at, in characters.
_MOST = 500


def device_of(user_agent: str) -> str:
    """Return what a ``User-Agent`` header says in words from a closed list, such as ``Firefox, Windows``.

    Returns:
        At most 60 characters; empty if nothing is known.
    """
    browser, system = (_first(user_agent[:_MOST], names) for names in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, (browser, system)))


def _first(header: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if sign in header), "")
