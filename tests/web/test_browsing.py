"""Browsing: the home page, the lists, themes, circumstances, roles and sectors."""

from flask.testing import FlaskClient

from library.web.paging import paging
from tests.web.reading_html import Html


def test_the_front_page_begins_with_search_then_a_story_themes_and_what_is_new(client: FlaskClient) -> None:
    page = Html(client.get("/").text)
    order = [page.one("form", "search-box"), page.one("section", "start"), page.one("ul", "term-index")]
    assert [page.elements.index(part) for part in order] == sorted(page.elements.index(part) for part in order)
    featured = Html(client.get(page.link("Read this story")).text)
    assert page.one("p", "start-words").text == featured.one("p", "summary").text
    assert page.one("ul", "term-index").text == "Listening 77 items"
    assert page.link("Read this story").startswith("/stories/")
    assert next(heading.text for heading in page.all("h3", "entry-title")) == "The number nine"


def test_the_lists_show_what_may_be_read(client: FlaskClient) -> None:
    stories = Html(client.get("/stories").text)
    assert {heading.text for heading in stories.all("h2", "entry-title")} == {
        "The spare key",
        "After the phone call",
        "A call for everyone",
        "Signed",
    }
    assert "4 items" in stories.text


def test_each_entry_of_a_list_says_its_time_setting_role_and_theme_and_can_be_added(client: FlaskClient) -> None:
    page = Html(client.get("/stories").text)
    entry = next(each for each in page.all("li", "entry") if each.text.startswith("The spare key"))
    assert "Fictional story 1 minute to read At home Nurse Listening" in entry.text
    assert "Add to workshop pack: The spare key" in entry.text


def test_a_list_is_narrowed_where_it_is(client: FlaskClient) -> None:
    everything = Html(client.get("/stories").text)
    assert everything.all("summary")[0].text == "Filter"
    answer = client.get("/stories?kind=example&theme=listening")
    page = Html(answer.text)
    assert [heading.text for heading in page.all("h2", "entry-title")] == ["Signed"]
    assert page.all("summary")[0].text == "Filter (2 chosen)"
    assert page.link("Remove filter: Example") == "/stories?theme=listening"
    assert page.link("Clear all filters") == "/stories"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "No results match all your filters" in client.get("/stories?role=unheard-of").text


def test_a_page_that_a_list_has_not_got_is_not_found(client: FlaskClient) -> None:
    assert [client.get(f"/stories?page={page}").status_code for page in ("1", "2", "99999999", "x")] == [
        200,
        404,
        200,
        200,
    ]


def test_a_term_tells_what_it_means_and_what_is_near(client: FlaskClient) -> None:
    page = Html(client.get("/themes/listening").text)
    assert "Taking in what is said." in page.text
    assert page.link("Recording") == "/themes/recording"
    narrower = Html(client.get("/themes/recording").text)
    assert narrower.link("Listening") == "/themes/listening"
    assert "Nothing has been added here yet." in narrower.text
    assert client.get("/themes/unheard-of").status_code == 404


def test_terms_without_documents_are_not_offered(client: FlaskClient) -> None:
    assert [span.text for span in Html(client.get("/themes").text).all("span", "term-label")] == ["Listening"]


def test_labels_are_in_the_pages_language_or_marked_as_english(client: FlaskClient) -> None:
    page = Html(client.get("/cy/themes").text)
    assert [span.text for span in page.all("span", "term-label")] == ["Gwrando"]
    roles = client.get("/cy/roles").text
    assert '<span lang="en">Nurse</span>' in roles


def test_paging_shows_the_ends_and_what_is_near() -> None:
    shown = paging(5, 9, str)
    assert shown.links == ((1, "1"), None, (4, "4"), (5, "5"), (6, "6"), None, (9, "9"))
    assert (shown.before, shown.after) == ("4", "6")
    assert (paging(1, 1, str).before, paging(1, 1, str).after) == ("", "")


def test_an_empty_library_says_so_kindly(empty_client: FlaskClient) -> None:
    response = empty_client.get("/")
    assert response.status_code == 503
    assert "Nothing has been published yet" in response.text
    assert response.headers["Retry-After"] == "30"
    assert empty_client.get("/about").status_code == 200


def test_a_circumstance_has_a_page_a_place_on_the_home_page_and_a_filter(client: FlaskClient) -> None:
    assert 'href="/circumstances"' in client.get("/").text
    every = client.get("/circumstances").text
    assert 'href="/circumstances/sight"' in every
    assert "Someone sees less than they did." in every
    assert "The spare key" in client.get("/circumstances/sight").text
    found = client.get("/search.json?q=circumstance:sight").get_json()
    assert [each["url"] for each in found["results"]] == ["/stories/spare-key"]
    assert found["facets"]["circumstance"] == [{"id": "sight", "label": "Sight loss", "count": 1, "selected": False}]
