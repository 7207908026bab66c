"""Links, copies, and two people at once."""

from __future__ import annotations

import pytest

from library.actions.packs import lifecycle
from library.actions.packs.formats import ground_rules
from library.errors import NotFound, PackConflict
from library.model.pack import Pack
from library.translation import Translator
from tests.making import Making


def test_a_link_that_opens_nothing_is_not_found(packs: Making) -> None:
    for ask in (lifecycle.pack_to_edit, lifecycle.shared_pack, lifecycle.duplicate, lifecycle.share, lifecycle.delete):
        with pytest.raises(NotFound):
            ask(packs.library, "nothing")
    with pytest.raises(NotFound):
        lifecycle.change_pack(packs.library, "nothing", lambda pack: pack)


def test_a_copy_for_next_time_has_links_and_a_code_of_its_own(packs: Making) -> None:
    first = lifecycle.start_pack(packs.library, Pack(title="Tuesday", items=(ground_rules(Translator()),)))
    lifecycle.share(packs.library, first.edit)
    second = lifecycle.duplicate(packs.library, first.edit)
    assert second.stored.pack == first.stored.pack
    assert (second.stored.code != first.stored.code, second.stored.view_token, second.edit != first.edit) == (
        True,
        "",
        True,
    )
    lifecycle.delete(packs.library, first.edit)
    assert lifecycle.pack_to_edit(packs.library, second.edit) == second.stored


def test_a_link_to_look_can_be_taken_back_and_made_anew(packs: Making) -> None:
    edit = lifecycle.start_pack(packs.library).edit
    first = lifecycle.share(packs.library, edit)
    second = lifecycle.share(packs.library, edit)
    with pytest.raises(NotFound):
        lifecycle.shared_pack(packs.library, first)
    assert lifecycle.shared_pack(packs.library, second).view_token == second
    lifecycle.stop_sharing(packs.library, edit)
    with pytest.raises(NotFound):
        lifecycle.shared_pack(packs.library, second)


def test_a_link_to_edit_can_be_replaced(packs: Making) -> None:
    edit = lifecycle.start_pack(packs.library, Pack(title="Tuesday")).edit
    new = lifecycle.replace_edit_link(packs.library, edit)
    with pytest.raises(NotFound):
        lifecycle.pack_to_edit(packs.library, edit)
    assert lifecycle.pack_to_edit(packs.library, new).pack.title == "Tuesday"


def test_two_who_write_the_same_words_are_told_and_nobody_else_is() -> None:
    assert lifecycle.merged("title", "a", "a", "b") == "b"
    assert lifecycle.merged("title", "a", "b", "a") == "b"
    assert lifecycle.merged("title", "a", "b", "b") == "b"
    assert lifecycle.merged("title", None, "b", "b") == "b"
    with pytest.raises(PackConflict):
        lifecycle.merged("title", None, "b", "c")
    with pytest.raises(PackConflict) as conflict:
        lifecycle.merged("title", "a", "b", "c")
    assert (conflict.value.field, conflict.value.theirs, conflict.value.mine) == ("title", "b", "c")
