"""The pages on which members sign in: with a real mail server, and with what scanners and other people do to links."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Row, select
from werkzeug.test import TestResponse

from library.actions.jobs.worker import do_one
from library.actions.publish import publish
from library.actions.sign_in.by_mail import link_for
from library.model.audit import TERMINAL
from library.model.viewer import Role
from library.storage.people_tables import METADATA
from tests.mail.server import Mailbox, mail_server
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, fill, open_shelves
from tests.web.signing_in import browser_of, new_person, new_session, signed_in

HERE = {"Sec-Fetch-Site": "same-origin"}
MAIL = {"LIBRARY_MAIL_FROM": "library@example.org", "LIBRARY_JOBS": "apart"}
NUMBERS = count(1)
NETWORK = "/stories/inside"
TABLES = ("sign_in", "sign_in_attempt", "session", "job", "audit")


@dataclass(frozen=True)
class Place:
    """A site with a mail server, as someone meets it: with an address and in a network of their own.

    Jobs are done when a test says so.
    """

    shelves: Shelves
    mailbox: Mailbox
    number: int

    @property
    def email(self) -> str:
        return f"ann-{self.number}@example.org"

    @property
    def browser(self) -> FlaskClient:
        client = self.shelves.client
        client.environ_base["REMOTE_ADDR"] = f"10.2.0.{self.number}"
        return client

    def ask(self, browser: FlaskClient, email: str | None = None, then: str = "") -> TestResponse:
        data = {"email": self.email if email is None else email, "next": then}
        return browser.post("/sign-in/mail", data=data, headers=HERE)

    def mail(self) -> str:
        """Send what waits, and return the text of the newest mail."""
        while do_one(self.shelves.library):
            pass
        return str(self.mailbox.mails[-1].get_content()).replace("\r", "")

    def rows(self) -> dict[str, list[Row[Any]]]:
        with self.shelves.library.database.reading() as connection:
            return {name: list(connection.execute(select(METADATA.tables[name]))) for name in TABLES}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelves, Mailbox]]:
    with mail_server() as (url, mailbox):
        yield from opened_site(tmp_path_factory.mktemp("site"), url, mailbox)


def opened_site(folder: Path, url: str, mailbox: Mailbox) -> Iterator[tuple[Shelves, Mailbox]]:
    fill(folder)
    shelves = open_shelves(folder, **MAIL, LIBRARY_MAIL_URL=url)
    publish(shelves.library)
    yield shelves, mailbox
    shelves.library.close()


@pytest.fixture
def place(site: tuple[Shelves, Mailbox]) -> Place:
    found = Place(*site, next(NUMBERS))
    found.mailbox.mails.clear()
    new_person(found.shelves.library, Role.MEMBER, found.email, "Ann")
    return found


def link_in(mail: str) -> str:
    found = re.search(r"https://library\.example\.org((?:/cy)?/sign-in/link/\S+)", mail)
    assert found
    return found[1]


def code_in(mail: str) -> str:
    found = re.search(r"^(\d{3} \d{3})$", mail, re.MULTILINE)
    assert found
    return found[1]


def press(browser: FlaskClient, page: TestResponse, *, headers: dict[str, str] | None = None) -> TestResponse:
    """Press the button of the main form of a page, with what is in its fields."""
    html = Html(page.text)
    form = next(each for each in html.all("form") if each.get("action") != "/sign-out")
    names = [each for each in html.all("input") if each.get("name") and each.get("type") != "search"]
    data = {each.get("name"): each.get("value") for each in names}
    return browser.post(form.get("action"), data=data, headers=HERE if headers is None else headers)


def is_signed_in(browser: FlaskClient) -> bool:
    return browser.get(NETWORK).status_code == 200


def test_a_member_signs_in_with_the_code_and_comes_back_to_where_they_were(place: Place) -> None:
    browser = place.browser
    page = Html(browser.get(f"/sign-in?next={NETWORK}").text)
    assert page.value("next") == NETWORK
    assert page.link("sign in with a password") == f"/sign-in/password?next={NETWORK}"
    sent = place.ask(browser, then=NETWORK)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/sign-in/sent")
    code = code_in(place.mail())
    answer = browser.post("/sign-in/code", data={"code": code}, headers=HERE)
    assert (answer.status_code, answer.headers["Location"]) == (303, NETWORK)
    assert is_signed_in(browser)
    assert Html(browser.get("/about").text).link("Ann") == "/account"


def test_a_member_signs_in_with_the_link_in_the_same_browser(place: Place) -> None:
    browser = place.browser
    place.ask(browser)
    page = browser.get(link_in(place.mail()))
    assert not is_signed_in(browser)
    assert press(browser, page).headers["Location"] == "/"
    assert is_signed_in(browser)


def test_a_link_opened_elsewhere_shows_the_code_to_enter_where_the_person_asked(place: Place) -> None:
    computer, phone = place.browser, place.browser
    place.ask(computer)
    mail = place.mail()
    shown = Html(phone.get(link_in(mail)).text)
    assert shown.one("p", "code-shown").text == code_in(mail)
    assert shown.link("Sign in here instead") == "/sign-in"
    answer = computer.post("/sign-in/code", data={"code": shown.one("p", "code-shown").text}, headers=HERE)
    assert answer.status_code == 303
    assert (is_signed_in(computer), is_signed_in(phone)) == (True, False)


def test_a_stolen_link_signs_nobody_in_elsewhere_and_stays_good_for_its_owner(place: Place) -> None:
    owner, thief = place.browser, place.browser
    place.ask(owner)
    link = link_in(place.mail())
    place.ask(thief, "eve@example.org")  # has a cookie of its own
    stolen = thief.post("/sign-in/link", data={"link": link.rpartition("/")[2]}, headers=HERE)
    assert (stolen.status_code, is_signed_in(thief)) == (200, False)
    assert "code-shown" in stolen.text
    press(owner, owner.get(link))
    assert is_signed_in(owner)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize(
    "headers",
    [{}, {"Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"User-Agent": "SafeLinks scanner"}],
    ids=str,
)
@pytest.mark.parametrize("is_owner", [True, False])
def test_a_scanner_uses_up_nothing(place: Place, method: str, headers: dict[str, str], is_owner: bool) -> None:
    """A scanner fetches the link and all that the page leads to, follows redirects, and may even have the cookie."""
    browser = place.browser
    place.ask(browser)
    link = link_in(place.mail())
    before = place.rows()
    scanner = browser if is_owner else place.browser
    page = scanner.open(link, method=method, headers=headers, follow_redirects=True)
    assert page.status_code == 200
    found = Html(scanner.get(link).text)
    addresses = [each.get("href") for each in found.all("a")] + [each.get("action") for each in found.all("form")]
    for address in addresses:
        if address.startswith("/"):
            scanner.open(address.partition("#")[0], method=method, headers=headers, follow_redirects=True)
    assert place.rows() == before
    press(browser, browser.get(link))
    assert is_signed_in(browser)


@pytest.mark.parametrize("sender", ["same-site", "cross-site", "none"])
def test_a_form_from_a_sibling_site_signs_nobody_in_or_out(place: Place, sender: str) -> None:
    browser = place.browser
    place.ask(browser)
    mail = place.mail()
    forged = {"Sec-Fetch-Site": sender}
    before = place.rows()
    link = link_in(mail).rpartition("/")[2]
    for address, data in (
        ("/sign-in/mail", {"email": place.email}),
        ("/sign-in/code", {"code": code_in(mail)}),
        ("/sign-in/link", {"link": link}),
    ):
        assert browser.post(address, data=data, headers=forged).status_code == 403
    assert place.rows() == before
    browser.post("/sign-in/code", data={"code": code_in(mail)}, headers=HERE)
    assert browser.post("/sign-out", headers=forged).status_code == 403
    assert is_signed_in(browser)


@pytest.mark.parametrize("prefix", ["", "/cy"])
def test_the_answer_is_the_same_for_every_address(place: Place, prefix: str) -> None:
    new_person(place.shelves.library, Role.COORDINATOR, f"cath-{place.number}@example.org")
    seen = []
    for email in (place.email, f"cath-{place.number}@example.org", "nobody@example.org"):
        browser = place.browser
        asked = browser.post(f"{prefix}/sign-in/mail", data={"email": email}, headers=HERE)
        cookie = re.sub(r"=[A-Za-z0-9_-]{32};|Expires=[^;]*;", "", asked.headers["Set-Cookie"])
        headers = {name: value for name, value in asked.headers if name not in {"Set-Cookie", "Date"}}
        waiting = browser.get(asked.headers["Location"])
        wrong = browser.post(f"{prefix}/sign-in/code", data={"code": "1"}, headers=HERE)
        seen.append((asked.status_code, headers, cookie, waiting.text, wrong.status_code, wrong.text))
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize(
    ("email", "said"),
    [("", "Enter an email address"), ("ann", "Enter an email address"), ('"><script>', "Enter an email address")],
)
def test_a_wrong_address_is_said_beside_its_field_and_shown_again(place: Place, email: str, said: str) -> None:
    answer = place.ask(place.browser, email, NETWORK)
    page = Html(answer.text)
    assert answer.status_code == 422
    assert "Set-Cookie" not in answer.headers
    field = next(each for each in page.all("input") if each.get("id") == "email")
    assert (field.get("value"), field.get("aria-invalid")) == (email, "true")
    problem = next(each for each in page.elements if each.get("id") == "email-problem")
    assert problem.text.startswith(said)
    assert "email-problem" in field.get("aria-describedby").split()
    assert page.one("title").text.startswith("Error:")
    assert page.value("next") == NETWORK


def test_a_wrong_code_says_how_many_tries_are_left(place: Place) -> None:
    browser = place.browser
    place.ask(browser)
    wrong = "111111" if code_in(place.mail()) != "111 111" else "222222"
    answer = browser.post("/sign-in/code", data={"code": wrong}, headers=HERE)
    assert answer.status_code == 422
    assert "You can try 4 more times." in answer.text
    for _ in range(3):
        answer = browser.post("/sign-in/code", data={"code": wrong}, headers=HERE)
    assert "You can try 1 more time." in answer.text
    # The fifth wrong code is the last, so its answer offers no field for a sixth.
    for _ in range(2):
        answer = browser.post("/sign-in/code", data={"code": wrong}, headers=HERE)
        assert (answer.status_code, 'name="code"' in answer.text) == (410, False)
        assert Html(answer.text).link("Ask for a new email") == "/sign-in"


def test_fields_can_be_filled_in_by_browsers_and_password_managers(place: Place) -> None:
    """WCAG 3.3.8: nothing has to be remembered, copied by hand or solved."""
    browser = place.browser
    email = next(each for each in Html(browser.get("/sign-in").text).all("input") if each.get("id") == "email")
    assert (email.get("type"), email.get("autocomplete")) == ("email", "email")
    place.ask(browser)
    code = next(each for each in Html(browser.get("/sign-in/sent").text).all("input") if each.get("id") == "code")
    assert (code.get("autocomplete"), code.get("inputmode")) == ("one-time-code", "numeric")
    # A pasted code with spaces or words around it fits.
    assert "maxlength" not in code.attributes


@pytest.mark.parametrize("ending", ["", ".", ").", ">"])
def test_a_link_that_is_over_or_never_was_leads_to_a_new_one(place: Place, ending: str) -> None:
    browser = place.browser
    place.ask(browser)
    link = link_in(place.mail())
    assert browser.get(link + ending).status_code == 200
    press(browser, browser.get(link))
    signed_in = browser.get(link + ending)
    assert (signed_in.status_code, "You are signed in as" in signed_in.text) == (410, True)
    browser.post("/sign-out", headers=HERE)
    for address in (link, "/sign-in/link/never-was"):
        answer = browser.get(address + ending)
        assert answer.status_code == 410
        assert Html(answer.text).link("Ask for a new email") == "/sign-in"


def test_a_link_that_is_over_can_be_opened_as_often_as_a_network_likes(place: Place) -> None:
    """Scanners of a whole hospital open old links: nobody there has to wait for that."""
    answers = {place.browser.get("/sign-in/link/never-was").status_code for _ in range(50)}
    assert answers == {410}


def test_a_link_whose_address_was_changed_by_a_mail_program_is_found_with_its_secret(place: Place) -> None:
    browser = place.browser
    place.ask(browser)
    link = link_in(place.mail())
    answer = browser.get(link.replace("/sign-in/link/", "/Sign-In//Link/") + "/")
    assert (answer.status_code, answer.headers["Location"]) == (301, link)


def test_too_many_requests_are_answered_with_when_to_try_again(place: Place) -> None:
    for _ in range(5):
        assert place.ask(place.browser).status_code == 303
    answer = place.ask(place.browser)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert "Use the newest one" in answer.text


def test_a_copied_link_signs_in_where_it_is_opened(place: Place) -> None:
    person = place.shelves.library.people.find_by_email(place.email)
    assert person
    link = link_for(place.shelves.library, person, TERMINAL).removeprefix("https://library.example.org")
    browser = place.browser
    press(browser, browser.get(link))
    assert is_signed_in(browser)


def test_signing_out_ends_the_session_and_says_so(place: Place) -> None:
    library = place.shelves.library
    person_id = new_person(library, Role.MEMBER)
    secret = new_session(library, person_id)
    browser, copied = browser_of(place.shelves, secret), browser_of(place.shelves, secret)
    answer = browser.post("/sign-out", headers=HERE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/signed-out")
    assert "__Host-session=;" in answer.headers["Set-Cookie"]
    assert "You are signed out" in browser.get("/signed-out").text
    assert (is_signed_in(browser), is_signed_in(copied)) == (False, False)


def test_signing_out_twice_is_no_fault(place: Place) -> None:
    assert place.browser.post("/sign-out", headers=HERE).status_code == 303


def test_the_code_page_without_a_request_leads_to_where_one_is_made(place: Place) -> None:
    answer = place.browser.get("/sign-in/sent")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert place.browser.post("/sign-in/code", data={"code": "123456"}, headers=HERE).status_code == 410


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("/account", ""),
        ("https://evil.example/", ""),
        ("//evil.example/", ""),
        ("/\\evil.example", ""),
        ("/nowhere-at-all", ""),
        ("/packs/" + "a" * 32, ""),
        ("/sign-in", ""),
        ("/cy/signed-out", ""),
        ("/search?q=" + "a" * 500, ""),
        ("/search?q=kettle&theme=listening", "/search?q=kettle&theme=listening"),
        ("/cy/stories/inside", "/cy/stories/inside"),
    ],
)
def test_signing_in_leads_only_to_pages_of_this_site_that_hold_no_secret(
    place: Place, then: str, expected: str
) -> None:
    browser = place.browser
    if then == "/account":
        expected = then if browser.get("/account").status_code == 303 else ""
    place.ask(browser, then=then)
    answer = browser.post("/sign-in/code", data={"code": code_in(place.mail())}, headers=HERE)
    assert answer.headers["Location"] == (expected or "/")


def test_pages_say_where_to_sign_in_and_repeat_no_secret(place: Place) -> None:
    browser = place.browser
    assert Html(browser.get("/stories/spare-key").text).link("Sign in") == "/sign-in?next=/stories/spare-key"
    welsh = [link.get("href") for link in Html(browser.get("/cy/search?q=a&q=b").text).all("a")]
    assert "/cy/sign-in?next=/cy/search%3Fq%3Da%26q%3Db" in welsh
    pack = browser.post("/packs/start", headers=HERE).headers["Location"]
    assert Html(browser.get(pack).text).link("Sign in") == "/sign-in"
    assert Html(browser.get("/nowhere").text).link("Sign in") == "/sign-in"
    assert Html(browser.get("/sign-in?next=/about").text).link("Sign in") == "/sign-in"


def test_a_reader_who_does_not_sign_in_gets_no_cookie(place: Place) -> None:
    browser = place.browser
    for path in ("/", "/sign-in", "/signed-out", "/sign-in/sent", "/sign-in/link/never-was", NETWORK):
        answer = browser.get(path)
        assert "Set-Cookie" not in answer.headers
    assert browser.get("/sign-in").headers["Cache-Control"] == "no-cache"


def test_what_depends_on_the_request_to_sign_in_is_never_cached(place: Place) -> None:
    browser = place.browser
    asked = place.ask(browser)
    for answer in (asked, browser.get("/sign-in/sent"), browser.get(link_in(place.mail()))):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Cookie" in answer.headers["Vary"]


def test_without_mail_the_page_says_how_else_to_come_in(tmp_path: Path) -> None:
    shelves = open_shelves(tmp_path)
    page = shelves.client.get("/sign-in")
    assert "Ask an administrator for a sign-in link." in page.text
    assert "/sign-in/mail" not in page.text
    answer = shelves.client.post("/sign-in/mail", data={"email": "ann@example.org"}, headers=HERE)
    assert "Ask an administrator for a sign-in link." in answer.text
    assert "Set-Cookie" not in answer.headers


def test_without_tls_the_page_says_that_nobody_can_sign_in(tmp_path: Path) -> None:
    more = MAIL | {"LIBRARY_URL": "http://library.example.org", "LIBRARY_MAIL_URL": "smtp://127.0.0.1:1"}
    shelves = open_shelves(tmp_path, **more)
    assert "Nobody can sign in here" in shelves.client.get("/sign-in").text
    answer = shelves.client.post("/sign-in/mail", data={"email": "ann@example.org"}, headers=HERE)
    assert "Nobody can sign in here" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_signing_out_clears_the_browser_even_if_the_records_do_not_answer(tmp_path: Path) -> None:
    shelves = open_shelves(tmp_path)
    browser = signed_in(shelves, Role.MEMBER)
    shelves.library.close()
    for file in (tmp_path / "data").glob("records.sqlite*"):
        file.unlink()
    (tmp_path / "data" / "records.sqlite").write_bytes(b"damaged")
    assert browser.post("/sign-out", headers=HERE).headers["Set-Cookie"].startswith("__Host-session=;")
    assert browser.get("/about").status_code == 200


def test_logs_and_audit_hold_no_address_and_no_secret(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser = place.browser
    place.ask(browser)
    mail = place.mail()
    browser.get(link_in(mail))
    browser.post("/sign-in/code", data={"code": "123"}, headers=HERE)
    browser.post("/sign-in/code", data={"code": code_in(mail)}, headers=HERE)
    browser.post("/sign-out", headers=HERE)
    rows = place.rows()
    assert [row.action for row in rows["audit"]][-2:] == ["session.started", "session.ended"]
    ours = [each.getMessage() for each in caplog.records if each.name != "mail.log"]  # of the tests' own mail server
    written = "\n".join(ours) + repr(rows)
    for secret in (place.email, link_in(mail).rpartition("/")[2], code_in(mail), code_in(mail).replace(" ", "")):
        assert secret not in written


def test_mail_is_written_in_the_language_of_the_person(place: Place) -> None:
    new_person(place.shelves.library, Role.MEMBER, "gwen@example.org", "Gwen", "cy")
    place.ask(place.browser, "gwen@example.org")
    assert link_in(place.mail()).startswith("/cy/sign-in/link/")
    sent = place.mailbox.mails[-1]
    assert (sent["To"], sent["Auto-Submitted"]) == ("gwen@example.org", "auto-generated")


@pytest.mark.parametrize(
    ("url", "cookies"),
    [
        ("https://library.example.org", {"__Host-session", "__Host-known-browser"}),
        ("https://example.org/library", {"__Secure-session", "__Secure-known-browser"}),
        ("http://127.0.0.1:8000", {"session", "known-browser"}),
        ("http://localhost:8000/library", {"session", "known-browser"}),
    ],
)
def test_signing_in_works_at_every_kind_of_address(tmp_path: Path, url: str, cookies: set[str]) -> None:
    with mail_server() as (mail_url, mailbox):
        fill(tmp_path)
        shelves = open_shelves(tmp_path, **MAIL, LIBRARY_MAIL_URL=mail_url, LIBRARY_URL=url)
        publish(shelves.library)
        new_person(shelves.library, Role.MEMBER, "ann@example.org", "Ann")
        parts = urlsplit(url)
        browser = shelves.app.test_client()
        base = {"base_url": f"{parts.scheme}://{parts.netloc}", "headers": HERE}
        browser.post(f"{parts.path}/sign-in/mail", data={"email": "ann@example.org", "next": NETWORK}, **base)
        while do_one(shelves.library):
            pass
        found = re.search(rf"{re.escape(url)}/sign-in/link/(\S+)", str(mailbox.mails[-1].get_content()))
        assert found
        answer = browser.post(f"{parts.path}/sign-in/link", data={"link": found[1]}, **base)
        assert answer.headers["Location"] == parts.path + NETWORK
        given = {header.partition("=")[0] for header in answer.headers.getlist("Set-Cookie")}
        assert {name for name in given if not name.endswith("sign-in")} == cookies
        assert browser.get(parts.path + NETWORK, **base).status_code == 200
        # Below a path, nothing beside it gets the cookie.
        assert browser.get_cookie(sorted(cookies)[1], parts.hostname or "", parts.path or "/")
        assert not parts.path or not browser.get_cookie(sorted(cookies)[1], parts.hostname or "", "/")
        answer = browser.post(f"{parts.path}/sign-out", **base)
        assert browser.get(parts.path + NETWORK, **base).status_code == 404
        shelves.library.close()
