"""Each field of a pack's forms is declared once: what the page says is what is kept, and nothing else is taken."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from library.actions.packs.form_fields import DETAILS, FIELDS, ITEM, MOVE, OWN_WORDS, Kind, parse_fields
from library.actions.packs.lifecycle import pack_to_edit, start_pack
from library.errors import InvalidInput
from library.model.pack import Item, ItemKind, Pack, Way
from library.web.forms import MOST_UNDECLARED
from tests.web.reading_html import Element, Html
from tests.web.shelves import Shelves, filled_shelves
from tests.web.test_packs import post

FORMS = {"details": DETAILS, "items": OWN_WORDS, "items/item0001/save": ITEM, "items/item0001/move": MOVE}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    filled = filled_shelves(tmp_path_factory.mktemp("fields"))
    yield filled
    filled.library.close()


def stored(own: Shelves) -> str:
    note = Item("item0001", ItemKind.NOTE, title="Title", text="Text", notes="Notes", minutes=7, way=Way.ALOUD)
    return start_pack(own.library, Pack("Pack", "09:00", 60, 12, "", (note, note)), "").edit


def fields_of(own: Shelves, edit: str) -> Iterator[tuple[Element, Html]]:
    for page in (f"/packs/{edit}", f"/packs/{edit}/items/item0001"):
        html = Html(own.client.get(page).text)
        for tag in ("input", "textarea", "select"):
            yield from ((each, html) for each in html.all(tag) if each.get("name") in FIELDS)


def test_every_field_says_its_label_limit_and_hint(own: Shelves) -> None:
    seen = set()
    for element, html in fields_of(own, stored(own)):
        field = FIELDS[element.get("name")]
        seen.add(field.name)
        (label,) = (each for each in html.all("label") if each.get("for") == element.get("id"))
        if field.name == "to":
            assert label.text.startswith("Position (1 to 2)")
        else:
            assert label.text.removesuffix(" (optional)") == field.label
        # A browser would cut words that are pasted. A script counts paragraphs; a line too long comes back whole.
        counted = str(field.most) if field.kind is Kind.PARAGRAPHS else ""
        assert (element.get("data-most"), element.get("maxlength")) == (counted, "")
        hints = [each.text for each in html.all("p") if each.get("id") == element.get("aria-describedby")]
        assert not field.hint or field.hint in hints[0]
    assert seen == set(FIELDS) - {"way", "discussion", "slides"}


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.most])
def test_a_field_takes_as_much_as_its_page_says_and_no_more(name: str) -> None:
    field = FIELDS[name]
    most, more = (
        (str(field.most), str(field.most + 1))
        if field.kind in {Kind.MINUTES, Kind.NUMBER, Kind.POSITION}
        else ("a" * field.most, "a" * (field.most + 1))
    )
    assert parse_fields((name,), {name: most}) == {name: most}
    with pytest.raises(InvalidInput):
        parse_fields((name,), {name: more})


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("available", "1 hour", "60"),
        ("available", "1 hour 30 minutes", "90"),
        ("available", "60 mins", "60"),
        ("available", "1h30", "90"),
        ("available", "٩٠", "90"),
        ("people", "12 people", "12"),
        ("starts", "9", "09:00"),
        ("starts", "930", "09:30"),
        ("starts", "0930", "09:30"),
        ("starts", "230 pm", "14:30"),
    ],
)
def test_a_length_a_number_and_a_time_are_read_as_people_write_them(name: str, typed: str, read: str) -> None:
    assert parse_fields((name,), {name: typed}) == {name: read}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("more", ["colour", "slug", "id", "seen-colour", "items"])
def test_what_a_form_does_not_declare_is_refused_in_words_and_changes_nothing(
    form: str, more: str, own: Shelves
) -> None:
    edit = stored(own)
    before = pack_to_edit(own.library, edit)
    sent = {name: "5" for name in FORMS[form] if FIELDS[name].kind is not Kind.CHOICE and name != "starts"}
    kind = {"kind": "note"} if form == "items" else {}
    answer = post(own.client, f"/packs/{edit}/{form}", version="1", **sent, **kind, **{more: "<b>Red</b>"})
    assert answer.status_code == 422
    assert f"‘{more}’: This form does not have this field." in Html(answer.text).text
    assert pack_to_edit(own.library, edit) == before


def test_of_many_fields_that_are_not_declared_only_some_are_named(own: Shelves) -> None:
    edit = stored(own)
    before = pack_to_edit(own.library, edit)
    answer = post(
        own.client, f"/packs/{edit}/details", version="1", title="New", **{f"f{each}": "" for each in range(999)}
    )
    assert (answer.status_code, answer.text.count("This form does not have this field.")) == (422, MOST_UNDECLARED)
    assert pack_to_edit(own.library, edit) == before


def test_a_field_of_another_form_is_refused_too(own: Shelves) -> None:
    edit = stored(own)
    before = pack_to_edit(own.library, edit)
    answer = post(own.client, f"/packs/{edit}/details", version="1", people="9", minutes="5")
    assert (answer.status_code, pack_to_edit(own.library, edit)) == (422, before)


def test_controls_and_turns_are_taken_out_of_what_is_typed(own: Shelves) -> None:
    edit = stored(own)
    typed = "One\x85two\x9f three\u202e four"
    post(own.client, f"/packs/{edit}/items/item0001/save", version="1", title=typed, text=f"{typed}\r\nfive")
    item = pack_to_edit(own.library, edit).pack.items[0]
    assert (item.title, item.text) == ("One two three four", "One two three four\nfive")


@pytest.mark.parametrize("sign", ["\x01", "\x9f", "\ufdd0", "\u202e", "\u2066"])
def test_no_page_repeats_controls_and_turns_from_an_address_or_the_name_of_a_field(own: Shelves, sign: str) -> None:
    sent = quote(f"one{sign}two")
    answers = [own.client.get(path + sent) for path in ("/search?q=", "/check/", "/stories/", "/suggest.json?q=")]
    answers.append(post(own.client, f"/packs/{stored(own)}/details", version="1", **{f"one{sign}two": "x"}))
    assert [answer.status_code for answer in answers] == [200, 404, 404, 200, 422]
    assert [sign in answer.text for answer in answers] == [False] * 5
