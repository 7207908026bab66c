"""A site restored from a backup into an empty library gives the same answers as the one that was backed up."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient
from sqlalchemy import text

from library.actions.backup.make import make_backup
from library.actions.backup.restore import RestoreOptions, restore_backup
from library.actions.packs.files import FILES
from library.actions.publish import publish
from library.storage.records_engine import open_engine, writing
from tests.actions.backup.library import KEY
from tests.storage.databases import address, postgresql
from tests.web.shelves import URL, Shelves, fill, open_shelves

__all__ = ["address", "postgresql"]

# The records decide the answers of few addresses, so the second database needs fewer.
REQUESTS = {"sqlite": 200, "postgresql": 40}
# Each file of a pack takes a process; two of them are asked for by name.
PACK_FILE = re.compile(r"(?:/\w\w)?/(?:packs|shared)/[^/]+/files/")
LINK = re.compile(r'(?:href|src)="([^"]+)"')
HERE = {"Sec-Fetch-Site": "same-origin"}
SEARCHES = ("/search?q=kettle", "/search.json?q=kettle", "/suggest.json?q=ket", "/feed.atom", "/sitemap.xml")
HIDDEN = ("/stories/inside", "/stories/taken-back", "/stories/never-was", "/cy/stories/inside")

Answer = tuple[int, str | None, bytes]


def asked(client: FlaskClient, path: str) -> Answer:
    answer = client.get(path)
    location = answer.headers.get("Location")
    return answer.status_code, location, answer.data


def walk(client: FlaskClient, firsts: list[str], most: int) -> dict[str, Answer]:
    """Return the answers of so many addresses, found by following links."""
    waiting, answers = deque(firsts), dict[str, Answer]()
    while waiting and len(answers) < most:
        path = waiting.popleft()
        if path in answers:
            continue
        answers[path] = asked(client, path)
        found = LINK.findall(answers[path][2].decode("utf-8", "ignore")) if b"<html" in answers[path][2][:200] else []
        waiting += filter(None, (local(path, link) for link in found))
    return answers


def local(base: str, link: str) -> str:
    """Return a link as an address of the site; empty if it leads elsewhere or to a file of a pack."""
    whole, _ = urldefrag(urljoin(URL + base, unescape(link)))
    parts = urlsplit(whole)
    if f"{parts.scheme}://{parts.netloc}" != URL or PACK_FILE.match(parts.path):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def pack_of(client: FlaskClient) -> list[str]:
    """Start a pack, share it, and return its addresses, those of two files, and that of their code."""
    pack = urlsplit(client.post("/packs/add", data={"slug": "spare-key"}, headers=HERE).headers["Location"]).path
    client.post(f"{pack}/share", headers=HERE)
    names = [name for name in FILES if name.endswith((".txt", ".md"))][:2]
    files = [f"{pack}/files/{name}" for name in names]
    shared = re.findall(r'/shared/[^"/\s<]+', client.get(pack).text)
    code = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}-[0-9A-Z]{4}", client.get(files[0]).text)
    assert len(files) == 2
    assert shared
    assert code
    return [pack, *files, shared[0], f"/check/{code[0]}"]


def opened(folder: Path, records: str) -> Shelves:
    """Open a library with its records in a folder of its own, or in PostgreSQL."""
    return open_shelves(folder, **({} if records.startswith("sqlite") else {"LIBRARY_DATABASE_URL": records}))


def test_a_restored_site_gives_the_same_answers_to_200_requests(tmp_path: Path, address: str) -> None:
    requests = REQUESTS[address.partition(":")[0]]
    fill(tmp_path / "old")
    old = opened(tmp_path / "old", address)
    publish(old.library)
    packs = pack_of(old.client)
    answers = walk(old.client, [*packs, *SEARCHES, *HIDDEN, "/", "/cy/", "/gd/"], requests)
    assert len(answers) == requests
    path = make_backup(old.library, tmp_path / "a.backup", KEY).path
    old.library.close()
    empty(address)
    new = opened(tmp_path / "new", address)
    assert restore_backup(new.library, path, KEY, RestoreOptions()).was_empty
    publish(new.library)
    different = [each for each, answer in answers.items() if asked(new.client, each) != answer]
    assert different == []
    assert {answer[0] for answer in answers.values()} >= {200, 404, 410}
    new.library.close()


def empty(address: str) -> None:
    """Empty a database of PostgreSQL; SQLite has a new file in the new library."""
    if address.startswith("postgresql"):
        engine = open_engine(address)
        with writing(engine) as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
