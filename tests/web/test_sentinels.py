"""Nobody is shown a document beyond what was agreed to: every address of the site is asked, as a stranger and a member.

Two proofs stand beside each other. Directly: no word of a hidden document is in the body or the headers of any answer.
And without trusting our list of words: every answer is byte for byte that of a library in which the hidden documents
never were, so neither counts nor order, feeds or suggestions can tell of them.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from library.actions.packs.taking import FILES, For
from library.model.document import Audience
from library.model.viewer import Viewer
from library.web import current
from library.web.routes import POSTS
from library.web.rules import rule_of
from library.web.security import CONTENT_SECURITY_POLICY
from tests.web.sentinels import (
    CODE,
    COMMON,
    EDIT,
    FILE_PLACES,
    FOUND_BY_ALL,
    LOOK,
    PLACES,
    PLANTED,
    TOLD_TO_ALL,
    VOCABULARY_PLACES,
    Planted,
    World,
    bare_world,
    closed,
    item_id,
    lagging_world,
    settled_world,
)
from tests.web.shelves import URL

# The walks take a minute: they are walked in one process, for all tests here.
pytestmark = pytest.mark.xdist_group("sentinels")

WORD = re.compile("zq[bcdfgmpv]{4}k")
SHELVES = ("resources", "stories")
STATIC = ("commonplace.css", "commonplace.js", "packs.css", "packs.js", "icon.svg", "icon.png")
LANGUAGES = ("en", "cy", "gd")

Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask of one endpoint: the parts of its address, and a query."""

    parts: dict[str, str]
    query: Query = ()


def alone() -> Iterator[Ask]:
    yield Ask({})


def lists() -> Iterator[Ask]:
    for shelf in SHELVES:
        for query in ((), (("page", "1"),), (("page", "2"),), (("page", "999"),), (("page", "none"),)):
            yield Ask({"shelf": shelf}, query)


def documents() -> Iterator[Ask]:
    slugs = [slug for one in PLANTED for slug in (one.slug, one.former)]
    for shelf in SHELVES:
        for slug in (*slugs, "invented", "story", "stori", "more-07", "never-was"):
            yield Ask({"shelf": shelf, "slug": slug})


def files() -> Iterator[Ask]:
    for one in PLANTED:
        for name in (*one.files.values(), "never-was.pdf"):
            yield Ask({"shelf": "resources", "slug": one.slug, "name": name})
        yield Ask({"shelf": "stories", "slug": one.slug, "name": one.files["film"]})
        yield Ask({"shelf": "resources", "slug": one.former, "name": one.files["film"]})
        # A file of one document under the address of another, which may be shown.
        yield Ask({"shelf": "resources", "slug": TOLD_TO_ALL.slug, "name": one.files["leaflet"]})


def axes() -> Iterator[Ask]:
    for axis in ("themes", "roles", "sectors"):
        yield Ask({"axis": axis})


def terms() -> Iterator[Ask]:
    for axis, term in (("themes", "listening"), ("roles", "nurse"), ("sectors", "health"), ("themes", "never-was")):
        for query in ((), (("page", "2"),), (("page", "999"),)):
            yield Ask({"axis": axis, "term_id": term}, query)
    for one in PLANTED:
        yield Ask({"axis": "themes", "term_id": f"t-{one.words['theme']}"})
        yield Ask({"axis": "themes", "term_id": f"n-{one.words['nation']}"})


def searches(
    places: Iterable[str] = ("title", "body", "transcript", "attachment", "pointer", "nation"),
) -> Iterator[Ask]:
    for one in PLANTED:
        for place in places:
            yield Ask({}, (("q", one.words[place]),))
        # Whichever of its words would find it.
        yield Ask({}, (("q", " OR ".join(one.words.values())),))
        yield from (Ask({}, query) for query in closer_looks(one))
    for query in faceted():
        yield Ask({}, query)


def beginnings() -> Iterator[Ask]:
    """Ask for what begins like each word, too little of it to be the word itself."""
    for begun in ("zq", "zqb", COMMON[:3], f"{COMMON} ", "stor", "inv"):
        yield Ask({}, (("q", begun),))
    for one in PLANTED:
        for word in one.words.values():
            yield Ask({}, (("q", word[:-1]),))


def searches_of_pages() -> Iterator[Ask]:
    """Ask for pages by fewer words than for JSON: both come from the same action."""
    yield from searches(("title", "transcript"))


