"""Making and arranging a pack: what the forms on its pages do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import request

from library.actions.packs import editing, formats, lifecycle
from library.actions.packs.adding import adding, adding_format, document_item, question_item, with_frame
from library.actions.packs.form_fields import FIELDS, MOVE, OWN_WORDS, PLANNED, Kind, Problem, parse_fields
from library.actions.packs.my_packs import keep_pack
from library.actions.packs.planning import Topic, planned_pack
from library.actions.packs.secrets import new_item_id
from library.errors import InvalidInput, NotFound, PackConflict, Refused
from library.model.pack import MOST_LINES, Extent, Item, ItemKind, Pack
from library.model.refusal import Refusal
from library.web.adding import sent_to_add
from library.web.caching import keep_private
from library.web.forms import ADDED, TOLD, back_to, line, number, own_path, posted_fields, redirect_to, shown_fields
from library.web.languages import localised, translator
from library.web.my_pack import adding_viewer, forget_pack, has_cookie, my_pack, remember_pack
from library.web.posted_form import PostedForm
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer
from library.web.views.pack_pages import choices_answer, item_answer, item_choices_answer, pack_answer, workshop_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from library.actions.packs.pack_viewer import PackViewer
    from library.web.adding import Added

# The form that adds a note, and the one that plans a workshop.
NOTE = "note"
PLAN = "plan"


def start() -> Response:
    """Start a pack: empty, with the steps of an activity, or filled for the time there is."""
    chosen = line("format")
    if line("kind") == PLAN:
        return _planned(chosen)
    return _begin(_framed(adding_format(chosen, translator()))(Pack()) if chosen else Pack())


def add() -> Response:
    """Add a document, its passages or a question, or an activity to this browser's pack; start one if needed."""
    added = sent_to_add()
    if line("choose") and not added.anchors:
        return choices_answer(line("choose"), added.slug, none_chosen=True)
    mine, change = my_pack(), _framed(_to_add(added, adding_viewer()))
    back = own_path(request.form.get("back", ""))
    if mine is None:
        return _begin(change(Pack()), back, added.place)
    new = _add_to(mine.edit, change)
    return _pack_at(mine.edit, "added", new) if back is None else _added_at(back, added.place)


def set_details(edit: str) -> Response:
    """Change the details of a pack, such as its title and start time."""
    fields = posted_fields()
    try:
        return _merging(
            edit, "", fields, lambda: editing.set_details(current_library(), edit, _version(), fields, shown_fields())
        )
    except InvalidInput as wrong:
        return pack_answer(edit, _as_sent("details", fields, wrong))


def save_item(edit: str, item_id: str) -> Response:
    """Change the facilitator's text about an item, and how much of its document to use."""
    fields = posted_fields()
    try:
        return _merging(
            edit,
            item_id,
            fields,
            lambda: editing.edit_item(current_library(), edit, item_id, _version(), fields, shown_fields()),
        )
    except InvalidInput as wrong:
        return item_answer(edit, item_id, _as_sent("item", fields, wrong))


def set_extent(edit: str, item_id: str) -> Response:
    """Use all of an item's document, its short version, or chosen passages."""
    extent, anchors = line("extent"), request.form.getlist("anchors")
    if extent not in {Extent.SHORT, Extent.WHOLE, Extent.CHOSEN}:
        raise NotFound
    if extent == Extent.CHOSEN and not anchors:
        return item_choices_answer(edit, item_id, none_chosen=True)
    editing.set_extent(current_library(), edit, item_id, Extent(extent), anchors, current_viewer())
    return _pack_at(edit, "saved", item_id)


def move_item(edit: str, item_id: str) -> Response:
    """Move an item to another position."""
    by = {"up": -1, "down": 1}.get(line("by"), 0)
    if by:
        editing.move(current_library(), edit, item_id, by=by)
        return _pack_at(edit, "moved", item_id)
    fields, last = posted_fields(), len(lifecycle.pack_to_edit(current_library(), edit).pack.items)
    try:
        place = parse_fields(MOVE, fields, most={"to": last}).get("to")
    except InvalidInput as wrong:
        return item_answer(edit, item_id, replace(_as_sent("item", fields, wrong), limits={"to": last}))
    if place:
        editing.move(current_library(), edit, item_id, to=int(place) - 1)
    return _pack_at(edit, "moved" if place else "", item_id)


