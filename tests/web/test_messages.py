"""What was done is said where it was done, and takes the focus there: also for those who see nothing and run no script.

A redirect leads to the message itself. Browsers then put the focus on it, and screen readers read it out.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.reading_html import Element, Html
from tests.web.test_packs import ids, post, started, version

# Forms of a pack's page: where each goes, below the pack or its first item, and what it says when it is done.
FORMS = [
    ("/details", {"title": "Monday"}, "Saved."),
    ("/items", {"kind": "break"}, "Added. 2. Break"),
    ("/items", {"kind": "note", "text": "Ours."}, "Added. 2. Note"),
    ("/share", {}, "View-only link created."),
    ("/stop-sharing", {}, "The view-only link has been turned off."),
    ("/new-link", {}, "This is your new editing link."),
    ("/duplicate", {}, "You are now viewing the copy."),
    ("/put-down", {}, "New items will not go into this pack."),
    ("/take-up", {}, "Anything you add will now go into this pack."),
]
FORMS_OF_AN_ITEM = [
    ("save", {"notes": "Slowly."}, "Saved. 1. The spare key"),
    ("extent", {"extent": "whole"}, "Saved. 1. The spare key"),
    ("move", {"by": "down"}, "Moved. 2. The spare key"),
    ("move", {"to": "2"}, "Moved. 2. The spare key"),
    ("new-words", {}, "Updated to the latest text. 1. The spare key"),
    ("remove", {}, "Removed. 1. The spare key"),
]


def message(client: FlaskClient, location: str) -> Element:
    """Return the message that a redirect leads to, which can take the focus."""
    page = Html(client.get(location).text)
    (found,) = [each for each in page.elements if each.get("id") == urlsplit(location).fragment]
    assert found.get("tabindex") == "-1"
    return found


@pytest.mark.parametrize(("path", "form", "said"), FORMS)
def test_what_was_done_to_a_pack_is_said_and_takes_the_focus(
    path: str, form: dict[str, str], said: str, client: FlaskClient
) -> None:
    pack = started(client)
    sent = post(client, pack + path, version=version(client, pack), **form)
    assert message(client, sent.headers["Location"]).text.startswith(said)


@pytest.mark.parametrize(("name", "form", "said"), FORMS_OF_AN_ITEM)
def test_what_was_done_to_an_item_is_said_at_the_item(
    name: str, form: dict[str, str], said: str, client: FlaskClient
) -> None:
    pack = started(client)
    post(client, "/packs/add", slug="outside")
    item = ids(client, pack)[0]
    sent = post(client, f"{pack}/items/{item}/{name}", version=version(client, pack), **form)
    found = message(client, sent.headers["Location"])
    assert found.text == said
    if name != "remove":
        source = client.get(sent.headers["Location"]).text
        entry = re.search(rf'<li [^>]*id="item-{item}".*?</li>', source, re.DOTALL)
        assert entry
        assert 'id="told"' in entry.group()


def test_what_was_removed_is_named_where_it_was_with_a_way_back(client: FlaskClient) -> None:
    pack = started(client)
    post(client, "/packs/add", slug="outside")
    first, last = ids(client, pack)
    for item, name in ((first, "1. The spare key"), (last, "1. Make recording personal")):
        location = post(client, f"{pack}/items/{item}/remove").headers["Location"]
        assert message(client, location).text == f"Removed. {name}"
        page = client.get(location).text
        assert page.index('id="items-title"') < page.index('id="told"') < page.index('id="add"')
        for wrong in ("999", "9" * 30, "-1", "x"):
            assert 'id="told"' not in client.get(re.sub(r"version=\d+", f"version={wrong}", location)).text
    post(client, "/packs/add", slug="spare-key")
    # It is there again: there is nothing to undo.
    assert 'id="told"' not in client.get(f"{pack}?removed={ids(client, pack)[0]}&version=1").text


def test_an_item_that_is_put_back_says_so(client: FlaskClient) -> None:
    pack = started(client)
    post(client, "/packs/add", slug="outside")
    item = ids(client, pack)[0]
    removed = post(client, f"{pack}/items/{item}/remove").headers["Location"]
    asked = re.search(r"version=(\d+)", removed)
    assert asked
    sent = post(client, f"{pack}/items/{item}/put-back", version=asked[1])
    assert message(client, sent.headers["Location"]).text == "Put back. 1. The spare key"


def test_what_was_added_is_said_where_it_was_added(client: FlaskClient) -> None:
    started(client)
    sent = post(client, "/packs/add", add="add-1 number-nine", back="/search?q=bus")
    said = message(client, sent.headers["Location"])
    assert said.text == "Added to your pack. View your pack"
    sent = post(client, "/packs/add", slug="spare-key", anchors="p1", back="/stories/spare-key/choose")
    assert message(client, sent.headers["Location"]).text == "Added to your pack. View your pack"


def test_everyone_sees_which_item_a_message_is_about(client: FlaskClient) -> None:
    pack = started(client)
    told = '<p class="callout told" id="told" role="status" tabindex="-1">Moved. 1. The spare key</p>'
    assert told in client.get(f"{pack}?done=moved&item={ids(client, pack)[0]}").text


def test_a_deleted_pack_is_said_to_be_deleted(client: FlaskClient) -> None:
    sent = post(client, f"{started(client)}/delete-now")
    assert message(client, sent.headers["Location"]).text == "Pack deleted."


def test_an_item_that_is_gone_meanwhile_moves_its_message_to_the_top(client: FlaskClient) -> None:
    pack = started(client)
    assert message(client, f"{pack}?done=saved&item=nosuchid#told").text == "Saved."


def test_a_form_with_a_mistake_says_so_first_and_takes_the_focus(client: FlaskClient) -> None:
    pack = started(client)
    answer = post(client, f"{pack}/details", version=version(client, pack), starts="noon-ish")
    page = Html(answer.text)
    assert page.one("title").text.startswith("Error: ")
    (alert,) = [each for each in page.elements if each.get("role") == "alert"]
    assert ("autofocus" in alert.attributes, alert.get("tabindex")) == (True, "-1")
    item = ids(client, pack)[0]
    answer = post(client, f"{pack}/items/{item}/save", version=version(client, pack), minutes="many")
    assert Html(answer.text).one("title").text.startswith("Error: Edit item 1 – ")
    assert Html(client.get("/check?code=hello").text).one("title").text.startswith("Error: ")
