"""Every address of the site. What each may show is said in ``rules``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.web.guesses import counted
from library.web.languages import SOURCE, prefix
from library.web.views import (
    about,
    browsing,
    checking,
    collecting,
    home,
    machines,
    pack_pages,
    packing,
    reading,
    searching,
    sharing,
    suggesting,
    team,
)

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
    ("/<any(stories, resources):shelf>/<slug>/team", "team", team.show_team),
    ("/<any(stories, resources):shelf>/<slug>/team.txt", "team_text", team.give_team_text),
    ("/<any(stories, resources):shelf>/<slug>/choose", "choose", pack_pages.show_choices),
    ("/<any(themes, roles, sectors):axis>", "terms", browsing.show_terms),
    ("/<any(themes, roles, sectors):axis>/<term_id>", "term", browsing.show_term),
    ("/collections", "collections", collecting.show_collections),
    ("/collections/<slug>", "collection", collecting.show_collection),
    ("/workshop", "workshop", pack_pages.show_workshop),
    ("/packs/mine", "my_pack", pack_pages.go_to_my_pack),
    ("/packs/<edit>", "pack", pack_pages.show_pack),
    ("/packs/<edit>/items/<item_id>", "pack_item", pack_pages.show_item),
    ("/packs/<edit>/delete", "pack_delete", pack_pages.show_delete),
    ("/shared/<view>", "shared", sharing.show_shared),
    ("/check", "check", checking.show_check),
    ("/check/<code>", "checked", checking.show_checked),
    ("/writing", "writing", about.show_writing),
    ("/about", "about", about.show_about),
    ("/accessibility", "accessibility", about.show_accessibility),
    ("/privacy", "privacy", about.show_privacy),
)

# Once only, whatever the language.
THINGS: Routes = (
    ("/<any(stories, resources):shelf>/<slug>/files/<path:name>", "file", reading.send_document_file),
    ("/packs/<edit>/files/<name>", "pack_file", sharing.send_pack_file),
    ("/shared/<view>/files/<name>", "shared_file", sharing.send_shared_file),
    ("/search.json", "search_json", searching.give_results),
    ("/suggest.json", "suggest_json", suggesting.give_suggestions),
    ("/feed.atom", "feed", machines.give_feed),
    ("/sitemap.xml", "sitemap", machines.give_sitemap),
    ("/robots.txt", "robots", machines.give_robots),
    ("/healthz", "health", machines.give_health),
    ("/static/<name>", "static", machines.give_static),
)

# Forms; in each language, as pages are. What they answer is a redirect to a page, or a page that says why not.
POSTS: Routes = (
    ("/packs/start", "start_pack", packing.start),
    ("/packs/add", "add_to_pack", packing.add),
    ("/packs/<edit>/details", "set_details", packing.set_details),
    ("/packs/<edit>/items", "add_own", packing.add_own),
    ("/packs/<edit>/items/<item_id>/save", "save_item", packing.save_item),
    ("/packs/<edit>/items/<item_id>/extent", "set_extent", packing.set_extent),
    ("/packs/<edit>/items/<item_id>/move", "move_item", packing.move_item),
    ("/packs/<edit>/items/<item_id>/remove", "remove_item", packing.remove_item),
    ("/packs/<edit>/items/<item_id>/put-back", "put_item_back", packing.put_item_back),
    ("/packs/<edit>/items/<item_id>/new-words", "renew_item", packing.renew_item),
    ("/packs/<edit>/share", "share_pack", packing.share),
    ("/packs/<edit>/stop-sharing", "stop_sharing", packing.stop_sharing),
    ("/packs/<edit>/new-link", "replace_link", packing.replace_link),
    ("/packs/<edit>/duplicate", "duplicate_pack", packing.duplicate),
    ("/packs/<edit>/take-up", "take_up", packing.take_up),
    ("/packs/<edit>/put-down", "put_down", packing.put_pack_down),
    ("/packs/<edit>/delete-now", "delete_pack", packing.delete),
)

# What stands for a secret or a code in an address: whoever looks up many that are not there is guessing.
GUESSABLE = ("<edit>", "<view>", "<code>")


def add_routes(app: Flask, settings: Settings) -> None:
    """Give an app its addresses. None ends in a slash that could be forgotten, so nothing is ever redirected for it."""
    app.url_map.merge_slashes = False
    for path, endpoint, view in THINGS:
        app.add_url_rule(path, endpoint, _watched(path, view))
    for language in settings.languages:
        for path, endpoint, view in PAGES:
            name = endpoint if language == SOURCE else f"{language}.{endpoint}"
            app.add_url_rule(prefix(language) + path, name, _watched(path, view), strict_slashes=path != "/")
        for path, endpoint, view in POSTS:
            name = endpoint if language == SOURCE else f"{language}.{endpoint}"
            app.add_url_rule(prefix(language) + path, name, _watched(path, view), methods=["POST"])


def _watched(path: str, view: Callable[..., Response]) -> Callable[..., Response]:
    return counted(view) if any(each in path for each in GUESSABLE) else view
