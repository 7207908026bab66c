"""The pages of packs that are read; their forms are sent to ``packing``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.browse import terms_page
from library.actions.packs import formats, lifecycle
from library.actions.packs.files import offered_files
from library.actions.packs.my_packs import is_free
from library.actions.packs.page import pack_page, removed_item
from library.actions.packs.passage_choice import choices, item_choices
from library.errors import NotFound
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis
from library.web.caching import keep_private
from library.web.forms import asked_number, redirect_to
from library.web.languages import localised, translator
from library.web.my_pack import adding_viewer, my_pack
from library.web.page_metadata import absolute
from library.web.passage_html import passages_html
from library.web.posted_form import NOT_SENT
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Response

    from library.actions.packs.passage_choice import Choice
    from library.web.posted_form import PostedForm


def show_workshop() -> Response:
    """Explain what a pack is, and offer ways to start one."""
    return workshop_answer()


def workshop_answer(form: PostedForm = NOT_SENT) -> Response:
    """Return the page that starts a pack; if an entry in its form is wrong, with that entry and the reason."""
    words = translator()
    themes, roles, sectors = (
        terms_page(current_library(), ANYBODY, axis) for axis in (Axis.THEME, Axis.ROLE, Axis.SECTOR)
    )
    return page(
        "workshop.html",
        formats=formats.formats_in(words),
        language_of=words.language_of,
        themes=themes.terms,
        work=(roles, sectors),
        form=form,
        status=422 if form.problems else 200,
        indexed=not form.problems,
    )


def show_choices(shelf: str, slug: str) -> Response:
    """Show the passages of a document to choose from."""
    return choices_answer(shelf, slug, request.args.getlist("anchors"))


def choices_answer(shelf: str, slug: str, anchors: Iterable[str] = (), *, none_chosen: bool = False) -> Response:
    """Return the page of passages to choose from; if none was chosen, with the reason that nothing was added."""
    choice = choices(current_library(), current_viewer(), shelf, slug, anchors, adding_viewer())
    response = _choices_page(choice, none_chosen, in_pack="")
    return response if choice.is_public else keep_private(response)


def show_item_choices(edit: str, item_id: str) -> Response:
    """Show the passages of an item's document, to use others of them."""
    return item_choices_answer(edit, item_id, request.args.getlist("anchors"))


def item_choices_answer(edit: str, item_id: str, anchors: Iterable[str] = (), *, none_chosen: bool = False) -> Response:
    """Return the page that chooses passages for an item; if none was chosen, with the reason that nothing changed."""
    stored = lifecycle.open_pack(current_library(), edit)
    choice = item_choices(current_library(), stored, item_id, anchors, current_viewer())
    number = [item.id for item in stored.pack.items].index(item_id) + 1
    return keep_private(_choices_page(choice, none_chosen, in_pack=f"/packs/{edit}/items/{item_id}", number=number))


def _choices_page(choice: Choice, none_chosen: bool, in_pack: str, number: int = 0) -> Response:
    """Return the page that chooses passages, for a new item or for the one at an address, with its number."""
    return page(
        "choose.html",
        indexed=False,
        choice=choice,
        html=passages_html(choice.document.body_html, localised(choice.card.url)),
        none_chosen=none_chosen,
        is_preview="preview" in request.args,
        left_out=_left_out(choice) if "preview" in request.args else (),
        in_pack=in_pack,
        number=number,
        status=422 if none_chosen else 200,
    )


def _left_out(choice: Choice) -> tuple[int, ...]:
    """Return the numbers of the passages that are not chosen, counted from 1."""
    return tuple(number for number, each in enumerate(choice.passages, 1) if each.anchor not in choice.chosen)


def go_to_my_pack() -> Response:
    """Redirect to this browser's pack, so that no other page holds its editing link; without one, explain packs."""
    mine = my_pack()
    return keep_private(redirect_to(localised(f"/packs/{mine.edit}" if mine else "/workshop")))


def show_pack(edit: str) -> Response:
    """Show a pack to people who may edit it."""
    return pack_answer(edit)


def pack_answer(edit: str, form: PostedForm = NOT_SENT) -> Response:
    """Return a pack's page; if an entry in one of its forms is wrong, with that entry and the reason."""
    mine, words = my_pack(), translator()
    stored = lifecycle.open_pack(current_library(), edit)
    shown = pack_page(current_library(), stored, words, current_viewer())
    removed, version = request.args.get("removed", ""), asked_number("version")
    return keep_private(
        page(
            "pack.html",
            indexed=False,
            shown=shown,
            removed=removed_item(current_library(), stored, removed, version, current_viewer()),
            version=version,
            edit=edit,
            here=f"/packs/{edit}",
            link=absolute(localised(f"/packs/{edit}")),
            view_link=absolute(localised(f"/shared/{shown.view_token}")) if shown.view_token else "",
            files=offered_files(has_evidence=shown.has_evidence),
            formats=formats.formats_in(words),
            prompts=formats.prompts_in(words),
            language_of=words.language_of,
            is_mine=mine is not None and mine.edit == edit,
            may_keep=current_viewer().person_id is not None and is_free(current_library(), stored),
            status=422 if form.problems else 200,
            form=form,
        )
    )


def show_item(edit: str, item_id: str) -> Response:
    """Show one item of a pack for editing."""
    return item_answer(edit, item_id)


def item_answer(edit: str, item_id: str, form: PostedForm = NOT_SENT) -> Response:
    """Return an item's page; if an entry in one of its forms is wrong, with that entry and the reason."""
    stored = lifecycle.open_pack(current_library(), edit)
    shown = pack_page(current_library(), stored, viewer=current_viewer())
    found = next((each for each in shown.items if each.item.id == item_id), None)
    if found is None:
        raise NotFound
    return keep_private(
        page(
            "pack_item.html",
            indexed=False,
            shown=shown,
            each=found,
            here=f"/packs/{edit}",
            status=422 if form.problems else 200,
            form=form,
        )
    )


def show_replace_link(edit: str) -> Response:
    """Ask for confirmation before the editing link is replaced."""
    stored = lifecycle.pack_to_edit(current_library(), edit)
    return keep_private(page("pack_new_link.html", indexed=False, pack=stored.pack, here=f"/packs/{edit}"))


def show_delete(edit: str) -> Response:
    """Ask for confirmation before a pack is deleted."""
    stored = lifecycle.pack_to_edit(current_library(), edit)
    return keep_private(page("pack_delete.html", indexed=False, pack=stored.pack, here=f"/packs/{edit}"))
