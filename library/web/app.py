"""The Flask application: one function that puts the site together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask.sessions import NullSession, SessionInterface
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from library.web import caching, error_pages
from library.web.assets import read_assets
from library.web.below_path import put_below_path
from library.web.error_log import Site
from library.web.rendering import find_templates, teach
from library.web.request_context import Wiring, attach
from library.web.request_log import log_requests
from library.web.routes import ROUTES, add_routes
from library.web.security import protect
from library.web.signed_in import session_viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Request

    from library.actions.library import Library
    from library.model.viewer import Viewer
    from library.settings import Settings


class NoSessions(SessionInterface):
    """Flask's own sessions are not used: it neither reads nor sets a cookie."""

    def open_session(self, app: Flask, request: Request) -> NullSession:
        """Return a session that holds nothing."""
        del app, request
        return NullSession()


def create_app(library: Library, settings: Settings, viewer: Callable[[], Viewer] = session_viewer) -> Flask:
    """Put the site together.

    Args:
        library: The opened library.
        settings: All settings.
        viewer: Returns who sent the current request; called once for each request.

    Returns:
        A WSGI application. It reads no environment, sets no cookie until someone starts a pack or signs in, and shows
        no ``Host`` header.
    """
    app = Site("library.web", static_folder=None, template_folder=str(find_templates()))
    app.session_interface = NoSessions()
    app.json.sort_keys = False  # type: ignore[attr-defined]
    assets = read_assets()
    attach(app, Wiring(library, settings, assets, viewer))
    if settings.log == "json":
        log_requests(app)
    teach(app, settings, assets)
    add_routes(app, settings, ROUTES)
    error_pages.register(app)
    # The last one registered runs first: a response is tagged before it is compressed.
    Compress(app)
    protect(app, settings)
    app.after_request(caching.finish)
    # Before a response is tagged and compressed.
    put_below_path(app, settings)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0, x_prefix=0)  # type: ignore[method-assign]
    return app
