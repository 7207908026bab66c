"""A library in which every document carries words that stand nowhere else, so that any leak has a name.

There is one document of each audience and state, told, with a film, captions, two pictures and a leaflet. Of each that
a stranger may not see there is a translation whose own file permits everything; of one, a translation of it. Beside
them are a few that everybody may see, which refer to the hidden ones. `settled_world` publishes it in one go.
`lagging_world` publishes all of it as shown, then lets a last day pass and takes the rest back in one publish that a
broken file holds up. `bare_world` is the same library without what is hidden: what a stranger has to be shown, exactly.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from library.actions.packs.my_packs import keep_pack
from library.actions.pin_links import pin_links
from library.actions.publish import publish
from library.errors import ContentError
from library.model.document import Audience
from library.model.pack import Extent, Item, ItemKind, Pack
from library.model.passage import Part, Passage
from library.model.place import Place
from library.model.revision import Change, Source
from library.model.viewer import Role
from tests.pdfs import pdf
from tests.pictures import JPEG, PNG, SIZE
from tests.web.shelves import MP4, Shelves, open_shelves
from tests.web.signing_in import new_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from library.actions.library import Library

STATES = (
    "published",
    "draft",
    "in-review",
    "withdrawn",
    "scheduled",
    "consent-ended",
    "broken",
    "removed",
    "not-agreed",
)
# Mistakes: a publish of everything at once would stop at them.
MISTAKES = frozenset({"broken", "removed", "not-agreed"})

# What coordinators alone may read: a draft, an earlier text, why it was changed, and what was said about it.
WRITTEN = ("zqtextofadraft", "zqtextofarevision", "zqreasonofarevision", "zqtextofacomment", "zqwordsofacomment")

# Where a document's words stand. Each place has a word of its own.
PLACES = (
    "title", "summary", "heading", "body", "transcript", "seen", "speaker", "question", "pointer", "alt",
    "organisation", "author", "endorsed", "linked", "source", "attachment",
    "figure", "figure-caption",
    "slug", "former", "film", "picture", "captions", "descriptions", "leaflet", "drawing",
    "in-film", "in-picture", "in-leaflet", "in-properties", "in-drawing",
    "theme", "nation",
)  # fmt: skip

# What stands in a transcript beside its words, and a surname that the teller does not show: nobody sees these.
NEVER_PLACES = ("header", "comment", "cue-name", "cue-setting", "cue-class", "surname", "seen-comment", "seen-speaker")

# Words of the vocabulary are public where their term is asked for by name; which documents have it is not.
VOCABULARY_PLACES = frozenset({"theme", "nation"})
FILE_PLACES = ("film", "picture", "captions", "descriptions", "leaflet", "drawing")

TRANSLATED = ("workshop", "translate")
LETTERS = "bcdfgmpv"
WIDE = SIZE[0]  # pixels, in the name of a picture of a text
# Words of private comments, which nobody sees in any world, beside words that everybody may see.
PRIVATE = ("zqprivatetitle", "zqprivatebody", "zqprivatelines", "zqprivateterm", "zqprivatechoice", "zqprivatetheme")
# Documents that nobody sees in any world.
DRAFTS = ["draft-one", "draft-two"]
COMMON = "kettle"

# The pack that holds every planted document: its secrets, and the code as people read it.
EDIT = "edit-of-the-pack-of-everything-1"
LOOK = "look-at-the-pack-of-everything-1"
CODE = "0123456789ABC"

TERMS = """\
roles: [{id: nurse, label: {en: Nurse}}]
sectors: [{id: health, label: {en: Health}}]
circumstances: [{id: sight, label: {en: Sight loss}}]
voices: [{id: worker, label: {en: Worker}}]
settings: [{id: at-home, label: {en: At home}}]
outcomes: [{id: feeling-safe, label: {en: Feeling safe}}]
shows: [{id: about-it, label: {en: Writing about it}}]
content_notes: [{id: bereavement, label: {en: Death and bereavement}}]
"""


@dataclass(frozen=True, slots=True)
class Planted:
    """One document and its words.

    Attributes:
        audience: Who may see it.
        state: One of ``STATES``.
        uses: What may leave the site.
        words: Place to word; no word is part of another, and no stemmer changes one.
        original: What it translates, or ``None``. Its own file permits everything.
    """

    audience: Audience
    state: str
    uses: tuple[str, ...]
    words: dict[str, str]
    original: Planted | None = None

    @property
    def slug(self) -> str:
        """Return its slug."""
        return f"film-{self.words['slug']}"

    @property
    def former(self) -> str:
        """Return the slug it had before."""
        return f"old-{self.words['former']}"

    @property
    def files(self) -> dict[str, str]:
        """Return place to the name of each of its files, as it is served."""
        endings = {
            "film": ".mp4",
            "picture": ".jpg",
            "captions": ".en.vtt",
            "descriptions": ".seen.vtt",
            "leaflet": ".pdf",
            "drawing": f"-{WIDE}.png",
        }
        return {place: f"{self.words[place]}{ending}" for place, ending in endings.items()}

    @property
    def upload(self) -> str:
        """Return the name of a file that was uploaded for it."""
        return f"{self.slug}-2.en.vtt"

    @property
    def path(self) -> str:
        """Return its file, relative to the content folder."""
        return f"resources/{self.slug}.md"

    def is_shown_to(self, audience: Audience) -> bool:
        """Return whether it may be shown to a reader of an audience."""
        own = self.state == "published" and self.audience.width >= audience.width
        return own and (self.original is None or self.original.is_shown_to(audience))

    @property
    def is_gone(self) -> bool:
        """Return whether a stranger is told that it was withdrawn, because she might have seen it."""
        if self.original is not None:
            return self.original.is_gone
        return self.state in {"withdrawn", "consent-ended"} and self.audience is Audience.PUBLIC

    @property
    def is_chained(self) -> bool:
        """Return whether it translates a translation, which is a mistake."""
        return self.original is not None and self.original.original is not None

    @property
    def is_mistaken(self) -> bool:
        """Return whether a publish of everything at once would stop at it."""
        mistaken = self.original is not None and self.original.is_mistaken
        return self.state in MISTAKES or self.is_chained or mistaken


@dataclass(frozen=True)
class World:
    """A published library and what was planted in it.

    Attributes:
        shelves: The library and its site.
        planted: Every document that was ever in it, in a fixed order; in every world the same.
        owner: The id of the member in whose list the pack of everything is.
    """

    shelves: Shelves
    planted: tuple[Planted, ...] = field(repr=False)
    owner: int

    def hidden_from(self, audience: Audience) -> tuple[Planted, ...]:
        """Return the documents that a reader of an audience may not see."""
        return tuple(one for one in self.planted if not one.is_shown_to(audience))

    def shown_to(self, audience: Audience) -> tuple[Planted, ...]:
        """Return the documents that a reader of an audience may see."""
        return tuple(one for one in self.planted if one.is_shown_to(audience))

    @cached_property
    def place_of(self) -> dict[str, tuple[Planted, str]]:
        """Return each word to its document and place."""
        return {word: (one, place) for one in self.planted for place, word in one.words.items()}


def plant() -> tuple[Planted, ...]:
    """Return one document of each audience and state, one that search engines may have, and translations."""
    words = ("".join(("zq", *letters, "k")) for letters in itertools.product(LETTERS, repeat=4))
    ways: list[tuple[Audience, str, tuple[str, ...]]] = [
        (audience, state, ("workshop",) if (audience, state) == (Audience.PUBLIC, "published") else TRANSLATED)
        for audience in Audience
        for state in STATES
        if state != "not-agreed"
    ]
    ways.append((Audience.PUBLIC, "published", ("workshop", "excerpt", "print", "web-search")))
    ways.append((Audience.NETWORK, "published", ("workshop", "excerpt", "print", "translate")))

    def one(audience: Audience, state: str, uses: tuple[str, ...], original: Planted | None = None) -> Planted:
        return Planted(audience, state, uses, {place: next(words) for place in (*PLACES, *NEVER_PLACES)}, original)

    def translation(original: Planted, state: str = "published") -> Planted:
        return one(Audience.PUBLIC, state, ("workshop", "excerpt", "print", "web-search", "translate"), original)

    planted = [one(*way) for way in ways]
    for original in planted[:]:
        if not original.is_shown_to(Audience.PUBLIC) and original.audience is not Audience.COORDINATORS:
            planted.append(translation(original))
    planted.append(translation(next(each for each in planted if each.is_shown_to(Audience.PUBLIC)), "not-agreed"))
    planted.append(translation(next(each for each in planted if each.original and each.original.state == "draft")))
    return tuple(planted)


PLANTED = plant()
TOLD_TO_ALL, FOUND_BY_ALL = (one for one in PLANTED if one.is_shown_to(Audience.PUBLIC))


def plain_documents(mentioned: Iterable[Planted]) -> dict[str, str]:
    """Return fictional documents that refer to others: path to text.

    Args:
        mentioned: What to refer to; the first replaces another.
    """
    slugs = [one.slug for one in mentioned]
    first = slugs[0] if slugs else ""
    always = "themes: [listening]\nroles: [nurse]\nsectors: [health]\ncircumstances: [sight]\nprovenance: fictional\n"
    related = f"related: [{', '.join(slugs)}]\n" if slugs else ""
    pages = {
        "resources/fictional.md": (
            f"title: A fictional page\nkind: guidance\nsummary: Of a {COMMON}.\npublished: 2021-02-01\n{always}"
            f"related: [{', '.join([*slugs, TOLD_TO_ALL.slug, FOUND_BY_ALL.slug])}]\n"
        ),
        "stories/story.md": f"title: A story\nkind: story\nsummary: Of a {COMMON}.\n{always}{related}",
        "stories/stori.md": (
            f"title: Stori\nkind: story\nsummary: Am degell.\nlanguage: cy\n{always}"
            + (f"replaced_by: {first}\n" if first else "")
        ),
    }
    pages |= {
        f"stories/{slug}.md": f"title: {slug}\nkind: story\nsummary: Of it.\nstatus: draft\n{always}" for slug in DRAFTS
    }
    more = {
        f"stories/more-{number:02}.md": f"title: More {number}\nkind: story\nsummary: Of a {COMMON}.\n{always}"
        for number in range(30)
    }
    return {path: f"---\n{header}---\n\nThe {COMMON} was on.\n" for path, header in (pages | more).items()}


def introductions(mentioned: Sequence[Planted]) -> dict[str, str]:
    """Return a collection and a theme's introduction that lead to documents: path to text."""
    last = ([one.slug for one in mentioned] or DRAFTS)[:2]
    told = [f"Rests on [{one.words['title']}]({one.slug}#p1).\n" for one in (TOLD_TO_ALL, *mentioned)]
    head = f"title: First\nsummary: Of it.\norder: 1\n---\n\nTo begin. %%{PRIVATE[4]}%%"
    scene = "A scene to talk about: [a story](story#p1).\n"
    starts = "".join(f"  - {{document: {slug}, why: Of {slug}.}}\n" for slug in last)
    starts += "  - {document: story, why: A story.}\n"
    return {
        "collections/first.md": "\n".join([f"---\n{head}\n\n## One\n", *told, scene]),
        "themes/listening.md": f"---\nstart:\n{starts}---\n\nWhat it is.\n\n<!-- {PRIVATE[5]} -->\n",
    }


