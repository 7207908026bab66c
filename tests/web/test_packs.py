"""Packs in the browser: gathered, arranged by two at once, shared, taken away; by forms alone."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.actions.packs.files import FILES
from library.actions.publish import publish
from library.errors import RecordsUnavailable
from library.storage.records import Records
from library.web import labels
from tests.web.reading_html import Html
from tests.web.shelves import URL, Shelves, fill, filled_shelves, open_shelves

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """A library whose records these tests fill."""
    filled = filled_shelves(tmp_path_factory.mktemp("packs"))
    yield filled
    filled.library.close()


@pytest.fixture
def client(own: Shelves) -> FlaskClient:
    return own.client


def post(client: FlaskClient, address: str, **fields: object) -> TestResponse:
    return client.post(address, data=fields, headers=HERE)


def started(client: FlaskClient, **fields: object) -> str:
    """Start a workshop pack with one thing in it, without ground rules and a debrief, and return its address."""
    pack = framed(client, **fields)
    first, *_, last = ids(client, pack)
    for item in (first, last):
        post(client, f"{pack}/items/{item}/remove")
    return pack


def framed(client: FlaskClient, **fields: object) -> str:
    """Start a workshop pack with something in it, between ground rules and a debrief, and return its address."""
    answer = post(client, "/packs/add", **({"slug": "spare-key"} | fields))
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.headers["Location"]).path


def items(client: FlaskClient, pack: str) -> list[str]:
    return [head.text for head in Html(client.get(pack).text).all("h3", "entry-title")]


def ids(client: FlaskClient, pack: str) -> list[str]:
    found = [li.get("id").removeprefix("item-") for li in Html(client.get(pack).text).all("li", "pack-item")]
    assert found
    return found


def version(client: FlaskClient, pack: str) -> str:
    fields = [field for field in Html(client.get(pack).text).all("input") if field.get("name") == "version"]
    return fields[-1].get("value")


def rows(own: Shelves) -> list[str]:
    """Return everything that the records hold."""
    with closing(sqlite3.connect(own.library.settings.data / "records.sqlite")) as records:
        return list(records.iterdump())


class TestGathering:
    def test_the_first_thing_starts_a_pack_and_its_private_link_is_seen(self, client: FlaskClient) -> None:
        answer = post(client, "/packs/add", slug="spare-key")
        assert re.fullmatch(r"/packs/[\w-]{32}\?done=started#told", answer.headers["Location"])
        page = Html(client.get(answer.headers["Location"]).text)
        (link,) = [field.get("value") for field in page.all("input") if field.get("id") == "private-link"]
        assert link == URL + urlsplit(answer.headers["Location"]).path
        assert "Anyone with this link can edit the pack." in page.text
        assert page.link("Email the link to myself").startswith("mailto:?subject=")

    def test_the_first_thing_is_answered_in_its_place_with_what_the_cookie_does(self, client: FlaskClient) -> None:
        answer = post(client, "/packs/add", add="add-2 spare-key", back="/search?q=kettle")
        assert answer.headers["Location"] == "/search?q=kettle&added=new#add-2"
        said = Html(client.get("/search?q=kettle&added=new").text).one("p", "added")
        assert said.text.startswith("Added to your pack. View your pack One cookie remembers your pack")
        later = Html(client.get("/search?q=kettle&added=1").text)
        assert "cookie" not in later.text
        assert "private-link" in client.get(later.link("View your pack"), follow_redirects=True).text

    def test_no_cookie_is_spoken_of_before_it_is_needed(self, client: FlaskClient) -> None:
        assert "cookie" not in client.get("/search?q=kettle").text
        assert "cookie" not in client.get("/stories").text

    def test_the_cookie_is_short_lived_and_out_of_reach_of_scripts(self, client: FlaskClient) -> None:
        cookie = post(client, "/packs/start").headers["Set-Cookie"]
        parts = set(cookie.split("; "))
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"} <= parts
        assert cookie.startswith("pack=")

    def test_what_comes_after_goes_into_it_and_leads_back(self, client: FlaskClient) -> None:
        pack = started(client)
        answer = post(client, "/packs/add", add="add-1 outside", back="/search?q=kettle&kind=video")
        assert answer.headers["Location"] == "/search?q=kettle&kind=video&added=1#add-1"
        assert "Set-Cookie" not in answer.headers
        assert "Added to your pack." in client.get(answer.headers["Location"]).text
        assert items(client, pack) == ["1. The spare key", "2. Make recording personal"]

    @pytest.mark.parametrize(
        "back",
        [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example",
            "/nowhere",
            "",
            "/cy/../..//evil.example",
            "\t/",
        ],
    )
    def test_nobody_is_led_to_another_site(self, client: FlaskClient, back: str) -> None:
        pack = started(client)
        answer = post(client, "/packs/add", slug="outside", back=back)
        assert answer.headers["Location"] == f"{pack}?done=added&item={ids(client, pack)[-1]}#told"

    def test_every_button_of_a_page_adds_what_it_says(self, client: FlaskClient) -> None:
        pack = started(client, slug="outside")
        page = Html(client.get("/search?q=kettle").text)
        (form,) = [each for each in page.all("form") if each.get("id") == "adding"]
        assert (form.get("method"), form.get("action")) == ("post", "/packs/add")
        buttons = {each.get("value"): each for each in page.all("button") if each.get("form") == "adding"}
        places, added = zip(*(value.split(" ") for value in buttons), strict=True)
        assert "spare-key" in added
        assert any(each.startswith("spare-key#p") for each in added)
        for place, value in zip(places, buttons, strict=True):
            answer = post(client, "/packs/add", add=value, back="/search?q=kettle")
            assert answer.headers["Location"] == f"/search?q=kettle&added=1#{place}"
        titles = {each.partition(". ")[2] for each in items(client, pack)}
        assert titles == {"Make recording personal", "The number nine", "After the phone call", "The spare key"}

    @pytest.mark.parametrize("value", ["#", " ", "# #", "add-1 #p1", "add-1 never-was#q99999999999", "a b c d#e#f"])
    def test_a_value_that_no_button_has_adds_nothing(self, client: FlaskClient, value: str) -> None:
        pack = started(client)
        assert post(client, "/packs/add", add=value).status_code == 404
        assert items(client, pack) == ["1. The spare key"]

    def test_passages_and_questions_go_in_by_themselves(self, client: FlaskClient) -> None:
        pack = started(client, anchors=["p1", "p5"])
        post(client, "/packs/add", add="add-q1 spare-key#q1")
        text = client.get(pack).text
        assert "words." in text
        assert "What did she notice first?" in text
        assert items(client, pack) == ["1. The spare key", "2. Question: The spare key"]

    def test_an_empty_pack_has_no_empty_list(self, client: FlaskClient) -> None:
        pack = started(client)
        (item,) = ids(client, pack)
        assert Html(client.get(pack).text).all("ol", "pack-items")
        post(client, f"{pack}/items/{item}/remove")
        page = Html(client.get(pack).text)
        assert not page.all("ol", "pack-items")
        assert "Your pack is empty." in page.text

    def test_pages_say_what_is_in_the_pack(self, client: FlaskClient) -> None:
        assert "Your pack" not in client.get("/").text
        started(client)
        for path in ("/", "/search", "/stories/spare-key"):
            answer = client.get(path)
            assert "Your workshop pack (1)" in answer.text
            assert answer.headers["Cache-Control"] == "private, no-cache"
            assert "Cookie" in answer.headers["Vary"]
        assert "Added to your pack." in client.get("/stories/spare-key").text

    def test_only_the_pages_of_a_pack_carry_its_private_link(self, client: FlaskClient) -> None:
        pack = started(client)
        secret = pack.rpartition("/")[2]
        post(client, f"{pack}/share")
        (view,) = re.findall(r"/shared/[\w-]{32}", client.get(pack).text)[:1]
        pages = ("/", "/search?q=kettle", "/stories", "/stories/spare-key?added=1", "/workshop", "/about")
        for path in (*pages, "/stories/spare-key/choose", "/nowhere", "/stories/taken-back", "/packs/never-was", view):
            answer = client.get(path)
            assert 'href="/packs/mine"' in answer.text, path
            assert secret not in answer.text + str(answer.headers), path
        refused = post(client, "/packs/add", slug="paper", back="/resources/paper")
        assert secret not in refused.text + str(refused.headers)
        assert Html(refused.text).link("View your pack") == "/packs/mine"

    @pytest.mark.parametrize("prefix", ["", "/cy"])
    def test_the_way_to_a_pack_is_stored_by_nobody(self, prefix: str, client: FlaskClient) -> None:
        pack = started(client)
        answer = client.get(f"{prefix}/packs/mine")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{prefix}{pack}")
        assert answer.headers["Cache-Control"] == "private, no-store"
        client.delete_cookie("pack")
        assert client.get(f"{prefix}/packs/mine").headers["Location"] == f"{prefix}/workshop"

    def test_a_cookie_that_opens_nothing_changes_nothing_that_is_shown(self, client: FlaskClient) -> None:
        plain = client.get("/").data
        client.set_cookie("pack", "x" * 32)
        assert client.get("/").data == plain

    def test_what_may_not_be_in_one_says_why_in_words(self, client: FlaskClient) -> None:
        answer = post(client, "/packs/add", slug="paper")
        assert (answer.status_code, "We do not have permission to use this in workshops." in answer.text) == (403, True)
        assert "We do not have permission to use this in workshops." in client.get("/resources/paper").text
        assert 'action="/packs/add"' not in client.get("/resources/paper").text
        assert post(client, "/packs/add", slug="inside").status_code == 404
        assert post(client, "/packs/add", slug="spare-key", anchors="p99").status_code == 409

    def test_passages_are_chosen_by_boxes_and_it_says_what_is_left_out(self, client: FlaskClient) -> None:
        page = Html(client.get("/stories/spare-key/choose?anchors=p1&anchors=p2").text)
        boxes = {
            box.get("value"): "checked" in box.attributes for box in page.all("input") if box.get("name") == "anchors"
        }
        assert [anchor for anchor, chosen in boxes.items() if chosen] == ["p1", "p2"]
        assert "Shortened: includes 2 of the 4 paragraphs" in page.text
        assert "The kettle" in client.get("/resources/number-nine/choose").text

    def test_a_preview_marks_what_is_left_out(self, client: FlaskClient) -> None:
        def marked(query: str) -> tuple[list[str], str]:
            page = Html(client.get(f"/stories/spare-key/choose?{query}").text)
            boxes = [box.get("value") for box in page.all("input") if box.get("name") == "anchors"]
            places = page.all("div", "choose")
            left_out = [anchor for anchor, place in zip(boxes, places, strict=True) if "Left out" in place.text]
            told = page.all("p", "callout")
            return left_out, told[0].text if told else ""

        every = marked("preview=1")[0]
        assert marked("preview=1&anchors=p1")[0] == [anchor for anchor in every if anchor != "p1"]
        assert "Go to the first passage left out" in marked("preview=1&anchors=p1")[1]
        assert "everything is left out" in marked("preview=1")[1]
        assert marked("preview=1&" + "&".join(f"anchors={anchor}" for anchor in every))[0] == []
        assert marked("")[0] == []

    def test_passages_of_an_item_are_chosen_again_for_that_item(self, client: FlaskClient) -> None:
        pack = started(client)
        (item,) = ids(client, pack)
        address = f"{pack}/items/{item}/choose"
        assert f'href="{address}"' in client.get(f"{pack}/items/{item}").text

        def ticked() -> list[str]:
            page = Html(client.get(address).text)
            return [box.get("value") for box in page.all("input") if "checked" in box.attributes]

        assert ticked()
        refused = post(client, f"{pack}/items/{item}/extent", extent="chosen")
        assert (refused.status_code, "<title>Error: Choose passages" in refused.text) == (422, True)
        chosen = post(client, f"{pack}/items/{item}/extent", extent="chosen", anchors="p2")
        assert chosen.headers["Location"] == f"{pack}?done=saved&item={item}#told"
        assert ids(client, pack) == [item]
        assert ticked() == ["p2"]
        assert client.get(address).headers["Cache-Control"] == "private, no-store"
        assert post(client, f"{pack}/items/{item}/extent", extent="chosen", anchors="p99").status_code == 409
        for nothing in (f"{pack}/items/never-was/choose", f"/packs/never-was/items/{item}/choose"):
            assert client.get(nothing).status_code == 404

    def test_a_format_starts_one(self, client: FlaskClient) -> None:
        answer = post(client, "/packs/add", format="listening-circle")
        assert len(items(client, urlsplit(answer.headers["Location"]).path)) == 6
        assert post(client, "/packs/start", format="never-was").status_code == 404

    def test_no_passage_chosen_adds_nothing_and_says_so(self, client: FlaskClient) -> None:
        answer = post(client, "/packs/add", slug="spare-key", choose="stories")
        page = Html(answer.text)
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (422, False)
        assert "<title>Error: Choose passages" in answer.text
        assert page.one("fieldset").get("aria-describedby") == "anchors-problem"
        assert page.one("section", "told").text == "There is a problem Select at least one passage."
        chosen = post(client, "/packs/add", slug="spare-key", choose="stories", anchors="p1")
        assert chosen.status_code == 303
        assert post(client, "/packs/add", slug="never-was", choose="stories").status_code == 404
        assert post(client, "/packs/add", slug="spare-key", choose="nowhere").status_code in {303, 308, 301, 404}


class TestPlanning:
    def test_the_first_story_is_between_ground_rules_and_a_debrief_for_as_long_as_they_are_wanted(
        self, client: FlaskClient
    ) -> None:
        pack = framed(client)
        post(client, "/packs/add", slug="outside")
        post(client, f"{pack}/items", kind="break")
        assert items(client, pack) == [
            "1. How we listen",
            "2. The spare key",
            "3. Make recording personal",
            "4. Break",
            "5. Before we go",
        ]
        for item in ids(client, pack):
            post(client, f"{pack}/items/{item}/remove")
        post(client, "/packs/add", slug="spare-key")
        assert items(client, pack) == ["1. The spare key"]

    def test_a_plan_is_a_pack_for_the_time_there_is(self, client: FlaskClient) -> None:
        answer = post(
            client, "/packs/start", kind="plan", available="60", people="12", starts="25", format="reading-in-pairs"
        )
        assert (answer.status_code, "25" in Html(answer.text).value("starts")) == (422, True)
        assert "<title>Error: " in answer.text
        assert re.search(r'value="reading-in-pairs"[^>]* selected', answer.text)
        wished = {"title": "Our hour", "work": "roles/nurse"}
        answer = post(client, "/packs/start", kind="plan", starts="25", **wished)
        assert Html(answer.text).value("title") == "Our hour"
        assert re.search(r'value="roles/nurse"[^>]* selected', answer.text)
        fields = {"available": "60", "people": "12", "starts": "10:00", "format": "reading-in-pairs"} | wished
        answer = post(client, "/packs/start", kind="plan", **fields)
        assert answer.headers["Location"].endswith("?done=started#told")
        text = client.get(answer.headers["Location"]).text
        assert "10:00 to 10:" in text
        assert "12 participants" in text
        assert "<h1>Our hour</h1>" in text
        assert "Reading in pairs: find a partner" in text
        assert post(client, "/packs/start", kind="plan", format="never-was").status_code == 404

    def test_a_story_that_may_not_be_in_a_pack_does_not_get_in_by_way_of_an_offer(self, client: FlaskClient) -> None:
        pack = started(client)
        assert post(client, f"{pack}/items", kind="document", slug="outside").status_code == 303
        assert post(client, f"{pack}/items", kind="document", slug="paper").status_code == 403
        assert post(client, f"{pack}/items", kind="document", slug="inside").status_code == 404
        assert len(ids(client, pack)) == 2

    def test_time_to_discuss_can_be_changed_or_dropped(self, client: FlaskClient) -> None:
        pack = started(client)
        (item,) = ids(client, pack)
        save = f"{pack}/items/{item}/save"
        assert "+ 10 to discuss)" in client.get(pack).text
        post(client, save, version=version(client, pack), discussion="25")
        assert "+ 25 to discuss)" in client.get(pack).text
        post(client, save, version=version(client, pack), discussion="")
        assert "to discuss)" not in client.get(pack).text
        assert post(client, save, version=version(client, pack), discussion="601").status_code == 422


class TestArranging:
    def test_items_move_by_buttons_and_by_number(self, client: FlaskClient) -> None:
        pack = started(client)
        for slug in ("outside", "phone-call"):
            post(client, "/packs/add", slug=slug)
        first, second, third = ids(client, pack)
        answer = post(client, f"{pack}/items/{third}/move", by="up")
        assert answer.headers["Location"] == f"{pack}?done=moved&item={third}#told"
        assert ids(client, pack) == [first, third, second]
        post(client, f"{pack}/items/{first}/move", by="down")
        assert ids(client, pack) == [third, first, second]
        post(client, f"{pack}/items/{second}/move", to="1")
        assert ids(client, pack) == [second, third, first]
        answer = post(client, f"{pack}/items/{second}/move", to="nothing")
        assert (answer.status_code, Html(answer.text).value("to")) == (422, "nothing")
        assert "Enter a number from 1 to 3." in answer.text
        assert post(client, f"{pack}/items/{second}/move", to="0").status_code == 422
        assert post(client, f"{pack}/items/{second}/save", version="1", way="spell").status_code == 422
        post(client, f"{pack}/items/{second}/move", to="")
        assert ids(client, pack) == [second, third, first]

    def test_what_was_taken_out_can_be_put_back_where_it_was(self, client: FlaskClient) -> None:
        pack = started(client)
        post(client, "/packs/add", slug="outside")
        first, second = ids(client, pack)
        answer = post(client, f"{pack}/items/{first}/remove")
        page = Html(client.get(answer.headers["Location"]).text)
        (form,) = [form for form in page.all("form") if form.get("action").endswith("/put-back")]
        # Meanwhile somebody else adds; that stays.
        post(client, f"{pack}/items", kind="break")
        asked = re.search(r"version=(\d+)", answer.headers["Location"])
        assert asked
        post(client, form.get("action"), version=asked[1])
        assert ids(client, pack)[:2] == [first, second]
        assert len(ids(client, pack)) == 3

    def test_the_clock_runs_and_the_time_that_is_missing_is_said(self, client: FlaskClient) -> None:
        pack = started(client)
        post(client, f"{pack}/items", kind="break")
        post(client, f"{pack}/items/{ids(client, pack)[1]}/save", version=version(client, pack), minutes="30")
        post(client, f"{pack}/details", version=version(client, pack), title="Monday", starts="10.05", available="20")
        text = Html(client.get(pack).text).text
        assert "Monday" in text
        assert "10:05 to 10:46" in text
        assert "21 minutes over time." in text

    @pytest.mark.parametrize(
        ("name", "typed", "told"),
        [
            ("starts", "25:00", "Enter a time, such as 9:30 or 14:00."),
            ("available", "lots", "Enter minutes in figures, such as 60."),
            ("available", "601", "Enter 600 or less."),
            ("people", "-3", "Enter a number in figures, such as 12."),
            ("people", "5001 people", "Enter 5,000 or less."),
            ("title", "x" * 201, "This is too long. Use 200 characters or fewer."),
            ("nation", "atlantis", "Select one of the options."),
        ],
    )
    def test_what_is_not_understood_is_not_called_saved_and_stands_there_to_be_mended(
        self, name: str, typed: str, told: str, client: FlaskClient
    ) -> None:
        pack = started(client)
        began = version(client, pack)
        answer = post(client, f"{pack}/details", version=began, **({"title": "Monday"} | {name: typed}))
        assert answer.status_code == 422
        page = Html(answer.text)
        message = page.one("section", "told")
        assert message.text.startswith("There is a problem Your changes have not been saved.")
        assert (message.get("tabindex"), "autofocus" in message.attributes) == ("-1", True)
        assert "<title>Error: " in answer.text
        assert told in page.text
        assert name == "nation" or page.value(name) == typed
        fields = page.all("input") + page.all("select")
        (wrong,) = [field for field in fields if field.get("aria-invalid") == "true"]
        assert wrong.get("aria-describedby").split()[0] == f"{wrong.get('id')}-problem"
        assert version(client, pack) == began

    def test_a_form_that_is_mended_still_knows_what_its_writer_began_with(self, client: FlaskClient) -> None:
        pack = started(client)
        began = version(client, pack)
        answer = post(client, f"{pack}/details", version=began, title="Mine", starts="noon")
        post(client, f"{pack}/details", version=began, title="Theirs")
        again = post(
            client, f"{pack}/details", version=Html(answer.text).value("version"), title="Mine", starts="12:00"
        )
        assert again.status_code == 409

    def test_an_empty_note_is_refused_in_words(self, client: FlaskClient) -> None:
        pack = started(client)
        answer = post(client, f"{pack}/items", kind="note", title=" ", text="\n", notes="")
        assert (answer.status_code, len(ids(client, pack))) == (422, 1)
        assert "Enter a title or some text." in answer.text
        for name in ("title", "text", "notes"):
            assert post(client, f"{pack}/items", kind="note", **{name: "x"}).status_code == 303

    def test_a_note_is_never_saved_without_title_and_text(self, client: FlaskClient) -> None:
        pack = started(client)
        post(client, f"{pack}/items", kind="note", title="Hello", text="Welcome")
        note = ids(client, pack)[-1]
        save = f"{pack}/items/{note}/save"
        answer = post(client, save, version=version(client, pack), title="", text=" ")
        assert answer.status_code == 422
        message = Html(answer.text).one("section", "told").text
        assert message.endswith("Your changes have not been saved. Enter a title or some text.")
        assert "Welcome" in client.get(pack).text
        assert post(client, save, version=version(client, pack), title="", text="Welcome").status_code == 303

    def test_words_that_are_too_long_are_not_cut(self, client: FlaskClient) -> None:
        pack, long = started(client), "y" * 4_001
        (item,) = ids(client, pack)
        answer = post(client, f"{pack}/items/{item}/save", version=version(client, pack), notes=long, minutes="x")
        assert (answer.status_code, long in answer.text) == (422, True)
        assert "Use 4,000 characters or fewer" in answer.text
        assert "Enter minutes in figures, such as 60." in answer.text
        noted = post(client, f"{pack}/items", kind="note", title="Hello", text=long)
        assert (noted.status_code, long in noted.text, 'value="Hello"' in noted.text) == (422, True, True)
        assert len(ids(client, pack)) == 1
        # Neither are two texts that do not fit into one field.
        began = version(client, pack)
        save = f"{pack}/items/{item}/save"
        post(client, save, version=began, notes="a" * 3_000)
        conflict = post(client, save, version=began, notes="b" * 3_000)
        assert conflict.status_code == 409
        assert {"Keep my version", "Keep their version"} <= {
            button.text for button in Html(conflict.text).all("button")
        }
        assert "Keep both" not in conflict.text

    def test_a_form_of_a_state_that_nobody_knows_any_more_takes_nothing_away(self, client: FlaskClient) -> None:
        pack = started(client)
        post(client, f"{pack}/details", version=version(client, pack), title="Theirs")
        assert post(client, f"{pack}/details", version="9999", title="Mine").status_code == 409
        assert post(client, f"{pack}/details", version="9999", title="Theirs").status_code == 303

    def test_taking_out_twice_offers_nothing_to_put_back(self, client: FlaskClient) -> None:
        pack = started(client)
        (item,) = ids(client, pack)
        post(client, f"{pack}/items/{item}/remove")
        answer = post(client, f"{pack}/items/{item}/remove")
        assert answer.headers["Location"] == f"{pack}?done=gone-already#told"
        assert "Someone else has already removed this." in client.get(answer.headers["Location"]).text

    def test_a_short_version_is_offered_where_there_is_one(self, client: FlaskClient) -> None:
        pack = started(client, slug="phone-call", anchors="p1")
        post(client, "/packs/add", slug="spare-key", anchors="p1")
        pages = [client.get(f"{pack}/items/{item}").text for item in ids(client, pack)]
        assert ['value="short"' in page for page in pages] == [False, True]
        assert all('value="whole"' in page for page in pages)

    def test_what_was_written_in_vain_is_shown_to_be_copied(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pack = started(client)
        for _ in range(60):
            post(client, f"{pack}/items", kind="break")
        full = post(client, f"{pack}/items", kind="note", title="Hello", text="Say it <slowly>.")
        assert (full.status_code, "Hello" in full.text, "Say it &lt;slowly&gt;." in full.text) == (409, True, True)
        new = urlsplit(post(client, f"{pack}/new-link").headers["Location"]).path
        gone = post(client, f"{pack}/items", kind="note", notes="Mine alone.")
        assert (gone.status_code, "Mine alone." in gone.text) == (404, True)

        def away(*_: object) -> None:
            raise RecordsUnavailable

        monkeypatch.setattr(Records, "change_pack", away)
        down = post(client, f"{new}/details", version="1", title="A better name")
        assert (down.status_code, "A better name" in down.text) == (503, True)
        # What came from elsewhere is not shown as ours.
        forged = client.post(f"{new}/details", data={"title": "Forged"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert (forged.status_code, "Forged" in forged.text) == (403, False)

    def test_own_parts_are_added(self, client: FlaskClient) -> None:
        pack = started(client)
        for fields in (
            {"kind": "note", "title": "Hello", "text": "One\r\n\r\nTwo"},
            {"kind": "prompt", "prompt": "2"},
            {"kind": "ground-rules"},
            {"kind": "break"},
            {"kind": "debrief"},
            {"kind": "format", "format": "silent-gallery"},
        ):
            assert post(client, f"{pack}/items", **fields).status_code == 303
        assert len(items(client, pack)) == 9
        assert post(client, f"{pack}/items", kind="spell").status_code == 404

    def test_two_who_change_different_fields_both_win(self, client: FlaskClient) -> None:
        pack = started(client)
        (item,) = ids(client, pack)
        began = version(client, pack)
        save = f"{pack}/items/{item}/save"
        post(client, save, version=began, notes="Mine", minutes="")
        answer = post(client, save, version=began, notes="", minutes="7", way="silent")
        assert answer.status_code == 303
        text = client.get(pack).text
        assert "Mine" in text
        assert "7 minutes" in text
        assert "Everyone reads silently" in text

    def test_two_who_write_the_same_field_are_shown_both_and_choose(self, client: FlaskClient) -> None:
        pack = started(client)
        (item,) = ids(client, pack)
        began = version(client, pack)
        save = f"{pack}/items/{item}/save"
        post(client, save, version=began, notes="Theirs", minutes="")
        answer = post(client, save, version=began, notes="Mine", minutes="9")
        assert answer.status_code == 409
        page = Html(answer.text)
        assert [quote.text for quote in page.all("blockquote")] == ["Mine", "Theirs"]
        assert {"Keep my version", "Keep their version", "Keep both (theirs first)"} <= {
            b.text for b in page.all("button")
        }
        both = {"version": began, "minutes": "9", "seen-notes": "Theirs", "notes": "Theirs\nMine"}
        assert post(client, save, **both).status_code == 303
        assert "9 minutes" in client.get(pack).text
        assert re.search(r"Theirs\s+Mine", client.get(pack).text)
        # What was seen is no longer what stands there: she is asked again.
        assert post(client, save, **{**both, "notes": "Mine"}).status_code == 409

    def test_words_for_an_item_that_somebody_took_out_are_kept(self, client: FlaskClient) -> None:
        pack = started(client)
        (item,) = ids(client, pack)
        began = version(client, pack)
        post(client, f"{pack}/items/{item}/remove")
        answer = post(client, f"{pack}/items/{item}/save", version=began, notes="Say this slowly", minutes="")
        assert (answer.status_code, "Say this slowly" in answer.text) == (409, True)
        assert "Save my text as a new item" in answer.text
        # Kept so, they are hers alone as they were before.
        assert f'action="{pack}/items"' in answer.text
        inputs = {field.get("name"): field.get("value") for field in Html(answer.text).all("input")}
        assert inputs == {"kind": "note", "notes": "Say this slowly"}
        assert post(client, f"{pack}/items", **inputs).status_code == 303
        assert "Say this slowly" in client.get(pack).text
        assert "Say this slowly" not in client.get(f"{pack}/files/chat.txt").text

    def test_the_details_are_merged_too(self, client: FlaskClient) -> None:
        pack = started(client)
        began = version(client, pack)
        post(client, f"{pack}/details", version=began, title="One")
        assert post(client, f"{pack}/details", version=began, title="Two").status_code == 409
        assert post(client, f"{pack}/details", version=began, people="24", nation="wales").status_code == 303

    def test_an_item_has_a_page_and_another_extent(self, client: FlaskClient) -> None:
        pack = started(client)
        (item,) = ids(client, pack)
        page = Html(client.get(f"{pack}/items/{item}").text)
        assert page.one("h1").text == "Edit item 1"
        assert post(client, f"{pack}/items/{item}/extent", extent="whole").status_code == 303
        assert "Full version." in client.get(pack).text
        assert "Use the short version (3 minutes)" in client.get(f"{pack}/items/{item}").text
        assert post(client, f"{pack}/items/{item}/extent", extent="none").status_code == 404
        assert post(client, f"{pack}/items/{item}/new-words").status_code == 303
        assert client.get(f"{pack}/items/never-was").status_code == 404


class TestSharing:
    def test_those_who_come_see_no_notes_and_get_no_file_of_hers(self, client: FlaskClient) -> None:
        pack = started(client)
        (item,) = ids(client, pack)
        post(client, f"{pack}/items/{item}/save", version=version(client, pack), notes="Secretnote", minutes="")
        post(client, f"{pack}/share")
        (link,) = re.findall(rf'value="{URL}(/shared/[\w-]+)"', client.get(pack).text)
        shared = client.get(link)
        assert (shared.status_code, "The spare key" in shared.text, "Secretnote" in shared.text) == (200, True, False)
        assert client.get(f"{link}/files/slides.pptx").status_code == 404
        assert "Secretnote" not in client.get(f"{link}/files/pack.md").text
        post(client, f"{pack}/stop-sharing")
        assert client.get(link).status_code == 404

    def test_looking_at_a_shared_pack_changes_no_row_of_the_records(self, own: Shelves) -> None:
        pack = started(own.client)
        post(own.client, f"{pack}/share")
        (link,) = re.findall(rf'value="{URL}(/shared/[\w-]+)"', own.client.get(pack).text)
        before = rows(own)
        for look in (own.client.get, own.client.head):
            assert [look(prefix + link).status_code for prefix in ("", "/cy", "/gd")] == [200, 200, 200]
        assert rows(own) == before
        own.client.get(f"{link}/files/chat.txt")
        assert rows(own) != before

    def test_a_new_private_link_ends_the_old_one_after_a_question(self, client: FlaskClient) -> None:
        pack = started(client)
        asked = Html(client.get(f"{pack}/replace-link").text)
        assert "The old link will stop working" in asked.text
        assert f"{pack}/new-link" in [form.get("action") for form in asked.all("form")]
        assert client.get(pack).status_code == 200
        answer = post(client, f"{pack}/new-link")
        new = urlsplit(answer.headers["Location"]).path
        assert (client.get(pack).status_code, client.get(new).status_code) == (404, 200)
        assert "Your workshop pack (1)" in client.get("/").text

    def test_a_copy_has_links_of_its_own(self, client: FlaskClient) -> None:
        pack = started(client)
        copy = urlsplit(post(client, f"{pack}/duplicate").headers["Location"]).path
        assert copy != pack
        assert items(client, copy) == items(client, pack)

    def test_it_is_deleted_only_after_a_question(self, client: FlaskClient) -> None:
        pack = started(client)
        assert "You cannot undo this." in client.get(f"{pack}/delete").text
        answer = post(client, f"{pack}/delete-now")
        assert "Pack deleted." in client.get(answer.headers["Location"]).text
        assert client.get(pack).status_code == 404
        assert "pack=;" in answer.headers["Set-Cookie"]

    def test_another_browser_takes_it_up_and_forgets_it(self, own: Shelves, client: FlaskClient) -> None:
        pack, other = started(client), own.client
        assert "New items will not go into this pack." in other.get(pack).text
        assert "Set-Cookie" not in other.get(pack).headers
        post(other, f"{pack}/take-up")
        assert "Your workshop pack (1)" in other.get("/").text
        post(other, f"{pack}/put-down")
        assert "Your pack" not in other.get("/").text

    def test_its_pages_are_kept_by_nobody_and_found_by_no_search_engine(self, client: FlaskClient) -> None:
        pack = started(client)
        for path in (pack, f"{pack}/delete", f"{pack}/files/pack.md", f"/cy{pack}"):
            headers = client.get(path).headers
            assert headers["Cache-Control"] == "private, no-store"
            assert headers["X-Robots-Tag"] == "noindex, noarchive"
            assert headers["Referrer-Policy"] == "same-origin"


def test_every_file_has_words_and_none_has_too_many() -> None:
    assert set(labels.FILES) == set(FILES)
    assert set(labels.FILE_GROUPS) == {kind.recipient for kind in FILES.values()}


@pytest.mark.parametrize("name", ["slides.pptx", "pack.md", "chat.txt", "report.docx"])
def test_a_file_is_a_download_under_the_packs_code(client: FlaskClient, name: str) -> None:
    pack = started(client)
    answer = client.get(f"{pack}/files/{name}")
    assert answer.status_code == 200
    assert re.fullmatch(
        rf'attachment; filename="[0-9A-Z]{{4}}-[0-9A-Z]{{4}}-[0-9A-Z]{{5}}-[0-9A-Z]{{4}}-{name}"',
        answer.headers["Content-Disposition"],
    )
    assert answer.mimetype == FILES[name].media_type


def test_a_file_is_in_the_language_of_the_page_that_it_was_downloaded_from(client: FlaskClient) -> None:
    pack = started(client)
    english, welsh = (client.get(f"{prefix}{pack}/files/chat.txt") for prefix in ("", "/cy"))
    assert (english.status_code, welsh.status_code) == (200, 200), welsh.text
    assert english.headers["Content-Disposition"] == welsh.headers["Content-Disposition"]
    code = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4,5}){3}", english.text)
    assert code == re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4,5}){3}", welsh.text)
    assert ("[Fictional]" in english.text, "[Dychmygol]" in english.text) == (True, False)
    assert ("[Fictional]" in welsh.text, "[Dychmygol]" in welsh.text) == (False, True)


def test_an_activity_is_shown_and_added_in_the_language_of_the_page(client: FlaskClient) -> None:
    page = Html(client.get("/cy/workshop").text)
    (title,) = [each for each in page.all("h3", "entry-title") if each.text == "Cylch gwrando"]
    assert title.get("lang") == ""
    answer = post(client, "/cy/packs/add", format="listening-circle")
    titles = items(client, urlsplit(answer.headers["Location"]).path)
    assert "Cylch gwrando: gwrando ar y stori" in "".join(titles)


def test_where_the_records_are_away_nothing_is_changed_and_everything_else_works(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = started(client)

    def away(*_: object) -> None:
        raise RecordsUnavailable

    for name in ("pack_to_edit", "add_pack", "change_pack"):
        monkeypatch.setattr(Records, name, away)
    answer = post(client, "/packs/start")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Nothing has changed." in answer.text
    assert client.get(pack).status_code == 503
    assert client.get("/").status_code == client.get("/stories/spare-key").status_code == 200


def test_no_link_is_in_any_log(
    client: FlaskClient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    pack = started(client)
    client.get(pack)
    client.get(f"{pack}/never-was")
    assert pack.rpartition("/")[2] not in "".join(capfd.readouterr()) + caplog.text


def test_a_folder_is_only_needed_by_whoever_starts_one(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    assert shelves.client.get("/stories/spare-key").status_code == 200
    assert not list((tmp_path / "data").glob("records*"))
    shelves.library.close()


def test_a_pack_of_fictional_stories_says_that_they_can_be_quoted_but_not_as_evidence(
    tmp_path: Path, client: FlaskClient
) -> None:
    fill(tmp_path)
    story = tmp_path / "content/stories/spare-key.md"
    story.write_text(story.read_text().replace("uses: [workshop, print]", "uses: [workshop, excerpt, print]"))
    shelves = open_shelves(tmp_path)
    publish(shelves.library)
    pack = started(shelves.client)
    fictional = shelves.client.get(pack).text
    references = shelves.client.get(f"{pack}/files/citations.ris")
    shelves.library.close()
    assert ("report.docx" in fictional, "citations.ris" in fictional) == (True, False)
    assert references.status_code == 409
    assert "nothing in this pack can be quoted as evidence" in references.text
    assert "The stories in this pack are fictional. You can quote them, but not as evidence." in fictional
    assert "Nothing in this pack can be quoted as evidence in a report." in client.get(started(client)).text
