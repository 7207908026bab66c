"""Links that readers cannot follow are advice, with the line and what to write instead."""

from __future__ import annotations

import re
from datetime import date

import pytest

from library.actions.check import check
from library.actions.link_checks import PAGES
from library.actions.read import read_document
from library.errors import ContentError
from library.model.viewer import ANYBODY
from library.web.route import READ, Who
from library.web.routes import ROUTES
from tests.content.writing import PDF
from tests.making import Making
from tests.pictures import JPEG


@pytest.fixture
def linked(making: Making) -> Making:
    """A library with documents, a collection and a file to link to."""
    making.write("spare-key", "## The key\n\nOne.\n\nTwo.\n", formerly="[old-key]", published="2020-01-01")
    making.write("guide", kind="guidance", published="2020-01-01", provenance="published-elsewhere")
    making.write("gone", status="withdrawn")
    making.write("draft", status="draft")
    making.write("waiting", status="in-review")
    making.write("members", consent="{audience: network, uses: []}")
    making.write("ours", consent="{audience: coordinators, uses: []}")
    making.write_told("ended", consent="audience: public, uses: [], until: 2026-02-01")
    making.write("later", published="2099-01-01")
    making.write("cyfieithiad", language="cy", translation_of="gone", provenance="fictional")
    text = "---\ntitle: First\nsummary: Of it.\norder: 1\n---\nSee [it](guide).\n"
    making.content.put("collections/first.md", text)
    return making


def advice(making: Making, body: str, **header: str) -> list[str]:
    """Return the advice on the links of a document, which begin with the line counted from its first."""
    header = {"published": "2020-01-01"} | header
    making.write("one", body, **header)
    first = making.content.root.joinpath("stories/one.md").read_text().splitlines().index("---", 1) + 1
    found = [each for each in check(making.library).advice if each.path == "stories/one.md" and each.line > first]
    return [f"{each.line - first}: {each.sentence}" for each in found]


def hidden(slug: str, why: str) -> str:
    return f"1: Delete this link or choose another. Readers of this page cannot open “{slug}”: it {why}."


@pytest.mark.parametrize(
    ("href", "sentence"),
    [
        ("spare-kee", "Correct this link. There is no document “spare-kee”. Did you mean “spare-key”?"),
        ("/stories/nowhere", "Correct this link. There is no document “nowhere”."),
        ("../resources/nowhere.md", "Correct this link. There is no document “nowhere”."),
        ("spare-key#p99", "Correct the end of this link. “spare-key” has no #p99. It has p1 to p2."),
        ("#p9", "Correct the end of this link. “one” has no #p9. It has p1 to p1."),
        ("/resources/spare-key", "Write /stories/spare-key in this link. There is no page “/resources/spare-key”."),
        ("sheet.pdf", "Name “sheet.pdf” under attachments. Readers get an error if they follow this link."),
        ("/stories/spare-key/files/a.pdf", "Correct this link. stories/spare-key.md names no file “a.pdf”."),
        ("/themes/nothing", "Correct this link. The site has no page “/themes/nothing”."),
        ("/collections/second", "Correct this link. The site has no page “/collections/second”."),
        ("/nowhere", "Correct this link. The site has no page “/nowhere”."),
        ("/cy/stories/nowhere", "Correct this link. There is no document “nowhere”."),
        ("https://library.example/nowhere", "Correct this link. The site has no page “/nowhere”."),
        ("http://localhost:8000/stories/spare-key", "Write this link as [words](slug). Only your own computer can open "
         "“http://localhost:8000/stories/spare-key”."),
        ("file:///C:/Users/a.docx", "Put this file on the site or delete the link. Readers do not get it: "
         "“file:///C:/Users/a.docx”."),
        ("\\\\server\\a.docx", "Put this file on the site or delete the link. Readers do not get it: "
         "“\\\\server\\a.docx”."),
        ("javascript:x", "Put this file on the site or delete the link. Readers do not get it: “javascript:x”."),
    ],
)  # fmt: skip
def test_a_dead_link_says_what_to_write(linked: Making, href: str, sentence: str) -> None:
    linked.library = linked.reopen(LIBRARY_URL="https://library.example")
    assert advice(linked, f"See [this]({href}).\n") == [f"1: {sentence}"]


@pytest.mark.parametrize(
    "href",
    [
        "spare-key", "spare-key.md", "../stories/spare-key.md#p2", "/stories/spare-key#h-the-key", "old-key",
        "../resources/guide", "/resources/guide/team", "/themes/listening", "/collections/first", "/search?q=key", "/",
        "/cy/stories/spare-key", "#p1", "https://example.org/nowhere", "mailto:anna@example.org", "tel:+441414960000",
        "https://library.example/stories/spare-key",
    ],
)  # fmt: skip
def test_a_link_that_readers_can_follow_earns_none(linked: Making, href: str) -> None:
    linked.library = linked.reopen(LIBRARY_URL="https://library.example")
    assert advice(linked, f"See [this]({href}).\n") == []


