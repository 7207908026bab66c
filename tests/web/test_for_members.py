"""Documents for members: marked wherever they are shown, and in nobody's pack but a member's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.actions.publish import publish
from library.model.viewer import Role
from tests.web.reading_html import Html
from tests.web.shelves import ALWAYS, Shelves, fill, open_shelves
from tests.web.signing_in import signed_in

BASE = "https://localhost"
HERE = {"Sec-Fetch-Site": "same-origin"}
OWN_PACKS_ONLY = "This is for members only. You can add it only to one of your own packs."
IN_NO_PACK = "This is for coordinators only, so it cannot be in a pack."


def story(title: str, audience: str, uses: str) -> str:
    return f"""---
title: {title}
kind: story
summary: Of {title}.
{ALWAYS}provenance: told
consent: {{audience: {audience}, uses: [{uses}], shown_as: role-only, given: 2026-01-10}}
questions: ["What of {title}?"]
---

Lanterns were lit.

They went out again.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """A library with a document for each audience that may be used in workshops, quoted and printed."""
    folder = tmp_path_factory.mktemp("members")
    fill(folder)
    for slug, audience in (("lantern", "network"), ("ledger", "coordinators")):
        text = story(slug.capitalize(), audience, "workshop, excerpt, print")
        (folder / f"content/stories/{slug}.md").write_text(text)
    shelves = open_shelves(folder)
    publish(shelves.library)
    yield shelves
    shelves.library.close()


@pytest.fixture
def member(site: Shelves) -> FlaskClient:
    return signed_in(site, Role.MEMBER)


def get(client: FlaskClient, path: str) -> TestResponse:
    return client.get(path, base_url=BASE)


def add(client: FlaskClient, slug: str = "lantern", **form: str) -> TestResponse:
    return client.post("/packs/add", base_url=BASE, headers=HERE, data={"slug": slug, **form})


def edit_in(answer: TestResponse) -> str:
    found = re.search(r"/packs/([\w-]{20,})", answer.headers["Location"])
    assert found is not None
    return found[1]


LISTS = ("/stories", "/search?q=lanterns", "/search?q=lanterns&view=passages", "/themes/listening")


@pytest.mark.parametrize("path", [*LISTS, "/stories/lantern", "/stories/lantern/team", "/stories/lantern/choose"])
def test_a_member_sees_it_marked_wherever_it_is_shown(site: Shelves, member: FlaskClient, path: str) -> None:
    page = get(member, path).text
    assert "Members only" in Html(page).text
    assert ("Lantern" in page, "Ledger" in page) == (True, False)
    assert "Members only" not in get(site.client, path).text


@pytest.mark.parametrize("path", [*LISTS, "/stories/ledger"])
def test_a_coordinator_sees_which_documents_are_for_coordinators(site: Shelves, path: str) -> None:
    assert "Coordinators only" in Html(get(signed_in(site, Role.COORDINATOR), path).text).text


def test_a_member_counts_finds_and_is_suggested_what_is_for_members(site: Shelves, member: FlaskClient) -> None:
    for client, found in ((member, ["lantern"]), (site.client, [])):
        answer = get(client, "/search.json?q=lanterns").json
        suggested = get(client, "/suggest.json?q=lante").text
        assert answer is not None
        assert [each["slug"] for each in answer["results"]] == found
        assert answer["total"] == len(found)
        assert ("Lantern" in suggested) == bool(found)


@pytest.mark.parametrize("path", ["/feed.atom", "/sitemap.xml"])
def test_feed_and_sitemap_are_the_same_for_everyone(site: Shelves, member: FlaskClient, path: str) -> None:
    assert get(member, path).data == get(site.client, path).data


def test_a_member_starts_their_own_pack_with_it(member: FlaskClient) -> None:
    assert OWN_PACKS_ONLY not in get(member, "/stories/lantern").text
    edit = edit_in(add(member))
    page = Html(get(member, f"/packs/{edit}").text).text
    assert "Lantern" in page
    assert "Members only. This is in your slides and running order, not in what participants get." in page
    assert OWN_PACKS_ONLY not in get(member, "/stories/lantern").text
    question = add(member, add="add-q1 lantern#q1")
    assert question.status_code == 303
    assert "What of Lantern?" in unescape(get(member, f"/packs/{edit}").text)