def text_of(one: Planted, *, at_first: bool = False) -> str:
    """Return the file of a planted document: as it is, or as it was when everything was shown."""
    word, files = one.words, one.files
    state = "published" if at_first and one.state != "consent-ended" else one.state
    # At first everything was agreed, and nothing a translation of a translation.
    uses = sorted({*one.uses, "translate"}) if at_first else one.uses
    linked = one.original is not None and not (at_first and one.is_chained)
    translation = f"language: cy\ntranslation_of: {one.original.slug}\n" if one.original and linked else ""
    status = state if state in {"draft", "in-review", "withdrawn"} else "published"
    until = ", until: 2020-02-01" if state == "consent-ended" else ""
    day = "2199-01-01" if state == "scheduled" else "2019-02-01"
    return f"""---
title: "The title {word["title"]} %%{PRIVATE[0]}%%"
kind: video
summary: A summary with {word["summary"]}.
themes: [listening, t-{word["theme"]}]
roles: [nurse]
sectors: [health]
circumstances: [sight]
nation: n-{word["nation"]}
organisation: Organisation {word["organisation"]}
authors: [Author-{word["author"]}]
endorsed_by: [Endorser {word["endorsed"]}]
linked_from: [List {word["linked"]}]
source: https://{word["source"]}.example.org/
formerly: [{one.former}]
published: {day}
provenance: told
status: {status}
{"consemt" if state == "broken" else "consent"}:
  audience: {one.audience}
  uses: [{", ".join(uses)}]
  shown_as: first-name
  given: 2019-01-01
  {until and "until: 2020-02-01"}
{translation}questions: ["What of {word["question"]}?"]
media: {{file: {files["film"]}, poster: {files["picture"]}, alt: "Shows {word["alt"]}", duration: "00:01:24"}}
transcripts: [{{language: en, file: {files["captions"]}, descriptions: {files["descriptions"]}}}]
attachments: [{{file: {files["leaflet"]}, title: "Leaflet {word["attachment"]}"}}]
pointers: [{{at: "00:00:46", text: "Pointer {word["pointer"]}"}}]
---

The {COMMON} and {word["body"]}. %%{PRIVATE[1]}%%

<!--
{PRIVATE[2]}

of {word["body"]}
-->

## Heading {word["heading"]}

More of it.

![Drawn {word["figure"]}]({word["drawing"]}.png "Below it {word["figure-caption"]}")
"""


