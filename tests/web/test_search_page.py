"""The search page: results with the reason why, choices without scripts, ways on where nothing was found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from library.actions.find import SearchRequest
from library.actions.publish import publish
from library.web.labels import FACETS
from library.web.search_page import address
from tests.web.reading_html import Element, Html
from tests.web.shelves import Shelves, fill, open_shelves


def search(client: FlaskClient, query: str) -> Html:
    return Html(client.get(f"/search?{query}").text)


def titles(page: Html) -> list[str]:
    return [heading.text for heading in page.all("h2", "entry-title")]


def test_each_result_shows_its_best_passages_with_the_words_marked_and_leads_there(client: FlaskClient) -> None:
    page = search(client, "q=death+family")
    assert titles(page) == ["The spare key"]
    assert {mark.text for mark in page.all("mark")} == {"death", "family"}
    assert page.link("a death in the family") == "/stories/spare-key#p2"


def test_a_result_from_a_video_leads_to_its_second(client: FlaskClient) -> None:
    page = search(client, "q=kettle&kind=video")
    assert page.link("The kettle") == "/resources/number-nine#t=76"
    assert "at 1:16" in page.text


def test_a_fictional_document_says_so_in_its_result(client: FlaskClient) -> None:
    page = search(client, "q=kettle")
    assert {mark.text for mark in page.all("span", "mark-fictional")} == {"Fictional story", "Fictional video"}
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
    assert {box.get("name") for box in boxes} == set(FACETS) - {"year"}
    assert [box.get("value") for box in boxes if "checked" in box.attributes] == ["listening"]
    assert all(button.get("form") == "search" for button in page.all("button", "apply"))


def test_one_button_opens_the_filters_and_says_how_many_are_chosen(client: FlaskClient) -> None:
    page = search(client, "q=kettle")
    assert "open" not in page.one("details", "filters").attributes
    assert page.all("summary")[0].text == "Filter and sort"
    chosen = search(client, "q=kettle+kind:story&theme=listening&role=nurse")
    assert chosen.all("summary")[0].text == "Filter and sort (3 chosen)"
    assert "Filters applied:" in chosen.one("details", "filters").text
    assert len(page.all("button", "apply")) == 1


def test_what_is_chosen_can_be_taken_away_one_by_one_or_all_at_once(client: FlaskClient) -> None:
    page = search(client, "q=kettle&kind=story&kind=video&theme=listening&sort=newest")
    assert page.link("Remove filter: Video") == "/search?q=kettle&theme=listening&kind=story&sort=newest"
    assert page.link("Remove filter: Listening") == "/search?q=kettle&kind=story&kind=video&sort=newest"
    assert page.link("Clear all filters") == "/search?q=kettle&sort=newest"


def test_a_choice_that_nobody_knows_can_be_taken_away_too(client: FlaskClient) -> None:
    assert search(client, "theme=%3Cb%3E").link("Remove filter: <b>") == "/search"


def test_the_order_is_a_link_away_and_keeps_the_choices(client: FlaskClient) -> None:
    page = search(client, "q=kettle&kind=story")
    assert page.link("Newest") == "/search?q=kettle&kind=story&sort=newest"
    assert 'name="sort" value="title"' in client.get("/search?q=kettle&sort=title").text
    assert "Relevance" not in search(client, "").text


def test_documents_with_some_of_the_words_are_said_to_be_that(client: FlaskClient) -> None:
    words = "none with every word"
    assert words in search(client, "q=kettle+leaflet+daughter").text
    assert words not in search(client, "q=kettle").text
    # A content note of the story means the word, and no passage has it.
    assert "none with this word" in search(client, "q=bereavement").text
    (missing,) = [
        hint.text for hint in search(client, "q=kettle+leaflet+daughter").all("p", "why") if "Missing" in hint.text
    ]
    assert missing == "Missing: leaflet"


def test_nothing_found_offers_ways_on(client: FlaskClient) -> None:
    page = search(client, "q=nothinghasthis")
    assert "No results" in page.text
    assert "We searched for: “nothinghasthis”" in page.text
    assert page.link("All stories") == "/stories"
    narrowed = search(client, "q=kettle&nation=wales")
    assert "Remove a filter or try fewer words" in narrowed.text
    # Without the filter there is nothing either.
    assert "Remove a filter" not in search(client, "q=nothinghasthis&nation=wales").text
    assert "Check your spelling" in search(client, "q=nothinghasthis+nation:wales").text
    assert "leaflet kettle without quotation marks" in search(client, "q=%22leaflet+kettle%22").text


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
    assert [field.get("value") for field in Html(response.text).all("input") if field.get("name") == "q"] == ["ab"]


def test_search_pages_are_never_in_search_engines(client: FlaskClient) -> None:
    response = client.get("/search")
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert '<meta name="robots" content="noindex, noarchive">' in response.text


def test_a_later_page_keeps_words_choices_and_order(shelves: Shelves) -> None:
    asked = SearchRequest("a b", {"kind": frozenset({"video", "story"})}, "title", 3)
    with shelves.app.test_request_context("/cy/search"):
        assert address(asked) == "/cy/search?q=a+b&kind=story&kind=video&sort=title&page=3"
        assert address(SearchRequest()) == "/cy/search"
        passages = SearchRequest("a", {"kind": frozenset({"video"})}, "title", 2, "passages", as_typed=True)
        assert address(passages) == "/cy/search?q=a&kind=video&view=passages&as_typed=1&sort=title&page=2"
        assert address(SearchRequest(layout="passages", as_typed=True)) == "/cy/search"


# ---- how the query was read


AUTHORS = ["Ann Smith", "Ann Jones", "Bob Smith", "Cat Smith", "Dan Smith"]
ALIKE = [f"stories/year-{year}.md" for year in range(2001, 2013)]


@pytest.fixture(scope="module")
def named_shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """The small library with other names in its vocabulary, and twelve stories of as many years."""
    folder = tmp_path_factory.mktemp("named")
    fill(folder)
    vocabulary = folder / "content/vocabulary.yaml"
    words = vocabulary.read_text("utf-8")
    words = words.replace("note: Taking in what is said.", "also: [SDS], note: Taking in what is said.")
    words = words.replace("{id: about-it", "{id: a-record, label: {en: A record}}, {id: about-it")
    words += "synonyms: [{name: lock box, also: [umbrella]}]\n"
    words += "ambiguous: [{name: DST, meanings: [digital storytelling, decision support tool]}]\n"
    words += 'contacts: [{name: A listening line, phone: "0123 456", about: At any hour}]\n'
    words += "support_words: [want to die]\n"
    vocabulary.write_text(words, "utf-8")
    for path in ALIKE:
        (folder / "content" / path).write_text(story(path[-7:-3]), "utf-8")
    shelves = open_shelves(folder)
    publish(shelves.library)
    yield shelves
    shelves.library.close()


def story(year: str) -> str:
    return f"""---
