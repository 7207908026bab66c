"""Collections, the words before a theme, and the author's guide, as pages."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.reading_html import Html


def test_every_collection_stands_in_the_list_and_on_the_front_page(client: FlaskClient) -> None:
    for path in ("/collections", "/"):
        page = Html(client.get(path).text)
        assert page.link("New to this") == "/collections/first"
        assert "What can be said without a face." in page.text


def test_a_collection_leads_to_the_passages_it_rests_on(client: FlaskClient) -> None:
    page = Html(client.get("/collections/first").text)
    assert page.one("h1").text == "New to this"
    assert page.link("a short video") == "/resources/outside#p1"
    assert page.link("pointer") == "/resources/outside"
    assert page.link("What it is") == "#h-what-it-is"
    assert [heading.text for heading in page.all("h2")] == [
        "What it is",
        "Sources",
        "Stories to discuss",
        "Other collections",
    ]


def test_a_scene_says_that_it_is_one_and_that_it_is_fictional(client: FlaskClient) -> None:
    page = Html(client.get("/collections/first").text)
    scene = page.one("div", "scene")
    assert scene.text == "Discuss Fictional The spare key. What did she notice?"
    assert [card.text for card in page.all("span", "mark-fictional")] == ["Fictional", "Fictional story"]


def test_changed_words_are_said_to_be_so_and_members_words_are_not_there(client: FlaskClient) -> None:
    response = client.get("/collections/second")
    page = Html(response.text)
    assert page.link("video") == "/resources/outside"
    assert "This page has changed since we linked to it" in page.text
    assert "one for members" not in response.text


def test_search_engines_get_no_collection_that_shows_a_told_story_without_leave(client: FlaskClient) -> None:
    assert client.get("/collections/second").headers["X-Robots-Tag"] == "noindex, noarchive"
    assert "X-Robots-Tag" not in client.get("/collections/first").headers


def test_a_document_names_its_collections(client: FlaskClient) -> None:
    page = Html(client.get("/resources/outside").text)
    assert page.link("New to this") == "/collections/first"


def test_a_theme_begins_with_its_words_and_documents_to_start_from(client: FlaskClient) -> None:
    response = client.get("/themes/listening")
    page = Html(response.text)
    assert "To listen is to leave room." in page.text
    assert [item.text.split("read")[-1] for item in page.all("li", "beginning")] == [
        " A home carer waits, and hears it.",
        " For when you write it down.",
    ]
    assert "For members." not in response.text


def test_in_welsh_the_editors_words_are_marked_as_english_and_links_stay_welsh(client: FlaskClient) -> None:
    page = Html(client.get("/cy/collections/first").text)
    assert page.link("a short video") == "/cy/resources/outside#p1"
    assert page.one("h1").get("lang") == page.one("div", "prose").get("lang") == "en"
    assert page.one("p", "scene-head").get("lang") == "cy"


def test_a_collection_that_is_none_is_not_found(client: FlaskClient) -> None:
    assert client.get("/collections/third").status_code == 404


def test_a_search_that_finds_nothing_offers_the_collections(client: FlaskClient) -> None:
    assert Html(client.get("/search?q=xylophone").text).link("On the telephone") == "/collections/second"


def test_the_authors_guide_is_a_page_with_its_parts_listed(client: FlaskClient) -> None:
    page = Html(client.get("/writing").text)
    assert page.one("h1").text == "How to write for the library"
    assert page.link("A content note") == "#h-a-content-note"
    assert "Keys of a document’s file" in page.text


def test_the_sitemap_names_collections_and_themes_with_words(client: FlaskClient) -> None:
    text = client.get("/sitemap.xml").text
    assert "/collections/first<" in text
    assert "/themes/listening<" in text
