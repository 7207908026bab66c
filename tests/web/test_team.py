"""Ten minutes with a team: one page, on screen, on paper and in a chat."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from library.actions.publish import publish
from library.model.viewer import Role
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, fill, open_shelves


def test_a_story_leads_to_its_page_and_that_holds_what_a_team_needs(client: FlaskClient) -> None:
    address = Html(client.get("/stories/spare-key").text).link("Use this with your team")
    assert address == "/stories/spare-key/team"
    assert "It works in a team meeting and in one-to-one supervision." in client.get("/stories/spare-key").text
    page = Html(client.get(address).text)
    assert "For a team meeting, or for one-to-one supervision." in page.text
    assert [head.text for head in page.all("h2")] == [
        "Read this out first",
        "Short version 1 minute",
        "Discuss 5 minutes",
        "One thing to try this week 1 minute",
    ]
    assert "Shortened: includes 2 of the 4 paragraphs" in page.text
    assert "Death and bereavement" in page.text
    assert "What did she notice first?" in page.text
    assert "Fictional story" in page.text
    assert "It was about a death" not in page.text


def test_the_minutes_at_the_top_are_the_total_of_the_parts(client: FlaskClient) -> None:
    page = Html(client.get("/stories/spare-key/team").text)
    parts = [re.findall(r"(\d+) minutes?$", head.text) for head in page.all("h2")]
    total = sum(int(found[0]) for found in parts if found)
    assert total == 7
    assert page.one("span", "meta-time").text == f"{total} minutes"


def test_guidance_has_the_page_but_no_button(client: FlaskClient) -> None:
    assert "Use this with your team" not in client.get("/resources/paper").text


def test_a_story_that_was_not_agreed_to_for_workshops_has_no_button(tmp_path: Path) -> None:
    fill(tmp_path)
    story = tmp_path / "content/stories/spare-key.md"
    story.write_text(story.read_text().replace("uses: [workshop, print]", "uses: []"))
    shelves = open_shelves(tmp_path)
    publish(shelves.library)
    page = shelves.client.get("/stories/spare-key").text
    shelves.library.close()
    assert "We do not have permission to use this in workshops." in page
    assert "Use this with your team" not in page


def test_what_may_not_be_used_with_a_team_says_so_and_shows_no_word(client: FlaskClient) -> None:
    page = client.get("/resources/paper/team").text
    assert "We do not have permission to use this in workshops." in page
    assert "Found this." not in page
    assert client.get("/resources/paper/team.txt").status_code == 403


def test_a_work_elsewhere_goes_by_our_own_words(client: FlaskClient) -> None:
    text = client.get("/resources/outside/team.txt")
    assert (text.status_code, text.mimetype) == (200, "text/plain")
    assert "0:46 A compliance note set against what he wants" in text.text
    assert "https://care.example.org/video" in text.text


def test_words_that_may_not_leave_the_site_are_no_text_for_a_chat(client: FlaskClient) -> None:
    page = Html(client.get("/stories/spare-key/team").text)
    assert "You cannot share this as a chat message." in page.text
    answer = client.get("/stories/spare-key/team.txt")
    assert answer.status_code == 403
    assert "We have permission to show this on this website only." in answer.text


def test_words_that_may_not_be_printed_are_not(client: FlaskClient) -> None:
    told = client.get("/stories/phone-call/team").text
    assert "not-for-print" in told
    assert 'content="noindex, noarchive"' in told


@pytest.mark.parametrize("ending", ["team", "team.txt", "choose"])
def test_what_is_hidden_has_none(client: FlaskClient, ending: str) -> None:
    assert client.get(f"/stories/inside/{ending}").status_code == 404
    assert client.get(f"/stories/taken-back/{ending}").status_code == 410
    assert client.get(f"/stories/old-key/{ending}").status_code in {301, 404}


def test_what_is_not_public_is_kept_by_nobody(shelves: Shelves) -> None:
    client = shelves.seen_by(Role.MEMBER).client
    for ending in ("team", "choose"):
        answer = client.get(f"/stories/inside/{ending}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
        assert "Sentinelword" not in answer.text


def test_tables_lists_and_quotations_of_a_story_keep_their_form(tmp_path: Path) -> None:
    fill(tmp_path)
    story = tmp_path / "content/stories/spare-key.md"
    body = "| When | Note |\n|---|---|\n| Sat | All given |\n\n3. One.\n4. Two.\n\n> Quoted.\n\nLast.\n"
    header = (
        story.read_text().split("---\n", 2)[1].replace("uses: [workshop, print]", "uses: [workshop, excerpt, print]")
    )
    header = "\n".join(line for line in header.split("\n") if not line.startswith(("short", "content_notes")))
    story.write_text(f"---\n{header}---\n{body}")
    shelves = open_shelves(tmp_path)
    publish(shelves.library)
    page = Html(shelves.client.get("/stories/spare-key/team").text)
    chat = shelves.client.get("/stories/spare-key/team.txt").text
    shelves.library.close()
    assert [each.text for each in page.all("th")] == ["When", "Note"]
    assert [each.text for each in page.all("td")] == ["Sat", "All given"]
    assert "Quoted." in [each.text for each in page.all("blockquote")]
    assert "\n\nWhen: Sat; Note: All given\n\n3. One.\n4. Two.\n\nQuoted.\n\n" in chat
