"""Why each address shows only what its reader may see. A route without a rule fails a test."""

from __future__ import annotations

ROUTE_RULES = {
    "home": "The action `home` counts and picks among documents that the viewer may see.",
    "search": "The action `find` intersects hits, totals and facet counts with what the viewer may see.",
    "search_tips": "Words of our own, with addresses of searches; no document.",
    "search_json": "The action `find`, as for the search page; nothing is added to what it returns.",
    "suggest_json": "The action `suggest` gives only what stands in documents that the viewer may see.",
    "shelf": "The action `list_page` lists documents that the viewer may see.",
    "document": "The action `read_document` refuses what the viewer may not see, its twin and related ones included.",
    "file": "The action `open_file` asks about the file's document first; media, captions and attachments alike;"
    " it refuses attachments that may not leave the site.",
    "team": "The action `team_page` reads the document as its own page does; no words without the use `workshop`.",
    "team_text": "As for `team`; refused where its words may not leave the site.",
    "choose": "The action `choices` reads the document as its own page does; nothing to choose where it is refused.",
    "workshop": "Words of our own; no document.",
    "my_pack": "Leads to `pack`, whose cookie this browser has; no document.",
    "pack": "The action `pack_page` reads each document as everybody may see it, whoever opens the link.",
    "pack_item": "As for `pack`.",
    "pack_delete": "The facilitator's own title; no document.",
    "pack_file": "The action `make_file` leaves out what everybody may not see, and words without the uses for it.",
    "shared": "As for `pack`, without the facilitator's notes.",
    "shared_file": "As for `pack_file`, without the facilitator's notes and files.",
    "check": "Words of our own; no document.",
    "checked": "The action `check_code` names items by number; what takes their place is what everybody may see.",
    "start_pack": "Starts a pack of steps of our own; no document.",
    "add_to_pack": "The action `document_item` refuses what everybody may not see or what is not for workshops.",
    "set_details": "The facilitator's own words; no document.",
    "add_own": "The facilitator's own words and ours; no document.",
    "save_item": "The facilitator's own words; no document.",
    "set_extent": "The action `with_extent` refuses what everybody may not see or what is not for workshops.",
    "move_item": "Numbers only; no document.",
    "remove_item": "Nothing is shown; no document.",
    "put_item_back": "Puts back what the pack held; what it shows is decided by `pack`.",
    "renew_item": "As for `set_extent`.",
    "share_pack": "Makes a link; what it shows is decided by `shared`.",
    "stop_sharing": "Ends a link; no document.",
    "replace_link": "Makes a link; what it shows is decided by `pack`.",
    "duplicate_pack": "Copies what a pack holds, which is no word of a document.",
    "take_up": "Sets the cookie of whoever has the link; no document.",
    "put_down": "Takes the cookie away; no document.",
    "delete_pack": "Deletes; no document.",
    "terms": "The action `terms_page` counts documents that the viewer may see; the terms themselves are public.",
    "term": "The action `term_page` lists documents that the viewer may see; the term itself is public.",
    "collections": "Titles and summaries by editors; no document.",
    "collection": "The action `collection_page` leaves out every block that links to what the viewer may not see.",
    "writing": "Words of our own; no document.",
    "about": "Words of our own; no document.",
    "accessibility": "Words of our own; no document.",
    "privacy": "Words of our own; no document.",
    "feed": "The action `feed` gives what the viewer may see; summaries only.",
    "sitemap": "The action `sitemap` gives what the viewer may see and search engines may have.",
    "robots": "Names addresses of searches only.",
    "health": "Numbers only: of the generation and of all published documents, for who runs the site.",
    "static": "Files that come with the program; no document.",
}


def rule_of(endpoint: str) -> str:
    """Return the rule of an endpoint; another language's page has the rule of its English twin.

    Raises:
        KeyError: It has none.
    """
    return ROUTE_RULES[endpoint.rpartition(".")[2]]
