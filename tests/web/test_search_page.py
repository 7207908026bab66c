"""The search page: results with the reason why, choices without scripts, ways on where nothing was found."""

from flask.testing import FlaskClient

from library.actions.find import SearchRequest
from library.web.search_view import address
from tests.web.reading_html import Html
from tests.web.shelves import Shelves


def search(client: FlaskClient, query: str) -> Html:
    return Html(client.get(f"/search?{query}").text)


def titles(page: Html) -> list[str]:
    return [heading.text for heading in page.all("h3", "entry-title")]


def test_each_result_shows_its_best_passages_with_the_words_marked_and_leads_there(client: FlaskClient) -> None:
    page = search(client, "q=death+family")
    assert titles(page) == ["The spare key"]
    assert {mark.text for mark in page.all("mark")} == {"death", "family"}
    assert page.link("a death in the family") == "/stories/spare-key#p2"


def test_a_result_from_a_video_leads_to_its_second(client: FlaskClient) -> None:
    page = search(client, "q=kettle&kind=video")
    assert page.link("The kettle") == "/resources/number-nine#t=76"
    assert "at 1:16" in page.text


def test_an_invented_document_says_so_in_its_result(client: FlaskClient) -> None:
    page = search(client, "q=kettle")
    assert {mark.text for mark in page.all("span", "mark-invented")} == {"Invented story", "Invented video"}
    assert [kind.text for kind in page.all("span", "kind")] == ["Story"]


def test_results_say_which_language_they_are_in(client: FlaskClient) -> None:
    page = search(client, "q=gofalwr&language=cy")
    found = [link for link in page.all("a") if link.text == "Yr allwedd sbâr"]
    assert found
    assert found[0].get("lang") == "cy"
    other = Html(client.get("/cy/search?q=gofalwr&language=cy").text)
    assert next(link for link in other.all("a") if link.text == "Yr allwedd sbâr").get("lang") == ""


def test_filters_are_fields_of_the_one_form_and_work_without_scripts(client: FlaskClient) -> None:
    page = search(client, "q=kettle&theme=listening")
    form = page.one("form", "search-box")
    assert (form.get("method"), form.get("action"), form.get("id")) == ("get", "/search", "search")
    boxes = [box for box in page.all("input") if box.get("type") == "checkbox"]
    assert {box.get("form") for box in boxes} == {"search"}
    assert {box.get("name") for box in boxes} == {"kind", "theme", "role", "sector", "nation", "language", "length"}
    assert [box.get("value") for box in boxes if "checked" in box.attributes] == ["listening"]
    assert all(button.get("form") == "search" for button in page.all("button", "apply"))


def test_results_come_before_filters(client: FlaskClient) -> None:
    text = client.get("/search?q=kettle").text
    assert text.index('class="results"') < text.index('class="filters"')


def test_what_is_chosen_can_be_taken_away_one_by_one_or_all_at_once(client: FlaskClient) -> None:
    page = search(client, "q=kettle&kind=story&kind=video&theme=listening&sort=newest")
    assert page.link("Take away: Video") == "/search?q=kettle&theme=listening&kind=story&sort=newest"
    assert page.link("Take away: Listening") == "/search?q=kettle&kind=story&kind=video&sort=newest"
    assert page.link("Take all away") == "/search?q=kettle&sort=newest"


def test_a_choice_that_nobody_knows_can_be_taken_away_too(client: FlaskClient) -> None:
    assert search(client, "theme=%3Cb%3E").link("Take away: <b>") == "/search"


def test_the_order_is_a_link_away_and_keeps_the_choices(client: FlaskClient) -> None:
    page = search(client, "q=kettle&kind=story")
    assert page.link("Newest") == "/search?q=kettle&kind=story&sort=newest"
    assert 'name="sort" value="title"' in client.get("/search?q=kettle&sort=title").text
    assert "Best match" not in search(client, "").text


def test_documents_with_some_of_the_words_are_said_to_be_that(client: FlaskClient) -> None:
    words = "Showing documents with some of your words"
    assert words in search(client, "q=kettle+leaflet+daughter").text
    assert words not in search(client, "q=kettle").text


def test_nothing_found_offers_ways_on(client: FlaskClient) -> None:
    page = search(client, "q=nothinghasthis")
    assert "Nothing found" in page.text
    assert page.link("All stories") == "/stories"
    narrowed = search(client, "q=kettle&nation=wales")
    assert "Take away a choice above" in narrowed.text


def test_a_query_is_shown_as_typed_and_never_as_markup(client: FlaskClient) -> None:
    typed = "\"><script>alert('x')</script>"
    page = Html(client.get("/search", query_string={"q": typed}).text)
    assert [field.get("value") for field in page.all("input") if field.get("name") == "q"] == [typed]
    assert [script.get("src")[:8] for script in page.all("script")] == ["/static/"]


def test_a_request_out_of_bounds_is_brought_within(client: FlaskClient) -> None:
    for query in ({"q": "a " * 5000}, {"page": "9" * 400}, {"page": "-1"}, {"page": "²"}, {"sort": "x"}):
        assert client.get("/search", query_string=query).status_code == 200
    assert client.get("/search", query_string={"theme": ["x" * 5000, *map(str, range(500))]}).status_code == 200


def test_what_is_no_text_never_reaches_a_page(client: FlaskClient) -> None:
    no_text = "\x00\x1b\ufdd0\uffff\U0010fffe"
    response = client.get("/search", query_string={"q": f"a{no_text}b", "theme": no_text})
    assert response.status_code == 200
    assert not set(no_text) & set(response.text)
    assert [field.get("value") for field in Html(response.text).all("input") if field.get("name") == "q"] == ["a     b"]


def test_search_pages_are_never_in_search_engines(client: FlaskClient) -> None:
    response = client.get("/search")
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert '<meta name="robots" content="noindex, noarchive">' in response.text


def test_a_later_page_keeps_words_choices_and_order(shelves: Shelves) -> None:
    asked = SearchRequest("a b", {"kind": frozenset({"video", "story"})}, "title", 3)
    with shelves.app.test_request_context("/cy/search"):
        assert address(asked) == "/cy/search?q=a+b&kind=story&kind=video&sort=title&page=3"
        assert address(SearchRequest()) == "/cy/search"
