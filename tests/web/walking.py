"""Every address of the site, with all that it can be asked for, and the answers: what the sentinel tests walk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from library.actions.packs.files import FILES
from tests.web.sentinels import (
    CODE,
    COMMON,
    EDIT,
    FILE_PLACES,
    LOOK,
    PLANTED,
    TOLD_TO_ALL,
    Planted,
    World,
    item_id,
)

SHELVES = ("resources", "stories")
STATIC = (
    "commonplace.css",
    "commonplace.js",
    "desk.css",
    "editor.css",
    "forms.css",
    "packs.css",
    "packs.js",
    "uploads.css",
    "uploads.js",
    "icon.svg",
    "icon.png",
)
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
        for slug in (*slugs, "fictional", "story", "stori", "more-07", "never-was"):
            yield Ask({"shelf": shelf, "slug": slug})


def places() -> Iterator[Ask]:
    """Ask for a link to the first passage of each document, and in turn with a mark of other words and for nothing."""
    others = cycle(("p2", "t=0", "page=3", "p1-0000000000", f"p2-{'0' * 34}", "p9999"))
    for one in PLANTED:
        for shelf, slug in (("stories", one.slug), ("resources", one.slug), ("resources", one.former)):
            for place in ("p1", next(others)):
                yield Ask({"shelf": shelf, "slug": slug, "place": place})


def files() -> Iterator[Ask]:
    for one in PLANTED:
        for name in (*one.files.values(), "never-was.pdf"):
            yield Ask({"shelf": "resources", "slug": one.slug, "name": name})
        yield Ask({"shelf": "stories", "slug": one.slug, "name": one.files["film"]})
        yield Ask({"shelf": "resources", "slug": one.former, "name": one.files["film"]})
        # A file of one document under the address of another, which may be shown.
        yield Ask({"shelf": "resources", "slug": TOLD_TO_ALL.slug, "name": one.files["leaflet"]})


def axes() -> Iterator[Ask]:
    for axis in ("themes", "circumstances", "roles", "sectors"):
        yield Ask({"axis": axis})


def terms() -> Iterator[Ask]:
    known = (("themes", "listening"), ("circumstances", "sight"), ("roles", "nurse"), ("sectors", "health"))
    for axis, term in (*known, ("themes", "never-was")):
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
        "circumstance": ("sight",),
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


def lists_of_the_desk() -> Iterator[Ask]:
    for query in ((), (("state", "withdrawn"),), (("q", "story"), ("page", "2"))):
        yield Ask({}, query)


def originals() -> Iterator[Ask]:
    yield Ask({}, (("q", "story"),))
    for one in PLANTED:
        yield Ask({}, (("of", one.slug),))


def drafts() -> Iterator[Ask]:
    for one in PLANTED:
        yield Ask({"slug": one.slug})


def revisions() -> Iterator[Ask]:
    for revision in ("1", "2", "99", "never-was"):
        yield Ask({"slug": TOLD_TO_ALL.slug, "revision_id": revision})


def revisions_of_files() -> Iterator[Ask]:
    for revision in ("1", "99", "never-was"):
        yield Ask({"revision_id": revision})


def texts_by_editors() -> Iterator[Ask]:
    for texts, slug in (("collections", "first"), ("introductions", "listening"), ("collections", "never-was")):
        yield Ask({"texts": texts, "slug": slug})


def revisions_of_texts() -> Iterator[Ask]:
    for text in texts_by_editors():
        for revision in ("1", "99"):
            yield Ask({**text.parts, "revision_id": revision})


def comments() -> Iterator[Ask]:
    for one in PLANTED:
        yield Ask({"slug": one.slug}, (("at", "p1"),))


def lists_of_terms() -> Iterator[Ask]:
    for axis in ("themes", "content_notes", "never-was"):
        yield Ask({"axis": axis})


def terms_to_edit() -> Iterator[Ask]:
    for term in ("listening", "never-was"):
        yield Ask({"axis": "themes", "term_id": term})


def themes() -> Iterator[Ask]:
    for slug in ("listening", "never-was"):
        yield Ask({"slug": slug})


def zip_files() -> Iterator[Ask]:
    yield Ask({"upload_id": "0123456789abcdef"})
    yield Ask({"upload_id": "never-was"})


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


def people() -> Iterator[Ask]:
    yield Ask({"person_id": "1"})
    yield Ask({"person_id": "never-was"})


def parts_of_the_log() -> Iterator[Ask]:
    yield Ask({})
    yield Ask({}, (("action", "person.removed"), ("person", "1"), ("document", "story")))


def links_to_join() -> Iterator[Ask]:
    yield Ask({"link": "never-was"})


def links_to_sign_in() -> Iterator[Ask]:
    yield Ask({"link": "never-was"})


def written() -> Iterator[Ask]:
    for one in PLANTED:
        yield Ask({"slug": one.slug})
    yield Ask({"slug": "story"}, (("check", "1"), ("saved", "1")))
    yield Ask({"slug": "never-was"})


def files_of_documents() -> Iterator[Ask]:
    for one in PLANTED:
        yield Ask({"slug": one.slug})
    yield Ask({"slug": "never-was"})


def uploads() -> Iterator[Ask]:
    for one in PLANTED:
        yield Ask({"slug": one.slug, "name": one.upload})
        yield Ask({"slug": one.slug, "name": one.files["film"]})


def parts_of_uploads() -> Iterator[Ask]:
    yield Ask({"slug": TOLD_TO_ALL.slug, "part": "0" * 32})


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
    "passage": places,
    "workshop": alone,
    "my_pack": alone,
    "pack": packs_to_edit,
    "pack_item": items_of_packs,
    "item_choices": items_of_packs,
    "pack_delete": packs_to_edit,
    "pack_new_link": packs_to_edit,
    "pack_file": files_of_packs,
    "shared": packs_to_look_at,
    "shared_file": files_of_shared_packs,
    "check": alone,
    "checked": codes,
    "terms": axes,
    "term": terms,
    "collections": alone,
    "collection": collections,
    "sign_in": alone,
    "sign_in_sent": alone,
    "sign_in_link": links_to_sign_in,
    "signed_out": alone,
    "writing": alone,
    "about": alone,
    "account": alone,
    "sign_in_password": alone,
    "account_security": alone,
    "account_delete": alone,
    "own_data": alone,
    "account_pack": codes,
    "desk": alone,
    "documents": lists_of_the_desk,
    "new_document": alone,
    "new_text": alone,
    "new_word": alone,
    "new_link": alone,
    "new_copy": originals,
    "new_translation": originals,
    "draft_address": drafts,
    "discard_form": drafts,
    "editor": written,
    "raw_document": written,
    "document_source": written,
    "document_files": files_of_documents,
    "uploaded_file": uploads,
    "upload": parts_of_uploads,
    "history": drafts,
    "history_delete": drafts,
    "revision": revisions,
    "revision_file": revisions,
    "comments": comments,
    "vocabulary": alone,
    "new_term": lists_of_terms,
    "edit_term": terms_to_edit,
    "synonyms": alone,
    "edit_collections": alone,
    "new_collection": alone,
    "edit_collection": collections,
    "edit_introductions": alone,
    "edit_introduction": themes,
    "vocabulary_history": alone,
    "vocabulary_revision": revisions_of_files,
    "vocabulary_revision_file": revisions_of_files,
    "text_history": texts_by_editors,
    "text_revision": revisions_of_texts,
    "text_revision_file": revisions_of_texts,
    "publish_form": drafts,
    "withdraw_form": drafts,
    "restore_form": drafts,
    "export": alone,
    "import": alone,
    "import_report": zip_files,
    "people": alone,
    "invite_form": alone,
    "invitations": alone,
    "person": people,
    "reset_form": people,
    "remove_form": people,
    "audit": parts_of_the_log,
    "invitation": links_to_join,
    "accessibility": alone,
    "privacy": alone,
    "feed": alone,
    "sitemap": alone,
    "robots": alone,
    "security": alone,
    "health": alone,
    "static": static_files,
}


def addresses(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every address to ask for, with its rule.

    Raises:
        KeyError: Nobody has said how to ask of a route.
    """
    adapter = app.url_map.bind("library.example.org")
    for rule in app.url_map.iter_rules():
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
        """Yield the words of a compressed file: every part of DOCX and PPTX, every page of PDF."""
        if self.rule.endpoint not in {"pack_file", "shared_file"}:
            return
        if self.body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(self.body)) as parts:
                yield from (parts.read(name).decode("latin-1") for name in parts.namelist())
        elif self.body.startswith(b"%PDF"):
            yield from (page.extract_text() for page in PdfReader(io.BytesIO(self.body)).pages)

    @property
    def is_page(self) -> bool:
        """Return whether it is HTML."""
        return self.headers["Content-Type"].startswith("text/html")


def answer(rule: Rule, address: str, response: TestResponse) -> Answer:
    headers = {name: value for name, value in response.headers if name != "Date"}
    answered = Answer(rule, address, response.status_code, headers, response.data)
    response.close()
    return answered


def walk(world: World, browser: FlaskClient | None = None, only: Collection[str] = ()) -> dict[str, Answer]:
    """Ask for everything once; return address to answer.

    Each route is asked from an address of its own: links that open nothing are counted by address.

    Args:
        world: Where to walk.
        browser: Of someone who is signed in; otherwise a stranger's.
        only: The endpoints to ask for, without languages; all if there are none.
    """
    client = browser or world.shelves.client
    base = "https://localhost" if browser else None
    places: dict[str, str] = {}
    answered = {}
    for rule, address in addresses(world.shelves.app):
        if only and rule.endpoint.rpartition(".")[2] not in only:
            continue
        asker = {"REMOTE_ADDR": places.setdefault(rule.rule, f"10.1.0.{len(places) + 1}")}
        answered[address] = answer(rule, address, client.get(address, base_url=base, environ_overrides=asker))
    return answered
