"""A document's page: care before the text, words for every mark, a way to each passage."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient

from library.actions.read import read_document
from library.model.viewer import ANYBODY
from library.web.amounts import today
from library.web.citation import citation
from library.web.document_view import Place, places
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, open_shelves


@pytest.fixture
def story(client: FlaskClient) -> Html:
    return Html(client.get("/stories/spare-key").text)


@pytest.fixture
def told(client: FlaskClient) -> Html:
    return Html(client.get("/stories/phone-call").text)


@pytest.fixture
def video(client: FlaskClient) -> Html:
    return Html(client.get("/resources/number-nine").text)


@pytest.fixture
def outside(client: FlaskClient) -> Html:
    return Html(client.get("/resources/outside").text)


def facts(page: Html) -> dict[str, str]:
    """Return the facts of a page: heading → words."""
    return dict(zip((dt.text for dt in page.all("dt")), (dd.text for dd in page.all("dd")), strict=True))


def test_the_invented_say_so_in_mark_sentence_title_and_citation(story: Html) -> None:
    assert story.one("article").text.startswith("Invented story The spare key")
    assert "nobody in it is a real person" in story.one("p", "provenance-invented").text
    assert story.one("title").text == "The spare key (invented story) – Commonplace"
    assert "[Invented story]" in facts(story)["Cite this"]
    assert facts(story)["Consent"] == "Nobody’s consent was needed, because nobody lived it."


def test_the_facts_are_in_words_and_lead_on(story: Html) -> None:
    shown = facts(story)
    assert shown["Time"] == "1 minute to read, 1 minute aloud"
    assert (shown["Whose voice"], shown["Nation"], shown["Where it happens"]) == ("Worker", "Scotland", "At home")
    assert (shown["What it shows"], shown["Outcomes"]) == ("Writing about it", "Feeling safe")
    assert (shown["In the library since"], shown["To be looked at again by"]) == (
        "20 November 2026",
        "20 November 2027",
    )
    assert story.link("Listening") == "/themes/listening"
    assert story.link("Nurse") == "/roles/nurse"


def test_content_notes_stand_before_the_text_with_a_way_past_it(story: Html) -> None:
    note = story.one("section", "content-notes")
    assert "Death and bereavement" in note.text
    assert story.link("Go there") == "#p2"
    assert story.link("Skip past it") == "#p3"
    assert story.elements.index(note) < story.elements.index(story.one("div", "prose"))


def test_a_note_may_have_several_places_and_end_with_the_text() -> None:
    anchors = ["p1", "p2", "p3", "p4", "p5"]
    assert places({"p1", "p2", "p5"}, anchors) == (Place("p1", "p3"), Place("p5", "end-of-text"))
    assert places((), anchors) == ()
    assert places({"p9"}, anchors) == ()


def test_the_short_version_leads_into_the_text(story: Html) -> None:
    short = story.one("ol", "short-passages")
    assert "She did not get up." in short.text
    assert "death" not in short.text
    assert [a.get("href") for a in story.all("a") if a.text == "In its place"] == ["#p1", "#p3"]


def test_long_pages_begin_with_a_list_of_contents(story: Html, told: Html) -> None:
    assert story.one("nav", "contents").text == "On this page What she wanted What changed What I learned"
    assert told.all("nav", "contents") == []


def test_uses_are_listed_as_agreed_and_refused(told: Html, story: Html) -> None:
    assert facts(told)["Allowed"] == "showing it in a workshop"
    assert "quoting from it" in facts(told)["Not allowed"]
    assert "being found by web search engines" in facts(told)["Not allowed"]
    assert "web search" not in facts(story)["Not allowed"]


def test_consent_is_said_in_words(told: Html) -> None:
    assert facts(told)["Consent"] == (
        "Anybody may read it here. The teller agreed to this on 10 January 2026. It is shown until 10 January 2030."
    )
    assert facts(told)["Whose story"] == "The teller is shown under another name."
    assert "Told by someone from their own life" in told.one("p", "provenance").text


def test_a_teller_is_told_whom_to_ask(told: Html, story: Html, tmp_path: Path) -> None:
    assert "Ask a coordinator of the network" in facts(told)["Is this your story?"]
    assert "Is this your story?" not in facts(story)
    with_contact = Html(
        open_shelves(tmp_path, LIBRARY_CONTACT="mailto:help@example.org?subject=x").client.get("/about").text
    )
    assert with_contact.link("help@example.org") == "mailto:help@example.org?subject=x"
    form = Html(open_shelves(tmp_path, LIBRARY_CONTACT="https://example.org/ask").client.get("/about").text)
    assert form.link("Write to us") == "https://example.org/ask"


def test_text_that_may_not_be_printed_stays_off_paper(told: Html, story: Html) -> None:
    assert "not-for-print" in told.one("body").classes
    assert "printing was not agreed to" in told.one("p", "no-print-words").text
    assert "On paper" not in facts(told)
    assert "not-for-print" not in story.one("body").classes


@time_machine.travel("2026-12-31T23:30:00+00:00", tick=False)
def test_a_citation_names_the_page_its_address_and_the_day(client: FlaskClient) -> None:
    assert facts(Html(client.get("/stories/spare-key").text))["Cite this"] == (
        "‘The spare key’ (2026) [Invented story]. Commonplace. "
        "https://library.example.org/stories/spare-key (read on 31 December 2026)."
    )
    assert facts(Html(client.get("/resources/outside").text))["Cite this"] == (
        "Care Example (2020) ‘Make recording personal’ [Video]. https://care.example.org/video. Found in Commonplace, "
        "https://library.example.org/resources/outside (read on 31 December 2026)."
    )


def test_a_citation_says_what_is_known(client: FlaskClient) -> None:
    paper = facts(Html(client.get("/resources/paper").text))
    assert paper["Cite this"].startswith("A. Writer, B. Second (no date) ‘A paper’ [Research paper]. Commonplace.")
    assert (paper["Endorsed by"], paper["Named in"], paper["Licence"]) == ("An inspector", "A list", "CC-BY-4.0")
    assert paper["Consent"] == "We show it under its licence."
    signed = facts(Html(client.get("/stories/named").text))
    assert signed["Cite this"].startswith("C. Third (no date) ‘Signed’ [Invented example]. Commonplace.")


@time_machine.travel("2026-12-31", tick=False)
def test_a_work_whose_makers_are_not_known_is_cited_by_its_title(shelves: Shelves) -> None:
    document = read_document(shelves.library, ANYBODY, "resources", "outside").document
    with shelves.app.test_request_context("/"):
        assert citation(replace(document, organisation="", year=None)) == (
            "‘Make recording personal’ (no date) [Video]. https://care.example.org/video. Found in Commonplace, "
            "https://library.example.org/resources/outside (read on 31 December 2026)."
        )


def test_what_was_replaced_leads_to_what_is_newer(client: FlaskClient) -> None:
    assert Html(client.get("/resources/paper").text).link("Make recording personal") == "/resources/outside"


def test_the_player_loads_nothing_by_itself_and_has_captions(video: Html) -> None:
    player = video.one("video")
    assert player.get("preload") == "none"
    assert {"controls", "playsinline"} <= set(player.attributes)
    assert "autoplay" not in player.attributes
    assert player.get("src") == "/resources/number-nine/files/nine.mp4"
    assert player.get("poster") == "/resources/number-nine/files/nine.jpg"
    tracks = [(track.get("kind"), track.get("srclang"), track.get("label")) for track in video.all("track")]
    assert tracks == [("captions", "en", "English"), ("captions", "cy", "Welsh")]
    assert ["default" in track.attributes for track in video.all("track")] == [True, False]
    assert "1 minute, 1 KB." in video.one("section", "player").text


def test_each_moment_has_an_address_and_plays_from_there_without_scripts_too(video: Html) -> None:
    moments = [(li.get("id"), li.text) for li in video.all("li", "moment")]
    assert moments == [
        ("t=0", "Play from 0:00 Ann: Good morning."),
        ("t=76", "Play from 1:16 The kettle."),
        ("", "Play from 0:00 Ann: Bore da."),
    ]
    assert video.link("1:16") == "/resources/number-nine/files/nine.mp4#t=76"
    assert [a.get("data-seek") for a in video.all("a", "moment-time")] == ["0", "76", "0"]


def test_transcripts_of_two_languages_are_told_apart(video: Html) -> None:
    assert [part.get("lang") for part in video.all("ol") if video.all("li", "moment") and "Ann" in part.text] == [
        "",
        "cy",
    ]
    assert "What is said (English)" in video.text
    assert "What is said (Welsh)" in video.text


def test_files_to_take_away_say_what_and_how_large_they_are(video: Html) -> None:
    assert video.link("A leaflet") == "/resources/number-nine/files/guide.pdf"
    assert "A leaflet (PDF, 1 KB)" in video.text


def test_work_from_elsewhere_is_a_summary_pointers_and_a_link(outside: Html) -> None:
    assert outside.link("Go to the work itself") == "https://care.example.org/video"
    assert "at care.example.org, another site" in outside.text
    assert [li.text for li in outside.all("li", "moment")] == [
        "0:46 A compliance note set against what he wants",
        "page 7 An exercise",
    ]
    assert facts(outside)["How we know"].startswith("We have read or watched it")
    assert facts(outside)["Time"] == "1 minute to read what we say about it"
    assert facts(outside)["Languages"] == "English Welsh"
    assert "Allowed" not in facts(outside)
    assert outside.all("video") == []


def test_a_translation_and_its_original_lead_to_each_other_in_any_language(client: FlaskClient, story: Html) -> None:
    assert story.link("Yr allwedd sbâr") == "/stories/key-cy"
    translated = Html(client.get("/cy/stories/key-cy").text)
    assert translated.link("The spare key") == "/cy/stories/spare-key"
    assert "heb ei wirio" in translated.text or "nad oes neb wedi’i wirio" in translated.text


def test_a_document_says_its_language_where_the_page_speaks_another(client: FlaskClient) -> None:
    page = Html(client.get("/stories/key-cy").text)
    assert page.one("div", "prose").get("lang") == page.one("header", "document-head").get("lang") == "cy"
    assert Html(client.get("/cy/stories/key-cy").text).one("div", "prose").get("lang") == ""


def test_what_to_read_next_is_what_the_reader_may_see(story: Html) -> None:
    related = [heading.text for heading in story.all("h3", "entry-title")]
    assert related == ["After the phone call", "The number nine"]


def test_a_day_is_the_one_in_london() -> None:
    with time_machine.travel("2026-06-30T23:30:00+00:00"):
        assert today() == date(2026, 7, 1)
