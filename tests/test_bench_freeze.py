"""Records of a build are compared file by file, and files that are not text by what can be read in them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from bench.freeze.__main__ import main
from bench.freeze.as_text import as_text, body_lines, file_name
from bench.freeze.compare import Difference, differences
from bench.freeze.crawl import crawl, unasked


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_what_differs_is_said_once_for_all_files_with_the_same_change(tmp_path: Path) -> None:
    old = written(tmp_path / "old", pages__a="one\ntwo\n", pages__b="two\n", gone="x", same="y", lost="z")
    new = written(tmp_path / "new", pages__a="one\n2\n", pages__b="2\n", new="x", same="y")
    assert differences(old, new) == (
        Difference(("gone", "lost"), ("only in the old record",)),
        Difference(("new",), ("only in the new record",)),
        Difference(("pages/a", "pages/b"), ("-two", "+2")),
    )


def test_a_difference_is_told_in_a_few_lines() -> None:
    change = Difference(tuple("abcde"), ("-one", "-two", "+three"))
    assert change.told(2).splitlines() == [
        "a",
        "b",
        "c",
        "… and 2 more files with the same change",
        "    -one",
        "    -two",
        "    … and 1 more lines",
    ]


@pytest.mark.parametrize(
    ("text", "code", "said"), [("y", 0, "Nothing differs."), ("z", 1, "1 files differ, in 1 ways.")]
)
def test_a_comparison_fails_where_something_differs(tmp_path: Path, text: str, code: int, said: str) -> None:
    old, new = written(tmp_path / "old", same="y"), written(tmp_path / "new", same=text)
    result = CliRunner().invoke(main, ["compare", str(old), str(new)])
    assert (result.exit_code, result.output.splitlines()[-1]) == (code, said)


def test_a_file_of_zipped_xml_is_read_as_its_text() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as file:
        file.writestr("slide.xml", "<a><t>One &amp; two</t><t/></a>")
    lines = list(body_lines("application/zip", body.getvalue()))
    assert lines[1].startswith("slide.xml: ")
    assert lines[2:] == ["One &amp; two"]


@pytest.fixture
def site() -> Flask:
    site = Flask("site")
    pages = {
        "/": '<a href="/a?x=1#y">a</a><img src="/static/p.png?v=0123456789ab"><a href="//other/">o</a>',
        "/a": "<p>",
    }
    for path, body in pages.items():
        site.add_url_rule(path, path, lambda body=body: body)
    site.add_url_rule("/b/<name>", "b", lambda name: name)
    return site


def test_links_are_followed_to_the_end_and_what_was_not_reached_is_named(site: Flask, tmp_path: Path) -> None:
    asked = crawl(site.test_client(), ["/"], tmp_path)
    assert asked == {"/", "/a", "/static/p.png?v=0123456789ab"}
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.txt")} == {
        "index.txt",
        "a.txt",
        "static/p.png.txt",
    }
    assert "/b/<name>" in unasked(site, asked)


def test_names_that_change_with_their_content_are_left_out(site: Flask) -> None:
    text = as_text(site.test_client().get("/"))
    assert '<img src="/static/p.png?v=…">' in text.splitlines()
    assert file_name("/static/p.png?v=0123456789ab") == "static/p.png.txt"
