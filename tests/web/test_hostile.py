"""Strings that break things elsewhere, through the whole path: file, check, catalogue, index, rendered page.

Each string of the corpora is in every part of a document that its author fills, and is typed into the search box. What
the checker refuses, it refuses with a sentence. What it accepts has to come out unchanged if it is plain text, and
harmless if it is Markdown.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient

from library.actions.find import MAX_QUERY
from library.actions.publish import publish
from library.content.document_files import read_document_file
from library.content.slugs import suggested_slug
from library.content.vocabulary import read_vocabulary
from library.errors import ContentError
from library.model.vocabulary import Vocabulary
from tests.pictures import JPEG
from tests.web.shelves import MP4, PDF, VOCABULARY, Shelves, open_shelves

pytestmark = pytest.mark.corpora

SENTENCE = re.compile(r"(?P<path>[^:]+\.(?:md|vtt)):(?P<line>[1-9]\d*): (?P<sentence>\S.{9,})")

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements that no author may bring. The page's own: search forms, our scripts, one drawing.
NEVER = frozenset("iframe object embed applet frame frameset base style marquee portal math template noscript".split())
LEADING = frozenset("href src action formaction poster data srcset xlink:href background cite".split())
# With a scheme that runs nothing, or with none: what stands before a slash is a name of a page.
HARMLESS = re.compile(r"(?:https?:|mailto:|tel:|[^:/?#]*(?:[/?#]|\Z))", re.IGNORECASE)

PLACES = ("title", "summary", "organisation", "author", "question", "pointer", "attachment", "alt", "cue", "body")
HEADER_PLACES = PLACES[:-2]
ALWAYS = (
    "kind: video\nthemes: [listening]\nroles: [nurse]\nsectors: [health]\nprovenance: fictional\n"
    "consent: {audience: public, uses: [excerpt, print]}\n"
)
SHORT = "A plain sentence."


class Page(HTMLParser):
    """A rendered page as a parser reads it that knows nothing of ours.

    Attributes:
        faults: What must not be on a page.
        values: Of inputs, by name.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.values: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self._texts: list[tuple[tuple[tuple[str, dict[str, str]], ...], str]] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{name}> is never closed" for name, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if (
            tag in NEVER
            or (tag == "script" and not _is_ours(given))
            or (tag == "svg" and "wordmark-sign" not in str(given))
        ):
            self.faults.append(f"<{tag} {given}>")
        for name, value in given.items():
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.faults.append(f"{tag} has {name}={value!r}")
            if name in LEADING and not HARMLESS.match(_as_browsers_read(value)):
                self.faults.append(f"{tag} leads to {value!r}")
        if tag == "input":
            self.values[given.get("name", "")] = given.get("value", "")
        if tag not in VOID:
            self._open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"path"} and self._open and self._open[-1][0] != tag:
            return
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes nothing")
        else:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._texts.append((tuple(self._open), data))

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data!r}")

    def text(self, tag: str, **attributes: str) -> str:
        """Return the text in every element of a name with these attributes (``class_`` is ``class``), folded."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return folded(
            "".join(
                data
                for around, data in self._texts
                if any(name == tag and wanted.items() <= given.items() for name, given in around)
            )
        )


def _is_ours(given: dict[str, str]) -> bool:
    ours = ("/static/commonplace.js?v=", "/static/player.js?v=")
    return given.get("src", "").startswith(ours) or given.get("type") == "application/ld+json"


def _as_browsers_read(address: str) -> str:
    """Return an address without what browsers pass over in it."""
    return re.sub(r"[\t\r\n]", "", address).lstrip("".join(map(chr, range(33))))


def folded(text: str) -> str:
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Return a text as YAML's double quotes say it, whatever is in it."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(character if character.isprintable() else f"\\U{ord(character):08x}" for character in shown)


@dataclass
class Shelf:
    """A content folder that takes documents the checker lets through.

    Attributes:
        shelves: The library.
        refused: Place and sentence to how often it was refused so.
        written: Slug to the places that hold the string, and the string.
    """

    shelves: Shelves
    vocabulary: Vocabulary
    refused: Counter[str] = field(default_factory=Counter)
    written: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def content(self) -> Path:
        return self.shelves.folder / "content"

    def put(self, slug: str, string: str) -> None:
        """Write a document with the string in every place where it is let through."""
        places: tuple[str, ...] = PLACES
        if self._is_refused(slug, string, places):
            places = tuple(place for place in PLACES if not self._is_refused(slug, string, (place,)))
        if places != PLACES and self._is_refused(slug, string, places):
            raise AssertionError(f"{string!r} is let through alone in each of {places}, but not together")
        self.written[slug] = (string, places)

    def _is_refused(self, slug: str, string: str, places: tuple[str, ...]) -> bool:
        path = f"resources/{slug}.md"
        (self.content / path).write_bytes(document(slug, string, places))
        (self.content / f"resources/{slug}.vtt").write_bytes(captions(string if "cue" in places else SHORT))
        try:
            read_document_file(self.content, path, self.vocabulary)
        except ContentError as error:
            for mistake in error.mistakes:
                assert SENTENCE.fullmatch(str(mistake)), str(mistake)
                self.refused[f"{'+'.join(places)}: {mistake.sentence}"] += 1
            return True
        return False


def document(slug: str, string: str, places: tuple[str, ...]) -> bytes:
    said = {place: quoted(string if place in places else SHORT) for place in HEADER_PLACES}
    body = string if "body" in places else SHORT
    header = (
        f"title: {said['title']}\nsummary: {said['summary']}\norganisation: {said['organisation']}\n"
        f"authors: [{said['author']}]\nquestions: [{said['question']}]\n"
        f'pointers: [{{at: "00:00:46", text: {said["pointer"]}}}]\n'
        f"attachments: [{{file: leaflet.pdf, title: {said['attachment']}}}]\n"
        f'media: {{file: film.mp4, poster: film.jpg, alt: {said["alt"]}, duration: "00:01:24"}}\n'
        f"transcripts: [{{language: en, file: {slug}.vtt}}]\n"
    )
    return f"---\n{header}{ALWAYS}---\n{body}\n".encode()


def captions(string: str) -> bytes:
    return f"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n{string}\n\n00:01:00.000 --> 00:01:04.000\nThe end.\n".encode()


def naughty(corpora: Path) -> list[str]:
    strings: list[str] = json.loads((corpora / "hostile/blns/blns.json").read_text(encoding="utf-8"))
    return strings


def payloads(corpora: Path) -> list[str]:
    return (corpora / "hostile/markdown-xss/Markdown-XSS-Payloads.txt").read_text(encoding="utf-8").split("\n")


def asked(corpora: Path) -> list[str]:
    queries: list[str] = json.loads((corpora / "hostile/queries/queries.json").read_text(encoding="utf-8"))
    return queries


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A library with the files that every hostile document names."""
    shelves = open_shelves(tmp_path_factory.mktemp("hostile"))
    content = shelves.folder / "content"
    (content / "resources").mkdir(parents=True)
    (content / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    for name, data in {"film.mp4": MP4, "film.jpg": JPEG, "leaflet.pdf": PDF}.items():
        (content / "resources" / name).write_bytes(data)
    yield Shelf(shelves, read_vocabulary(content))
    shelves.library.close()


@pytest.fixture(scope="module")
def hostile(empty: Shelf, corpora: Path) -> Shelf:
    """The same with a document for every string, published."""
    for kind, strings in {"n": naughty(corpora), "x": payloads(corpora), "q": asked(corpora)}.items():
        for number, string in enumerate(strings):
            empty.put(f"{kind}{number}", string)
    publish(empty.shelves.library)
    print(f"\n{len(empty.written)} documents, refused in some place: {sum(empty.refused.values())}")
    for sentence, count in empty.refused.most_common(12):
        print(f"{count:6} {sentence[:160]}")
    return empty


@pytest.fixture
def client(hostile: Shelf) -> FlaskClient:
    return hostile.shelves.client


# Typographic marks are those of the page, whatever the author typed (tests/model/test_typography.py).
STRAIGHT = str.maketrans("‘’“”–", "''\"\"-")


def as_written(string: str) -> str:
    """Return a string as a reader is to see it: composed, white space folded, straight quotation marks and dashes.

    The joiner of combining marks, which cannot be seen, is not there.
    """
    return folded(unicodedata.normalize("NFC", string.replace("\u034f", ""))).translate(STRAIGHT)


# Tabs too: what a query cannot have, because it is one line.
LINE_ENDS = "\t\n\x0b\f\r\x1c\x1d\x1e\x85\u2028\u2029"


def as_asked(string: str) -> str:
    """Return what can be seen of a query as the page is to say it: within bounds, without what HTML forbids."""
    on_one_line = (" " if each in LINE_ENDS else each for each in string)
    return seen("".join(each for each in on_one_line if not _is_no_text(each)))[:MAX_QUERY].rstrip()


def seen(string: str) -> str:
    """Return a text without invisible characters, of which some scripts need a few."""
    shown = (each for each in string if unicodedata.category(each) != "Cf" and each not in "\u034f\ufffc")
    return "".join(shown).strip()


def _is_no_text(character: str) -> bool:
    number = ord(character)
    if 0x202A <= number <= 0x202E or 0x2066 <= number <= 0x2069:
        return True
    return unicodedata.category(character) == "Cc" or number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


@pytest.mark.parametrize(
    "markup",
    [
        "<script>go()</script>",
        '<script src="https://x.example/commonplace.js"></script>',
        '<p onclick="go()">x</p>',
        '<a href="javascript:go()">x</a>',
        '<a href=" java\tscript:go()">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<iframe src="/"></iframe>',
        '<p style="position: fixed">x</p>',
        "<svg><path d=''/></svg>",
        "<p>x</div></p>",
        "<!-- x -->",
    ],
)
def test_the_reader_of_pages_sees_what_must_not_be_there(markup: str) -> None:
    assert Page(f"<main>{markup}</main>").faults


class TestInADocument:
    def test_few_strings_are_refused(self, hostile: Shelf) -> None:
        let_through = sum(len(places) for _, places in hostile.written.values())
        assert len(hostile.written) > 700
        assert let_through > 0.7 * len(PLACES) * len(hostile.written)

    def test_the_page_is_sound_and_harmless(self, hostile: Shelf, client: FlaskClient) -> None:
        faults = {}
        for slug in hostile.written:
            response = client.get(f"/resources/{slug}")
            assert response.status_code == 200
            faults[slug] = Page(response.text).faults
        assert {slug: found for slug, found in faults.items() if found} == {}

    def test_plain_text_is_shown_as_it_was_written(self, hostile: Shelf, client: FlaskClient) -> None:
        wrong = []
        for slug, (string, places) in hostile.written.items():
            page = Page(client.get(f"/resources/{slug}").text)
            shown = {
                "title": page.text("h1"),
                "summary": page.text("p", class_="summary"),
                "question": page.text("ol"),
                "pointer": page.text("section", class_="chapters"),
                "attachment": page.text("a", href=f"/resources/{slug}/files/leaflet.pdf"),
                "author": page.text("dl", class_="facts"),
                "organisation": page.text("dl", class_="facts"),
            }
            text = as_written(string)
            exact = {"title", "summary", "attachment"}
            wrong += [
                (slug, place, text, said)
                for place, said in shown.items()
                if place in places and (as_written(said) != text if place in exact else text not in as_written(said))
            ]
        assert wrong == []

    def test_a_cue_without_signs_of_webvtt_is_shown_as_it_was_written(
        self, hostile: Shelf, client: FlaskClient
    ) -> None:
        compared = 0
        for slug, (string, places) in hostile.written.items():
            if "cue" in places and string.strip() and not re.search(r"[<&\n\r\x00]|-->", string):
                page = Page(client.get(f"/resources/{slug}").text)
                assert as_written(string) in as_written(page.text("section", class_="transcript")), slug
                compared += 1
        assert compared > 200

    def test_lists_feed_and_cards_of_them_are_sound(self, hostile: Shelf, client: FlaskClient) -> None:
        pages = -(-len(hostile.written) // 24)
        for number in range(1, pages + 1):
            assert Page(client.get(f"/resources?page={number}").text).faults == []
        for address in ("/", "/cy/", "/themes/listening", "/search", "/search?sort=title"):
            assert Page(client.get(address).text).faults == []
        assert client.get("/sitemap.xml").text.count("<loc>") > len(hostile.written)
        for slug in hostile.written:
            found = re.search(
                r'<script type="application/ld\+json">(.*?)</script>', client.get(f"/resources/{slug}").text, re.DOTALL
            )
            assert found
            assert json.loads(found[1])["@type"] == "CreativeWork"


class TestInTheSearchBox:
    def test_it_is_answered_and_shown_as_it_was_typed(self, client: FlaskClient, corpora: Path) -> None:
        strings = dict.fromkeys([*naughty(corpora), *payloads(corpora), *asked(corpora)])
        assert len(strings) > 600
        for string in strings:
            response = client.get("/search", query_string={"q": string})
            page = Page(response.text)
            assert (response.status_code, page.faults) == (200, []), string
            assert seen(page.values["q"]) == as_asked(string), string

    def test_json_says_what_was_asked_and_marks_what_it_says(self, client: FlaskClient, corpora: Path) -> None:
        for string in dict.fromkeys([*naughty(corpora), *payloads(corpora), *asked(corpora)]):
            response = client.get("/search.json", query_string={"q": string})
            assert response.status_code == 200
            answer = response.json
            assert answer
            assert seen(answer["query"]) == as_asked(string)
            for passage in (passage for result in answer["results"] for passage in result["passages"]):
                assert all(0 <= start < end <= len(passage["text"]) for start, end in passage["marks"])

    @pytest.mark.parametrize("name", ["theme", "kind", "language", "sort", "page", "nobody"])
    def test_it_may_stand_anywhere_in_the_address(self, client: FlaskClient, corpora: Path, name: str) -> None:
        for string in asked(corpora)[:: 1 if name == "theme" else 5]:
            response = client.get("/search", query_string={"q": "kettle", name: string})
            assert (response.status_code, Page(response.text).faults) == (200, []), string


def test_examples_of_commonmark_become_pages(tmp_path: Path, corpora: Path) -> None:
    examples = json.loads((corpora / "hostile/commonmark/spec.json").read_text(encoding="utf-8"))
    shelves = open_shelves(tmp_path)
    shelf = Path(tmp_path / "content" / "resources")
    shelf.mkdir(parents=True)
    (tmp_path / "content/vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    header = f"---\ntitle: An example\nsummary: {SHORT}\n{ALWAYS.replace('video', 'guidance')}---\n"
    for example in examples:
        (shelf / f"e{example['example']}.md").write_bytes((header + example["markdown"]).encode())
    refused = publish_what_is_right(shelves)
    # The pictures of the examples are not there.
    sentences = {mistake.split(": ", 1)[1] for mistake in refused}
    assert {each for each in sentences if not each.startswith("picture: ")} <= {
        "The text is missing. Add it below the second line of hyphens."
    }
    pages = sorted(path.stem for path in shelf.glob("*.md"))
    print(f"\n{len(pages)} examples published, {len(refused)} have no text or no picture")
    assert len(pages) > 570
    client = shelves.client
    faults = {slug: Page(client.get(f"/resources/{slug}").text).faults for slug in pages}
    assert {slug: found for slug, found in faults.items() if found} == {}
    shelves.library.close()


def publish_what_is_right(shelves: Shelves) -> list[str]:
    """Publish, take out the files that were refused, and publish the rest; return every mistake."""
    try:
        publish(shelves.library)
    except ContentError as error:
        for mistake in error.mistakes:
            assert SENTENCE.fullmatch(str(mistake)), str(mistake)
            (shelves.folder / "content" / mistake.path).unlink(missing_ok=True)
        publish(shelves.library)
        return [str(mistake) for mistake in error.mistakes]
    return []


FRONT_MATTER = re.compile(r"---\r?\n(.*?)\n---\r?\n?(.*)", re.DOTALL)


def mapped(text: str, name: str) -> str:
    """Return a page of another site with a header of ours: its title, summary and day, if it has them."""
    match = FRONT_MATTER.match(text)
    try:
        given = yaml.safe_load(match[1]) if match else None
    except yaml.YAMLError:
        given = None
    given = given if isinstance(given, dict) else {}
    body = match[2] if match else text
    words = next((given[key] for key in ("excerpt", "description", "summary") if given.get(key)), "No summary.")
    day = str(given.get("date") or "")[:10]
    return (
        f"---\ntitle: {quoted(folded(str(given.get('title') or name)))}\nsummary: {quoted(folded(str(words)))}\n"
        f"kind: guidance\nthemes: [listening]\nroles: [nurse]\nsectors: [health]\n"
        f"provenance: published-elsewhere\nlicence: CC0\n"
        + (f"published: {day}\n" if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else "")
        + f"---\n{body}"
    )


# Of 567 pages of 18F, 15 have no text, and 53 show a picture that is not in the corpora.
@pytest.mark.parametrize(
    ("folder", "least"), [pytest.param("18f", 499, marks=pytest.mark.soak), ("hugodocs", 350), ("plainlanguage", 90)]
)
def test_real_sites_are_published_or_refused_with_a_sentence(
    tmp_path: Path, corpora: Path, folder: str, least: int
) -> None:
    shelves = open_shelves(tmp_path)
    shelf = tmp_path / "content" / "resources"
    shelf.mkdir(parents=True)
    (tmp_path / "content/vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    pages = sorted(path for path in (corpora / "md" / folder).rglob("*") if path.suffix in {".md", ".markdown"})
    for number, path in enumerate(pages):
        slug = f"{suggested_slug(path.stem)[:80]}-{number}".strip("-")
        (shelf / f"{slug}.md").write_bytes(
            mapped(path.read_text(encoding="utf-8", errors="replace"), path.stem).encode()
        )
    refused = publish_what_is_right(shelves)
    left = sorted(path.stem for path in shelf.glob("*.md"))
    print(f"\n{folder}: {len(pages)} pages, {len(left)} published, {len(refused)} mistakes")
    for sentence, count in Counter(mistake.split(": ", 1)[1] for mistake in refused).most_common(8):
        print(f"{count:6} {sentence[:160]}")
    assert len(left) >= least
    client = shelves.client
    faults = {slug: Page(client.get(f"/resources/{slug}").text).faults for slug in left[::3]}
    assert {slug: found for slug, found in faults.items() if found} == {}
    shelves.library.close()
