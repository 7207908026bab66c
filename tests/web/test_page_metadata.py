"""Machines get the summary only, and a told document goes to none of them unless its teller agreed."""

import json

import pytest
from flask.testing import FlaskClient

from tests.web.reading_html import Html


def meta(page: Html) -> dict[str, str]:
    return {(m.get("property") or m.get("name")): m.get("content") for m in page.all("meta")}


def structured(page: Html) -> dict[str, object] | None:
    found = [script for script in page.all("script") if script.get("type") == "application/ld+json"]
    return json.loads("".join(found[0].words)) if found else None


def test_a_fictional_story_is_marked_in_card_and_structured_data(client: FlaskClient) -> None:
    page = Html(client.get("/stories/spare-key").text)
    assert meta(page)["og:title"] == "The spare key (fictional story)"
    assert meta(page)["og:description"] == meta(page)["description"] == "A home carer asks one more question."
    assert meta(page)["og:url"] == "https://library.example.org/stories/spare-key"
    assert structured(page) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "name": "The spare key (fictional story)",
        "abstract": "A home carer asks one more question.",
        "inLanguage": "en",
        "url": "https://library.example.org/stories/spare-key",
        "isAccessibleForFree": True,
        "genre": "Fictional story",
        "datePublished": "2026-11-20",
    }


def test_the_text_itself_goes_to_no_machine(client: FlaskClient) -> None:
    for path in ("/stories/spare-key", "/resources/number-nine", "/stories/wider-call"):
        head = client.get(path).text.partition("</head>")[0]
        assert "kettle" not in head
        assert "rang" not in head


def test_a_told_story_without_that_use_has_a_plain_card_and_is_not_indexed(client: FlaskClient) -> None:
    response = client.get("/stories/phone-call")
    page = Html(response.text)
    assert response.headers["X-Robots-Tag"] == meta(page)["robots"] == "noindex, noarchive"
    assert structured(page) is None
    head = response.text.partition("</head>")[0]
    assert "daughter" not in head
    assert meta(page)["og:title"] == "Commonplace"
    assert 'rel="canonical"' not in head


def test_a_told_story_with_that_use_may_be_found(client: FlaskClient) -> None:
    response = client.get("/stories/wider-call")
    assert "X-Robots-Tag" not in response.headers
    assert structured(Html(response.text)) is not None


@pytest.mark.parametrize("path", ["/", "/stories", "/themes/listening", "/stories/spare-key"])
def test_a_page_that_shows_such_a_storys_summary_is_not_indexed_either(path: str, client: FlaskClient) -> None:
    response = client.get(path)
    assert "A daughter tells" in response.text
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"


@pytest.mark.parametrize("path", ["/resources", "/themes", "/about"])
def test_other_pages_may_be_found(path: str, client: FlaskClient) -> None:
    assert "X-Robots-Tag" not in client.get(path).headers


def test_a_work_from_elsewhere_names_its_makers(client: FlaskClient) -> None:
    data = structured(Html(client.get("/resources/outside").text))
    assert data is not None
    assert data["isBasedOn"] == "https://care.example.org/video"
    assert data["publisher"] == {"@type": "Organization", "name": "Care Example"}


def test_authors_are_named_where_the_work_is_theirs(client: FlaskClient) -> None:
    data = structured(Html(client.get("/resources/paper").text))
    assert data is not None
    assert data["author"] == [{"@type": "Person", "name": "A. Writer"}, {"@type": "Person", "name": "B. Second"}]
    assert "author" not in (structured(Html(client.get("/stories/named").text)) or {})
