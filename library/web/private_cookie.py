"""Cookies that hold a secret: which name they have, and where a browser sends them.

The name makes browsers refuse one that another site, or a page without TLS, tries to set: ``__Host-`` at the root and
``__Secure-`` below a path. Only a site on this computer itself may do without TLS.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import request

from library.web.request_context import current_settings

if TYPE_CHECKING:
    from flask import Response


def can_sign_in(url: str) -> bool:
    """Return whether a site at an address can keep people signed in: with TLS, or on this computer."""
    parts = urlsplit(url)
    return parts.scheme == "https" or _is_loopback(parts.hostname or "")


def cookie_secret(name: str) -> str:
    """Return what this browser's cookie holds; empty without one, and on a site that must not have any."""
    return request.cookies.get(_full(name), "") if can_sign_in(current_settings().url) else ""


def set_private_cookie(response: Response, name: str, secret: str, seconds: int) -> None:
    """Give a browser a secret that only this site gets back, and no script can read.

    Args:
        response: To the browser.
        name: Without prefix.
        secret: What it holds.
        seconds: How long the browser keeps it.
    """
    is_secure = current_settings().url.startswith("https:")
    path = current_settings().path or "/"
    response.set_cookie(
        _full(name), secret, max_age=seconds, path=path, secure=is_secure, httponly=True, samesite="Lax"
    )


def remove_private_cookie(response: Response, name: str) -> None:
    """Make a browser forget a secret, if it sent one."""
    if _full(name) in request.cookies:
        set_private_cookie(response, name, "", 0)


def _full(name: str) -> str:
    settings = current_settings()
    if not settings.url.startswith("https:"):
        return name
    return f"__Secure-{name}" if settings.path else f"__Host-{name}"


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
