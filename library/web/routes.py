"""Every address of the site. What each may show is said in ``rules``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.web.languages import SOURCE, prefix
from library.web.views import about, browsing, collecting, home, machines, reading, searching, suggesting

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

    from library.settings import Settings

    Routes = tuple[tuple[str, str, Callable[..., Response]], ...]

# Address, endpoint, view. These are also at ``/cy/…`` and ``/gd/…`` where those are switched on, under the
# endpoints ``cy.home`` and so on.
PAGES: Routes = (
    ("/", "home", home.show_home),
    ("/search", "search", searching.show_results),
    ("/search/tips", "search_tips", searching.show_tips),
    ("/<any(stories, resources):shelf>", "shelf", browsing.show_shelf),
    ("/<any(stories, resources):shelf>/<slug>", "document", reading.show_document),
    ("/<any(themes, roles, sectors):axis>", "terms", browsing.show_terms),
    ("/<any(themes, roles, sectors):axis>/<term_id>", "term", browsing.show_term),
    ("/collections", "collections", collecting.show_collections),
    ("/collections/<slug>", "collection", collecting.show_collection),
    ("/writing", "writing", about.show_writing),
    ("/about", "about", about.show_about),
    ("/accessibility", "accessibility", about.show_accessibility),
    ("/privacy", "privacy", about.show_privacy),
)

# Once only, whatever the language.
THINGS: Routes = (
    ("/<any(stories, resources):shelf>/<slug>/files/<path:name>", "file", reading.send_document_file),
    ("/search.json", "search_json", searching.give_results),
    ("/suggest.json", "suggest_json", suggesting.give_suggestions),
    ("/feed.atom", "feed", machines.give_feed),
    ("/sitemap.xml", "sitemap", machines.give_sitemap),
    ("/robots.txt", "robots", machines.give_robots),
    ("/healthz", "health", machines.give_health),
    ("/static/<name>", "static", machines.give_static),
)


def add_routes(app: Flask, settings: Settings) -> None:
    """Give an app its addresses. None ends in a slash that could be forgotten, so nothing is ever redirected for it."""
    app.url_map.merge_slashes = False
    for path, endpoint, view in THINGS:
        app.add_url_rule(path, endpoint, view)
    for language in settings.languages:
        for path, endpoint, view in PAGES:
            name = endpoint if language == SOURCE else f"{language}.{endpoint}"
            app.add_url_rule(prefix(language) + path, name, view, strict_slashes=path != "/")
