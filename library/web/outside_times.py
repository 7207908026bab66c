"""Addresses that open a recording on another website at a second of it.

Each website has its own way, so only those in the table are linked. On others the time is shown without a link, which
is better than one that starts at the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Files that browsers play by themselves (https://www.w3.org/TR/media-frags/).
PLAYED = frozenset({".mp4", ".m4v", ".webm", ".ogv", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav"})


@dataclass(frozen=True, slots=True)
class Way:
    """How a website writes a time.

    Attributes:
        key: The name of the value, such as ``t``.
        in_fragment: Whether it follows ``#`` and not ``?``.
        form: How the time itself is written.
    """

    key: str
    in_fragment: bool = False
    form: str = "{seconds}"


FILE = Way("t", in_fragment=True)
WAYS: dict[str, Way] = {
    "youtube.com": Way("t"),
    "youtu.be": Way("t"),
    "vimeo.com": Way("t", in_fragment=True, form="{seconds}s"),
    "soundcloud.com": Way("t", in_fragment=True, form="{minutes}:{rest:02}"),
    "dailymotion.com": Way("start"),
    "archive.org": Way("start"),
    "open.spotify.com": Way("t"),
    "panopto.com": Way("start"),
    "panopto.eu": Way("start"),
}


def outside_time(source: str, seconds: float) -> str:
    """Return the address of a recording at a time.

    Args:
        source: The address of the recording, or of its page.
        seconds: From the start.

    Returns:
        The address, or an empty string if its website is not in the table.
    """
    parts = urlsplit(source)
    way = FILE if PurePosixPath(parts.path).suffix.lower() in PLAYED else _way(parts.hostname or "")
    if way is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    at = way.form.format(seconds=int(seconds), minutes=minutes, rest=rest)
    if way.in_fragment:
        return urlunsplit(parts._replace(fragment=f"{way.key}={at}"))
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != way.key]
    return urlunsplit(parts._replace(query=urlencode([*query, (way.key, at)]), fragment=""))


def _way(host: str) -> Way | None:
    """Return the way of a host, or of the website that it is part of, such as ``www.youtube.com``."""
    parts = host.split(".")
    return next((WAYS[name] for at in range(len(parts)) if (name := ".".join(parts[at:])) in WAYS), None)
