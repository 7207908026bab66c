"""Nobody is shown a document beyond what was agreed to: every address of the site is asked, as a stranger and a member.

Two proofs stand beside each other. Directly: no word of a hidden document is in the body or the headers of any answer.
And without trusting our list of words: every answer is byte for byte that of a library in which the hidden documents
never were, so neither counts nor order, feeds or suggestions can tell of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from library.actions.packs.files import FILES, Recipient
from library.model.document import Audience
from library.model.viewer import Role, Viewer
from library.web.route import SEND
from library.web.routes import ROUTES
from library.web.security import CONTENT_SECURITY_POLICY
from tests.web.sentinels import (
    EDIT,
    FILE_PLACES,
    FOUND_BY_ALL,
    NEVER_PLACES,
    PLACES,
    PLANTED,
    PRIVATE,
    TOLD_TO_ALL,
    VOCABULARY_PLACES,
    WRITTEN,
    Planted,
    World,
    bare_world,
    closed,
    lagging_world,
    settled_world,
)
from tests.web.shelves import URL
from tests.web.signing_in import browser_of, new_session, signed_in
from tests.web.walking import ASKS, SHELVES, Answer, addresses, answer, walk

WORD = re.compile("zq[bcdfgmpv]{4}k")
# What a page that is not there says of pages with a name like the one that was asked for.
SUGGESTED = re.compile(rb'  <section class="box told" aria-labelledby="near-title">.*?</section>\n', re.DOTALL)


IN_FILES = {"in-film", "in-picture", "in-leaflet", "in-properties", "in-drawing"}

ADDRESSES = count(1)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield from closed(settled_world(tmp_path_factory.mktemp("settled")))


@pytest.fixture(scope="module")
def lagging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield from closed(lagging_world(tmp_path_factory.mktemp("lagging")))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield from closed(bare_world(tmp_path_factory.mktemp("bare")))


@pytest.fixture(params=["settled", "lagging"])
def world(request: pytest.FixtureRequest, settled: World, lagging: World) -> World:
    """Each library with hidden documents: published in one go, and taken back while the index lags."""
    return {"settled": settled, "lagging": lagging}[request.param]


class Walks:
    """What a walk through a world brought; each is walked once, in whatever order the tests come."""

    def __init__(self) -> None:
        self._walked: dict[int, dict[str, Answer]] = {}

    def of(self, world: World) -> dict[str, Answer]:
        """Return address to answer."""
        if id(world) not in self._walked:
            self._walked[id(world)] = walk(world)
        return self._walked[id(world)]


@pytest.fixture(scope="module")
def walks() -> Walks:
    return Walks()


@pytest.fixture
def walked(world: World, walks: Walks) -> dict[str, Answer]:
    return walks.of(world)


@pytest.fixture
def walked_bare(bare: World, walks: Walks) -> dict[str, Answer]:
    return walks.of(bare)


@pytest.fixture
def client(world: World) -> FlaskClient:
    """A browser with an address of its own: guesses of links that open no pack are counted by address."""
    browser = world.shelves.app.test_client()
    browser.environ_base["REMOTE_ADDR"] = f"10.0.0.{next(ADDRESSES)}"
    return browser


def words_in(answered: Answer) -> set[str]:
    """Return the planted words of an answer that the asker did not bring herself."""
    return set(WORD.findall(answered.text)) - set(WORD.findall(answered.address))


def leaks(answered: Answer, hidden: set[str]) -> set[str]:
    return words_in(answered) & hidden


def hidden_words(world: World, audience: Audience) -> set[str]:
    never = {one.words[place] for one in world.planted for place in NEVER_PLACES}
    return never | {word for one in world.hidden_from(audience) for word in one.words.values()}


def on_the_desk(world: World) -> set[str]:
    """Return what the desk may name: unfinished files, translations that cannot be shown yet, and terms."""
    states = {"draft", "in-review", "broken", "not-agreed"}
    unfinished = (one for one in world.planted if one.state in states or one.original)
    named = {one.words[place] for one in unfinished for place in ("title", "slug")}
    return named | {one.words[place] for one in world.planted for place in VOCABULARY_PLACES}


# The pages of writing that name documents, to coordinators only.
OF_WRITING = (
    *("documents", "new_copy", "new_translation", "edit_collection", "edit_introductions", "vocabulary"),
    *("publish_form", "withdraw_form", "restore_form"),
)


def in_the_list(world: World) -> set[str]:
    """Return what these pages may name: titles, slugs and terms, whatever the state of a document."""
    return {one.words[place] for one in world.planted for place in ("title", "slug", *VOCABULARY_PLACES)}


# The pages that show coordinators all of one document.
OF_HISTORY = frozenset({"comments", "history", "revision", "revision_file"})
OF_ONE_DOCUMENT = OF_HISTORY | {"editor", "raw_document", "document_source", "history_delete"}


def in_the_editor(world: World, answered: Answer) -> set[str]:
    """Return what the pages of one document may show: what its file says unless it was withdrawn, and every term."""
    if answered.rule.endpoint.rpartition(".")[2] not in OF_ONE_DOCUMENT:
        return set()
    slug = re.split("[/?]", answered.address.partition("/desk/documents/")[2])[0]
    withdrawn = {one.slug for one in world.planted if one.state == "withdrawn"}
    files = () if slug in withdrawn else world.shelves.library.settings.content.glob(f"*/{slug}.md")
    terms = {one.words[place] for one in world.planted for place in VOCABULARY_PLACES}
    return terms | {word for file in files for word in WORD.findall(file.read_text("utf-8"))}


def has_written(answered: Answer) -> bool:
    """Tell whether an answer has a word of a draft, a history or a comment, which coordinators alone may read."""
    return any(word in answered.text for word in WRITTEN)


def stored_elsewhere(world: World, words: Iterable[str]) -> list[Path]:
    """Return the files of the data folder that have any of some words, apart from drafts and histories of files."""
    files = (path for path in (world.shelves.folder / "data").rglob("*") if path.is_file())
    others = (path for path in files if not path.name.startswith("writing.sqlite"))
    return [path for path in others if any(word.encode() in path.read_bytes() for word in words)]


class TestTheWalk:
    def test_it_fails_for_a_route_that_nobody_has_said_how_to_ask(self, settled: World) -> None:
        app = Flask("a site with one more route")
        app.static_folder = None
        app.url_map = settled.shelves.app.url_map.__class__([rule.empty() for rule in _rules(settled.shelves.app)])
        assert list(addresses(app))
        app.add_url_rule("/dummy", "dummy", lambda: Response("dummy"))
        with pytest.raises(KeyError, match="dummy"):
            list(addresses(app))

    def test_every_endpoint_has_a_way_to_ask_and_every_way_an_endpoint(self, settled: World) -> None:
        endpoints = {rule.endpoint for rule in _rules(settled.shelves.app)}
        forms = {route.endpoint for route in ROUTES if route.methods == SEND}
        asked = {name.rpartition(".")[2] for name in ASKS}
        assert {endpoint.rpartition(".")[2] for endpoint in endpoints} == asked | forms
        assert {endpoint.rpartition(".")[0] for endpoint in endpoints} == {"", "cy", "gd"}

    def test_it_sees_the_words_of_what_may_be_shown(self, walked: dict[str, Answer]) -> None:
        """Words that stand where a stranger may read them are found, so one that leaked would be."""
        everything = "\n".join(answered.text for answered in walked.values() if not WORD.search(answered.address))
        for one in (TOLD_TO_ALL, FOUND_BY_ALL):
            page = walked[f"/resources/{one.slug}"]
            assert page.status == 200
            missing = set(PLACES) - {"slug", "former", *FILE_PLACES} - IN_FILES
            assert {place for place in missing if one.words[place] not in page.text} == set()
            for place in FILE_PLACES:
                status = 403 if place == "leaflet" and "excerpt" not in one.uses else 200
                assert walked[f"/resources/{one.slug}/files/{one.files[place]}"].status == status
            assert walked[f"/resources/{one.former}"].headers["Location"] == f"/resources/{one.slug}"
            assert one.words["title"] in everything

    @pytest.mark.parametrize("place", ["title", "summary", "heading", "body", "transcript", "seen", "pointer", "theme"])
    def test_search_finds_what_may_be_shown_by_its_words(self, client: FlaskClient, place: str) -> None:
        for one in (TOLD_TO_ALL, FOUND_BY_ALL):
            found = client.get(f"/search.json?q={one.words[place]}").json
            assert found
            assert [result["slug"] for result in found["results"]] == [one.slug]

    def test_search_finds_the_text_of_a_leaflet_that_may_leave_the_site_and_never_its_properties(
        self, client: FlaskClient, walked: dict[str, Answer]
    ) -> None:
        def found(one: Planted, place: str) -> list[str]:
            answered = client.get(f"/search.json?as_typed=1&q={one.words[place]}").json
            assert answered
            return [result["slug"] for result in answered["results"]]

        assert [found(one, "in-leaflet") for one in (TOLD_TO_ALL, FOUND_BY_ALL)] == [[], [FOUND_BY_ALL.slug]]
        assert [found(one, "in-properties") for one in (TOLD_TO_ALL, FOUND_BY_ALL)] == [[], []]
        properties = {one.words["in-properties"] for one in PLANTED}
        leaflet = f"/resources/{FOUND_BY_ALL.slug}/files/{FOUND_BY_ALL.files['leaflet']}"
        assert {address for address, answered in walked.items() if words_in(answered) & properties} == {leaflet}

    @pytest.mark.parametrize("place", NEVER_PLACES)
    def test_search_finds_nothing_by_what_stands_beside_the_words_of_a_transcript(
        self, client: FlaskClient, place: str
    ) -> None:
        for one in (TOLD_TO_ALL, FOUND_BY_ALL):
            found = client.get(f"/search.json?q={one.words[place]}&as_typed=1").json
            assert found
            assert found["results"] == []


class TestAStranger:
    @pytest.mark.parametrize("name", [name for name, kind in FILES.items() if kind.recipient is not Recipient.EVIDENCE])
    def test_every_file_of_a_pack_is_looked_into(self, name: str, walked: dict[str, Answer]) -> None:
        titles = {one.words["title"] for one in PLANTED if one.is_shown_to(Audience.PUBLIC) and "workshop" in one.uses}
        assert words_in(walked[f"/packs/{EDIT}/files/{name}"]) & titles

    def test_no_word_of_a_hidden_document_is_in_any_answer(self, world: World, walked: dict[str, Answer]) -> None:
        hidden = hidden_words(world, Audience.PUBLIC)
        found = {address: leaks(answered, hidden) for address, answered in walked.items()}
        # A term of the vocabulary may be asked for by name, and then says its own label.
        assert {address: words for address, words in found.items() if words} == {}
        assert len(walked) > 1_200

    def test_no_word_of_a_private_comment_is_in_any_answer_or_stored(
        self, world: World, client: FlaskClient, walked: dict[str, Answer]
    ) -> None:
        for word in PRIVATE:
            assert [address for address, answered in walked.items() if word in answered.text] == []
            found = client.get(f"/search.json?q={word}").json
            assert found
            assert found["results"] == []
        assert stored_elsewhere(world, PRIVATE) == []

    def test_no_word_of_a_draft_a_history_or_a_comment_is_in_any_answer_or_stored_elsewhere(
        self, world: World, walked: dict[str, Answer]
    ) -> None:
        assert [address for address, found in walked.items() if has_written(found)] == []
        assert stored_elsewhere(world, WRITTEN) == []

    def test_every_answer_is_that_of_a_library_without_the_hidden_documents(
        self, world: World, walked: dict[str, Answer], walked_bare: dict[str, Answer]
    ) -> None:
        assert walked.keys() == walked_bare.keys()
        withdrawn = {name for one in world.planted if one.is_gone for name in (one.slug, one.former)}
        different = [
            address
            for address, answered in walked.items()
            if _comparable(answered) != _comparable(walked_bare[address])
            and not (answered.status == 410 and any(f"/{name}" in address for name in withdrawn))
        ]
        assert different == []

    def test_scores_do_not_tell_how_many_hidden_documents_have_a_word(
        self, walked: dict[str, Answer], walked_bare: dict[str, Answer]
    ) -> None:
        searches = [address for address, found in walked.items() if found.rule.endpoint == "search_json"]
        assert [a for a in searches if _scores(walked[a]) != _scores(walked_bare[a])] == []

    def test_media_captions_and_attachments_of_hidden_documents_are_not_there(
        self, world: World, client: FlaskClient
    ) -> None:
        for one in world.hidden_from(Audience.PUBLIC):
            for name in one.files.values():
                address = f"/resources/{one.slug}/files/{name}"
                for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
                    status = client.get(address, headers=headers).status_code
                    assert status == (410 if one.is_gone else 404)
                assert client.head(address).status_code in {404, 410}

    def test_only_a_withdrawn_document_that_she_might_have_seen_is_called_withdrawn(
        self, world: World, walked: dict[str, Answer]
    ) -> None:
        for one in world.hidden_from(Audience.PUBLIC):
            for slug in (one.slug, one.former):
                for shelf in SHELVES:
                    assert walked[f"/{shelf}/{slug}"].status in ({404, 410} if one.is_gone else {404})
            assert walked[f"/resources/{one.slug}"].status == (410 if one.is_gone else 404)

    def test_a_hidden_document_and_one_that_never_was_have_the_same_page_but_for_pages_with_a_name_like_theirs(
        self, world: World, walked: dict[str, Answer]
    ) -> None:
        never = walked["/resources/never-was"]
        for one in world.hidden_from(Audience.PUBLIC):
            if not one.is_gone:
                same = walked[f"/resources/{one.slug}"]
                assert SUGGESTED.sub(b"", same.body).replace(one.slug.encode(), b"never-was") == never.body
                assert {**same.headers, "Content-Length": ""} == {**never.headers, "Content-Length": ""}

    def test_a_slip_before_a_hidden_document_is_answered_as_if_it_never_was(
        self, world: World, bare: World, client: FlaskClient
    ) -> None:
        other = bare.shelves.client
        for one in world.hidden_from(Audience.PUBLIC):
            for slug in (one.slug, one.former):
                for slip in ("/resources/{}/", "/resources/{}.", "/resources/{}.html", "/cy/resources/{}/team/"):
                    answered, never = client.get(slip.format(slug)), other.get(slip.format(slug))
                    assert (answered.status_code, answered.data) == (404, never.data)


def _rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def _comparable(answered: Answer) -> tuple[int, dict[str, str], bytes]:
    """Return an answer without when a file was written, how often was published, and scores (tested by themselves)."""
    headers = {name: value for name, value in answered.headers.items() if name != "Last-Modified"}
    if answered.rule.endpoint == "health":
        return answered.status, {}, json.dumps({"documents": json.loads(answered.body)["documents"]}).encode()
    if answered.rule.endpoint == "search_json":
        body = json.loads(answered.body)
        body["results"] = [result | {"score": 0} for result in body["results"]]
        return answered.status, {}, json.dumps(body).encode()
    return answered.status, headers, answered.body


def _scores(answered: Answer) -> list[float]:
    return [round(result["score"], 3) for result in json.loads(answered.body)["results"]]


# Where coordinators see the words of documents that nobody else sees yet.
WITH_WORDS = frozenset({"document_files", "uploaded_file"})


class TestReadersWhoAreSignedIn:
    @pytest.fixture(params=[Role.MEMBER, Role.COORDINATOR])
    def role(self, request: pytest.FixtureRequest) -> Role:
        role: Role = request.param
        return role

    @pytest.fixture
    def audience(self, role: Role) -> Audience:
        return Viewer(role).audience

    @pytest.fixture
    def world(self, role: Role, request: pytest.FixtureRequest) -> World:
        """One library for each, to save time: the index lags for those who may see most."""
        found: World = request.getfixturevalue("settled" if role is Role.MEMBER else "lagging")
        return replace(found, shelves=found.shelves.seen_by(role))

    def test_they_see_what_is_for_them_and_no_copy_is_kept(self, world: World, audience: Audience) -> None:
        hidden = hidden_words(world, audience)
        answers = walk(world)
        told = {"desk": on_the_desk(world), **dict.fromkeys(OF_WRITING, in_the_list(world))}
        leaked = {
            address: leaks(
                found, hidden - in_the_editor(world, found) - told.get(found.rule.endpoint.rpartition(".")[2], set())
            )
            for address, found in answers.items()
            if audience is not Audience.COORDINATORS or found.rule.endpoint.rpartition(".")[2] not in WITH_WORDS
        }
        assert {address: words for address, words in leaked.items() if words} == {}
        written = {found.rule.endpoint.rpartition(".")[2] for found in answers.values() if has_written(found)}
        is_coordinator = audience is Audience.COORDINATORS
        assert (OF_HISTORY if is_coordinator else set()) <= written <= (OF_ONE_DOCUMENT if is_coordinator else set())
        for one in world.shown_to(audience):
            assert answers[f"/resources/{one.slug}"].status == 200
            assert answers[f"/resources/{one.slug}/files/{one.files['film']}"].status == 200
        for address, answered in answers.items():
            if not address.startswith("/static/"):
                assert answered.headers["Cache-Control"] in {"private, no-store", "no-store"}, address
                assert "ETag" not in answered.headers, address

    def test_an_upload_is_there_for_coordinators_and_for_nobody_else(self, world: World, audience: Audience) -> None:
        answers = walk(world, only=WITH_WORDS)
        words = {word for found in answers.values() for word in words_in(found)}
        # Those of a document whose file was deleted are gone with it.
        planted = {one.words["in-film"] for one in world.planted if one.state != "removed"}
        assert words & planted == (planted if audience is Audience.COORDINATORS else set())

    def test_a_page_that_is_not_for_everybody_is_never_for_search_engines(
        self, client: FlaskClient, world: World, audience: Audience
    ) -> None:
        for one in world.shown_to(audience):
            if one.audience is not Audience.PUBLIC:
                page = client.get(f"/resources/{one.slug}")
                assert page.headers["X-Robots-Tag"] == "noindex, noarchive"
                assert "application/ld+json" not in page.text
                assert "og:description" not in page.text


# What a link to a pack opens, and what is only for its owner among it.
OF_PACKS = frozenset(
    {
        "pack",
        "pack_item",
        "item_choices",
        "pack_delete",
        "pack_new_link",
        "pack_file",
        "shared",
        "shared_file",
        "checked",
    }
)
OF_ITS_OWNER = tuple(
    f"/packs/{EDIT}/files/{name}" for name, kind in FILES.items() if kind.recipient is Recipient.FACILITATOR
)


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A library of its own: its owner's slides have a code, which a check lists."""
    yield from closed(settled_world(tmp_path_factory.mktemp("owned")))


