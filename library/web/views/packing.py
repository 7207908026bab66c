"""Gathering and arranging a pack: every form of the pack's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.packs import arrange, formats, keeping
from library.actions.packs.choosing import choices
from library.actions.packs.gather import adding, adding_format, document_item, question_item
from library.actions.packs.secrets import new_item_id
from library.actions.packs.showing import pack_page
from library.actions.packs.taking import FILES
from library.actions.packs.timing import read_clock
from library.errors import NotFound, PackConflict
from library.model.pack import MOST_WORDS, Extent, Item, ItemKind, Pack
from library.web.caching import keep_private
from library.web.current import current_library, current_viewer
from library.web.forms import ADDED, back_to, line, number, own_path, see, seen, sent, words
from library.web.languages import localised
from library.web.my_pack import carry, has_cookie, my_pack, put_down
from library.web.preview import absolute
from library.web.rendering import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from library.actions.packs.keeping import Started

USUAL_BREAK = 10


def show_workshop() -> Response:
    """Say what a pack is, and offer ways to start one."""
    return page("workshop.html", formats=formats.FORMATS)


def show_choices(shelf: str, slug: str) -> Response:
    """Show the passages of a document, to choose some."""
    choice = choices(current_library(), current_viewer(), shelf, slug, request.args.getlist("anchors"))
    response = page("choose.html", indexed=False, choice=choice)
    return response if choice.is_public else keep_private(response)


def show_pack(edit: str) -> Response:
    """Show a pack to whoever may change it."""
    shown = pack_page(current_library(), keeping.pack_to_edit(current_library(), edit))
    mine = my_pack()
    return keep_private(
        page(
            "pack.html",
            indexed=False,
            shown=shown,
            edit=edit,
            here=f"/packs/{edit}",
            link=absolute(localised(f"/packs/{edit}")),
            view_link=absolute(localised(f"/shared/{shown.view}")) if shown.view else "",
            files=FILES.values(),
            formats=formats.FORMATS,
            prompts=formats.PROMPTS,
            is_mine=mine is not None and mine.edit == edit,
        )
    )


def show_item(edit: str, item_id: str) -> Response:
    """Show one item of a pack, to be changed."""
    shown = pack_page(current_library(), keeping.pack_to_edit(current_library(), edit))
    found = next((each for each in shown.items if each.item.id == item_id), None)
    if found is None:
        raise NotFound
    return keep_private(page("pack_item.html", indexed=False, shown=shown, each=found, here=f"/packs/{edit}"))


def show_delete(edit: str) -> Response:
    """Ask whether a pack is really to be deleted."""
    kept = keeping.pack_to_edit(current_library(), edit)
    return keep_private(page("pack_delete.html", indexed=False, pack=kept.pack, here=f"/packs/{edit}"))


def start() -> Response:
    """Start a pack: empty, or with the steps of a format."""
    chosen = line("format")
    return _begin(keeping.start_pack(current_library(), adding_format(chosen)(Pack()) if chosen else Pack()))


def add() -> Response:
    """Put a document, passages or a question of it, or a format into the pack of this browser; start one if need be."""
    library, mine = current_library(), my_pack()
    change = _to_add()
    if mine is None:
        return _begin(keeping.start_pack(library, change(Pack())))
    keeping.change_pack(library, mine.edit, change)
    back = own_path(request.form.get("back", ""))
    if back is None:
        return _pack_at(mine.edit, "added")
    return back_to(back, line("place"), **{ADDED: "1"})


def set_details(edit: str) -> Response:
    """Change what a pack says of itself."""
    fields = sent(arrange.DETAILS)
    starts = read_clock(fields.pop("starts", ""))
    # What is no time of day changes nothing.
    if "starts" in request.form and starts is not None:
        fields["starts"] = starts
    return _merging(edit, "", fields, lambda: arrange.set_details(current_library(), edit, _version(), fields, seen()))


def save_item(edit: str, item_id: str) -> Response:
    """Change the facilitator's words about an item, and how much of its document it is."""
    fields = sent(("title", "text", "notes", "minutes", "way"), ("text", "notes"))
    return _merging(
        edit, item_id, fields, lambda: arrange.edit_item(current_library(), edit, item_id, _version(), fields, seen())
    )


def set_extent(edit: str, item_id: str) -> Response:
    """Take all of an item's document, or its three-minute version."""
    extent = line("extent")
    if extent not in {Extent.SHORT, Extent.WHOLE}:
        raise NotFound
    arrange.set_extent(current_library(), edit, item_id, Extent(extent))
    return _pack_at(edit, "saved", f"item-{item_id}")


def move_item(edit: str, item_id: str) -> Response:
    """Put an item at another place."""
    by = {"up": -1, "down": 1}.get(line("by"), 0)
    to = number("to") - 1 if not by and number("to") else None
    arrange.move(current_library(), edit, item_id, to=to, by=by)
    return _pack_at(edit, "moved", f"item-{item_id}")


