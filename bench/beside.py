"""Comparison with Datasette: the same documents in SQLite with FTS5, served with all the facets that we show."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from bench.missing import Missing
from bench.processes import Client, free_port, serving
from library.model.card import card_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from bench.queries import AnyWord
    from library.model.document import Document

LISTS = ("theme", "role", "sector", "language")
PLAIN = ("kind", "nation", "length")

# Datasette gives up on a facet after 200 ms and on a page after a second. Here it has unlimited time, so that its
# answer is as complete as ours; and it does not suggest further facets, because we do not either.
SETTINGS = {
    "sql_time_limit_ms": "60000",
    "facet_time_limit_ms": "60000",
    "suggest_facets": "off",
    "default_facet_size": "100",
    "default_page_size": "10",
}

# Datasette finds the search table of a table by `content="…"`, in double quotes only.
_TABLES = """
CREATE TABLE document (
    id INTEGER PRIMARY KEY, title TEXT, summary TEXT, body TEXT,
    theme TEXT, role TEXT, sector TEXT, language TEXT, kind TEXT, nation TEXT, length TEXT
);
CREATE VIRTUAL TABLE document_fts USING fts5(
    title, summary, body, content="document", content_rowid="id", tokenize="porter unicode61"
);
"""
_FILL_FTS = "INSERT INTO document_fts(document_fts) VALUES ('rebuild')"
_TIDY = ("INSERT INTO document_fts(document_fts) VALUES ('optimize')", "ANALYZE")


def build_database(path: Path, documents: Mapping[int, Document]) -> None:
    """Write documents into a new SQLite file in the form for Datasette: indexed columns, lists as JSON, FTS5."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(_TABLES)
        rows = (_row(number, document) for number, document in documents.items())
        database.executemany(f"INSERT INTO document VALUES ({', '.join('?' * 11)})", rows)  # noqa: S608 (question marks)
        for column in PLAIN:
            database.execute(f"CREATE INDEX document_{column} ON document ({column})")
        for statement in (_FILL_FTS, *_TIDY):
            database.execute(statement)


def _row(number: int, document: Document) -> tuple[int | str, ...]:
    body = "\n\n".join(passage.text for passage in document.passages)
    languages = tuple(dict.fromkeys((document.language, *document.languages)))
    lists = (json.dumps(values) for values in (document.themes, document.roles, document.sectors, languages))
    plain = (str(document.kind), document.nation, str(card_of(document, number).length))
    return number, document.title, document.summary, body, *lists, *plain


@contextmanager
def datasette_serving(database: Path) -> Iterator[Client]:
    """Start Datasette on loopback and yield a connection to it.

    Raises:
        Missing: It is not installed, or did not start.
    """
    if find_spec("datasette") is None:
        raise Missing("Datasette is not installed. Run: make bench")
    port = free_port()
    settings = [part for name, value in SETTINGS.items() for part in ("--setting", name, value)]
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--port", str(port), *settings]
    with serving(command, port, dict(os.environ), "/-/versions.json") as _:
        client = Client(port)
        try:
            yield client
        finally:
            client.close()


def address(database: Path, query: AnyWord, ending: str = "") -> str:
    """Return the path of Datasette's page for a query: ten results, title and summary, the facets that we show."""
    asked: Iterable[tuple[str, str]] = (
        ("_search", query.fts5),
        ("_searchmode", "raw"),
        ("_size", "10"),
        *(("_col", column) for column in ("title", "summary")),
        *(("_facet_array", column) for column in LISTS),
        *(("_facet", column) for column in PLAIN),
    )
    return f"/{quote(database.stem)}/document{ending}?{urlencode(list(asked))}"


def count_results(client: Client, database: Path, query: AnyWord) -> int:
    """Return how many results Datasette finds, after checking that it counts every facet.

    Raises:
        Missing: It left a facet out.
    """
    answer = json.loads(client.get(address(database, query, ".json"), compressed=False)[1])
    counted = {facet["name"] for facet in answer["facet_results"].values()}
    if not counted >= {*LISTS, *PLAIN}:
        raise Missing(f"Datasette counted only the facets {sorted(counted)} for {query.text!r}.")
    total: int = answer["filtered_table_rows_count"]
    return total
