"""Security headers for every response, and the check where a form comes from.

Reading sets no cookie, so no form has a token. The browser itself says which page a form comes from, and other sites
cannot change that: ``Sec-Fetch-Site``, or ``Origin`` in browsers without it (Safari 14).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import Forbidden

if TYPE_CHECKING:
    from flask import Flask, Response

    from library.settings import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    # Another site is not told which story its visitor came from.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

ONE_YEAR = 31_536_000

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class NotFromHere(Forbidden):
    """A form came from outside this site, or its origin is unknown."""


def protect(app: Flask, settings: Settings) -> None:
    """Add the headers to every response of an app, and check where forms come from."""
    headers = dict(HEADERS)
    if settings.url.startswith("https:"):
        headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"

    def add_headers(response: Response) -> Response:
        response.headers.update(headers)
        return response

    def refuse_forged() -> None:
        # An address that takes no form at all says so itself.
        reads = request.method in READING or request.routing_exception is not None
        if not reads and not comes_from_here(settings):
            raise NotFromHere

    app.before_request(refuse_forged)
    app.after_request(add_headers)


def comes_from_here(settings: Settings) -> bool:
    """Return whether the page that sent this request is on this site."""
    own_host = urlsplit(settings.url).netloc.lower()
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    host = urlsplit(origin).netloc.lower() if origin.startswith(("http://", "https://")) else ""
    return bool(host) and host in {request.host.lower(), own_host}