@pytest.fixture(scope="module")
def by_owner(owned: World) -> dict[str, Answer]:
    return walk(owned, browser_of(owned.shelves, new_session(owned.shelves.library, owned.owner)))


class TestAPackOfSomeoneWhoIsSignedIn:
    """What is for members is in a pack's page, slides and run sheet for its owner, and nowhere for anyone else."""

    def test_its_owner_sees_nothing_on_the_site_that_is_not_for_members(
        self, owned: World, by_owner: dict[str, Answer]
    ) -> None:
        hidden = hidden_words(owned, Audience.NETWORK)
        # What they put into their pack, by slug, is their own data.
        chosen = {"own_data": {one.words["slug"] for one in owned.planted}}
        found = {
            address: leaks(answered, hidden - chosen.get(answered.rule.endpoint.rpartition(".")[2], set()))
            for address, answered in by_owner.items()
        }
        assert {address: words for address, words in found.items() if words} == {}
        assert len(by_owner) > 1_200
        for address, answered in by_owner.items():
            if not address.startswith("/static/"):
                assert answered.headers["Cache-Control"] in {"private, no-store", "no-store"}, address

    def test_its_owner_has_what_is_for_members_on_their_page_in_slides_and_in_the_run_sheet(
        self, owned: World, by_owner: dict[str, Answer]
    ) -> None:
        for one in owned.shown_to(Audience.NETWORK):
            if one.audience is Audience.NETWORK:
                assert f"/resources/{one.slug}" in by_owner[f"/packs/{EDIT}"].text
                for address in OF_ITS_OWNER:
                    found = words_in(by_owner[address])
                    assert one.words["title"] in found, address
                    assert (one.words["question"] in found) == ("excerpt" in one.uses), address

    def test_no_word_that_is_for_members_is_in_what_leaves_the_pack_for_others(
        self, owned: World, by_owner: dict[str, Answer]
    ) -> None:
        """Their own participants, reports, the shared page and the check, asked by the owner themselves."""
        hidden = hidden_words(owned, Audience.PUBLIC)
        away = {"pack_file", "shared", "shared_file", "checked", "feed", "sitemap"}
        found = {
            address: leaks(answered, hidden)
            for address, answered in by_owner.items()
            if answered.rule.endpoint.rpartition(".")[2] in away and not address.endswith(OF_ITS_OWNER)
        }
        assert {address: words for address, words in found.items() if words} == {}
        assert len(found) > len(FILES)

    @pytest.mark.parametrize("role", [Role.ANYONE, Role.MEMBER, Role.COORDINATOR, Role.ADMINISTRATOR])
    def test_anyone_else_with_the_link_finds_no_word_of_it(
        self, owned: World, by_owner: dict[str, Answer], role: Role
    ) -> None:
        hidden = hidden_words(owned, Audience.PUBLIC)
        browser = None if role is Role.ANYONE else signed_in(owned.shelves, role)
        answers = walk(owned, browser, only=OF_PACKS)
        assert {address: words for address, found in answers.items() if (words := leaks(found, hidden))} == {}
        assert answers[f"/packs/{EDIT}"].status == by_owner[f"/packs/{EDIT}"].status == 200


