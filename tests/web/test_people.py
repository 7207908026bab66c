"""The pages of people: invited from a list, changed one by one, removed after a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from library.actions.packs.my_packs import packs_of
from library.actions.people.listing import MANY, PAGE
from library.actions.people.pasted_list import MOST_PEOPLE
from library.model.viewer import Role
from library.storage.people_tables import PERSON
from tests.web.shelves import Shelves, open_shelves
from tests.web.signing_in import browser_of, new_person, new_session

HERE = {"Sec-Fetch-Site": "same-origin"}
MAIL = {"LIBRARY_MAIL_URL": "smtp://mail.example.org", "LIBRARY_MAIL_FROM": "library@example.org"}
# In every script that a name may be in, with what would break a page, a sentence or a mail.
NAMES = (
    "Siân O’Neil-ap-Rhys",
    "محمد بن علي",
    "רחל",
    "王小明",
    "Анна Петровна",
    "அன்னா",
    "<script>alert(1)</script>",
    "Ann & Bob; DROP TABLE person",
    "=HYPERLINK(1)",
    "x" * 100,
    "Ń́̂̃̄̅̆̇̈" * 11,
    "{{ 7 * 7 }} %(actor)s %s",
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Shelves]:
    """A site with its own people."""
    opened = open_shelves(tmp_path, LIBRARY_JOBS="apart")
    yield opened
    opened.library.close()


@pytest.fixture
def ada(site: Shelves) -> int:
    """An administrator."""
    return new_person(site.library, Role.ADMINISTRATOR, "ada@example.org", "Ada")


@pytest.fixture
def browser(site: Shelves, ada: int) -> FlaskClient:
    """Where the administrator is signed in."""
    return browser_of(site, new_session(site.library, ada, with_password=True))


def send(browser: FlaskClient, address: str, **form: str) -> tuple[int, str]:
    """Send a form of ours; return the status, and the page or where it leads."""
    answer = browser.post(address, data=form, headers=HERE)
    return answer.status_code, answer.headers.get("Location", "") or answer.text


def links_in(page: str) -> list[str]:
    return re.findall(r'value="https://library\.example\.org(/(?:cy/)?invitations/[\w-]+)"', page)


def test_a_pasted_list_becomes_links_to_copy_and_says_who_is_there_already(site: Shelves, browser: FlaskClient) -> None:
    new_person(site.library, Role.MEMBER, "bob@example.org", "Bob")
    send(browser, "/desk/people/invite-now", people="cat@example.org", role="member")
    pasted = "Ann <ann@example.org>; BOB@example.org\nann@example.org, cat@example.org"
    status, page = send(browser, "/desk/people/invite-now", people=pasted, role="coordinator")
    assert status == 200
    assert "1 person invited" in page
    (link,) = links_in(page)
    assert site.client.get(link).status_code == 200
    for title, address in (("already have an account", "bob"), ("already invited", "cat"), ("more than once", "ann")):
        assert f"{address}@example.org" in page[page.index(title) :].split("</section>")[0]


def test_with_mail_no_link_is_shown(tmp_path: Path) -> None:
    site = open_shelves(tmp_path, LIBRARY_JOBS="apart", **MAIL)
    ada = new_person(site.library, Role.ADMINISTRATOR)
    browser = browser_of(site, new_session(site.library, ada, with_password=True))
    status, page = send(browser, "/cy/desk/people/invite-now", people="ann@example.org", role="member")
    assert (status, links_in(page), "ann@example.org" in page) == (200, [], True)
    assert site.library.jobs.waiting() == 1
    site.library.close()


@pytest.mark.parametrize(
    ("people", "sentences"),
    [
        ("", ["Enter at least one email address."]),
        ("ann\nbob@example.org\ncat & <dog", ["Line 1: “ann”", "Line 3: “cat &amp; dog”"]),
        ("x" * 101 + " <x@example.org>", ["Line 1: the name “xxx"]),
        ("\n".join(f"p{each}@example.org" for each in range(MOST_PEOPLE + 1)), ["Invite up to 200 people at once."]),
    ],
)
def test_a_list_with_mistakes_invites_nobody_and_comes_back_as_it_was(
    site: Shelves, browser: FlaskClient, people: str, sentences: list[str]
) -> None:
    status, page = send(browser, "/desk/people/invite-now", people=people, role="coordinator")
    assert status == 422
    for sentence in sentences:
        assert sentence in page
    assert '<option value="coordinator" selected>' in page
    if people:
        assert escaped(people.rsplit("\n", maxsplit=1)[-1]) in page
    assert (site.library.invitations.count(), site.library.audit.count()) == (0, 0)


@pytest.mark.parametrize("role", ["", "anyone", "owner"])
def test_no_form_gives_a_role_that_nobody_can_have(site: Shelves, browser: FlaskClient, role: str) -> None:
    bob = new_person(site.library, Role.MEMBER, "bob@example.org")
    assert send(browser, "/desk/people/invite-now", people="ann@example.org", role=role)[0] == 404
    assert send(browser, f"/desk/people/{bob}/role", role=role)[0] == 404
    assert site.library.audit.count() == 0


def test_an_invitation_is_sent_again_and_withdrawn(site: Shelves, browser: FlaskClient) -> None:
    (first,) = links_in(send(browser, "/desk/people/invite-now", people="Ann <ann@example.org>", role="member")[1])
    page = browser.get("/desk/people/invitations").text
    assert "Ann" in page
    renew, withdraw = re.findall(r'action="(/desk/people/invitations/\d+/\w+)"', page)
    (second,) = links_in(send(browser, renew)[1])
    assert [site.client.get(link).status_code for link in (first, second)] == [404, 200]
    assert send(browser, withdraw) == (303, "/desk/people/invitations?done=withdrawn#told")
    assert "The invitation was withdrawn." in browser.get("/desk/people/invitations?done=withdrawn").text
    assert site.client.get(second).status_code == 404
    assert [send(browser, address)[0] for address in (renew, withdraw)] == [404, 404]


def test_a_role_is_changed_and_the_person_signed_out(site: Shelves, browser: FlaskClient) -> None:
    bob = new_person(site.library, Role.MEMBER, "bob@example.org", "Bob")
    theirs = browser_of(site, new_session(site.library, bob))
    assert "Your account" in theirs.get("/about").text
    assert send(browser, f"/desk/people/{bob}/role", role="coordinator") == (303, f"/desk/people/{bob}?done=role#told")
    assert "Your account" not in theirs.get("/about").text
    page = browser.get(f"/desk/people/{bob}?done=role").text
    assert "The role was changed." in page
    assert '<option value="coordinator" selected>' in page
    assert "Not set up yet" in page


def test_nobody_is_removed_before_a_question(site: Shelves, browser: FlaskClient) -> None:
    bob = new_person(site.library, Role.MEMBER, "bob@example.org", "Bob")
    theirs = browser_of(site, new_session(site.library, bob))
    asked = browser.get(f"/desk/people/{bob}/remove").text
    assert f'action="/desk/people/{bob}/remove-now"' in asked
    assert site.library.people.find(bob)
    assert send(browser, f"/desk/people/{bob}/remove-now") == (303, "/desk/people?done=removed#told")
    assert "The account was deleted." in browser.get("/desk/people?done=removed").text
    assert site.library.people.find(bob) is None
    assert "Your account" not in theirs.get("/about").text
    assert browser.get(f"/desk/people/{bob}").status_code == 404


def new_pack(browser: FlaskClient) -> str:
    """Start a pack as the person of a browser; return the secret of its editing link."""
    started = browser.post("/packs/start", base_url="https://localhost", headers=HERE)
    return started.headers["Location"].partition("?")[0].rpartition("/")[2]


def test_the_packs_of_someone_who_is_removed_go_to_someone_else_or_go_too(
    site: Shelves, browser: FlaskClient, ada: int
) -> None:
    bob, cat = (new_person(site.library, Role.MEMBER, f"{name}@example.org", name) for name in ("bob", "cat"))
    his, hers = (new_pack(browser_of(site, new_session(site.library, each))) for each in (bob, cat))
    asked = browser.get(f"/desk/people/{bob}/remove").text
    assert "What should happen to their pack?" in asked
    assert 'value="ada@example.org"' in asked
    for to in ("", "bob@example.org", "nobody@example.org", "<b>"):
        status, page = send(browser, f"/desk/people/{bob}/remove-now", packs="give", to=to)
        assert (status, "Nobody else has an account with this address." in page) == (422, True)
    assert len(packs_of(site.library, bob)) == 1
    assert send(browser, f"/desk/people/{bob}/remove-now", packs="give", to="ADA@example.org")[0] == 303
    assert len(packs_of(site.library, ada)) == 1
    assert send(browser, f"/desk/people/{cat}/remove-now", packs="delete")[0] == 303
    assert site.library.records.pack_to_edit(his)
    assert site.library.records.pack_to_edit(hers) is None
    log = browser.get("/desk/audit").text
    assert "<bdi>Ada</bdi> gave the pack" in log
    assert "<bdi>Ada</bdi> deleted the pack" in log


def test_a_reset_deletes_what_they_sign_in_with_and_a_link_signs_them_in(site: Shelves, browser: FlaskClient) -> None:
    bob = new_person(site.library, Role.COORDINATOR, "bob@example.org", "Bob")
    with site.library.database.writing() as connection:
        connection.execute(PERSON.update().where(PERSON.c.id == bob).values(password_hash="x", totp_secret=b"x"))
    page = browser.get(f"/desk/people/{bob}").text
    assert ("Set up</dd>" in page, f"{bob}/link" in page) == (True, False)
    assert send(browser, f"/desk/people/{bob}/link")[0] == 409
    assert f"{bob}/reset-now" in browser.get(f"/desk/people/{bob}/reset").text
    assert send(browser, f"/desk/people/{bob}/reset-now") == (303, f"/desk/people/{bob}?done=reset#told")
    status, made = send(browser, f"/desk/people/{bob}/link")
    (link,) = re.findall(r'value="https://library\.example\.org(/sign-in/link/[\w-]+)"', made)
    assert (status, site.client.get(link).status_code) == (200, 200)


def test_the_last_administrator_is_told_why_they_stay(site: Shelves, browser: FlaskClient, ada: int) -> None:
    for status, page in (
        send(browser, f"/desk/people/{ada}/role", role="member"),
        send(browser, f"/desk/people/{ada}/remove-now"),
    ):
        assert status == 409
        assert "This is the only administrator." in page
    assert "This is your own account." in browser.get(f"/desk/people/{ada}/remove").text
    assert site.library.people.count(Role.ADMINISTRATOR) == 1


def test_people_are_listed_in_pages_and_found_by_name_and_address(site: Shelves, browser: FlaskClient) -> None:
    assert 'name="q"' not in browser.get("/desk/people").text
    for number in range(PAGE + 5):
        new_person(site.library, Role.MEMBER, f"p{number:03}@example.org", f"Person {number:03}")
    assert PAGE > MANY
    first, second = browser.get("/desk/people").text, browser.get("/desk/people?page=2").text
    assert ("Person 000" in first, "Person 054" in first, "Person 054" in second) == (True, False, True)
    assert browser.get("/desk/people?page=3").status_code == 404
    found = browser.get("/desk/people?q=PERSON+054").text
    assert ("Person 054" in found, "Person 053" in found, "1 person" in found) == (True, False, True)
    assert "0 people" in browser.get("/desk/people?q=%25%3Cb%3E%00").text
    pages = re.findall(r'href="([^"]*page=2[^"]*)"', browser.get("/desk/people?q=person").text)
    assert "/desk/people?q=person&amp;page=2" in pages


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_shown_as_text_wherever_it_is(site: Shelves, browser: FlaskClient, name: str) -> None:
    bob = new_person(site.library, Role.MEMBER, "bob@example.org", name)
    send(browser, f"/desk/people/{bob}/role", role="coordinator")
    shown = str(escaped(name))
    if len(name) <= 40:
        assert f"<bdi>{shown}</bdi>" in browser_of(site, new_session(site.library, bob)).get("/account").text
    for address in ("/desk/people", f"/desk/people/{bob}", f"/desk/people/{bob}/remove", "/desk/audit"):
        page = browser.get(address).text
        assert f"<bdi>{shown}</bdi>" in page, address
        assert "<script>alert" not in page


def escaped(name: str) -> str:
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;")):
        name = name.replace(character, entity)
    return name


@pytest.mark.parametrize("person_id", ["0", "999999999", "9999999999999999999999", "-1", "1e3", "²", "%D9%A1", "x"])
def test_what_is_no_persons_number_is_no_page(browser: FlaskClient, person_id: str) -> None:
    for below in ("", "/remove", "/reset"):
        assert browser.get(f"/desk/people/{person_id}{below}").status_code == 404
    for below in ("role", "remove-now", "reset-now", "link"):
        assert send(browser, f"/desk/people/{person_id}/{below}", role="member")[0] == 404


def test_no_page_of_people_is_kept_or_found_by_search_engines(browser: FlaskClient, ada: int) -> None:
    for address in ("", "/invite", "/invitations", f"/{ada}", f"/{ada}/remove", f"/{ada}/reset"):
        answer = browser.get(f"/desk/people{address}")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"


def test_a_form_from_another_site_changes_nobody(site: Shelves, browser: FlaskClient) -> None:
    bob = new_person(site.library, Role.MEMBER, "bob@example.org", "Bob")
    for headers in (
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {},
    ):
        for address in (f"{bob}/remove-now", f"{bob}/role", f"{bob}/reset-now", f"{bob}/link", "invite-now"):
            form = {"role": "administrator", "people": "eve@example.org"}
            assert browser.post(f"/desk/people/{address}", data=form, headers=headers).status_code == 403
    assert site.library.audit.count() == 0