def bytes_of(one: Planted) -> dict[str, bytes]:
    """Return the files of a planted document: path to content."""
    word, files = one.words, one.files
    cue = (
        f"WEBVTT - {word['header']}\n\nNOTE\n{word['comment']}\n\n{word['cue-name']}-1\n"
        f"00:00:00.000 --> 00:00:04.000 region:{word['cue-setting']}\n"
        f"<v.{word['cue-class']} {word['speaker']} {word['surname']}>Said {word['transcript']}.\n"
    )
    seen = (
        f"WEBVTT\n\nNOTE {word['seen-comment']}\n\n00:00:05.000 --> 00:00:06.000\n"
        f"<v {word['seen-speaker']}>Shows {word['seen']}.\n"
    )
    content = {
        "film": MP4 + word["in-film"].encode(),
        "picture": JPEG + word["in-picture"].encode(),
        "captions": cue.encode(),
        "descriptions": seen.encode(),
        "leaflet": pdf(f"It says {word['in-leaflet']}.", title=word["in-properties"], author=word["in-properties"]),
        "drawing": PNG + word["in-drawing"].encode(),
    }
    return {f"resources/{files[place].replace(f'-{WIDE}', '')}": content[place] for place in FILE_PLACES}


def vocabulary() -> str:
    """Return the vocabulary: a theme and a nation for every document, used or not. It is public."""
    themes = [f"  - {{id: t-{one.words['theme']}, label: {{en: Theme {one.words['theme']}}}}}\n" for one in PLANTED]
    listening = f'"Listening <!-- {PRIVATE[3]} -->"'
    nations = [f"  - {{id: n-{one.words['nation']}, label: {{en: Nation {one.words['nation']}}}}}\n" for one in PLANTED]
    return (
        f"themes:\n  - {{id: listening, label: {{en: {listening}}}}}\n{''.join(themes)}nations:\n{''.join(nations)}"
        + (TERMS)
    )


