"""Accepting an invitation in a browser: the page uses up nothing, its button opens the account once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from library.actions.library import Library
from library.actions.packs.secrets import new_secret
from library.actions.people.accepting import open_invitation
from library.actions.people.inviting import invite_again, invite_one, withdraw_invitation
from library.actions.people.pasted_list import Entry
from library.actions.sign_in.by_mail import link_for, opened_link
from library.actions.sign_in.starting import Browser
from library.model.audit import TERMINAL
from library.model.viewer import Role
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, open_shelves
from tests.web.signing_in import new_person
from tests.web.statements import with_statements

HERE = {"Sec-Fetch-Site": "same-origin"}
SESSION = "__Host-session"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Shelves]:
    """A site with its own people."""
    opened = open_shelves(tmp_path, LIBRARY_JOBS="apart")
    yield opened
    opened.library.close()


def invite(site: Shelves, name: str = "Ann", role: Role = Role.MEMBER) -> str:
    return invite_one(site.library, TERMINAL, Entry(1, f"{name.lower()}@example.org", name), role).secret


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_the_button_signs_in_by_a_new_cookie_and_the_link_is_used_up(site: Shelves, language: str, role: Role) -> None:
    link, browser = f"{language}/invitations/{invite(site, role=role)}", site.client
    page = browser.get(link)
    assert "ann@example.org" in page.text
    assert 'value="Ann"' in page.text
    assert (page.headers["Cache-Control"], "Set-Cookie" in page.headers) == ("private, no-store", False)
    accepted = browser.post(f"{link}/accept", data={"name": "Ann Bell"}, headers=HERE)
    setting_up, account = f"{language}/account/security", f"{language}/account?done=joined#told"
    then = account if role is Role.MEMBER else setting_up
    assert (accepted.status_code, accepted.headers["Location"]) == (303, then)
    cookie = next(each for each in accepted.headers.getlist("Set-Cookie") if each.startswith(SESSION))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Ann Bell" in browser.get("/about").text
    (person,) = site.library.people.listed()
    assert (person.role, person.language) == (role, "cy" if language else "en")
    if role is Role.MEMBER:
        assert "You have joined, and are signed in on this device." in browser.get("/account?done=joined").text
    # The desk and people need a password and second factor first.
    assert browser.get("/desk/people").status_code == 404
    again = browser.get(link)
    assert (again.status_code, "Ann Bell" in Html(again.text).one("main").text) == (404, True)
    assert browser.post(f"{link}/accept", data={"name": "Ann"}, headers=HERE).status_code == 404


def test_looking_uses_up_nothing_whatever_looks(site: Shelves) -> None:
    link = f"/invitations/{invite(site)}"
    for agent in ("Mozilla/5.0 SafeLinks", "Slackbot-LinkExpanding", "curl/8"):
        for method in ("GET", "HEAD", "OPTIONS"):
            headers = {"User-Agent": agent, "Purpose": "prefetch", "Sec-Purpose": "prefetch"}
            assert site.client.open(link, method=method, headers=headers).status_code == 200
        assert site.client.get(f"{link}/accept", headers={"User-Agent": agent}).status_code == 405
        assert site.client.post(link, headers=HERE).status_code == 405
    assert (site.library.invitations.count(), site.library.people.count()) == (1, 0)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "cross-site"}, {}])
def test_no_other_site_can_accept(site: Shelves, headers: dict[str, str]) -> None:
    link = f"/invitations/{invite(site)}/accept"
    assert site.client.post(link, data={"name": "Ann"}, headers=headers).status_code == 403
    assert site.library.invitations.count() == 1


@pytest.mark.parametrize(("name", "sentence"), [("", "Enter your name."), ("x" * 101, "Use 100 characters or fewer.")])
def test_without_a_name_that_fits_the_page_asks_again(site: Shelves, name: str, sentence: str) -> None:
    link = f"/invitations/{invite(site)}"
    asked = site.client.post(f"{link}/accept", data={"name": name}, headers=HERE)
    assert (asked.status_code, sentence in asked.text, f'value="{name}"' in asked.text) == (422, True, True)
    assert "Set-Cookie" not in asked.headers
    assert site.client.get(link).status_code == 200


def test_every_link_that_opens_nothing_has_one_answer_after_the_same_work(site: Shelves) -> None:
    used, withdrawn, replaced = (invite(site, name) for name in ("Ann", "Bob", "Cat"))
    site.client.post(f"/invitations/{used}/accept", data={"name": "Ann"}, headers=HERE)
    bob, cat = site.library.invitations.listed()
    withdraw_invitation(site.library, TERMINAL, bob.id)
    invite_again(site.library, TERMINAL, cat.id, "en")
    links = [used, withdrawn, replaced, new_secret(), "x", "x" * 5_000, "%00", "%ff", "'; DROP TABLE invitation; --"]
    for send in (False, True):
        answers = set()
        for link in links:
            where = f"/invitations/{link}/accept" if send else f"/invitations/{link}"
            method, form = ("POST", {"name": "Eve"}) if send else ("GET", None)
            answer, noted = with_statements(partial(site.client.open, where, method=method, data=form, headers=HERE))
            # The page in another language has the address that was asked for.
            page = re.sub(r'href="[^"]*/invitations/[^"]*"', "", answer.text)
            headers = {name: value for name, value in answer.headers if name != "Content-Length"}
            answers.add((answer.status_code, page, str(headers), tuple(noted)))
        assert len(answers) == 1
        assert next(iter(answers))[0] == 404


def test_at_an_address_where_nobody_can_sign_in_links_are_not_used_up(tmp_path: Path) -> None:
    site = open_shelves(tmp_path, LIBRARY_URL="http://library.example.org", LIBRARY_JOBS="apart")
    secret, person = invite(site), new_person(site.library, Role.MEMBER)
    sign_in = sign_in_link(site.library, person)
    answers = [
        site.client.get(f"/invitations/{secret}", follow_redirects=True),
        site.client.post(f"/invitations/{secret}/accept", data={"name": "Ann"}, headers=HERE, follow_redirects=True),
        site.client.get(f"/sign-in/link/{sign_in}"),
        site.client.post("/sign-in/link", data={"link": sign_in}, headers=HERE),
    ]
    for answer in answers:
        assert "this address is not secure" in answer.text
        assert "Set-Cookie" not in answer.headers
    assert open_invitation(site.library, secret).email == "ann@example.org"
    assert opened_link(site.library, Browser(), sign_in).is_here
    site.library.close()


def sign_in_link(library: Library, person_id: int) -> str:
    person = library.people.find(person_id)
    assert person is not None
    return link_for(library, person, TERMINAL).rpartition("/")[2]