def closer_looks(one: Planted) -> Iterator[Query]:
    body, theme, nation = one.words["body"], f"t-{one.words['theme']}", f"n-{one.words['nation']}"
    yield (("q", f"{COMMON} {body}"),)
    yield (("q", f"{body} OR {one.words['title']}"),)
    yield (("q", f'"and {body}"'),)
    yield (("q", f"{COMMON} -{body}"),)
    yield (("q", f"{COMMON} {body}"), ("view", "passages"))
    yield (("q", f"author:{body}"), ("as_typed", "1"))
    yield (("q", body[:-2] + body[-1]), ("theme", theme))
    yield (("theme", theme),)
    yield (("nation", nation),)
    yield (("q", COMMON), ("theme", theme), ("theme", "listening"), ("nation", nation), ("sort", "title"))


def faceted() -> Iterator[Query]:
    values = {
        "theme": ("listening",),
        "role": ("nurse",),
        "sector": ("health",),
        "kind": ("story", "example", "video", "guidance"),
        "language": ("en", "cy", "gd"),
        "length": ("short", "medium", "long"),
    }
    for asked in ((), (("q", COMMON),)):
        for sort in ("relevance", "newest", "title"):
            for page in ("1", "2", "3", "4", "5", "99", "999"):
                yield (*asked, ("sort", sort), ("page", page))
        for axis, ids in values.items():
            for value in ids:
                yield (*asked, (axis, value))
    yield (("q", ""), ("kind", "video"), ("language", "en"), ("length", "short"))


def languages_of_search() -> Iterator[Ask]:
    """Search in another language is the same view: a part of the questions will do."""
    for one in PLANTED:
        yield Ask({}, (("q", one.words["transcript"]),))
    for query in faceted():
        yield Ask({}, query)


def static_files() -> Iterator[Ask]:
    for name in (*STATIC, *(one.files[place] for one in PLANTED for place in FILE_PLACES)):
        yield Ask({"name": name})


# How to ask of each endpoint; a new route fails every walk until somebody has thought about it here.
def collections() -> Iterator[Ask]:
    yield Ask({"slug": "first"})
    yield Ask({"slug": "second"})


def packs_to_edit() -> Iterator[Ask]:
    yield Ask({"edit": EDIT})
    yield Ask({"edit": "never-was"})


def packs_to_look_at() -> Iterator[Ask]:
    yield Ask({"view": LOOK})
    yield Ask({"view": "never-was"})


def items_of_packs() -> Iterator[Ask]:
    for number in range(1, len(PLANTED) + 1, 5):
        yield Ask({"edit": EDIT, "item_id": item_id(number)})


def files_of_packs() -> Iterator[Ask]:
    for name in (*FILES, "never-was.pdf"):
        yield Ask({"edit": EDIT, "name": name})


def files_of_shared_packs() -> Iterator[Ask]:
    for name in ("pack.md", "chat.txt", "offline.html", "slides.pptx"):
        yield Ask({"view": LOOK, "name": name})


def codes() -> Iterator[Ask]:
    yield Ask({"code": CODE})
    yield Ask({"code": "never-was"})


ASKS: dict[str, Callable[[], Iterator[Ask]]] = {
    "home": alone,
    "search": searches_of_pages,
    "cy.search": languages_of_search,
    "gd.search": languages_of_search,
    "search_tips": alone,
    "search_json": searches,
    "suggest_json": beginnings,
    "shelf": lists,
    "document": documents,
    "file": files,
    "team": documents,
    "team_text": documents,
    "choose": documents,
    "workshop": alone,
    "pack": packs_to_edit,
    "pack_item": items_of_packs,
    "pack_delete": packs_to_edit,
    "pack_file": files_of_packs,
    "shared": packs_to_look_at,
    "shared_file": files_of_shared_packs,
    "check": alone,
    "checked": codes,
    "terms": axes,
    "term": terms,
    "collections": alone,
    "collection": collections,
    "writing": alone,
    "about": alone,
    "accessibility": alone,
    "privacy": alone,
    "feed": alone,
    "sitemap": alone,
    "robots": alone,
    "health": alone,
    "static": static_files,
}


