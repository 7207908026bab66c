"""Real and hostile Markdown that others collected: nothing unsafe comes out, and passages are what is shown."""

import json
import re
from pathlib import Path

import pytest

from library.content.body.markdown import render
from library.errors import ContentError
from tests.content.shown import check

pytestmark = pytest.mark.corpora

_HEADER = re.compile(r"---\n.*?\n---\n", re.DOTALL)


def test_payloads_of_attackers_come_out_harmless(corpora: Path) -> None:
    payloads = (corpora / "hostile/markdown-xss/Markdown-XSS-Payloads.txt").read_text()
    for text in [payloads, *payloads.split("\n")]:
        check(render(text, "en"))


def test_naughty_strings_come_out_harmless(corpora: Path) -> None:
    strings = json.loads((corpora / "hostile/blns/blns.json").read_text())
    for text in [*strings, "\n".join(strings), "\n\n".join(strings)]:
        check(render(text, "en"))


def test_examples_of_commonmark_come_out_well_nested(corpora: Path) -> None:
    examples = json.loads((corpora / "hostile/commonmark/spec.json").read_text())
    assert len(examples) > 600
    for example in examples:
        check(render(example["markdown"], "en"))


@pytest.mark.parametrize(("folder", "files"), [("18f", 567), ("hugodocs", 400), ("plainlanguage", 100)])
def test_pages_of_real_sites_are_rendered(corpora: Path, folder: str, files: int) -> None:
    pages = sorted(path for path in (corpora / "md" / folder).rglob("*") if path.suffix in {".md", ".markdown"})
    assert len(pages) >= files
    refused = []
    for page in pages:
        try:
            check(render(_HEADER.sub("", page.read_text(errors="replace"), count=1), "en"))
        except ContentError as error:
            refused.append((page.name, str(error)))
    assert refused == []
