"""Reading public test collections for search, and writing each as a content folder.

A collection has documents, queries by people, and judgements of which documents answer them. SciFact (Wadden and
others 2020, in BEIR), Cranfield (Cleverdon 1967) and CACM (Fox 1983) stay in the corpora: nothing of them is copied
into the repository.

Every word of a document occurs once in ours: its title is the title, the first sentence of its text the summary, the
rest the body. A missing part is a dash, which is not a word, and the labels of its terms are a word that is in no
query. Markdown must not change a word, so characters that it would read as markup are written as character references.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.missing import Missing
from library.content.vocabulary import PATH as VOCABULARY
from library.model.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILES = ("docs.jsonl", "queries.jsonl", "qrels.tsv")

NOTHING = "–"
KIND = Kind.PAPER
TITLE_WORDS = 8

# A label has to have a word. This one is in no query, and each document has it as often as any other.
TERMS = """\
themes: [{id: none, label: {en: Qzx}}]
roles: [{id: none, label: {en: Qzx}}]
sectors: [{id: none, label: {en: Qzx}}]
"""

# Controls, line ends and replacement characters: none of them is part of a word.
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd-\uffff]")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")
_MARKS = re.compile(r"[\\`*_\[\]<>&!|~^]|\A[-+#:=]|(?<=\A[0-9])[.)]|(?<=\A[0-9]{2})[.)]|(?<=\A[0-9]{3})[.)]")
_SLUG = "d-"


@dataclass(frozen=True, slots=True)
class Judged:
    """A document of a collection.

    Attributes:
        id: Its name in the judgements.
        title: May be empty.
        text: May be empty.
    """

    id: str
    title: str
    text: str

    @property
    def words(self) -> str:
        """Return all its words."""
        return f"{self.title} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Collection:
    """A test collection.

    Attributes:
        name: Of its folder.
        documents: In the order of the file.
        queries: Id to text, of those that have judgements.
        grades: Query id to document id to grade; 0 is not an answer.
    """

    name: str
    documents: tuple[Judged, ...]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def read_collection(folder: Path) -> Collection:
    """Read a collection.

    Args:
        folder: Has ``FILES``.

    Raises:
        Missing: One of them is not there.
    """
    if not all((folder / name).is_file() for name in FILES):
        raise Missing(f"There is no collection in {folder}: {', '.join(FILES)}.")
    documents = tuple(Judged(each["id"], _clean(each["title"]), _clean(each["text"])) for each in _lines(folder, 0))
    grades = _grades((folder / FILES[2]).read_text("utf-8"))
    queries = {each["id"]: each["text"] for each in _lines(folder, 1) if each["id"] in grades}
    return Collection(folder.name, documents, queries, {query: grades[query] for query in queries})


def write_content(collection: Collection, content: Path) -> None:
    """Write a collection as a new content folder."""
    shutil.rmtree(content, ignore_errors=True)
    shelf = content / KIND.shelf
    shelf.mkdir(parents=True)
    (content / VOCABULARY).write_text(TERMS, "utf-8")
    for document in collection.documents:
        (shelf / f"{slug_of(document.id)}.md").write_text(markdown_of(document), "utf-8", newline="\n")


def slug_of(document: str) -> str:
    """Return the slug of a document."""
    return f"{_SLUG}{document}"


def id_of(slug: str) -> str:
    """Return the id of the document that a slug names."""
    return slug.removeprefix(_SLUG)


def markdown_of(document: Judged) -> str:
    """Return a document as a Markdown file with a header."""
    title, summary, body = parts_of(document)
    header = {
        "title": title,
        "kind": str(KIND),
        "summary": summary,
        **{axis: ["none"] for axis in ("themes", "roles", "sectors")},
        "language": "en",
        "provenance": "published-elsewhere",
    }
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in header.items())
    return "\n".join(["---", *lines, "---", "", escaped(body), ""])


def parts_of(document: Judged) -> tuple[str, str, str]:
    """Return title, summary and body of a document: all its words once, with a dash for a missing part."""
    title, text = document.title, document.text
    if not title:
        words = text.split()
        title, text = " ".join(words[:TITLE_WORDS]), " ".join(words[TITLE_WORDS:])
    summary, *rest = _SENTENCE_ENDS.split(text, maxsplit=1)
    return title or NOTHING, summary or NOTHING, (rest[0] if rest else "") or NOTHING


def escaped(text: str) -> str:
    """Return one paragraph of plain text as Markdown that shows exactly that text."""
    return _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", text)


def _clean(text: str) -> str:
    return " ".join(_UNSHOWN.sub(" ", text).split())


def _lines(folder: Path, file: int) -> Iterator[dict[str, str]]:
    with (folder / FILES[file]).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _grades(text: str) -> dict[str, dict[str, int]]:
    """Return query to document to grade; a line of names before them is no judgement."""
    grades: dict[str, dict[str, int]] = {}
    for line in text.splitlines():
        query, document, grade = line.split("\t")
        if grade.strip().lstrip("-").isdigit():
            grades.setdefault(query, {})[document] = int(grade)
    return grades
