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
    "file": "The action `open_file` asks about the file's document first; media, captions and attachments alike.",
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
