"""A small real library for the tests of the web: a content folder, published by the real action."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from library.actions.library import Library
from library.actions.publish import publish
from library.bootstrap import open_library
from library.model.passage import Part, Passage
from library.model.viewer import Role, Viewer
from library.settings import read_settings
from library.web.app import create_app
from library.web.server import site_of
from tests.pictures import JPEG

URL = "https://library.example.org"

VOCABULARY = """\
themes:
  - {id: listening, label: {en: Listening, cy: Gwrando}, note: Taking in what is said., related: [recording]}
  - {id: recording, label: {en: Recording}, broader: listening}
  - {id: empty, label: {en: Never used}}
roles: [{id: nurse, label: {en: Nurse}}]
sectors: [{id: health, label: {en: Health}}]
circumstances: [{id: sight, label: {en: Sight loss}, note: Someone sees less than they did.}]
voices: [{id: worker, label: {en: Worker}}]
settings: [{id: at-home, label: {en: At home}}]
nations: [{id: scotland, label: {en: Scotland}}, {id: wales, label: {en: Wales}}]
outcomes: [{id: feeling-safe, label: {en: Feeling safe}}]
shows: [{id: about-it, label: {en: Writing about it}}]
content_notes: [{id: bereavement, label: {en: Death and bereavement}}]
"""

MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(range(200))
PDF = b"%PDF-1.7\n"
CAPTIONS = (
    b"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Ann>Good morning.\n\n00:01:16.000 --> 00:01:20.000\nThe kettle.\n"
)
# What is served of it.
SERVED_CAPTIONS = (
    b"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Ann>Good morning.</v>\n\n00:01:16.000 --> 00:01:20.000\nThe kettle.\n"
)

WELSH_CAPTIONS = b"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Ann>Bore da.\n"

# What stands at `outside#p1` and `phone-call#p1`, as `library pin-links` notes it.
OUTSIDE = Passage(Part.BODY, "p1", "A short video.", "en").text_hash
CALL = Passage(Part.BODY, "p1", "They rang at nine, and the kettle was on.", "en").text_hash

ALWAYS = "themes: [listening]\nroles: [nurse]\nsectors: [health]\n"

DOCUMENTS = {
    "stories/spare-key.md": f"""---
title: The spare key
kind: story
summary: A home carer asks one more question.
{ALWAYS}circumstances: [sight]
nation: scotland
voice: worker
settings: [at-home]
outcomes: [feeling-safe]
shows: about-it
published: 2026-11-20
review_by: 2027-11-20
provenance: fictional
formerly: [old-key]
related: [phone-call, number-nine]
consent: {{audience: public, uses: [workshop, print]}}
content_notes: [{{note: bereavement, where: [p2]}}]
short: [p1, p3]
questions: ["What did she notice first?"]
---

She did not get up. The kettle was cold.

## What she wanted

It was about a death in the family.

## What changed

The key was posted & <em>found</em>.

## What I learned

Ask about the kettle.
""",
    "stories/phone-call.md": f"""---
title: After the phone call
kind: story
summary: A daughter tells how one phone call helped.
{ALWAYS}published: 2026-10-02
provenance: told
consent: {{audience: public, uses: [workshop], shown_as: pseudonym, given: 2026-01-10, until: 2030-01-10}}
---

They rang at nine, and the kettle was on.
""",
    "stories/wider-call.md": f"""---
title: A call for everyone
kind: story
summary: She wants it found.
{ALWAYS}published: 2026-10-01
provenance: told
consent: {{audience: public, uses: [workshop, print, web-search], shown_as: first-name, given: 2026-01-10}}
---

They rang at ten.
""",
    "stories/key-cy.md": f"""---
title: Yr allwedd sbâr
kind: story
summary: Mae gofalwr cartref yn gofyn un cwestiwn arall.
{ALWAYS}language: cy
translation_of: spare-key
translation: awaiting-check
provenance: fictional
consent: {{audience: public, uses: [workshop, print]}}
---

Ni chododd hi.
""",
    "stories/inside.md": f"""---
title: For the network
kind: story
summary: Only for members.
{ALWAYS}provenance: told
consent: {{audience: network, uses: [], shown_as: role-only, given: 2026-01-10}}
---

Sentinelword inside.
""",
    "stories/taken-back.md": f"""---
title: Taken back
kind: story
summary: Withdrawn.
{ALWAYS}status: withdrawn
provenance: told
consent: {{audience: public, uses: [], shown_as: role-only, given: 2026-01-10}}
---

Sentinelword gone.
""",
    "resources/number-nine.md": f"""---
