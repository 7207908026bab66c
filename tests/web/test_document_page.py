"""A document's page: care before the text, words for every mark, a way to each passage."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
import time_machine
from flask.testing import FlaskClient

from library.actions.publish import publish
from library.actions.read import read_document
from library.content.body.markdown import render
from library.model.viewer import ANYBODY
from library.web.app import create_app
from library.web.citation import citation
from library.web.document_page import Place, places
from library.web.formatting import today
from library.web.note_skips import Piece, Skip, pieces
from tests.content.writing import MP4
from tests.making import Making
from tests.pdfs import pdf
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, fill, open_shelves


@pytest.fixture
def making(tmp_path: Path) -> Making:
    return Making(tmp_path)


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


def test_the_fictional_say_so_in_mark_sentence_title_and_citation(story: Html) -> None:
    assert story.one("article").text.startswith("The spare key Fictional story 1 minute to read At home Scotland")
    assert "The people and events are not real" in story.one("div", "provenance-fictional").text
    assert story.one("title").text == "The spare key (fictional story) – Commonplace"
    assert "[Fictional story]" in facts(story)["Cite this"]
    assert facts(story)["Consent"] == "This is fictional, so no consent was needed."


def test_the_facts_are_in_words_and_lead_on(story: Html) -> None:
    shown = facts(story)
    assert shown["Length"] == "1 minute to read, 1 minute to read aloud"
    assert (shown["Perspective"], shown["Country"], shown["Setting"]) == ("Worker", "Scotland", "At home")
    assert (shown["Focus"], shown["Outcomes"]) == ("Writing about it", "Feeling safe")
    assert (shown["Added"], shown["Review due"]) == (
        "20 November 2026",
        "20 November 2027",
    )
    assert story.link("Listening") == "/themes/listening"
    assert story.link("Nurse") == "/roles/nurse"
    assert story.link("Sight loss") == "/circumstances/sight"


def test_content_notes_stand_before_the_text_with_a_way_past_it(story: Html) -> None:
    note = story.one("section", "content-notes")
    assert "Death and bereavement" in note.text
    assert story.link("Go to this part") == "#p2"
    assert story.link("Skip this part") == "#p3"
    assert story.elements.index(note) < story.elements.index(story.one("div", "prose"))


def test_links_to_several_places_of_one_note_have_names_of_their_own(tmp_path: Path) -> None:
    fill(tmp_path)
    story = tmp_path / "content/stories/spare-key.md"
    story.write_text(story.read_text("utf-8").replace("where: [p2]", "where: [p2, p4]"), "utf-8")
    shelves = open_shelves(tmp_path)
    publish(shelves.library)
    page = Html(shelves.client.get("/stories/spare-key").text)
    shelves.library.close()
    links = {(a.text, a.get("href")) for a in page.all("a") if a.text.startswith("Skip this part")}
    name = "Skip this part (Death and bereavement, {} of 2)"
    assert links == {(name.format(1), "#p3"), (name.format(2), "#end-of-text")}


def test_a_note_may_have_several_places_and_end_with_the_text() -> None:
    anchors = ["p1", "p2", "p3", "p4", "p5"]
    assert places({"p1", "p2", "p5"}, anchors) == (Place("p1", "p3"), Place("p5", "end-of-text"))
    assert places((), anchors) == ()
    assert places({"p9"}, anchors) == ()


def test_the_short_version_leads_into_the_text(story: Html) -> None:
    short = story.one("ol", "short-passages")
    assert "She did not get up." in short.text
    assert "death" not in short.text
    links = {a.text: a.get("href") for a in story.all("a") if a.text.startswith("Read in context")}
    assert links == {"Read in context (passage 1)": "#p1", "Read in context (passage 3)": "#p3"}


def test_long_pages_begin_with_a_list_of_contents(story: Html, told: Html) -> None:
    assert story.one("nav", "contents").text == "On this page What she wanted What changed What I learned"
    assert told.all("nav", "contents") == []


def test_uses_are_listed_as_agreed_and_refused(told: Html) -> None:
    assert facts(told)["You can"] == "use it in a workshop"
    assert "quote from it" in facts(told)["You cannot"]
    assert "let search engines list it" in facts(told)["You cannot"]


def test_a_fictional_story_says_that_the_site_refuses_a_use_and_not_that_its_teller_does(story: Html) -> None:
    refused = facts(story)["This site does not let you"]
    assert all(use in refused for use in ("quote from it", "record it"))
    assert "translate" not in refused
    assert "You cannot" not in facts(story)


def test_consent_is_said_in_words(told: Html) -> None:
    assert facts(told)["Consent"] == (
        "Public: anyone can read this. Consent given on 10 January 2026. Available until 10 January 2030."
    )
    assert facts(told)["How the storyteller is named"] == "The storyteller’s name has been changed."
    assert "Real story, shared with the storyteller’s consent" in told.one("div", "provenance").text


def test_a_teller_is_told_whom_to_ask(told: Html, story: Html, tmp_path: Path) -> None:
    assert "Contact your network coordinator" in facts(told)["Is this your story?"]
    assert "Is this your story?" not in facts(story)
    with_contact = Html(
        open_shelves(tmp_path, LIBRARY_CONTACT="mailto:help@example.org?subject=x").client.get("/about").text
    )
    assert with_contact.link("help@example.org") == "mailto:help@example.org?subject=x"
    form = Html(open_shelves(tmp_path, LIBRARY_CONTACT="https://example.org/ask").client.get("/about").text)
    assert form.link("Contact us") == "https://example.org/ask"


def test_text_that_may_not_be_printed_stays_off_paper(told: Html, story: Html) -> None:
    assert "not-for-print" in told.one("body").classes
    assert "We do not have permission to print this" in told.one("p", "no-print-words").text
    assert "Print" not in facts(told)
    assert "not-for-print" not in story.one("body").classes


@time_machine.travel("2026-12-31T23:30:00+00:00", tick=False)
def test_a_citation_names_the_page_its_address_and_the_day(client: FlaskClient) -> None:
    assert facts(Html(client.get("/stories/spare-key").text))["Cite this"] == (
        "‘The spare key’ (2026) [Fictional story]. Commonplace. "
        "https://library.example.org/stories/spare-key (accessed 31 December 2026)."
    )
    assert facts(Html(client.get("/resources/outside").text))["Cite this"] == (
        "Care Example (2020) ‘Make recording personal’ [Video]. https://care.example.org/video. Found in Commonplace, "
        "https://library.example.org/resources/outside (accessed 31 December 2026)."
    )


def test_a_citation_says_what_is_known(client: FlaskClient) -> None:
    paper = facts(Html(client.get("/resources/paper").text))
    assert paper["Cite this"].startswith("A. Writer, B. Second (no date) ‘A paper’ [Research paper]. Commonplace.")
    assert (paper["Endorsed by"], paper["Linked from"], paper["Licence"]) == ("An inspector", "A list", "CC-BY-4.0")
    assert paper["Consent"] == "Published under its licence."
    signed = facts(Html(client.get("/stories/named").text))
    assert signed["Cite this"].startswith("C. Third (no date) ‘Signed’ [Fictional example]. Commonplace.")


@time_machine.travel("2026-12-31", tick=False)
def test_a_work_whose_makers_are_not_known_is_cited_by_its_title(shelves: Shelves) -> None:
    document = read_document(shelves.library, ANYBODY, "resources", "outside").document
    with shelves.app.test_request_context("/"):
        assert citation(replace(document, organisation="", year=None)) == (
            "‘Make recording personal’ (no date) [Video]. https://care.example.org/video. Found in Commonplace, "
            "https://library.example.org/resources/outside (accessed 31 December 2026)."
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
    assert [heading.text for heading in video.all("h3")][:2] == ["English", "Welsh"]


def test_a_line_of_a_second_language_has_an_address_that_the_first_does_not_have(video: Html) -> None:
    assert [words.get("id") for words in video.all("p") if "Bore" in words.text] == ["cy-t=0"]
    assert [line.get("data-start") for line in video.all("span", "caption-line")] == ["0.0", "76.0", "0.0"]


def test_captions_and_transcript_are_first_in_the_language_of_the_page(client: FlaskClient) -> None:
    welsh = Html(client.get("/cy/resources/number-nine").text)
    assert [track.get("srclang") for track in welsh.all("track") if "default" in track.attributes] == ["cy"]
    assert [option.get("value") for option in welsh.all("option") if "selected" in option.attributes] == ["1", "cy"]


@pytest.mark.parametrize(
    ("tag", "name"), [("en-US", "English"), ("pl", "Polish"), ("pt-BR", "Portuguese (Brazil)"), ("qq", "qq")]
)
def test_captions_in_any_language_are_called_by_its_name(tmp_path: Path, tag: str, name: str) -> None:
    making = Making(tmp_path)
    making.content.put("resources/film.mp4", MP4)
    making.content.put("resources/film.srt", "1\n00:00:01,000 --> 00:00:02,000\nHej.\n")
    making.write(
        "film",
        kind="video",
        media='{file: film.mp4, duration: "00:01:12"}',
        transcripts=f"[{{language: {tag}, file: film.srt}}]",
    )
    making.publish()
    text = create_app(making.library, making.library.settings).test_client().get("/resources/film").text
    assert f'src="/resources/film/files/film.srt.vtt" srclang="{tag}" label="{name}"' in text
    making.library.close()


def test_a_transcript_of_a_recording_on_another_website_leads_there(tmp_path: Path) -> None:
    making = Making(tmp_path)
    making.content.put("resources/talk.srt", "1\n00:01:16,400 --> 00:01:18,000\nThe kettle was on.\n")
    making.write(
        "talk",
        kind="video",
        provenance="published-elsewhere",
        evidence="seen",
        source="https://vimeo.com/123",
        licence="CC-BY-4.0",
        transcripts="[{language: en, file: talk.srt}]",
    )
    making.publish()
    client = create_app(making.library, making.library.settings).test_client()
    assert '<a class="plain" href="/resources/talk#t=76"' in client.get("/search?q=kettle").text
    page = Html(client.get("/resources/talk").text)
    assert page.link("1:16") == "https://vimeo.com/123#t=76s"
    assert [link.get("rel") for link in page.all("a", "moment-time")] == ["external noreferrer"]
    assert not [*page.all("video"), *page.all("iframe"), *page.all("img")]
    making.library.close()


def test_pointers_with_times_are_chapters_of_a_recording_of_ours_and_no_other_is_lost(tmp_path: Path) -> None:
    making = Making(tmp_path)
    making.content.put("resources/film.mp4", MP4)
    pointers = '[{at: "00:00:30", text: The bus}, {page: 7, text: The exercise}]'
    making.write("film", kind="video", media='{file: film.mp4, duration: "00:01:12"}', pointers=pointers)
    making.publish()
    page = Html(create_app(making.library, making.library.settings).test_client().get("/resources/film").text)
    assert page.one("section", "chapters").text == "Chapters Play from 0:30 The bus"
    assert page.link("0:30") == "/resources/film/files/film.mp4#t=30"
    assert "page 7 The exercise" in page.one("section", "pointers").text
    making.library.close()


def test_files_to_take_away_say_what_and_how_large_they_are(video: Html) -> None:
    assert video.link("A leaflet") == "/resources/number-nine/files/guide.pdf"
    assert "A leaflet (PDF, 1 KB)" in video.text


def test_the_list_of_files_says_how_many_pages_a_pdf_has_and_leads_to_its_sections(making: Making) -> None:
    making.content.put("stories/guide.pdf", pdf("= Before you begin\n\nSit down.", "= What matters\n\nAsk."))
    consent = "audience: public, uses: [excerpt, print]"
    making.write_told("with", consent=consent, attachments="[{file: guide.pdf, title: A guide}]")
    making.publish()
    app = create_app(making.library, making.library.settings)
    shown = Html(app.test_client().get("/stories/with").text)
    assert "A guide (PDF, 2 pages, " in shown.text
    assert shown.link("Before you begin") == "/stories/with/files/guide.pdf#page=1"
    assert shown.link("What matters") == "/stories/with/files/guide.pdf#page=2"
    making.content.put("stories/guide.pdf", pdf("= Before you begin\n\nSit down.\n\n= What matters\n\nAsk."))
    making.publish()
    assert "Before you begin" not in app.test_client().get("/stories/with").text


def test_a_result_in_a_pdf_says_where_it_is_and_opens_that_page_in_every_language(making: Making) -> None:
    making.content.put("stories/guide.pdf", pdf("Sit down.", "Ask what quoxotic matters."))
    consent = "audience: public, uses: [workshop, excerpt, print]"
    making.write_told("with", consent=consent, attachments="[{file: guide.pdf, title: A guide}]")
    making.publish()
    library = making.reopen(LIBRARY_LANGUAGES="en,cy")
    client = create_app(library, library.settings).test_client()
    for language in ("", "/cy"):
        for view in ("documents", "passages"):
            shown = Html(client.get(f"{language}/search?q=quoxotic&view={view}").text)
            assert shown.link("Ask what quoxotic matters.") == "/stories/with/files/guide.pdf#page=2"
            assert re.search(r"A guide, \w+ 2", shown.text)
            assert "Add passage to pack" not in shown.text
    library.close()


def test_work_from_elsewhere_is_a_summary_pointers_and_a_link(outside: Html) -> None:
    assert outside.link("Watch on Care Example, 4 minutes") == "https://care.example.org/video"
    assert "Watch on Care Example, 4 minutes on care.example.org, another website" in outside.text
    assert [li.text for li in outside.all("li", "moment")] == [
        "0:46 A compliance note set against what he wants",
        "page 7 An exercise",
    ]
    assert facts(outside)["Source of this summary"].startswith("Our summary is based on the original")
    assert facts(outside)["Length"] == "Our summary: 1 minute to read"
    assert facts(outside)["Languages"] == "English, Welsh"
    assert "You can" not in facts(outside)
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


class TestAContentNoteAtItsPlace:
    def test_it_stands_before_the_passage_with_a_way_past_it(self, story: Html) -> None:
        note = story.one("p", "note-here")
        assert note.text == "Content note: Death and bereavement. Skip this part (Death and bereavement)"
        assert story.link("Skip this part (Death and bereavement)") == "#p3"
        at = story.elements.index(note)
        # Two frames, the link in it and its hidden words, then the passage.
        assert story.elements[at + 5].get("id") == "p2"
        assert story.elements[at - 1].tag == "h2"

    def test_it_is_in_the_language_of_the_page(self, client: FlaskClient) -> None:
        page = Html(client.get("/cy/stories/spare-key").text)
        note = page.elements[page.elements.index(page.one("p", "note-here")) + 1]
        assert note.get("lang") == "cy"

    def test_a_moment_has_it_too_and_a_second_language_leads_ahead(self, tmp_path: Path) -> None:
        fill(tmp_path)
        video = tmp_path / "content" / "resources" / "number-nine.md"
        noted = "content_notes: [{note: bereavement, where: [t=0]}]\nmedia:"
        video.write_text(video.read_text("utf-8").replace("media:", noted, 1), "utf-8")
        shelves = open_shelves(tmp_path)
        publish(shelves.library)
        page = Html(shelves.client.get("/resources/number-nine").text)
        shelves.library.close()
        notes = page.all("li", "note-here")
        said = "Content note: Death and bereavement. Skip this part (Death and bereavement)"
        assert [note.text for note in notes] == [said] * 2
        assert [each.get("lang") for each in page.all("span") if "Content note" in each.text] == ["", "en"]
        links = [a.get("href") for a in page.all("a") if a.text == "Skip this part (Death and bereavement)"]
        assert links == ["#t=76", "#t=76", "#end-of-text"]
        assert page.elements[page.elements.index(notes[0]) + 5].get("id") == "t=0"

    def test_a_note_on_all_of_it_stands_at_the_top_alone(self, tmp_path: Path) -> None:
        fill(tmp_path)
        story = tmp_path / "content" / "stories" / "spare-key.md"
        story.write_text(story.read_text("utf-8").replace("where: [p2]", "where: []"), "utf-8")
        shelves = open_shelves(tmp_path)
        publish(shelves.library)
        page = Html(shelves.client.get("/stories/spare-key").text)
        shelves.library.close()
        assert page.all("p", "note-here") == []
        assert "Death and bereavement" in page.one("section", "content-notes").text


SKIP = (Skip("Loss", "Loss", "p9"),)


def with_marks(body: str, *anchors: str) -> str:
    """Return a body with § wherever something is offered."""
    found = pieces(body, dict.fromkeys(anchors, SKIP))
    assert "".join(piece.html for piece in found) == body
    return "".join(("§" if piece.skips else "") + piece.html for piece in found)


class TestCuttingAText:
    @pytest.mark.parametrize(
        "body",
        [
            '§<p id="p1">One.</p>',
            '§<p id="p1" lang="cy">Un.</p>',
            '<p id="p2">Two.</p>\n§<ul id="p1">\n<li>One\n<p>more</p>\n</li>\n</ul>',
            '§<ol id="p1" start="4">\n<li>One</li>\n</ol>',
            '§<dl id="p1">\n<dt>One</dt>\n<dd>1</dd>\n</dl>',
            '§<pre id="p1">One</pre>',
            '§<blockquote>\n<p id="p1">One.</p>\n<p id="p2">Two.</p>\n</blockquote>',
            '<blockquote>\n<p id="p2">Two.</p>\n§<p id="p1">One.</p>\n</blockquote>',
            '§<blockquote lang="cy">\n<blockquote>\n<p id="p1">One.</p>\n</blockquote>\n</blockquote>',
            '§<div class="admonition note" role="note">\n<p id="p1"><strong class="admonition-title">N</strong></p>\n'
            "</div>",
            '§<div class="table-scroll" role="region" tabindex="0" aria-labelledby="p1-caption">\n<table id="p1">\n'
            '<caption id="p1-caption">One</caption>\n<tr><td>1</td></tr></table></div>',
            '<div class="footnotes">\n<ol>\n<li id="fn-1">\n§<p id="p1">One.</p>\n</li>\n</ol>\n</div>',
            '<h2 id="one">One</h2>\n§<p id="p1">One.</p>',
            # What only looks like a passage: words, other passages, ids of parts.
            '<p id="p10">id="p1" &lt;p id="p1"&gt;</p><p title="&lt;p id=&quot;p1&quot;>">x</p><h2 id="p1">H</h2>',
            '<p id="p12">Twelve.</p><table><caption id="p1-caption">x</caption></table>',
        ],
    )
    def test_a_note_stands_where_a_paragraph_may(self, body: str) -> None:
        assert with_marks(body.replace("§", ""), "p1") == body

    def test_several_places_and_none(self) -> None:
        marked = '§<p id="p1">One.</p>\n<p id="p2">Two.</p>\n§<p id="p3">Three.</p>'
        body = marked.replace("§", "")
        assert with_marks(body, "p1", "p3", "t=4") == marked
        assert pieces(body, {}) == (Piece((), body),)
        assert pieces("", {"p1": SKIP}) == pieces("", {}) == ()

    @pytest.mark.parametrize("seed", range(40))
    def test_it_is_so_for_whatever_an_author_writes(self, seed: int) -> None:
        """Every passage of a rendered body is found, and a paragraph put before it breaks no nesting."""
        body = render(some_markdown(Random(seed)), "en")  # noqa: S311 (a test, no secret)
        anchors = [passage.anchor for passage in body.passages]
        noted = pieces(body.html, dict.fromkeys(anchors, SKIP))
        assert sum(bool(piece.skips) for piece in noted) == len(anchors)
        with_notes = "".join(('<p class="n">N</p>' if piece.skips else "") + piece.html for piece in noted)
        page = Html(with_notes)
        met = [each.get("id") or "N" for each in page.elements if each.get("id") in anchors or "n" in each.classes]
        assert met == [each for anchor in anchors for each in ("N", anchor)]


def some_markdown(random: Random) -> str:
    """Return blocks of every sort in random order."""
    blocks = [
        "A paragraph with **strong** words.",
        "- one\n- two\n\n    more of two",
        "4. four\n5. five",
        "> A quotation.\n>\n> More of it.",
        "> > Deep.\n>\n> - in a list",
        "## A heading",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Term\n:   What it means",
        '!!! note "Beware"\n    Of this.',
        "    code",
        "A note.[^1]\n\n[^1]: Of the foot.\n\n    Two paragraphs.",
        '<div lang="cy"><p>Cymraeg</p></div>',
        "<blockquote><table><caption>c</caption><tr><td>x</td></tr></table></blockquote>",
        '<p title="<p id=&quot;p1&quot;>">id="p1"</p>',
    ]
    return "\n\n".join(random.choices(blocks, k=7))


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """The small library, with thirty documents that have little to say and three that speak of one thing."""
    folder = tmp_path_factory.mktemp("like")
    fill(folder)
    for number in range(30):
        word = "".join(chr(98 + int(digit)) for digit in f"{number:02}")
        write(folder, f"filler-{word}", f"Filler {word}{word}{word}.", "recording")
    boiler = "The samovar and the marmalade stood there. The samovar shone."
    write(folder, "teapot", boiler, "listening", "voice: worker\n")
    write(folder, "urn", boiler, "listening")
    for slug in ("tebot", "tegell"):
        write(folder, slug, "Y samofar a'r marmaled. Y samofar.", "empty", "language: cy\n")
    told = "consent: {audience: public, uses: [workshop], shown_as: pseudonym, given: 2026-01-10}\nvoice: worker\n"
    write(folder, "boiler", boiler, "listening", told, "told")
    network = "consent: {audience: network, uses: [], shown_as: pseudonym, given: 2026-01-10}\n"
    write(folder, "secret", boiler, "listening", network, "told")
    shelves = open_shelves(folder)
    publish(shelves.library)
    yield shelves
    shelves.library.close()


class TestLikeThisOne:
    def entries(self, page: Html) -> dict[str, str]:
        """Return the titles and reasons of the section."""
        entries = [each for each in page.all("li", "entry") if "Words in common" in each.text]
        return {each.text.split(" ", 1)[0]: each.text for each in entries}

    def test_it_says_what_is_shared_and_marks_the_fictional(self, alike: Shelves) -> None:
        page = Html(alike.client.get("/stories/boiler").text)
        found = self.entries(page)
        assert found.keys() == {"Teapot", "Urn"}
        assert "Fictional story" in found["Teapot"]
        assert (
            "Shared themes: Listening. Also useful for: Nurse. Same perspective: Worker. Words in common: "
            in found["Teapot"]
        )
        assert "marmalade" in found["Teapot"]
        assert "Same perspective" not in found["Urn"]
        assert page.link("Teapot") == "/stories/teapot"

    def test_the_words_are_in_the_language_of_what_is_read(self, alike: Shelves) -> None:
        page = Html(alike.client.get("/stories/tebot").text)
        assert self.entries(page).keys() == {"Tegell"}
        assert [each.get("lang") for each in page.all("span") if "samofar" in each.text] == ["cy"]

    def test_what_a_reader_may_not_see_is_not_there(self, alike: Shelves) -> None:
        for slug in ("boiler", "teapot", "urn"):
            assert "Secret" not in alike.client.get(f"/stories/{slug}").text

    def test_a_page_for_search_engines_shows_none_that_is_not_for_them(self, alike: Shelves) -> None:
        response = alike.client.get("/stories/teapot")
        assert self.entries(Html(response.text)).keys() == {"Urn"}
        assert "X-Robots-Tag" not in response.headers

    def test_a_page_without_any_has_no_such_section(self, story: Html) -> None:
        assert "Similar stories and resources" not in story.text


def write(folder: Path, slug: str, body: str, theme: str, more: str = "", provenance: str = "fictional") -> None:
    """Write a story."""
    consent = "" if "consent:" in more else "consent: {audience: public, uses: [workshop]}\n"
    (folder / "content" / "stories" / f"{slug}.md").write_text(
        f"---\ntitle: {slug.capitalize()}\nkind: story\nsummary: About {slug}.\nthemes: [{theme}]\nroles: [nurse]\n"
        f"sectors: [health]\nprovenance: {provenance}\n{consent}{more}---\n\n{body}\n",
        "utf-8",
    )
