"""Each address, asked as each who may or may not come: the route table says what is to be expected."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from secrets import token_hex

import pytest
from flask import Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.actions.packs.secrets import new_code, new_secret
from library.actions.people.inviting import invite_one
from library.actions.people.pasted_list import Entry
from library.actions.sign_in.by_mail import link_for
from library.model.audit import TERMINAL
from library.model.pack import Item, ItemKind, Pack
from library.model.revision import Change
from library.model.viewer import Role
from library.settings import read_settings
from library.web.access import NEED_SIGN_IN
from library.web.app import create_app
from library.web.route import READ, SEND, Route, Who
from library.web.routes import ROUTES, add_routes
from tests.web.shelves import Shelves, open_shelves, settings_of
from tests.web.signing_in import browser_of, new_person, new_session, signed_in
from tests.web.statements import with_statements

HERE = {"Sec-Fetch-Site": "same-origin"}
BASE = "https://localhost"

# A link needs no role: those who hold one are tried as strangers, and all others without a link.
ROLES = {Who.LINK_HOLDER: Role.ANYONE} | {Who(role): role for role in Role}

PARTS = {
    "shelf": "stories",
    "slug": "spare-key",
    "axis": "themes",
    "term_id": "listening",
    "item_id": "item0001",
    "session_id": "00",
    "purpose": "picture",
    "texts": "collections",
    "part": "0" * 32,
    "name": "none.jpg",
    "upload_id": "0123456789abcdef",
    "import_id": "20261129-120000-abcdef",
}
PARTS_OF = {
    "file": {"shelf": "resources", "slug": "number-nine", "name": "nine.mp4"},
    "team_text": {"shelf": "resources", "slug": "outside"},
    "passage": {"place": "p1"},
    "collection": {"slug": "first"},
    # Every test of the web shares this library, so nothing of it is withdrawn here.
    "withdraw": {"slug": "never-was"},
    # These are about drafts: others may or may not have started one.
    **{name: {"slug": "never-was"} for name in ("draft_address", "change_address", "discard_form", "discard_draft")},
    "edit_collection": {"slug": "first"},
    "save_collection": {"slug": "first"},
    "edit_introduction": {"slug": "listening"},
    "save_introduction": {"slug": "listening"},
    **{name: {"slug": "first"} for name in ("text_history", "text_revision", "text_revision_file")},
    "pack_file": {"name": "pack.md"},
    "shared_file": {"name": "pack.md"},
    "static": {"name": "icon.svg"},
}
FORMS = {
    "accept_invitation": {"name": "Ann"},
    "start_text": {"title": "A draft", "kind": "story", "language": "en"},
    "start_link": {
        "address": "https://example.org/a",
        "title": "A link",
        "kind": "video",
        "language": "en",
        "anyway": "1",
    },
    "start_copy": {"of": "spare-key", "title": "A copy"},
    "start_translation": {"of": "spare-key", "title": "A translation", "language": "gd"},
    "add_comment": {"text": "A comment."},
    "invite": {"people": "someone.else@example.org", "role": "member"},
    "set_role": {"role": "coordinator"},
    "add_to_pack": {"slug": "spare-key"},
    "add_own": {"kind": "break"},
    "set_details": {"title": "Monday", "version": "1"},
    "save_item": {"title": "A note", "version": "1"},
    "set_extent": {"extent": "whole"},
    "move_item": {"by": "up"},
    "put_item_back": {"version": "1"},
    "sign_in_code": {"code": "123456"},
    "use_password": {"email": "nobody@example.org", "password": "none at all", "code": "123456"},
    "change_account": {"name": "Morag"},
    "save_document": {"text": "Words."},
    "check_document": {"text": "Words."},
    "preview_document": {"text": "Words."},
    "save_raw_document": {"file": "Words."},
    "change_password": {"password": "three kettles by the door"},
}

# 410: a link or code to sign in that was never asked for.
ANSWERS = {200, 303, 410}
# Nobody signs in with a password that nobody has, and a text that began with no file is in conflict with one.
REFUSED = {
    "use_password": 422,
    # A text that began with another state of its file.
    "save_document": 409,
    "check_document": 409,
    "save_raw_document": 409,
    # Forms without entries, which change nothing here; the library has no words for search.
    **dict.fromkeys(("add_term", "save_term", "save_synonym"), 422),
    **dict.fromkeys(("add_collection", "save_collection", "save_introduction"), 422),
    "remove_synonym": 404,
    # A form without a file, and a document that is published.
    "start_word": 422,
    "add_word": 422,
    "give_word": 422,
    "upload_zip": 422,
    # What nobody has uploaded or imported.
    "import_report": 404,
    "choose_for_import": 404,
    "apply_import": 404,
    "discard_import": 404,
    "undo_import": 422,
    "draft_address": 404,
    "change_address": 404,
    "withdraw": 404,
    "discard_form": 404,
    "discard_draft": 404,
    # No file was sent, or there is none.
    "add_file": 411,
    "start_upload": 422,
    "upload": 404,
    "append_to_upload": 404,
    "finish_upload": 404,
    "cancel_upload": 404,
    "uploaded_file": 404,
    "insert_picture": 404,
    "delete_file": 404,
    # There is no draft of it, and no reason is given.
    "publish": 409,
    "schedule": 422,
    "unschedule": 409,
    "review": 409,
    "restore_to_readers": 422,
}


# These open or change what is one person's own. ``test_my_packs``, ``test_account`` and ``test_second_factor`` ask for
# them as that person and as others.
OF_THE_PERSON = {
    "account_pack",
    "let_go_of_pack",
    "keep_pack",
    "end_session",
    "account_security",
    "set_up_security",
    "change_app",
    "delete_account",
}


def may_come(coming: Who, who: Who) -> bool:
    """Tell what the table promises, without asking the code that keeps it."""
    allowed = {
        Who.ANYONE: set(Who),
        Who.LINK_HOLDER: {Who.LINK_HOLDER},
        Who.MEMBER: {Who.MEMBER, Who.COORDINATOR, Who.ADMINISTRATOR},
        Who.COORDINATOR: {Who.COORDINATOR, Who.ADMINISTRATOR},
        Who.ADMINISTRATOR: {Who.ADMINISTRATOR},
    }
    return coming in allowed[who]


def secrets_of_a_pack(shelves: Shelves) -> dict[str, str]:
    """Make a pack; return the code and the secrets that open it."""
    code, edit, view = new_code(), new_secret(), new_secret()
    items = (
        Item("item0001", ItemKind.DOCUMENT, "spare-key"),
        Item("item0002", ItemKind.NOTE, title="A note", text="Of ours."),
    )
    stored = shelves.library.records.add_pack(Pack("A pack", items=items), code, edit, date(2026, 1, 1))
    shelves.library.records.set_view_token(stored.id, view)
    return {"code": code, "edit": edit, "view": view}


def link_to_sign_in(shelves: Shelves) -> str:
    """Return the secret of a link that works."""
    person = shelves.library.people.find(new_person(shelves.library, Role.MEMBER))
    assert person
    return link_for(shelves.library, person, TERMINAL).rpartition("/")[2]


def people_to_change(shelves: Shelves) -> dict[str, str]:
    """Add a member and two invitations; return what their addresses hold."""
    library, key = shelves.library, token_hex(4)
    first, second = (
        invite_one(library, TERMINAL, Entry(1, f"{name}-{key}@example.org"), Role.MEMBER) for name in ("one", "two")
    )
    return {
        "person_id": str(new_person(library, Role.MEMBER)),
        "invitation_id": str(first.invitation.id),
        "link": second.secret,
    }


# What a history is of, if not of the document.
HISTORIES = {"vocabulary": "vocabulary.yaml", "text": "collections/first.md"}


def something_written(shelves: Shelves, endpoint: str) -> dict[str, str]:
    """Add to the history of a document or another file, and comment on it; return the ids."""
    library, path = shelves.library, HISTORIES.get(endpoint.partition("_")[0], "stories/spare-key.md")
    revision = library.revisions.add(path, b"---\ntitle: A key\n---\n\nIt was.\n", Change.FOUND, now=1)
    return {"revision_id": str(revision), "comment_id": str(library.comments.add(path, "Yes.", 1, 1).id)}


def browser_coming(shelves: Shelves, coming: Who) -> FlaskClient:
    """Return a browser of someone who is really signed in, if they have a role."""
    return shelves.client if ROLES[coming] is Role.ANYONE else signed_in(shelves, ROLES[coming])


def address_of(shelves: Shelves, route: Route, language: str = "", *, with_link: bool) -> str:
    """Return an address of a route, with new people and a new pack in it, or links that open nothing."""
    found = secrets_of_a_pack(shelves)
    # There may be 2,000 invitations at a time, and there are many routes.
    if any(part in route.path for part in ("<person_id>", "<invitation_id>", "<link>")):
        found |= people_to_change(shelves)
    if any(part in route.path for part in ("<revision_id>", "<comment_id>")):
        found |= something_written(shelves, route.endpoint)
    secrets = found if with_link else found | dict.fromkeys(("edit", "view", "link"), new_secret())
    if "sign_in" in route.endpoint:
        secrets["link"] = link_to_sign_in(shelves)
    parts = PARTS | secrets | PARTS_OF.get(route.endpoint, {})
    method, endpoint = route.methods[0], f"{language if route.in_each_language else ''}.{route.endpoint}".lstrip(".")
    (rule,) = shelves.app.url_map.iter_rules(endpoint)
    return shelves.app.url_map.bind("").build(endpoint, {name: parts[name] for name in rule.arguments}, method)


def ask(client: FlaskClient, route: Route, address: str) -> TestResponse:
    """Ask for an address with what it takes, as a browser of ours would."""
    # From an address of its own: those who look for too many that are not there have to wait.
    asker = {"REMOTE_ADDR": f"198.51.100.{ROUTES.index(route)}"}
    form = FORMS.get(route.endpoint)
    return client.open(
        address, base_url=BASE, method=route.methods[0], data=form, headers=HERE, environ_overrides=asker
    )


@pytest.mark.parametrize("language", ["", "cy"])
@pytest.mark.parametrize("coming", Who)
def test_each_address_is_there_for_those_who_may_come_and_for_no_other(
    shelves: Shelves, coming: Who, language: str
) -> None:
    # With a contact address, without which there is no security.txt for anyone.
    site = open_shelves(shelves.folder, LIBRARY_CONTACT="mailto:us@example.org")
    wrong = {}
    for route in ROUTES:
        if route.endpoint in OF_THE_PERSON or (language and not route.in_each_language):
            continue
        address = address_of(site, route, language, with_link=coming is Who.LINK_HOLDER)
        # A form may sign its sender out, so each comes to each address anew.
        with ask(browser_coming(site, coming), route, address) as answer:
            fitting = ANSWERS | {REFUSED.get(route.endpoint, 200)}
            if answer.status_code not in (fitting if may_come(coming, route.who) else refusals(coming, route)):
                wrong[route.endpoint] = answer.status_code
    site.library.close()
    assert wrong == {}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_without_password_and_second_factor_nobody_is_more_than_a_member(shelves: Shelves, role: Role) -> None:
    person_id = new_person(shelves.library, role)
    for route in ROUTES:
        if may_come(Who.MEMBER, route.who):
            continue
        browser = browser_of(shelves, new_session(shelves.library, person_id, with_password=False))
        with ask(browser, route, address_of(shelves, route, with_link=False)) as answer:
            assert answer.status_code == 404, route.endpoint


TOO_LOW = [
    (role, route)
    for route in ROUTES
    for role in (Who.MEMBER, Who.COORDINATOR)
    if route.who in {Who.MEMBER, Who.COORDINATOR, Who.ADMINISTRATOR} and not may_come(role, route.who)
]


@pytest.mark.parametrize("language", ["", "cy"])
@pytest.mark.parametrize("coming", [Who.MEMBER, Who.COORDINATOR])
def test_an_address_for_others_and_one_that_never_was_are_one_answer_with_as_many_statements(
    shelves: Shelves, coming: Who, language: str
) -> None:
    browser = browser_coming(shelves, coming)
    browser.get("/stories/never-was")  # the first request opens the catalogue
    for route in [route for role, route in TOO_LOW if role is coming]:
        answers = []
        there = address_of(shelves, route, language, with_link=False)
        # With the same names in it, because the page offers documents that have one of them.
        for address in (there, re.sub("/(desk|account)", "/never-was", there, count=1)):
            answer, noted = with_statements(partial(ask, browser, route, address))
            answers.append((answer.status_code, answer.text, dict(answer.headers), noted))
        assert answers[0][0] == 404
        assert answers[0] == answers[1], route.endpoint


def refusals(coming: Who, route: Route) -> set[int]:
    """Return how an address answers those who may not come: only a stranger is asked to sign in, and not anywhere."""
    is_asked = ROLES[coming] is Role.ANYONE and route.path.startswith(NEED_SIGN_IN)
    # What someone wrote while their session ended is in the answer, to be sent again.
    return ({403} if route.most else {303}) if is_asked else {404}


def planned(who: Who, methods: tuple[str, ...]) -> Route:
    path = f"/{who}".replace(" ", "-") + "/<name>"
    return Route(path, f"for {who}", lambda name: Response(name), who, "A word of ours.", methods)


@pytest.mark.parametrize("methods", [READ, SEND])
@pytest.mark.parametrize("coming", Who)
def test_an_address_for_any_role_is_kept_by_the_table_alone(
    shelves: Shelves, coming: Who, methods: tuple[str, ...]
) -> None:
    site = shelves.seen_by(ROLES[coming])
    add_routes(site.app, site.library.settings, [planned(who, methods) for who in Who if who is not Who.LINK_HOLDER])
    for who in set(Who) - {Who.LINK_HOLDER}:
        for prefix in ("", "/cy", "/gd"):
            answer = site.client.open(f"{prefix}/{who}/words", method=methods[0], headers=HERE)
            expected = (200, "words") if may_come(coming, who) else (404, answer.text)
            assert (answer.status_code, answer.text) == expected


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PROPFIND"])
@pytest.mark.parametrize("prefix", ["", "/cy"])
@pytest.mark.parametrize("who", [Who.MEMBER, Who.COORDINATOR, Who.ADMINISTRATOR])
def test_to_those_who_may_not_come_an_address_answers_no_method_and_looks_like_none(
    shelves: Shelves, who: Who, prefix: str, method: str
) -> None:
    site = shelves.seen_by(Role.ANYONE)
    add_routes(site.app, site.library.settings, [planned(who, READ)])
    hidden, never = (
        site.client.open(f"{prefix}/{name}/words", method=method, headers=HERE) for name in (who, "no-such-role")
    )
    assert (hidden.status_code, hidden.text, dict(hidden.headers)) == (404, never.text, dict(never.headers))


def test_those_who_may_come_are_told_which_methods_an_address_takes(shelves: Shelves) -> None:
    site = shelves.seen_by(Role.COORDINATOR)
    add_routes(site.app, site.library.settings, [planned(Who.MEMBER, READ), planned(Who.ADMINISTRATOR, READ)])
    for method, status in {"OPTIONS": 200, "PUT": 405}.items():
        answer = site.client.open("/member/words", method=method, headers=HERE)
        assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (status, {"GET", "HEAD", "OPTIONS"})
        assert site.client.open("/administrator/words", method=method, headers=HERE).status_code == 404


def test_a_site_that_is_told_nothing_is_open_to_anyone_alone(shelves: Shelves) -> None:
    settings = read_settings(settings_of(shelves.folder))
    app = create_app(shelves.library, settings)
    add_routes(app, settings, [planned(who, READ) for who in Who])
    statuses = {who: app.test_client().get(f"/{who}/words".replace(" ", "-")).status_code for who in Who}
    assert statuses == {
        Who.ANYONE: 200,
        Who.LINK_HOLDER: 200,
        Who.MEMBER: 404,
        Who.COORDINATOR: 404,
        Who.ADMINISTRATOR: 404,
    }