def addresses(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every address to ask for, with its rule.

    Raises:
        KeyError: Nobody has said how to ask of a route, or why it shows only what its reader may see.
    """
    adapter = app.url_map.bind("library.example.org")
    for rule in app.url_map.iter_rules():
        assert rule_of(rule.endpoint)
        if "GET" not in (rule.methods or ()):
            continue  # forms: `TestForms` sends each
        asks = ASKS.get(rule.endpoint) or ASKS[rule.endpoint.rpartition(".")[2]]
        for ask in asks():
            query = f"?{urlencode(ask.query)}" if ask.query else ""
            yield rule, adapter.build(rule.endpoint, ask.parts) + query


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the site."""

    rule: Rule
    address: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return headers, body and what is packed into the body in one."""
        headers = (f"{name}: {value}" for name, value in self.headers.items())
        return "\n".join([*headers, self.body.decode("latin-1"), *self._unpacked()])

    def _unpacked(self) -> Iterator[str]:
        """Give the words of a made file that stands compressed: every part of DOCX and PPTX, every page of PDF."""
        if self.rule.endpoint not in {"pack_file", "shared_file"}:
            return
        if self.body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(self.body)) as parts:
                yield from (parts.read(name).decode("latin-1") for name in parts.namelist())
        elif self.body.startswith(b"%PDF"):
            yield from (page.extract_text() for page in PdfReader(io.BytesIO(self.body)).pages)

    @property
    def is_page(self) -> bool:
        """Tell whether it is HTML."""
        return self.headers["Content-Type"].startswith("text/html")


def answer(rule: Rule, address: str, response: TestResponse) -> Answer:
    headers = {name: value for name, value in response.headers if name != "Date"}
    answered = Answer(rule, address, response.status_code, headers, response.data)
    response.close()
    return answered


def walk(world: World) -> dict[str, Answer]:
    """Ask for everything once; return address to answer."""
    client = world.shelves.client
    app = world.shelves.app
    return {address: answer(rule, address, client.get(address)) for rule, address in addresses(app)}


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield from closed(settled_world(tmp_path_factory.mktemp("settled")))


@pytest.fixture(scope="module")
def lagging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield from closed(lagging_world(tmp_path_factory.mktemp("lagging")))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield from closed(bare_world(tmp_path_factory.mktemp("bare")))


@pytest.fixture(scope="module", params=["settled", "lagging"])
def world(request: pytest.FixtureRequest) -> World:
    """Each library with hidden documents: published in one go, and taken back while the index lags."""
    found: World = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def walked(world: World) -> dict[str, Answer]:
    return walk(world)


@pytest.fixture(scope="module")
def walked_bare(bare: World) -> dict[str, Answer]:
    return walk(bare)


@pytest.fixture
def client(world: World) -> FlaskClient:
    return world.shelves.client


def words_in(answered: Answer) -> set[str]:
    """Return the planted words of an answer that the asker did not bring herself."""
    return set(WORD.findall(answered.text)) - set(WORD.findall(answered.address))


def leaks(answered: Answer, hidden: set[str]) -> set[str]:
    return words_in(answered) & hidden


def hidden_words(world: World, audience: Audience) -> set[str]:
    return {word for one in world.hidden_from(audience) for word in one.words.values()}


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
        forms = {endpoint for _, endpoint, _ in POSTS}
        asked = {name.rpartition(".")[2] for name in ASKS}
        assert {endpoint.rpartition(".")[2] for endpoint in endpoints} == asked | forms
        assert {endpoint.rpartition(".")[0] for endpoint in endpoints} == {"", "cy", "gd"}

    def test_it_sees_the_words_of_what_may_be_shown(self, walked: dict[str, Answer]) -> None:
        """Words that stand where a stranger may read them are found, so one that leaked would be."""
        everything = "\n".join(answered.text for answered in walked.values() if not WORD.search(answered.address))
        for one in (TOLD_TO_ALL, FOUND_BY_ALL):
            page = walked[f"/resources/{one.slug}"]
            assert page.status == 200
            missing = set(PLACES) - {"slug", "former", *FILE_PLACES, "in-film", "in-picture", "in-leaflet"}
            assert {place for place in missing if one.words[place] not in page.text} == set()
            for place in FILE_PLACES:
                assert walked[f"/resources/{one.slug}/files/{one.files[place]}"].status == 200
            assert walked[f"/resources/{one.former}"].headers["Location"] == f"/resources/{one.slug}"
            assert one.words["title"] in everything

    @pytest.mark.parametrize("place", ["title", "summary", "heading", "body", "transcript", "pointer", "theme"])
    def test_search_finds_what_may_be_shown_by_its_words(self, client: FlaskClient, place: str) -> None:
        for one in (TOLD_TO_ALL, FOUND_BY_ALL):
            found = client.get(f"/search.json?q={one.words[place]}").json
            assert found
            assert [result["slug"] for result in found["results"]] == [one.slug]


class TestAStranger:
    @pytest.mark.parametrize("name", [name for name, kind in FILES.items() if kind.whom is not For.EVIDENCE])
    def test_every_file_of_a_pack_is_looked_into(self, name: str, walked: dict[str, Answer]) -> None:
        titles = {one.words["title"] for one in PLANTED if one.is_shown_to(Audience.PUBLIC) and "workshop" in one.uses}
        assert words_in(walked[f"/packs/{EDIT}/files/{name}"]) & titles

    def test_no_word_of_a_hidden_document_is_in_any_answer(self, world: World, walked: dict[str, Answer]) -> None:
        hidden = hidden_words(world, Audience.PUBLIC)
        found = {address: leaks(answered, hidden) for address, answered in walked.items()}
        # A term of the vocabulary may be asked for by name, and then says its own label.
        assert {address: words for address, words in found.items() if words} == {}
        assert len(walked) > 1_200

    def test_every_answer_is_that_of_a_library_without_the_hidden_documents(
        self, world: World, walked: dict[str, Answer], walked_bare: dict[str, Answer]
    ) -> None:
        assert walked.keys() == walked_bare.keys()
        withdrawn = {name for one in world.planted if _is_gone(one) for name in (one.slug, one.former)}
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
                    assert status == (410 if _is_gone(one) else 404)
                assert client.head(address).status_code in {404, 410}

    def test_only_a_withdrawn_document_that_she_might_have_seen_is_called_withdrawn(
        self, world: World, walked: dict[str, Answer]
    ) -> None:
        for one in world.hidden_from(Audience.PUBLIC):
            for slug in (one.slug, one.former):
                for shelf in SHELVES:
                    assert walked[f"/{shelf}/{slug}"].status in ({404, 410} if _is_gone(one) else {404})
            assert walked[f"/resources/{one.slug}"].status == (410 if _is_gone(one) else 404)

    def test_a_hidden_document_and_one_that_never_was_have_the_same_page(
        self, world: World, walked: dict[str, Answer]
    ) -> None:
        never = walked["/resources/never-was"]
        for one in world.hidden_from(Audience.PUBLIC):
            if not _is_gone(one):
                same = walked[f"/resources/{one.slug}"]
                assert same.body.replace(one.slug.encode(), b"never-was") == never.body
                assert {**same.headers, "Content-Length": ""} == {**never.headers, "Content-Length": ""}


def _rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def _is_gone(one: Planted) -> bool:
    return one.state == "withdrawn" and one.audience is Audience.PUBLIC


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


class TestReadersWhoAreSignedIn:
    """The viewer is a value that signing in will set; until then, it is set here."""

    @pytest.fixture(params=[Audience.NETWORK, Audience.COORDINATORS])
    def audience(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Audience:
        audience: Audience = request.param
        monkeypatch.setattr(current, "ANYBODY", Viewer(audience))
        return audience

    @pytest.fixture
    def world(self, audience: Audience, request: pytest.FixtureRequest) -> World:
        """One library for each, to save time: the index lags for those who may see most."""
        found: World = request.getfixturevalue("settled" if audience is Audience.NETWORK else "lagging")
        return found

    def test_they_see_what_is_for_them_and_no_copy_is_kept(self, world: World, audience: Audience) -> None:
        hidden = hidden_words(world, audience)
        answers = walk(world)
        assert {address: words for address, found in answers.items() if (words := leaks(found, hidden))} == {}
        for one in world.shown_to(audience):
            assert answers[f"/resources/{one.slug}"].status == 200
            assert answers[f"/resources/{one.slug}/files/{one.files['film']}"].status == 200
        for address, answered in answers.items():
            if not address.startswith("/static/"):
                assert answered.headers["Cache-Control"] in {"private, no-store", "no-store"}, address
                assert "ETag" not in answered.headers, address

    def test_a_page_that_is_not_for_everybody_is_never_for_search_engines(
        self, client: FlaskClient, world: World, audience: Audience
    ) -> None:
        for one in world.shown_to(audience):
            if one.audience is not Audience.PUBLIC:
                page = client.get(f"/resources/{one.slug}")
                assert page.headers["X-Robots-Tag"] == "noindex, noarchive"
                assert "application/ld+json" not in page.text
                assert "og:description" not in page.text


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
        assert "invented" in walked[address].text

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
        assert {found.status for found in walked.values()} == {200, 301, 403, 404, 410}
        for found in walked.values():
            assert found.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
            assert found.headers["X-Content-Type-Options"] == "nosniff"
            assert "Set-Cookie" not in found.headers
            assert "Cookie" not in found.headers.get("Vary", "")

    def test_only_static_files_are_kept_unasked_and_what_is_no_page_is_not_kept(
        self, walked: dict[str, Answer]
    ) -> None:
        asked_anew = {"health", "suggest_json"}
        hers = {"pack", "pack_item", "pack_delete", "pack_file", "shared", "shared_file", "checked"}
        for found in walked.values():
            expected = "no-cache" if found.status == 200 and found.rule.endpoint not in asked_anew else "no-store"
            if found.status == 200 and found.rule.endpoint.rpartition(".")[2] in hers:
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
        first: dict[str, str] = {}
        for rule, address in addresses(world.shelves.app):
            first.setdefault(rule.endpoint, address)
        for address in first.values():
            for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
                refused = client.open(address, method=method, data={"q": "x"} if method == "POST" else None)
                assert refused.status_code == 405, (method, address)
                assert set(refused.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
                assert refused.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
                assert "Set-Cookie" not in refused.headers
            asked = client.options(address)
            assert (asked.status_code, asked.data) == (200, b"")
            assert set(asked.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}

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
