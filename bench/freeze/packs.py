"""Three packs, made with forms as a browser sends them, and the answers for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bench.freeze.as_text import as_text
from bench.freeze.crawl import URL, crawl, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import Client, TestResponse

Form: TypeAlias = "dict[str, str | list[str]]"

HEADERS = {"Sec-Fetch-Site": "same-origin"}
DETAILS = {"version": "1", "starts": "09:45", "available": "120", "people": "17", "nation": "scotland"}

OWN: tuple[Form, ...] = (
    {"kind": "note", "title": "By the door", "text": "Tea & <talk>\nQuietly.", "notes": "Bring cups"},
    {"kind": "prompt", "prompt": "2"},
    {"kind": "ground-rules"},
    {"kind": "break"},
    {"kind": "debrief"},
)

# Of the stories and resources in their order: some whole, of one some passages, all sorts of a facilitator's own.
_STORIES, _RESOURCES = 14, 30

_CODE = re.compile(r'filename="((?:[0-9A-Z]{4}-){2}[0-9A-Z]{5}-[0-9A-Z]{4})-')


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a pack in a record.

    Attributes:
        edit: The path of its editing page.
        view: The path of the page for participants, or empty.
        codes: On its files, and its own; sorted.
    """

    edit: str
    view: str
    codes: tuple[str, ...]


def gather(site: Flask, slugs: Sequence[str], own: Sequence[Form], title: str, folder: Path) -> Links:
    """Start a pack, fill it, share it, and record the answer of each form and file.

    Args:
        site: The site.
        slugs: Documents, added as the page of each offers.
        own: Further forms: of ``/packs/add`` if they have a slug, otherwise of the pack's own page.
        title: Of the pack.
        folder: Gets the answers.
    """
    client = site.test_client()
    answered: list[str] = []

    def send(path: str, form: Form) -> TestResponse:
        answer = client.post(path, data=form, headers=HEADERS, base_url=URL)
        answered.append(f"POST {path} {form}\n{as_text(answer)}")
        return answer

    edit = ""
    forms: list[Form] = [{"slug": slug, "back": "/stories"} for slug in slugs]
    for form in (*forms, *own):
        answer = send("/packs/add" if "slug" in form or not edit else f"{edit}/items", form)
        edit = edit or answer.headers.get("Location", "").partition("?")[0]
    send(f"{edit}/details", {**DETAILS, "title": title})
    send(f"{edit}/share", {})
    write(folder / "forms.txt", "\n".join(answered))
    write(folder / "front-page-with-it.txt", as_text(client.get("/", base_url=URL)))
    page = client.get(edit, base_url=URL).text
    shared = re.search(rf"{re.escape(URL)}(/shared/[\w-]+)", page)
    links = Links(edit, shared[1] if shared else "", ())
    return Links(links.edit, links.view, _codes(site.test_client(), _visit(site, links, folder / "answers")))


def ask(site: Flask, packs: Iterable[Links], folder: Path) -> None:
    """Record the answers of a site for packs: their pages, files and codes."""
    for number, links in enumerate(packs, start=1):
        _visit(site, links, folder / f"pack-{number}")
        for prefix in ("", "/cy"):
            # Follow nothing else, because only people with a code ask for it.
            crawl(
                site.test_client(), (f"{prefix}/check/{code}" for code in links.codes), folder / "codes", ("/check/-",)
            )


def three_packs(site: Flask, content: Path, folder: Path) -> tuple[Links, ...]:
    """Make three packs from a content folder, and record them."""
    stories, resources = _slugs(content / "stories"), _slugs(content / "resources")
    translated = [slug for slug in stories if slug.endswith(("-cy", "-gd"))]
    own: list[Form] = [
        {"slug": stories[-1], "anchors": ["p2", "p3", "p5"], "back": "/stories"},
        {"slug": stories[-2], "question": "1", "back": "/stories"},
        *OWN,
    ]
    steps: list[Form] = [{"kind": "format", "format": "reading-in-pairs"}]
    return (
        gather(site, stories[:_STORIES], [], "Stories", folder / "stories"),
        gather(site, stories[-3:-2], own, "Passages", folder / "passages"),
        gather(site, [*resources[:_RESOURCES], *translated], steps, "", folder / "resources"),
    )


def _slugs(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.md"))


def _visit(site: Flask, links: Links, folder: Path) -> list[str]:
    starts = [*filter(None, (links.edit, f"/cy{links.edit}", f"{links.edit}/delete", links.view))]
    return sorted(crawl(site.test_client(), starts, folder, ("/packs/", "/cy/packs/", "/shared/")))


def _codes(client: Client, addresses: Iterable[str]) -> tuple[str, ...]:
    files = (client.get(address, base_url=URL) for address in addresses if "/files/" in address)
    found = {match[1] for file in files if (match := _CODE.search(file.headers.get("Content-Disposition", "")))}
    return tuple(sorted(found | {code.rpartition("-")[0] for code in found}))