def remove_item(edit: str, item_id: str) -> Response:
    """Remove an item, and offer to put it back."""
    version = editing.remove(current_library(), edit, item_id)
    if not version:
        return _pack_at(edit, "gone-already")
    return back_to(localised(f"/packs/{edit}"), TOLD, removed=item_id, version=str(version))


def put_item_back(edit: str, item_id: str) -> Response:
    """Put back an item that was removed."""
    editing.undo_remove(current_library(), edit, item_id, _version())
    return _pack_at(edit, "back", item_id)


def renew_item(edit: str, item_id: str) -> Response:
    """Use the current text of passages that have changed since they were chosen."""
    editing.take_new_words(current_library(), edit, item_id, current_viewer())
    return _pack_at(edit, "renewed", item_id)


def add_own(edit: str) -> Response:
    """Add the facilitator's own text, one of our activities, or a story that fits, to a pack."""
    try:
        new = _add_to(edit, _framed(_own()))
    except InvalidInput as wrong:
        return pack_answer(edit, _as_sent(line("kind"), _note_fields(), wrong))
    except Refused as full:
        if line("kind") != NOTE or full.reason != Refusal.MANY_WORDS:
            raise
        return pack_answer(edit, _as_sent(NOTE, _note_fields(), InvalidInput({"text": Problem.PACK_FULL})))
    return _pack_at(edit, "added", new)


def share(edit: str) -> Response:
    """Make a new view-only link."""
    was_shared = lifecycle.pack_to_edit(current_library(), edit).view_token
    lifecycle.share(current_library(), edit)
    return _pack_at(edit, "shared-anew" if was_shared else "shared")


def stop_sharing(edit: str) -> Response:
    """Turn off the view-only link."""
    lifecycle.stop_sharing(current_library(), edit)
    return _pack_at(edit, "stopped")


def replace_link(edit: str) -> Response:
    """Replace the editing link."""
    new, mine = lifecycle.replace_edit_link(current_library(), edit), my_pack()
    response = _pack_at(new, "new-link")
    return remember_pack(response, new) if mine is None or mine.edit == edit else response


def duplicate(edit: str) -> Response:
    """Make a copy of a pack."""
    return _pack_at(_kept(lifecycle.duplicate(current_library(), edit, request.remote_addr or "").edit), "copied")


def take_up(edit: str) -> Response:
    """Let this browser add to a pack."""
    lifecycle.pack_to_edit(current_library(), edit)
    return remember_pack(_pack_at(edit, "taken-up"), edit)


def put_pack_down(edit: str) -> Response:
    """Let this browser forget its pack."""
    return forget_pack(_pack_at(edit, "put-down"))


def delete(edit: str) -> Response:
    """Delete a pack."""
    mine = my_pack()
    lifecycle.delete(current_library(), edit)
    response = redirect_to(localised(f"/workshop?deleted=1#{TOLD}"))
    return forget_pack(response) if has_cookie() and (mine is None or mine.edit == edit) else response


def _add_to(edit: str, change: Callable[[Pack], Pack]) -> str:
    """Change a pack, and return the id of the first item that was asked for; empty if it had them all."""
    new: list[Item] = []

    def add(before: Pack) -> Pack:
        after = change(before)
        new[:] = (item for item in after.items if before.item(item.id) is None)
        return after

    lifecycle.change_pack(current_library(), edit, add)
    # Ground rules and a debrief can come with the first story.
    new.sort(key=lambda item: item.kind in {ItemKind.GROUND_RULES, ItemKind.DEBRIEF})
    return new[0].id if new else ""


def _planned(format_id: str) -> Response:
    """Start a pack that is filled for the time there is."""
    sent = {name: typed for name, typed in posted_fields().items() if name in PLANNED}
    try:
        details = editing.new_details(sent)
    except InvalidInput as wrong:
        chosen = {"format": format_id, "theme": line("theme"), "work": line("work")}
        return workshop_answer(PostedForm(PLAN, sent | chosen, wrong.problems))
    topic = Topic(line("theme"), line("work"))
    return _begin(planned_pack(current_library(), details, format_id, topic, translator()))


def _begin(pack: Pack, back: str | None = None, place: str = "") -> Response:
    """Start a pack, and show it or the page that something was added on."""
    started = lifecycle.start_pack(current_library(), pack, request.remote_addr or "")
    _kept(started.edit)
    done = "started" if current_viewer().person_id is None else "started-kept"
    shown = _pack_at(started.edit, done) if back is None else _added_at(back, place, started=True)
    return remember_pack(shown, started.edit)