def write(shelves: Shelves, files: Mapping[str, str | bytes]) -> None:
    """Write content files."""
    for name, content in files.items():
        path = shelves.folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def _opened(folder: Path, documents: Iterable[Planted], plain: dict[str, str]) -> Shelves:
    shelves = open_shelves(folder)
    write(shelves, {"vocabulary.yaml": vocabulary(), **plain})
    for one in documents:
        write(shelves, bytes_of(one))
        shelves.library.uploads.add(one.path, one.upload, captions_of_upload(one))
    return shelves


def captions_of_upload(one: Planted) -> bytes:
    """Return an upload of a document, which waits to be published."""
    return f"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n{one.words['in-film']}\n".encode()


def _mentioned(planted: Iterable[Planted]) -> tuple[Planted, ...]:
    """Return those of some documents that are hidden, to refer to; the first for the network, published."""
    hidden = [one for one in planted if not one.is_shown_to(Audience.PUBLIC)]
    return tuple(sorted(hidden, key=lambda one: (one.state != "published", one.audience != Audience.NETWORK)))


def _write_about(library: Library, one: Planted) -> None:
    """Start a draft of a document that anyone can read, with a history and a comment."""
    person, path, draft, revision = (
        new_person(library, Role.COORDINATOR),
        one.path,
        *(text_of(one).replace(one.words["body"], word).encode() for word in WRITTEN[:2]),
    )
    library.revisions.add(path, revision, Change.FOUND, now=1, source=Source.FILE, reason=WRITTEN[2])
    library.drafts.start(path, draft, "", person, 2)
    library.comments.add(path, WRITTEN[3], person, 3, anchor="p1-0000000000", words=WRITTEN[4])