def remove_item(edit: str, item_id: str) -> Response:
    """Take an item out, and offer to put it back."""
    kept = arrange.remove(current_library(), edit, item_id)
    return back_to(localised(f"/packs/{edit}"), "", removed=item_id, version=str(kept.version - 1))


def put_item_back(edit: str, item_id: str) -> Response:
    """Put an item back that was taken out."""
    arrange.undo_remove(current_library(), edit, item_id, _version())
    return _pack_at(edit, "back", f"item-{item_id}")


def renew_item(edit: str, item_id: str) -> Response:
    """Take the words that stand now where others were chosen."""
    arrange.take_new_words(current_library(), edit, item_id)
    return _pack_at(edit, "renewed", f"item-{item_id}")


def add_own(edit: str) -> Response:
    """Put something of the facilitator's own, or of ours, into a pack."""
    keeping.change_pack(current_library(), edit, _own())
    return _pack_at(edit, "added", "items")


def share(edit: str) -> Response:
    """Make a new link to look."""
    keeping.share(current_library(), edit)
    return _pack_at(edit, "shared", "links")


def stop_sharing(edit: str) -> Response:
    """Let the link to look open nothing any more."""
    keeping.stop_sharing(current_library(), edit)
    return _pack_at(edit, "stopped", "links")


def replace_link(edit: str) -> Response:
    """Make a new private link."""
    new, mine = keeping.replace_edit_link(current_library(), edit), my_pack()
    response = _pack_at(new, "new-link")
    return carry(response, new) if mine is None or mine.edit == edit else response


def duplicate(edit: str) -> Response:
    """Make a copy of a pack, for next time."""
    return _pack_at(keeping.duplicate(current_library(), edit).edit, "copied")


def take_up(edit: str) -> Response:
    """Let this browser add to a pack."""
    keeping.pack_to_edit(current_library(), edit)
    return carry(_pack_at(edit, "taken-up"), edit)


def put_pack_down(edit: str) -> Response:
    """Let this browser forget its pack."""
    return put_down(_pack_at(edit, "put-down"))


def delete(edit: str) -> Response:
    """Delete a pack."""
    mine = my_pack()
    keeping.delete(current_library(), edit)
    response = see(localised("/workshop?deleted=1"))
    return put_down(response) if has_cookie() and (mine is None or mine.edit == edit) else response


def _begin(started: Started) -> Response:
    return carry(_pack_at(started.edit, "started"), started.edit)


def _pack_at(edit: str, done: str, fragment: str = "") -> Response:
    return back_to(localised(f"/packs/{edit}"), fragment, done=done)


def _version() -> int:
    return number("version")


def _to_add() -> Callable[[Pack], Pack]:
    library, slug = current_library(), line("slug")
    if line("format"):
        return adding_format(line("format"))
    if number("question"):
        return adding([question_item(library, slug, number("question"))])
    return adding([document_item(library, slug, request.form.getlist("anchors"))])


def _own() -> Callable[[Pack], Pack]:
    """Return the change that a form of the pack's page asks for."""
    kind = line("kind")
    if kind == "format":
        return adding_format(line("format"))
    made: dict[str, Callable[[], Item]] = {
        "prompt": lambda: formats.prompt(number("prompt")),
        "ground-rules": formats.ground_rules,
        "debrief": formats.debrief,
        "break": lambda: Item(new_item_id(), ItemKind.BREAK, minutes=number("minutes", USUAL_BREAK)),
        "note": _note,
    }
    if kind not in made:
        raise NotFound
    return adding([made[kind]()])


def _note() -> Item:
    """Return a note; what is sent as ``notes`` is seen by the facilitator alone."""
    text, notes = words("text")[:MOST_WORDS], words("notes")[:MOST_WORDS]
    return Item(new_item_id(), ItemKind.NOTE, title=line("title"), text=text, notes=notes)


def _merging(edit: str, item_id: str, fields: dict[str, str], change: Callable[[], object]) -> Response:
    """Save what a form sent, or show both texts where somebody else wrote the same field."""
    try:
        change()
    except PackConflict as conflict:
        return keep_private(_both(edit, item_id, fields, conflict))
    return _pack_at(edit, "saved", f"item-{item_id}" if item_id else "")


def _both(edit: str, item_id: str, fields: dict[str, str], conflict: PackConflict) -> Response:
    here = f"/packs/{edit}"
    return page(
        "pack_conflict.html",
        status=409,
        indexed=False,
        conflict=conflict,
        is_gone=conflict.field == arrange.ITEM,
        here=here,
        to=f"{here}/items/{item_id}/save" if item_id else f"{here}/details",
        # Beside the field in question, the form carries all that it carried before.
        others={name: value for name, value in fields.items() if name != conflict.field},
        seen={**seen(), conflict.field: conflict.theirs},
        version=_version(),
        may_be_both=conflict.field in {"text", "notes"},
    )
