"""A site below a path, such as https://example.org/library.

Everywhere else, an address is root-relative, as if the site were at the root: in views, templates, authors' texts and
forms. Here, at the edge, addresses lose the path of ``LIBRARY_URL`` when they come in, and get it when they go out. So
no page, link or form can forget it. Absolute addresses begin with ``LIBRARY_URL`` and have it already.

A proxy may pass the path on or cut it off: both are the same here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.web.request_context import current_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask, Response

    from library.settings import Settings

_TAG = re.compile(r"<[a-z][^<>]*>")
# The attributes of our pages that have addresses. A root-relative one has one slash; two begin the name of a host.
_ADDRESS = re.compile(r'(\s(?:href|src|action|poster|data-move|data-suggest)=")(?=/(?!/))')
# The sizes of a picture: several addresses, each with a width. A file's name has no space in it: it is quoted.
_SIZES = re.compile(r'\ssrcset="[^"]*"')
_SIZE = re.compile(r'(?<=[\s"])(?=/(?!/))')


@dataclass(frozen=True, slots=True)
class WithoutPath:
    """A WSGI application that knows nothing of the path.

    Attributes:
        application: The site.
        path: Of ``LIBRARY_URL``, such as ``/library``.
    """

    application: WSGIApplication
    path: str

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        asked = environ["PATH_INFO"]
        # gunicorn cuts off what is in its own variable SCRIPT_NAME.
        environ["SCRIPT_NAME"] = ""
        if asked == self.path or asked.startswith(f"{self.path}/"):
            environ["PATH_INFO"] = asked[len(self.path) :] or "/"
        return self.application(environ, start_response)


def put_below_path(app: Flask, settings: Settings) -> None:
    """Put a site below the path of ``LIBRARY_URL``, if it has one."""
    if settings.path:
        app.wsgi_app = WithoutPath(app.wsgi_app, settings.path)  # type: ignore[method-assign]
        app.after_request(_with_path)


def site_path(address: str) -> str:
    """Return a root-relative address as a browser has to ask for it."""
    return current_settings().path + address


def _with_path(response: Response) -> Response:
    """Add the path to the addresses of a response: of its page, and where it leads."""
    path = current_settings().path
    location = response.headers.get("Location", "")
    if location.startswith("/") and not location.startswith("//"):
        response.headers["Location"] = path + location
    if response.mimetype == "text/html" and "Content-Disposition" not in response.headers:
        response.set_data(_TAG.sub(lambda tag: _below(path, tag[0]), response.get_data(as_text=True)))
    return response


def _below(path: str, tag: str) -> str:
    """Return a tag with the path before each of its addresses."""
    tag = _SIZES.sub(lambda sizes: _SIZE.sub(path, sizes[0]), tag)
    return _ADDRESS.sub(rf"\g<1>{path}", tag)