def item_id(number: int) -> str:
    """Return the id of an item of the pack, counted from 1."""
    return f"item{number:04}"


def pack_of_everything() -> Pack:
    """Return a pack with every planted document, a passage and a question of each: in every world the same."""
    spoken = [
        [
            Item(item_id(number), ItemKind.DOCUMENT, one.slug, Extent.CHOSEN, (_place(one, "p1"),)),
            Item(f"q{item_id(number)}", ItemKind.QUESTION, one.slug, kept=(_question(one),)),
        ]
        for number, one in enumerate(PLANTED, start=1)
    ]
    note = Item("notes000", ItemKind.NOTE, title="A note", text="Of ours.", notes="For me.")
    return Pack("Everything", "10:00", 120, 24, items=(*itertools.chain(*spoken), note))


def _place(one: Planted, anchor: str) -> Place:
    text = f"The {COMMON} and {one.words['body']}."
    return Place(one.slug, anchor, Passage(Part.BODY, anchor, text, "en").text_hash)


def _question(one: Planted) -> Place:
    text = f"What of {one.words['question']}?"
    return Place(one.slug, "q1", Passage(Part.BODY, "q1", text, "en").text_hash)


def _gather(shelves: Shelves) -> int:
    """Store the pack, and put it into the list of a member, whose id is returned."""
    records = shelves.library.records
    stored = records.add_pack(pack_of_everything(), CODE, EDIT, date(2020, 1, 1))
    records.set_view_token(stored.id, LOOK)
    owner = new_person(shelves.library, Role.MEMBER, "owner@example.org")
    assert keep_pack(shelves.library, owner, EDIT)
    return owner


def settled_world(folder: Path) -> World:
    """Publish what has no mistakes, at once, into nothing."""
    there = [one for one in PLANTED if not one.is_mistaken]
    mentioned = _mentioned(there)
    shelves = _opened(folder, there, plain_documents(mentioned))
    write(shelves, {one.path: text_of(one) for one in there} | introductions(mentioned))
    pin_links(shelves.library)
    publish(shelves.library)
    _write_about(shelves.library, TOLD_TO_ALL)
    return World(shelves, PLANTED, _gather(shelves))


def lagging_world(folder: Path) -> World:
    """Publish everything as shown to its audience, then take it back while broken files hold the rest up."""
    shelves = _opened(folder, PLANTED, plain_documents(_mentioned(PLANTED)))
    write(shelves, {one.path: text_of(one, at_first=True) for one in PLANTED} | introductions(_mentioned(PLANTED)))
    pin_links(shelves.library)
    today, shelves.library.today = shelves.library.today, lambda: date(2020, 1, 31)
    publish(shelves.library)
    shelves.library.today = today
    write(shelves, {one.path: text_of(one) for one in PLANTED if one.state != "removed"})
    for one in PLANTED:
        if one.state == "removed":
            (shelves.folder / "content" / one.path).unlink()
    with pytest.raises(ContentError):
        publish(shelves.library)
    _write_about(shelves.library, TOLD_TO_ALL)
    return World(shelves, PLANTED, _gather(shelves))


def bare_world(folder: Path) -> World:
    """Publish only what everybody may see."""
    there = [one for one in PLANTED if one.is_shown_to(Audience.PUBLIC)]
    shelves = _opened(folder, there, plain_documents(()))
    write(shelves, {one.path: text_of(one) for one in there} | introductions(()))
    pin_links(shelves.library)
    publish(shelves.library)
    return World(shelves, PLANTED, _gather(shelves))


def closed(world: World) -> Iterator[World]:
    """Give a world and let go of its files afterwards: for fixtures."""
    yield world
    world.shelves.library.close()
