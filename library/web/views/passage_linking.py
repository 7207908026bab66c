"""Links to passages that survive edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect

from library.actions.passage_links import followed_link, passage_link
from library.actions.writing.former_passage import former_passage
from library.model.lasting_link import parse_link
from library.web.caching import keep_private
from library.web.languages import localised
from library.web.page_metadata import absolute
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer

if TYPE_CHECKING:
    from flask import Response

    from library.actions.passage_links import LinkedPassage


def lead_to_passage(shelf: str, slug: str, place: str) -> Response:
    """Redirect a lasting link to where its words are now, or say that they changed; without a mark, offer one."""
    link = parse_link(place)
    if link is None or not link.mark:
        return _offered(passage_link(current_library(), current_viewer(), shelf, slug, place))
    linked = followed_link(current_library(), current_viewer(), shelf, slug, place)
    if linked.passage is None:
        return _changed(linked, place)
    answer: Response = redirect(f"{localised(linked.card.url)}#{linked.passage.anchor}")  # type: ignore[assignment]
    return keep_private(answer)


def _changed(linked: LinkedPassage, place: str) -> Response:
    path = f"{linked.card.url.removeprefix('/')}.md"
    former = former_passage(current_library(), current_viewer(), path, place)
    changed = page("passage_changed.html", status=404, linked=linked, former=former, indexed=False)
    return changed if linked.is_public and not former else keep_private(changed)


def _offered(linked: LinkedPassage) -> Response:
    offered = page("passage_link.html", linked=linked, address=absolute(localised(linked.address)), indexed=False)
    return offered if linked.is_public else keep_private(offered)