def test_a_pack_does_not_say_that_words_are_in_files_which_they_may_not_be_in(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "content/stories/lantern.md").write_text(story("Lantern", "network", "workshop"))
    shelves = open_shelves(tmp_path)
    publish(shelves.library)
    member = signed_in(shelves, Role.MEMBER)
    page = Html(get(member, f"/packs/{edit_in(add(member))}").text).text
    assert "Members only. Use it only with members of the network." in page
    assert "This is in your slides" not in page
    shelves.library.close()


def test_it_is_not_added_to_a_pack_that_is_not_theirs(site: Shelves) -> None:
    client = site.client
    edit = edit_in(add(client, "spare-key"))
    cookie = client.get_cookie("pack")
    assert cookie is not None
    member = signed_in(site, Role.MEMBER)
    member.set_cookie("pack", edit, domain="localhost")
    for path in ("/stories/lantern", "/stories/lantern/choose", "/stories/lantern/team", "/search?q=lanterns"):
        page = Html(get(member, path).text)
        assert OWN_PACKS_ONLY in page.text
        assert not [form for form in page.all("form") if "Lantern" in form.text]
    refused = add(member)
    assert (refused.status_code, OWN_PACKS_ONLY in Html(refused.text).text) == (403, True)
    assert "Lantern" not in get(member, f"/packs/{edit}").text
    member.post(f"/packs/{edit}/keep", base_url=BASE, headers=HERE)
    assert edit_in(add(member)) == edit
    assert "Lantern" in get(member, f"/packs/{edit}").text
    assert "Lantern" not in get(client, f"/packs/{edit}").text


def test_what_is_for_coordinators_is_added_to_no_pack(site: Shelves) -> None:
    coordinator = signed_in(site, Role.COORDINATOR)
    for path in ("/stories/ledger", "/stories/ledger/choose", "/stories/ledger/team"):
        assert IN_NO_PACK in Html(get(coordinator, path).text).text
    assert add(coordinator, "ledger").status_code == 404


def test_a_stranger_who_adds_it_is_told_that_there_is_no_such_page(site: Shelves) -> None:
    assert add(site.client).status_code == add(site.client, "never-was").status_code == 404


def test_a_member_reads_it_with_a_team_and_does_not_paste_it_into_a_chat(member: FlaskClient) -> None:
    page = Html(get(member, "/stories/lantern/team").text)
    assert "Lanterns were lit." in page.text
    assert "Text for Teams or WhatsApp" not in page.text
    assert get(member, "/stories/lantern/team.txt").status_code == 403


def test_other_passages_of_it_are_chosen_in_its_own_pack(site: Shelves, member: FlaskClient) -> None:
    edit = edit_in(add(member))
    found = re.search(rf"/packs/{edit}/items/(\w+)/choose|items/(\w+)\"", get(member, f"/packs/{edit}").text)
    assert found is not None
    items = re.findall(r'id="item-(\w+)"', get(member, f"/packs/{edit}").text)
    chosen = next(each for each in items if get(member, f"/packs/{edit}/items/{each}/choose").status_code == 200)
    assert "Lanterns were lit." in get(member, f"/packs/{edit}/items/{chosen}/choose").text
    form = {"extent": "chosen", "anchors": "p2"}
    for client, status in ((site.client, 404), (signed_in(site, Role.MEMBER), 404), (member, 303)):
        answer = client.post(f"/packs/{edit}/items/{chosen}/extent", base_url=BASE, headers=HERE, data=form)
        assert answer.status_code == status
        assert get(client, f"/packs/{edit}/items/{chosen}/choose").status_code == (404 if status == 404 else 200)


def test_a_removed_item_is_named_to_its_owner_only(site: Shelves, member: FlaskClient) -> None:
    edit = edit_in(add(member))
    items = re.findall(r'id="item-(\w+)"', get(member, f"/packs/{edit}").text)
    chosen = next(each for each in items if get(member, f"/packs/{edit}/items/{each}/choose").status_code == 200)
    removed = member.post(f"/packs/{edit}/items/{chosen}/remove", base_url=BASE, headers=HERE)
    shown = removed.headers["Location"].partition("#")[0]
    assert "Lantern" in get(member, shown).text
    assert "Lantern" not in get(site.client, shown).text