class TestWebSearch:
    """A told document goes to search engines, feeds and preview cards only where its teller agreed to that."""

    def test_every_answer_that_shows_a_told_document_without_it_refuses_search_engines(
        self, walked: dict[str, Answer]
    ) -> None:
        told = set(TOLD_TO_ALL.words.values()) - {TOLD_TO_ALL.words[place] for place in VOCABULARY_PLACES}
        shown = [found for found in walked.values() if found.status == 200 and told.intersection(words_in(found))]
        assert len(shown) > 100
        for found in shown:
            assert found.headers.get("X-Robots-Tag") == "noindex, noarchive", found.address
            if found.is_page:
                assert '<meta name="robots" content="noindex, noarchive">' in found.text
                assert 'rel="canonical"' not in found.text

    def test_its_own_page_has_a_plain_card_and_no_structured_data(self, walked: dict[str, Answer]) -> None:
        for prefix in ("", "/cy", "/gd"):
            head = walked[f"{prefix}/resources/{TOLD_TO_ALL.slug}"].text.partition("</head>")[0]
            assert "application/ld+json" not in head
            cards = re.findall(r'<meta (?:property|name)="(?:og|twitter|description)[^>]*>', head)
            assert not any(WORD.search(card) for card in cards)

    @pytest.mark.parametrize("address", ["/feed.atom", "/sitemap.xml"])
    def test_feed_and_sitemap_leave_it_out(self, walked: dict[str, Answer], address: str) -> None:
        assert set(WORD.findall(walked[address].text)) <= {FOUND_BY_ALL.words[w] for w in ("title", "summary", "slug")}
        assert FOUND_BY_ALL.words["slug"] in walked[address].text
        assert "fictional" in walked[address].text

    def test_with_it_there_are_card_structured_data_and_address_but_never_the_text(
        self, walked: dict[str, Answer]
    ) -> None:
        page = walked[f"/resources/{FOUND_BY_ALL.slug}"]
        head = page.text.partition("</head>")[0]
        assert "X-Robots-Tag" not in page.headers
        assert TOLD_TO_ALL.words["title"] not in page.text
        structured = re.search(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
        assert structured
        assert FOUND_BY_ALL.words["summary"] in json.loads(structured[1])["abstract"]
        assert f'<link rel="canonical" href="{URL}/resources/{FOUND_BY_ALL.slug}">' in head
        places = {place for place, word in FOUND_BY_ALL.words.items() if word in head}
        assert places == {"title", "summary", "slug"}


class Links(HTMLParser):
    """Collects every address that a page leads to or loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [value or "" for name, value in attrs if name in {"href", "src", "action", "poster"}]


class TestHeaders:
    def test_every_answer_carries_the_policy_and_none_sets_a_cookie(self, walked: dict[str, Answer]) -> None:
        assert {found.status for found in walked.values()} == {200, 301, 303, 403, 404, 410}
        for found in walked.values():
            assert found.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
            assert found.headers["X-Content-Type-Options"] == "nosniff"
            assert "Set-Cookie" not in found.headers
            is_private = found.headers["Cache-Control"].startswith("private")
            assert ("Cookie" in found.headers.get("Vary", "")) == is_private

    def test_only_static_files_are_kept_unasked_and_what_is_no_page_is_not_kept(
        self, walked: dict[str, Answer]
    ) -> None:
        asked_anew = {"health", "suggest_json"}
        pages = {"pack", "pack_item", "item_choices", "pack_delete", "pack_new_link"}
        hers = {*pages, "pack_file", "shared", "shared_file", "checked"}
        for found in walked.values():
            expected = "no-cache" if found.status == 200 and found.rule.endpoint not in asked_anew else "no-store"
            endpoint = found.rule.endpoint.rpartition(".")[2]
            if (found.status == 200 and endpoint in hers) or endpoint in {"my_pack", "sign_in_sent", "sign_in_link"}:
                expected = "private, no-store"
            assert found.headers["Cache-Control"] == expected, found.address

    @pytest.mark.parametrize(
        "headers",
        [{"Range": "bytes=0-3"}, {"Range": "bytes=9999999-"}, {"If-None-Match": "*"}, {"Accept-Encoding": "gzip"}],
    )
    def test_parts_copies_and_compressed_answers_carry_it_too(
        self, client: FlaskClient, headers: dict[str, str]
    ) -> None:
        film = f"/resources/{TOLD_TO_ALL.slug}/files/{TOLD_TO_ALL.files['film']}"
        for address in ("/", "/static/commonplace.css", film):
            got = client.get(address, headers=headers)
            assert got.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
            assert got.headers["Cache-Control"] in {"no-cache", "no-store"}
            got.close()

    # Of each route and language, the first address is enough.
    def test_reading_is_all_that_can_be_done(self, world: World, client: FlaskClient) -> None:
        routes = {route.endpoint: route for route in ROUTES}
        forms = {route.path for route in ROUTES if route.methods == SEND}
        first: dict[str, str] = {}
        for rule, address in addresses(world.shelves.app):
            first.setdefault(rule.endpoint, address)
        for endpoint, address in first.items():
            route = routes[endpoint.rpartition(".")[2]]
            methods = {"GET", "HEAD", "OPTIONS"} | ({"POST"} if route.path in forms else set())
            for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"):
                answer = client.open(address, method=method, data={"q": "x"} if method == "POST" else None)
                if route.who.role is not Role.ANYONE:
                    assert (answer.status_code, "/sign-in?" in answer.headers["Location"]) == (303, True), address
                elif method == "OPTIONS":
                    assert (answer.status_code, answer.data) == (200, b"")
                    assert set(answer.headers["Allow"].split(", ")) == methods
                elif method not in methods:
                    assert answer.status_code == 405, (method, address)
                    assert set(answer.headers["Allow"].split(", ")) == methods
                else:
                    assert answer.status_code == 403, address  # it did not come from a page of ours
                assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
                assert "Set-Cookie" not in answer.headers

    def test_a_head_is_the_answer_without_its_body(self, client: FlaskClient, walked: dict[str, Answer]) -> None:
        for address, found in list(walked.items())[::9]:
            head = answer(found.rule, address, client.head(address))
            assert head.body == b""
            assert (head.status, head.headers) == (found.status, found.headers)


class TestForms:
    """Nothing hidden is put into a pack or shown by what a form answers."""

    def test_no_form_tells_of_a_hidden_document(self, world: World) -> None:
        hidden = hidden_words(world, Audience.PUBLIC)
        here = {"Sec-Fetch-Site": "same-origin"}
        asked: dict[str, str] = {}
        for one in world.hidden_from(Audience.PUBLIC):
            for fields in ({}, {"question": "1"}, {"anchors": "p1"}):
                got = world.shelves.client.post("/packs/add", data={"slug": one.slug, **fields}, headers=here)
                assert (got.status_code, "Set-Cookie" in got.headers) == (404, False)
                asked.setdefault(got.text.replace(one.slug, ""), one.slug)
        # Whatever is hidden, and why, the answer is one and the same.
        assert len(asked) == 1
        assert not set(WORD.findall("".join(asked))) & hidden


EVIL = "evil.example"
FORGED = (
    {"Host": EVIL},
    {"Host": f"{EVIL}:80"},
    {"X-Forwarded-Host": EVIL},
    {"X-Forwarded-Server": EVIL, "X-Forwarded-Proto": EVIL, "X-Forwarded-Prefix": f"/{EVIL}"},
    {"X-Forwarded-For": EVIL, "X-Real-Ip": EVIL},
    {"Forwarded": f"host={EVIL};proto={EVIL}"},
    {"X-Original-Url": f"/{EVIL}", "X-Rewrite-Url": f"/{EVIL}", "X-Host": EVIL},
    {"Referer": f"https://{EVIL}/", "Origin": f"https://{EVIL}"},
)


class TestForgedRequests:
    @pytest.mark.parametrize("headers", FORGED, ids=lambda headers: ",".join(headers))
    def test_the_host_that_a_request_names_shows_nowhere(
        self, client: FlaskClient, walked: dict[str, Answer], headers: dict[str, str]
    ) -> None:
        of_each: dict[tuple[str, int], str] = {}
        for address, found in walked.items():
            of_each.setdefault((found.rule.endpoint, found.status), address)
        for address in of_each.values():
            found = walked[address]
            # From an address of its own: looking for what is not there too often is slowed down.
            asker = {"REMOTE_ADDR": f"203.0.113.{FORGED.index(headers)}"}
            forged = answer(found.rule, address, client.get(address, headers=headers, environ_overrides=asker))
            assert (forged.status, forged.headers, forged.body) == (found.status, found.headers, found.body)

    @pytest.mark.parametrize(
        "path",
        [
            f"//{EVIL}",
            f"//{EVIL}/resources",
            f"/cy//{EVIL}",
            f"/gd//{EVIL}/..",
            f"/cy/%2F{EVIL}",
            f"/cy/%5C{EVIL}",
            f"/cy/\\{EVIL}",
            f"/%5C{EVIL}",
            f"/cy/%09/{EVIL}",
            f"/cy/%0A/{EVIL}",
            f"/resources//{EVIL}",
            f"/cy?//{EVIL}",
            f"/stories/%0d%0aLocation:%20https://{EVIL}",
        ],
    )
    def test_no_address_of_ours_leads_to_another_site(self, client: FlaskClient, path: str) -> None:
        got = client.get(path)
        assert got.status_code in {200, 404}
        for link in Links(got.text).found:
            # As a browser reads it: tabs and ends of lines are nothing, a backslash is a slash.
            read = re.sub(r"[\t\r\n]", "", link).strip().replace("\\", "/")
            assert urlsplit(urljoin(f"{URL}/some/page", read)).hostname == urlsplit(URL).hostname, link
        assert EVIL not in str(got.headers)