@pytest.mark.parametrize(
    ("slug", "why"),
    [
        ("gone", "is withdrawn"),
        ("draft", "is a draft"),
        ("waiting", "is still in review"),
        ("members", "is for members"),
        ("ours", "is for coordinators"),
        ("ended", "is past its last day"),
        ("later", "is not shown before 2099-01-01"),
        ("cyfieithiad", "is withdrawn"),
    ],
)
def test_a_link_to_what_its_readers_may_not_see_says_why(linked: Making, slug: str, why: str) -> None:
    assert advice(linked, f"See [this]({slug}).\n") == [hidden(slug, why)]


def test_readers_of_a_narrow_document_can_open_others_that_are_as_narrow(linked: Making) -> None:
    narrow = "{audience: network, uses: []}"
    assert advice(linked, "See [this](members).\n", consent=narrow) == []
    assert advice(linked, "See [this](ours).\n", consent=narrow) == [hidden("ours", "is for coordinators")]
    assert advice(linked, "See [this](gone).\n", status="withdrawn") == []


def test_links_on_one_line_with_the_same_fault_are_one_finding(linked: Making) -> None:
    assert len(advice(linked, "See [one](nobody), [two](../stories/nobody.md) and [three](/stories/nobody#p1).\n")) == 1


def test_a_link_to_a_file_with_mistakes_is_not_called_dead(linked: Making) -> None:
    linked.content.put("stories/broken.md", "No header.")
    linked.write("one", "See [this](broken).\n", published="2020-01-01")
    with pytest.raises(ContentError, match=r"broken\.md") as error:
        check(linked.library)
    assert [each for each in error.value.advice if each.path == "stories/one.md"] == []


def test_every_way_to_write_a_link_is_read(linked: Making) -> None:
    body = (
        "A [one](<nowhere one>), [two](nowhere-2 \"Title\"), [three][ref] and\n"
        "<a class='x' href=\"nowhere-4\">four</a>.\n\n"
        "[ref]: nowhere-3\n\n`[code](nowhere-5)` and ![a gate](gate.jpg)\n"
    )  # fmt: skip
    dead = [f"Correct this link. There is no document “nowhere{end}”." for end in (" one", "-2", "-4", "-3")]
    linked.content.put("stories/gate.jpg", JPEG)
    found = [each for each in advice(linked, body) if "class" not in each]
    assert found == [f"1: {dead[0]}", f"1: {dead[1]}", f"2: {dead[2]}", f"4: {dead[3]}"]


def test_references_that_nothing_defines_are_found(making: Making) -> None:
    body = (
        "A [link][nope], [one][two words] and a note.[^1] More.[^2]\n\n[Two  Words]: https://a.example\n[^2]: Note.\n"
    )
    assert advice(making, body) == [
        "1: Add a line “[^1]: …” with the footnote. Without it, readers see the brackets.",
        "1: Add a line “[nope]: …” with the address, or write [words](address). Without it, readers see the brackets.",
    ]


def test_a_file_of_the_document_is_linked_where_it_is(making: Making) -> None:
    making.content.put("stories/sheet.pdf", PDF)
    uses = "{audience: public, uses: [excerpt, print]}"
    body, attached = "A [sheet](sheet.pdf).\n", {"attachments": "[{file: sheet.pdf, title: A sheet}]", "consent": uses}
    there = "[words](/stories/one/files/sheet.pdf)"
    assert advice(making, body, **attached) == [f"1: Write this link as {there}. The file is not at “sheet.pdf”."]
    assert advice(making, "A [sheet](/stories/one/files/sheet.pdf).\n", **attached) == []


def test_a_link_from_file_to_file_leads_from_page_to_page(making: Making) -> None:
    making.write("two")
    making.write("one", "See [it](../stories/two.md#p1), [it](two.md) and [them](https://example.org/readme.md).\n")
    making.publish()
    html = read_document(making.library, ANYBODY, "stories", "one").document.body_html
    assert re.findall('href="([^"]*)"', html) == ["../stories/two#p1", "two", "https://example.org/readme.md"]


def test_the_pages_that_links_may_lead_to_are_those_of_the_site() -> None:
    fixed = {
        route.path
        for route in ROUTES
        if "<" not in route.path and route.methods == READ and route.who is Who.ANYONE and "/sign" not in route.path
    }
    machines = {"/search.json", "/suggest.json", "/robots.txt", "/healthz", "/.well-known/security.txt"}
    assert fixed - PAGES == machines
    assert PAGES - fixed == {"/stories", "/resources", "/themes", "/circumstances", "/roles", "/sectors"}


def test_the_day_decides_whether_a_linked_document_is_shown(linked: Making) -> None:
    linked.day.today = date(2099, 2, 1)
    assert advice(linked, "See [this](later).\n") == []
