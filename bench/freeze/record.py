"""Recording what one build produces, with a fixed clock and no randomness.

The clock is fixed at noon of a day and secrets come from a fixed sequence, so two records of one build are equal. The
site and the terminal are used as people use them; only passages are read with functions of the content package.
"""

from __future__ import annotations

import datetime
import importlib
import json
import os
import random
import re
import secrets
import shutil
import sqlite3
import tempfile
import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import time_machine
from click.testing import CliRunner

from bench.freeze import passages
from bench.freeze.crawl import LANGUAGES, URL, crawl, starting_points, unasked, write
from bench.freeze.packs import Links, ask, three_packs
from bench.workspace import say
from library.web.server import create_site

if TYPE_CHECKING:
    import click

NOON = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)

COMMANDS = (
    ("--help",),
    *((name, "--help") for name in ("serve", "check", "keep", "publish", "search", "pack")),
    ("check",),
    ("check", "--coverage"),
    ("check", "--json"),
    ("publish",),
    ("publish", "--rebuild"),
    *(
        ("search", words)
        for words in ("listening", "SDS", "grapes", "caraid", "zzqx", "theme:nothing", "rwy'n gwrando")
    ),
    ("search", "story", "--passages"),
    ("search", "listening", "--explain"),
    ("search", "listening", "--json", "--filter", "theme=listening"),
    ("search", "--filter", "theme=nothing"),
    ("search", "--missed"),
    ("keep",),
    ("pack", "check", "0000-0000-00000"),
    ("pack", "check", "not a code"),
)

_SEED = 12


def record_build(folder: Path, code: Path, content: Path, earlier: Path | None) -> None:
    """Record what a build produces.

    Args:
        folder: Created; must not exist.
        code: The checkout whose ``library`` is imported.
        content: Its documents; copied before anything is changed.
        earlier: A record whose packs and codes to open in this build; its own if ``None``.
    """
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="commonplace-freeze-") as temporary, time_machine.travel(NOON):
        place = Path(temporary)
        shutil.copytree(content, place / "content")
        _set_up(place)
        say("Passages")
        write(folder / "passages" / "content.tsv", "\n".join(passages.of_content(place / "content")))
        if corpora := os.environ.get("FREEZE_CORPORA"):
            write(folder / "passages" / "corpora.tsv", "\n".join(passages.of_corpora(Path(corpora) / "md")))
        _record_site(folder, place)
        say("Terminal")
        command = _command(code)
        for words in COMMANDS:
            _say(command, words, folder, place)
        _record_packs(folder, place, command, earlier)


def _set_up(place: Path) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LIBRARY_")}
    corpora = {"FREEZE_CORPORA": corpora} if (corpora := os.environ.get("LIBRARY_CORPORA")) else {}
    ours = {
        "LIBRARY_CONTENT": str(place / "content"),
        "LIBRARY_DATA": str(place / "data"),
        "LIBRARY_URL": URL,
        "LIBRARY_LANGUAGES": ",".join(LANGUAGES),
        "LIBRARY_SECRET_KEY": "a key for the record",
        "LIBRARY_CONTACT": "mailto:library@example.org",
    }
    os.environ.clear()
    os.environ.update(inherited | ours | corpora | {"COLUMNS": "120", "NO_COLOR": "1"})
    _fix_secrets()


def _fix_secrets() -> None:
    chance = random.Random(_SEED)  # noqa: S311 (a sequence that comes again, no secret)

    def token_urlsafe(nbytes: int | None = None) -> str:
        return "".join(chance.choices("abcdefghijkmnopqrstuvwxyz", k=(nbytes or 32) * 4 // 3))

    secrets.choice, secrets.token_urlsafe = chance.choice, token_urlsafe


def _record_site(folder: Path, place: Path) -> None:
    say("Pages")
    site = create_site()
    asked = crawl(site.test_client(), starting_points(site), folder / "pages")
    say(f"  {len(asked)} addresses")
    # Those that need a secret are requested with the packs.
    write(folder / "addresses-without-an-answer.txt", "\n".join(unasked(site, asked)) + "\n")
    say("Packs")
    made = three_packs(site, place / "content", folder / "packs")
    write(folder / "links.json", json.dumps(msgspec.to_builtins(made), indent=1))
    with (
        closing(sqlite3.connect(place / "data" / "records.sqlite")) as ours,
        closing(sqlite3.connect(folder / "records.sqlite")) as copy,
    ):
        ours.backup(copy)


def _record_packs(folder: Path, place: Path, command: click.Command, earlier: Path | None) -> None:
    """Record the answers for the packs of an earlier record, or of this one, before and after documents change."""
    of = earlier or folder
    for left in (place / "data").glob("records.sqlite*"):
        left.unlink()
    shutil.copyfile(of / "records.sqlite", place / "data" / "records.sqlite")
    packs = msgspec.json.decode((of / "links.json").read_bytes(), type=tuple[Links, ...])
    site = create_site()
    say("Codes, as it is")
    ask(site, packs, folder / "kept" / "as-it-is")
    for number, change in enumerate((_narrow, _rewrite), start=1):
        say(f"Codes, change {number}")
        change(place / "content")
        _say(command, ("publish",), folder, place, f"after-change-{number}")
        ask(site, packs, folder / "kept" / f"after-change-{number}")
        for code in {each.codes[-1] for each in packs if each.codes}:
            _say(command, ("pack", "check", code), folder, place, f"after-change-{number}")


def _command(code: Path) -> click.Command:
    """Return the command that the checkout installs under the name ``library``."""
    name = tomllib.loads((code / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]["library"]
    module, _, attribute = name.partition(":")
    found: click.Command = getattr(importlib.import_module(module), attribute)
    return found


def _say(command: click.Command, words: tuple[str, ...], folder: Path, place: Path, when: str = "") -> None:
    result = CliRunner().invoke(command, words, prog_name="library")
    raised = repr(result.exception) if result.exception and not isinstance(result.exception, SystemExit) else ""
    said = f"$ library {' '.join(words)}\nexit {result.exit_code} {raised}\n{result.output}".replace(str(place), "…")
    name = re.sub(r"[^\w-]+", "-", " ".join(words)).strip("-")
    write(folder / "terminal" / when / f"{name}.txt", said)


def _narrow(content: Path) -> None:
    """Withdraw the first story, narrow the next two, and remove the use `workshop` from a resource."""
    first, second, third = _files(content, "stories")[:3]
    _edit(first, r"\A---\n", "---\nstatus: withdrawn\n")
    _edit(second, r"audience: public", "audience: network")
    _edit(third, r"uses: \[[^\]]*\]", "uses: [workshop]")
    _edit(_files(content, "resources")[0], r"uses: \[[^\]]*\]", "uses: []")


def _rewrite(content: Path) -> None:
    """Change a word of every paragraph in the next two stories, the title of a third, and a resource's summary."""
    fourth, fifth, sixth = _files(content, "stories")[3:6]
    for file in (fourth, fifth):
        header, end, body = file.read_text("utf-8").rpartition("\n---\n")
        file.write_text(header + end + body.replace(" the ", " thon "), "utf-8")
    _edit(sixth, r"(?m)^title: .*$", "title: Another title")
    _edit(_files(content, "resources")[1], r"(?m)^summary: .*$", "summary: Another summary of this.")


def _files(content: Path, shelf: str) -> list[Path]:
    return sorted((content / shelf).glob("*.md"), key=lambda path: path.stem)


def _edit(file: Path, pattern: str, by: str) -> None:
    file.write_text(re.sub(pattern, by, file.read_text("utf-8"), count=1), "utf-8")
