"""Links to passages on the site: offered for each passage, and followed after edits."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from library.actions.publish import publish
from library.model.revision import Change, Source
from library.model.viewer import Role
from tests.content.writing import MP4, VTT
from tests.making import Making
from tests.pdfs import pdf
from tests.web.reading_html import Html
from tests.web.shelves import open_shelves
from tests.web.signing_in import signed_in

ONE = "Mrs Orr put the kettle on and found two cups that did not match."
TWO = "He had been a baker for thirty-eight years, and Saturday was the long day."


@pytest.fixture
def making(tmp_path: Path) -> Making:
    made = Making(tmp_path)
    made.write("cups", f"{ONE}\n\n{TWO}\n", consent="{audience: public, uses: [workshop, excerpt, print]}")
    publish(made.library)
    return made


@pytest.fixture
def client(making: Making) -> FlaskClient:
    return open_shelves(making.root).client


def lasting(client: FlaskClient, place: str, page: str = "/stories/cups") -> str:
    """Return the lasting link that the page of a place offers, without the host."""
    answer = client.get(f"{page}/at/{place}")
    assert answer.status_code == 200
    assert "noindex" in answer.headers["X-Robots-Tag"]
    return urlsplit(Html(answer.text).value("passage-address")).path


def leads_to(client: FlaskClient, link: str) -> str:
    answer = client.get(link)
    assert answer.status_code == 302
    assert "private" in answer.headers["Cache-Control"]
    return answer.headers["Location"]


def rewrite(making: Making, body: str, slug: str = "cups", **changes: str) -> None:
    making.write(slug, body, **changes)
    publish(making.library, allow_removals=True)


def test_a_link_leads_to_its_words_after_an_edit(client: FlaskClient, making: Making) -> None:
    link = lasting(client, "p2")
    assert leads_to(client, link) == "/stories/cups#p2"
    rewrite(making, f"New.\n\n{ONE}\n\n{TWO.replace('long', 'longest')}\n")
    assert leads_to(client, link) == "/stories/cups#p3"


def test_if_the_words_are_gone_the_page_says_so_and_leads_to_the_document(client: FlaskClient, making: Making) -> None:
    link = lasting(client, "p2")
    rewrite(making, f"{ONE}\n\nNobody had asked him that before.\n")
    answer = client.get(link)
    assert answer.status_code == 404
    page = Html(answer.text)
    assert page.one("h1").text == "These words have changed"
    assert page.link("cups") == "/stories/cups"
    assert "baker" not in answer.text


def test_only_a_coordinator_sees_where_words_were_that_are_gone(making: Making) -> None:
    shelves = open_shelves(making.root)
    link, path = lasting(shelves.client, "p2"), "stories/cups.md"
    text = (making.root / "content" / path).read_bytes()
    shelves.library.revisions.add(path, text, Change.FOUND, now=1_796_000_000, source=Source.FILE)
    shelves.library.revisions.add(path, text + b"\nMore.\n", Change.SAVED, now=1_796_000_001, actor=1)
    rewrite(making, f"{ONE}\n\nNobody had asked him that before.\n")
    answers = {
        role: signed_in(shelves, role).get(link, base_url="https://localhost")
        for role in (Role.MEMBER, Role.COORDINATOR)
    }
    shelves.library.close()
    assert {role: answer.status_code for role, answer in answers.items()} == dict.fromkeys(answers, 404)
    assert "baker" not in answers[Role.MEMBER].text
    assert Html(answers[Role.COORDINATOR].text).one("blockquote").text == TWO
    assert "/desk/documents/cups/history/1" in answers[Role.COORDINATOR].text
    assert answers[Role.COORDINATOR].headers["Cache-Control"] == "private, no-store"


def test_the_page_of_a_link_shows_the_passage_and_leads_back_to_it(client: FlaskClient) -> None:
    page = Html(client.get("/stories/cups/at/p2").text)
    assert page.one("blockquote").text == TWO
    assert page.link("Back to the text") == "/stories/cups#p2"


def test_a_link_keeps_its_language(client: FlaskClient) -> None:
    link = lasting(client, "p1", "/cy/stories/cups")
    assert link.startswith("/cy/stories/cups/at/p1-")
    assert leads_to(client, link) == "/cy/stories/cups#p1"


def test_a_document_with_another_name_is_still_found(client: FlaskClient, making: Making) -> None:
    link = lasting(client, "p2")
    (making.root / "content/stories/cups.md").unlink()
    rewrite(making, f"{TWO}\n\n{ONE}\n", "two-cups", formerly="[cups]")
    answer = client.get(link)
    assert (answer.status_code, answer.headers["Location"]) == (301, link.replace("cups", "two-cups"))
    assert leads_to(client, answer.headers["Location"]) == "/stories/two-cups#p1"


def test_a_withdrawn_document_has_no_places(client: FlaskClient, making: Making) -> None:
    link = lasting(client, "p2")
    rewrite(making, f"{ONE}\n\n{TWO}\n", status="withdrawn")
    assert [client.get(path).status_code for path in (link, "/stories/cups/at/p2")] == [410, 410]


@pytest.mark.parametrize("place", ["p9", "p1-short", "t=5", "at", "p1-0000000000-"])
def test_a_place_that_never_was_does_not_exist(client: FlaskClient, place: str) -> None:
    answer = client.get(f"/stories/cups/at/{place}")
    assert answer.status_code == 404
    assert Html(answer.text).one("h1").text == "Page not found"


def test_a_moment_has_a_link_and_a_page_of_an_attachment_has_none(client: FlaskClient, making: Making) -> None:
    making.content.put("resources/film.mp4", MP4)
    making.content.put("resources/film.vtt", VTT)
    making.content.put("resources/film.pdf", pdf("Words of the leaflet"))
    media = {"media": '{file: film.mp4, duration: "00:02:00"}', "transcripts": "[{language: en, file: film.vtt}]"}
    consent = "{audience: public, uses: [excerpt, print]}"
    attached = {"attachments": "[{file: film.pdf, title: A}]", "consent": consent}
    rewrite(making, ONE, "film", kind="video", **media, **attached)
    assert leads_to(client, lasting(client, "t=60", "/resources/film")) == "/resources/film#t=60"
    assert client.get("/resources/film/at/page=1").status_code == 404


def test_passages_to_choose_have_links(client: FlaskClient) -> None:
    page = Html(client.get("/stories/cups/choose").text)
    found = [link.get("href") for link in page.all("a") if "/at/" in link.get("href")]
    assert found == ["/stories/cups/at/p1", "/stories/cups/at/p2"]