def _kept(edit: str) -> str:
    """Put a new pack into the list of the person who is signed in, if anyone is, and return its link."""
    person_id = current_viewer().person_id
    if person_id is not None:
        keep_pack(current_library(), person_id, edit)
    return edit


def _added_at(back: str, place: str, *, started: bool = False) -> Response:
    """Return to the page and the place where something was added; it says so there, and whether a pack was started."""
    return back_to(back, place or TOLD, **{ADDED: "new" if started else "1"})


def _pack_at(edit: str, done: str, item_id: str = "") -> Response:
    """Return a redirect to the page of a pack, and there to the message, or to the item if there is none."""
    told = {name: value for name, value in (("done", done), ("item", item_id)) if value}
    return back_to(localised(f"/packs/{edit}"), TOLD if done else f"item-{item_id}", **told)


def _version() -> int:
    return number("version")


def _as_sent(name: str, fields: dict[str, str], wrong: InvalidInput) -> PostedForm:
    """Return a form to show again, with the version of the pack that its writer began with."""
    return PostedForm(name, {**fields, "version": str(_version())}, wrong.problems)


def _to_add(added: Added, viewer: PackViewer) -> Callable[[Pack], Pack]:
    library = current_library()
    if line("format"):
        return adding_format(line("format"), translator())
    if added.question:
        return adding([question_item(library, added.slug, added.question, viewer)])
    return adding([document_item(library, added.slug, added.anchors, viewer)])


def _framed(change: Callable[[Pack], Pack]) -> Callable[[Pack], Pack]:
    return with_frame(change, translator())


def _own() -> Callable[[Pack], Pack]:
    """Return the change that a form on the pack's page asks for."""
    kind = line("kind")
    if kind == "format":
        return adding_format(line("format"), translator())
    made: dict[str, Callable[[], Item]] = {
        "document": lambda: document_item(current_library(), line("slug")),
        "prompt": lambda: formats.prompt(number("prompt"), translator()),
        "ground-rules": lambda: formats.ground_rules(translator()),
        "debrief": lambda: formats.debrief(translator()),
        "break": lambda: Item(new_item_id(), ItemKind.BREAK),
        NOTE: _note,
    }
    if kind not in made:
        raise NotFound
    return adding([made[kind]()])


def _note() -> Item:
    """Return a note; only the facilitator sees its ``notes``."""
    fields = parse_fields(OWN_WORDS, _note_fields())
    if not any(fields.values()):
        raise InvalidInput({"text": Problem.EMPTY})
    return Item(new_item_id(), ItemKind.NOTE, title=fields["title"], text=fields["text"], notes=fields["notes"])


def _note_fields() -> dict[str, str]:
    return dict.fromkeys(OWN_WORDS, "") | posted_fields()


def _merging(edit: str, item_id: str, fields: dict[str, str], change: Callable[[], object]) -> Response:
    """Save what a form sent, or show both texts if someone else changed the same field."""
    try:
        change()
    except PackConflict as conflict:
        return keep_private(_both(edit, item_id, fields, conflict))
    return _pack_at(edit, "saved", item_id)


def _both(edit: str, item_id: str, fields: dict[str, str], conflict: PackConflict) -> Response:
    here = f"/packs/{edit}"
    return page(
        "pack_conflict.html",
        status=409,
        indexed=False,
        conflict=conflict,
        is_gone=conflict.field == editing.WHOLE_ITEM,
        here=here,
        to=f"{here}/items/{item_id}/save" if item_id else f"{here}/details",
        # Besides the conflicting field, the form has everything that it had before.
        others={name: value for name, value in fields.items() if name != conflict.field},
        seen={**shown_fields(), conflict.field: conflict.theirs},
        version=_version(),
        both=_joined(conflict),
    )


def _joined(conflict: PackConflict) -> str:
    """Return both texts, theirs first, if one field can hold them; otherwise an empty string."""
    both = f"{conflict.theirs}\n{conflict.mine}"
    field = FIELDS.get(conflict.field)
    if field is None or field.kind is not Kind.PARAGRAPHS:
        return ""
    return both if len(both) <= field.most and len(both.splitlines()) <= MOST_LINES else ""