title: The number nine
kind: video
summary: A fictional conversation about a bus.
{ALWAYS}published: 2026-11-21
provenance: fictional
consent: {{audience: public, uses: [workshop, excerpt, print]}}
media: {{file: nine.mp4, poster: nine.jpg, alt: "A bus", duration: "00:01:24"}}
transcripts: [{{language: en, file: nine.en.vtt}}, {{language: cy, file: nine.cy.vtt}}]
attachments: [{{file: guide.pdf, title: "A leaflet"}}]
---

Watch it with a team.
""",
    "resources/outside.md": f"""---
title: Make recording personal
kind: video
summary: Record what matters to the person.
{ALWAYS}languages: [en, cy]
nation: wales
published: 2026-11-01
licence: link-only
source: https://care.example.org/video
minutes: 4
provenance: published-elsewhere
evidence: seen
organisation: Care Example
year: 2020
pointers: [{{at: "00:00:46", text: "A compliance note set against what he wants"}}, {{page: 7, text: "An exercise"}}]
---

A short video.
""",
    "resources/paper.md": f"""---
title: A paper
kind: paper
summary: What was found.
{ALWAYS}nation: scotland
licence: CC-BY-4.0
provenance: published-elsewhere
evidence: listed
authors: [A. Writer, B. Second]
endorsed_by: [An inspector]
linked_from: [A list]
replaced_by: outside
---

Found this.
""",
    "collections/first.md": f"""---
title: New to this
summary: For the first afternoon.
order: 1
kept:
  - {{place: "outside#p1", hash: "{OUTSIDE}"}}
---

Somebody has told you that your team works with outcomes.

## What it is

There is [a short video](outside#p1) & a [pointer](outside).

A scene to talk about: [The spare key](spare-key). What did she notice?
""",
    "collections/second.md": f"""---
title: On the telephone
summary: What can be said without a face.
order: 2
kept:
  - {{place: "phone-call#p1", hash: "{CALL}"}}
  - {{place: "outside#p1", hash: "0123456789abcdef"}}
---

## What was told

As [a daughter told it](phone-call#p1), and as the [video](outside#p1) had it once.

And [one for members](inside).
""",
    "themes/listening.md": """---
start:
  - {document: spare-key, why: "A home carer waits, and hears it."}
  - {document: outside, why: "For when you write it down."}
  - {document: inside, why: "For members."}
---

To listen is to leave room.
""",
    "stories/named.md": f"""---
title: Signed
kind: example
summary: With a name.
{ALWAYS}provenance: fictional
authors: [C. Third]
consent: {{audience: public, uses: [workshop]}}
---

## As it was

One.

## As it could be

Two.

## Why

Three.
""",
}

FILES = {
    "resources/nine.mp4": MP4,
    "resources/nine.jpg": JPEG,
    "resources/nine.en.vtt": CAPTIONS,
    "resources/nine.cy.vtt": WELSH_CAPTIONS,
    "resources/guide.pdf": PDF,
}


@dataclass(frozen=True, slots=True)
class Shelves:
    """A published library and its site."""

    folder: Path
    library: Library
    app: Flask

    @property
    def client(self) -> FlaskClient:
        """Return a browser that keeps no cookies between calls of this property."""
        return self.app.test_client()

    def seen_by(self, role: Role) -> Shelves:
        """Return the same library with a site that treats every request as from someone with a role."""
        viewer = Viewer(role)
        return replace(self, app=create_app(self.library, self.library.settings, lambda: viewer))


def settings_of(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a library in a folder."""
    return {
        "LIBRARY_CONTENT": str(folder / "content"),
        "LIBRARY_DATA": str(folder / "data"),
        "LIBRARY_URL": URL,
        "LIBRARY_LANGUAGES": "en,cy,gd",
    } | more


def fill(folder: Path) -> None:
    """Write the content."""
    for name, text in {"vocabulary.yaml": VOCABULARY, **DOCUMENTS}.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, data in FILES.items():
        (folder / "content" / name).write_bytes(data)


def open_shelves(folder: Path, **more: str) -> Shelves:
    """Open the library of a folder, with its site. It does jobs only if asked to, in a thread that never ends."""
    settings = read_settings(settings_of(folder, **({"LIBRARY_JOBS": "apart"} | more)))
    library = open_library(settings)
    return Shelves(folder, library, site_of(library))


def filled_shelves(folder: Path) -> Shelves:
    """Write the content, publish it and open it."""
    fill(folder)
    shelves = open_shelves(folder)
    publish(shelves.library)
    return shelves
