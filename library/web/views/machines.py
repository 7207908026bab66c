"""What machines read: the feed, the sitemap, robots.txt, security.txt, the health check and static files."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, jsonify, request

from library.actions import browse
from library.errors import NotFound, NothingPublished
from library.model.viewer import ANYBODY
from library.web.below_path import site_path
from library.web.caching import FOR_EVER, NOT_KEPT
from library.web.feeds import atom, sitemap
from library.web.page_metadata import ROBOTS_OFF, absolute
from library.web.request_context import current_library, current_settings, wiring

# RFC 9116 recommends less than a year.
SECURITY_CONTACT_HOLDS = timedelta(days=180)


def give_feed() -> Response:
    """Give the newest documents as an Atom feed (RFC 4287), summaries only."""
    body = atom(browse.feed(current_library(), ANYBODY))
    response = Response(body, mimetype="application/atom+xml")
    response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return response


def give_sitemap() -> Response:
    """Give every address that search engines may have."""
    library = current_library()
    body = sitemap(browse.sitemap(library, ANYBODY), browse.ways_in(library, ANYBODY), current_settings().languages)
    return Response(body, mimetype="application/xml")


def give_robots() -> Response:
    """Ask robots not to search."""
    searches = ["/search", *(f"/{language}/search" for language in current_settings().languages[1:])]
    lines = [
        "User-agent: *",
        *(f"Disallow: {site_path(path)}" for path in searches),
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return Response("\n".join(lines), mimetype="text/plain")


def give_security() -> Response:
    """Say how to report a weakness in the site (RFC 9116), if it has a contact address."""
    settings = current_settings()
    if not settings.contact:
        raise NotFound
    # Of this day, so that all answers of a day are the same.
    expires = current_library().today() + SECURITY_CONTACT_HOLDS
    lines = [
        f"Contact: {settings.contact}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(settings.languages)}",
        *([f"Canonical: {absolute('/.well-known/security.txt')}"] if settings.url.startswith("https:") else []),
        "",
    ]
    return Response("\n".join(lines), mimetype="text/plain")


def give_health() -> Response:
    """Say whether this process can serve pages, and whether it can search."""
    try:
        health = browse.health(current_library())
        response = jsonify(status="ok", generation=health.generation, documents=health.documents, search=health.search)
    except NothingPublished:
        response = jsonify(status="nothing published", generation=0, documents=0, search=False)
        response.status_code = 503
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def give_static(name: str) -> Response:
    """Give a static file: cached for ever under its fingerprint, checked again each time without."""
    asset = wiring().assets.get(name)
    if asset is None:
        raise NotFound
    response = Response(asset.body, content_type=asset.media_type)
    response.set_etag(asset.fingerprint)
    if request.args.get("v") == asset.fingerprint:
        response.headers["Cache-Control"] = FOR_EVER
    return response