title: Umbrella {year}
kind: story
summary: Weather.
themes: [recording]
roles: [nurse]
sectors: [health]
settings: [at-home]
outcomes: [feeling-safe]
year: {year}
authors: [{AUTHORS[int(year) % 5]}]
provenance: fictional
consent: {{audience: public, uses: []}}
---

It rained on the umbrella.
"""


@pytest.fixture
def named(named_shelves: Shelves) -> FlaskClient:
    return named_shelves.client


def lines(page: Html) -> list[str]:
    return [line.text for tag in ("p", "div") for line in page.all(tag, "read-as")]


def taken_away(page: Html) -> dict[str, str]:
    """Return the chips, each with the address that is left without it."""
    return {a.text.removeprefix("Remove filter: ").removesuffix(" ×"): a.get("href") for a in page.all("a", "chip")}


def link(page: Html, words: str) -> Element:
    return next(a for a in page.all("a") if a.text == words)


def test_what_was_looked_for_too_is_said_and_can_be_left_out(named: FlaskClient) -> None:
    page = search(named, "q=SDS+umbrella&nation=scotland&page=2")
    said = "Also searched for: Listening (you searched for “SDS”). "
    assert f"{said}Search only for the words I typed" in lines(page)
    assert page.link("Search only for the words I typed") == "/search?q=SDS+umbrella&nation=scotland&as_typed=1"


def test_a_topic_that_the_whole_query_names_is_said_first_and_once(named: FlaskClient) -> None:
    page = search(named, "q=SDS")
    assert page.one("ul", "named").text.startswith("Theme: Listening")
    assert lines(page) == ["Search only for the words I typed"]


def test_who_to_call_comes_before_the_results_of_a_search_by_someone_in_danger(named: FlaskClient) -> None:
    page = search(named, "q=i+want+to+die+umbrella")
    support = next(each for each in page.all("section") if each.get("aria-labelledby") == "support-title")
    assert support.text.startswith("If you need to talk to someone now")
    assert page.link("0123 456") == "tel:0123456"
    assert page.elements.index(support) < page.elements.index(page.one("ol", "bare"))
    assert "0123 456" not in search(named, "q=umbrella").text


def test_who_to_call_is_shown_below_the_heading_while_search_is_down(tmp_path: Path) -> None:
    fill(tmp_path)
    with (tmp_path / "content/vocabulary.yaml").open("a", encoding="utf-8") as file:
        file.write('contacts: [{name: A listening line, phone: "0123 456", about: At any hour}]\n')
        file.write("support_words: [want to die]\n")
    shelves = open_shelves(tmp_path)
    publish(shelves.library)
    shelves.library.close()
    for segment in (tmp_path / "data").rglob("index/*.seg"):
        segment.unlink()
    page = search(shelves.client, "q=want+to+die")
    heading, support = page.one("h1"), page.one("h2", "small-head")
    assert (heading.text, support.text) == ("Sorry, search is not available", "If you need to talk to someone now")
    assert page.elements.index(heading) < page.elements.index(support)
    assert page.link("0123 456") == "tel:0123456"


def test_words_that_no_document_has_are_named_in_one_sentence(named: FlaskClient) -> None:
    page = search(named, "q=lock+box")
    said = "No story or resource uses “lock” or “box”. Also searched for: umbrella (you searched for “lock box”). "
    assert lines(page) == [f"{said}Search only for the words I typed"]


def test_an_activity_and_an_author_that_the_query_names_are_said_first(named: FlaskClient) -> None:
    page = search(named, "q=silent+gallery")
    assert page.one("ul", "named").text == "Activity: Silent gallery"
    assert page.link("Silent gallery") == "/workshop#silent-gallery"


def test_words_as_typed_are_said_to_be_that_with_a_way_back(named: FlaskClient) -> None:
    page = search(named, "q=kettle&as_typed=1&kind=video")
    assert lines(page) == ["Showing results for exactly what you typed. Include other names and spellings"]
    assert page.link("Include other names") == "/search?q=kettle&kind=video"
    assert page.link("Remove filter: Video") == "/search?q=kettle&as_typed=1"
    assert page.link("Passages") == "/search?q=kettle&kind=video&view=passages&as_typed=1"
    assert search(named, "q=kettle&as_typed=1").link("Newest") == "/search?q=kettle&as_typed=1&sort=newest"
    hidden = {field.get("name"): field.get("value") for field in page.all("input") if field.get("type") == "hidden"}
    for_packs = {"slug", "anchors", "back", "place"}
    assert {name: value for name, value in hidden.items() if name not in for_packs} == {"as_typed": "1"}


def test_a_better_spelling_is_offered(named: FlaskClient) -> None:
    page = search(named, "q=umbrela+kettle&theme=recording")
    assert lines(page)[0] == "Did you mean umbrella kettle?"
    assert page.link("umbrella kettle") == "/search?q=umbrella+kettle&theme=recording"


def test_a_mended_query_is_said_to_be_so_and_the_typed_one_is_a_link_away(named: FlaskClient) -> None:
    page = search(named, "q=umbrela")
    said = "No results for “umbrela”. Showing results for umbrella. Search only for “umbrela”"
    assert page.one("p", "callout").text == said
    assert page.one("h1").text == "12 items for “umbrella”"
    assert page.link("Search only for") == "/search?q=umbrela&as_typed=1"
    assert search(named, "q=umbrela&as_typed=1").one("h1").text == "No results for “umbrela”"
    narrowed = search(named, "q=umbrela&nation=wales").one("p", "callout").text
    assert narrowed.startswith("No results for “umbrela”. We also searched for umbrella.")


def test_a_corrected_search_offers_the_typed_words_once(named: FlaskClient) -> None:
    page = search(named, "q=lock+box+umbrela")
    assert page.one("p", "callout").text.endswith("Search only for “lock box umbrela”")
    said = "No story or resource uses “lock” or “box”. Also searched for: umbrella (you searched for “lock box”)."
    assert lines(page) == [said]


def test_a_corrected_search_claims_no_more_than_the_typed_words_bear_out(named: FlaskClient) -> None:
    page = search(named, "q=umbrela+weather")
    said = page.one("p", "callout").text
    typed = search(named, "q=umbrela+weather&as_typed=1").one("h1").text
    assert said.startswith("12 items for “umbrela weather”. Showing results for umbrella weather.")
    assert page.one("h1").text == "12 items for “umbrella weather”"
    assert typed.startswith("12 items for “umbrela weather”")


def test_a_name_with_two_meanings_leads_to_a_search_for_each(named: FlaskClient) -> None:
    page = search(named, "q=a+dst+course&kind=story")
    assert "“DST” can mean more than one thing:" in lines(page)[0]
    assert page.link("digital storytelling") == "/search?q=a+digital+storytelling+course&kind=story"
    assert page.link("decision support tool") == "/search?q=a+decision+support+tool+course&kind=story"
    assert search(named, "q=DŚT").link("decision support tool") == "/search?q=decision+support+tool"
    assert link(Html(named.get("/cy/search?q=DST").text), "digital storytelling").get("lang") == "en"


def test_a_name_is_in_no_doubt_where_its_meaning_stands_beside_it(named: FlaskClient) -> None:
    assert lines(search(named, "q=DST+digital+storytelling")) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kind:video", "Video"),
        ("-kind:video", "not Video"),
        ("theme:listening", "Listening"),
        ("setting:at-home", "At home"),
        ("outcome:feeling safe", "Feeling safe"),
        ("language:cy", "Welsh"),
        ("shows:about-it", "Writing about it"),
        ("author:ann", "by Ann Jones or Ann Smith"),
        ("author:smith", "by Ann Smith, Bob Smith, Cat Smith or 1 more"),
        ("-author:bob", "not by Bob Smith"),
        ("year:2005", "2005"),
        ("year:2001..2099", "from 2001 to 2099"),
        ("year:2005..", "from 2005 onwards"),
        ("year:..2005", "up to 2005"),
    ],
)
def test_a_typed_filter_is_shown_as_it_was_understood_and_can_be_taken_away(
    typed: str, words: str, named: FlaskClient
) -> None:
    page = Html(named.get("/search", query_string={"q": f"umbrella {typed}", "nation": "wales"}).text)
    assert taken_away(page) == {
        "Wales": address_without(named, typed),
        words: "/search?q=umbrella&nation=wales",
    }


def address_without(client: FlaskClient, typed: str) -> str:
    with client.application.test_request_context("/search"):
        return address(SearchRequest(f"umbrella {typed}"))


def test_a_filter_that_nobody_knows_is_said_to_be_that(named: FlaskClient) -> None:
    page = search(named, "q=theme:blah+kettle")
    assert lines(page) == [
        "“theme:blah” is not a filter we recognise, so we searched for those words instead. Search help",
    ]
    assert page.link("Search help") == "/search/tips"


def test_a_passage_under_a_note_is_told_of_and_not_shown(client: FlaskClient) -> None:
    page = search(client, "q=family")
    assert page.all("p", "snippet") == []
    said = "Your words are in a part with a content note (Death and bereavement). Go to this part: The spare key"
    assert page.one("p", "noted").text == said
    assert page.link("Go to this part") == "/stories/spare-key#p2"
    assert Html(client.get("/stories/spare-key").text).one("p", "note-here").text.startswith("Content note: Death")
    assert search(client, "q=death").all("p", "noted") == []


def test_years_are_listed_newest_first_with_chosen_ones_before_all(named: FlaskClient) -> None:
    page = search(named, "q=umbrella&year=2003")
    years = [box.get("value") for box in page.all("input") if box.get("name") == "year"]
    assert years == ["2003", *(str(year) for year in range(2012, 2000, -1) if year != 2003)]


def test_facets_come_in_the_order_a_reader_thinks_in(named: FlaskClient) -> None:
    headings = [summary.text for summary in search(named, "").all("summary") if "more" not in summary.text]
    with named.application.test_request_context("/"):
        assert headings[1:] == [str(words) for words in FACETS.values()]


# ---- passages


def test_words_can_be_seen_in_documents_or_in_passages(client: FlaskClient) -> None:
    page = search(client, "q=kettle&kind=story&sort=title&page=2")
    assert (link(page, "Stories and resources").get("aria-current"), link(page, "Passages").get("aria-current")) == (
        "true",
        "",
    )
    assert link(page, "Passages").get("href") == "/search?q=kettle&kind=story&view=passages&sort=title"
    other = search(client, "q=kettle&view=passages")
    assert (link(other, "Stories and resources").get("aria-current"), link(other, "Passages").get("aria-current")) == (
        "",
        "true",
    )
    assert link(other, "Stories and resources").get("href") == "/search?q=kettle"


@pytest.mark.parametrize("query", ["", "q=theme:listening", "q=role:nurse+kind:story", "q=-kettle"])
def test_without_words_there_are_no_passages_to_see(query: str, client: FlaskClient) -> None:
    page = search(client, f"{query}&view=passages")
    assert page.all("nav", "views") == page.all("blockquote") == []
    assert "Relevance" not in page.text


def test_words_that_belong_to_a_filter_are_no_words_to_look_for(named: FlaskClient) -> None:
    assert search(named, "q=outcome:feeling+safe").all("nav", "views") == []
    assert search(named, "q=outcome:feeling+safe+outcome:feeling+safe").all("nav", "views") == []
    assert search(named, "q=outcome:feeling+safe+umbrella").all("nav", "views") != []
    assert search(named, "q=the+outcome:feeling+safe").all("nav", "views") != []


def test_a_passage_is_a_quotation_that_leads_to_its_place_and_says_where_it_is_from(client: FlaskClient) -> None:
    page = search(client, "q=kettle&view=passages")
    assert page.one("h1").text.startswith("4 passages in 3 items for ")
    quotes = {
        quote.text: caption.text for quote, caption in zip(*map(page.all, ("blockquote", "figcaption")), strict=True)
    }
    assert quotes["The kettle."] == "at 1:16 The number nine Fictional video"
    assert quotes["Ask about the kettle."] == "The spare key Fictional story"
    assert page.link("Ask about the kettle.") == "/stories/spare-key#p4"
    assert {mark.text for mark in page.all("mark")} == {"kettle"}
    assert page.link("The number nine") == "/resources/number-nine"
    assert page.all("nav", "sorts") == []


def test_a_passage_says_who_speaks_and_in_which_language(client: FlaskClient) -> None:
    assert search(client, "q=morning&view=passages").one("span", "quote-who").text == "Ann, at 0:00"
    welsh = search(client, "q=bore&view=passages")
    assert welsh.one("blockquote").get("lang") == "cy"
    assert Html(client.get("/cy/search?q=morning&view=passages").text).one("blockquote").get("lang") == "en"


def test_passages_are_paged_and_later_pages_stay_passages(named: FlaskClient) -> None:
    page = search(named, "q=rained+umbrella&view=passages")
    assert len(page.all("blockquote")) == 10
    assert page.link("Next page") == "/search?q=rained+umbrella&view=passages&page=2"
    later = search(named, "q=rained+umbrella&view=passages&page=2")
    assert (len(later.all("blockquote")), later.all("ol", "bare")[0].get("start")) == (2, "11")
    hidden = {field.get("name"): field.get("value") for field in later.all("input") if field.get("type") == "hidden"}
    assert hidden == {"view": "passages"}


def test_where_no_passage_may_be_shown_the_documents_are_a_link_away(client: FlaskClient) -> None:
    page = search(client, "q=family&view=passages")
    assert "No passages to show." in page.text
    assert page.link("Show stories and resources") == "/search?q=family"


# ---- nothing found


def test_it_says_what_is_found_without_each_filter(named: FlaskClient) -> None:
    page = search(named, "q=kettle+-theme:listening+author:smith&nation=wales&kind=story")
    assert not page.all("h2", "small-head")
    page = search(named, "q=kettle+-kind:story+-kind:video&kind=story&sort=title")
    assert page.all("h2")[0].text == "You will get results if you remove one filter:"
    assert page.link("Remove: not Story") == "/search?q=kettle+-kind%3Avideo&kind=story&sort=title"
    assert "Remove: not Story 22 items" in page.text
    chosen = search(named, "q=kettle&kind=video&nation=scotland")
    assert chosen.link("Remove: Video") == "/search?q=kettle&nation=scotland"
    assert chosen.link("Remove: Scotland") == "/search?q=kettle&kind=video"


@pytest.mark.parametrize(
    ("typed", "term", "place"),
    [
        ("recordzing", "Recording", "/themes/recording"),
        ("scotlandia", "Scotland", "/search?nation=scotland"),
        ("athomme", "At home", "/search?q=setting%3Aat-home"),
    ],
)
def test_a_near_term_leads_to_its_page_or_to_a_search_for_it(
    typed: str, term: str, place: str, named: FlaskClient
) -> None:
    page = search(named, f"q={typed}&as_typed=1")
    assert "Did you mean one of these topics?" in page.text
    assert link(page, term).get("href") == place


def test_beside_the_button_for_a_passage_the_other_names_what_it_adds(client: FlaskClient) -> None:
    names = [each.text for each in search(client, "q=kettle").all("button", "quiet")]
    assert any(name.startswith("Add passage to pack: ") for name in names)
    assert any(name.startswith("Add story to pack: ") for name in names)
    assert len(set(names)) == len(names)
