"""New documents and lists in a browser: looked at closely, and without scripts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import docx
import pytest
from playwright.sync_api import Page, expect

from library.actions.library import Library
from library.actions.writing.commenting import add_comment
from library.actions.writing.opening import open_at, start_draft
from library.bootstrap import open_library
from library.model.viewer import Role
from library.settings import read_settings
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.test_people import look_closely
from tests.web.shelves import fill
from tests.web.signing_in import new_person, new_session

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload


@dataclass(frozen=True, slots=True)
class Desk:
    """A running site, its library, and a coordinator with a session."""

    url: str
    library: Library
    person: int
    secret: str

    def opened(self, page: Page) -> Page:
        """Give the browser of a page the session."""
        page.context.add_cookies([{"name": "session", "value": self.secret, "url": self.url}])
        return page


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A small site."""
    folder = tmp_path_factory.mktemp("new-documents")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content") as site:
        places = {"LIBRARY_CONTENT": str(site.content), "LIBRARY_DATA": str(site.data), "LIBRARY_URL": site.url}
        library = open_library(read_settings(places))
        person = new_person(library, Role.COORDINATOR)
        yield Desk(site.url, library, person, new_session(library, person, with_password=True))
        library.close()


@pytest.mark.parametrize(
    "path",
    [
        "documents",
        "new/link",
        "new/word",
        "vocabulary",
        "vocabulary/themes/terms/listening",
        "synonyms",
        "collections/first",
        "introductions/listening",
    ],
)
def test_every_page_is_for_everyone_at_every_width(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, desk: Desk, path: str
) -> None:
    page = desk.opened(new_page(reduced_motion=True))
    answer = page.goto(f"{desk.url}/desk/{path}")
    assert answer
    assert (answer.status, nu.check(answer.text())) == (200, [])
    look_closely(page, axe)


# A draft with a mistake, versions and a comment; one that will be published by itself.
WRONG, LATER = "stories/spare-key.md", "stories/phone-call.md"


@pytest.fixture
def written(desk: Desk) -> None:
    """Drafts, versions and comments, for pages that show them."""
    library, now = desk.library, desk.library.now()
    for path, old, new in ((WRONG, b"[listening]", b"[listning]"), (LATER, b"title: ", b"title: Another ")):
        draft = start_draft(library, open_at(library, path), desk.person)
        text = draft.text.replace(old, new).replace(b"She", b"Her sister")
        draft = library.drafts.save(path, text, draft.version, desk.person, "", now, reason="As she asked.")
    library.drafts.schedule(LATER, now + 86_400, desk.person)
    add_comment(library, "spare-key", desk.person, "p2", "Is this what she said?")


@pytest.mark.usefixtures("written")
def test_publishing_withdrawing_history_and_comments_are_for_everyone(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, desk: Desk
) -> None:
    page = desk.opened(new_page(reduced_motion=True))
    newest = desk.library.revisions.of(WRONG)[0].id
    for address in (
        "spare-key/publish",
        "phone-call/publish",
        "spare-key/withdraw",
        "spare-key/history",
        f"spare-key/history/{newest}",
        "spare-key/comments?at=p2",
        "taken-back/publish",
        "taken-back/restore-to-readers",
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        answer = page.goto(f"{desk.url}/desk/documents/{address}")
        assert answer
        assert (address, answer.status, nu.check(answer.text())) == (address, 200, [])
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        look_closely(page, axe)


def test_a_link_is_added_without_scripts_after_what_is_held_was_said(new_page: Pages, nu: Nu, desk: Desk) -> None:
    page = desk.opened(new_page(width=360, scripts=False))
    page.goto(f"{desk.url}/desk/new")
    page.get_by_role("link", name="From a link").click()
    page.get_by_label("Web address").fill("https://example.org/film")
    page.get_by_label("Title", exact=True).fill("The spare key")
    page.get_by_label("What it is").select_option("video")
    with page.expect_response("**/link/start") as held:
        page.get_by_role("button", name="Start a draft").click()
    assert (held.value.status, nu.check(held.value.text())) == (422, [])
    new_page.guard.take()  # the console notes the status
    expect(page.get_by_role("heading", name="We may have this already")).to_be_visible()
    page.get_by_role("button", name="Start a draft anyway").click()
    expect(page).to_have_url(f"{desk.url}/desk/documents/the-spare-key")
    page.get_by_role("link", name="Change the address").click()
    page.get_by_label("End of the address").fill("a-film")
    page.get_by_role("button", name="Change the address").click()
    expect(page).to_have_url(f"{desk.url}/desk/documents/a-film")


# From the desk to the page as readers find it; pressing Enter counts as well.
# Three fewer than 25: with a long vocabulary, each of three lists of terms is opened first.
MOST_STEPS = 22


def word_file() -> bytes:
    """Return a short story with a heading, a list, a table, bold words and words that are hidden."""
    word, stored = docx.Document(), io.BytesIO()
    word.add_heading("The bus stop bench", 0)
    waited = word.add_paragraph("Marged waited at the same bench every Tuesday. She ")
    waited.add_run("never").bold = True
    waited.add_run(" took the bus.")
    waited.add_run(" Do not tell anyone.").font.hidden = True
    word.add_heading("What changed", 1)
    word.add_paragraph("She brought two cups.", style="List Bullet")
    table = word.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("Before", "After"), ("Alone", "Tea")), strict=True):
        row.cells[0].text, row.cells[1].text = words
    word.save(stored)
    return stored.getvalue()


def choose(page: Page, axis: str, term: str) -> None:
    """Tick a term."""
    page.locator(f"input[name={axis}][value={term}]").check()


def test_a_word_file_becomes_a_story_that_readers_find_in_a_few_steps(new_page: Pages, desk: Desk) -> None:
    page = desk.opened(new_page())
    page.set_default_timeout(30_000)  # a net: a busy machine is slow
    page.goto(f"{desk.url}/desk")
    file: FilePayload = {"name": "bench.docx", "mimeType": "application/octet-stream", "buffer": word_file()}
    terms = {"themes": "listening", "roles": "nurse", "sectors": "health"}
    steps: list[Callable[[], object]] = [
        page.get_by_role("link", name="New document").click,
        page.get_by_role("link", name="From a Word file").click,
        lambda: page.get_by_label("Word file").set_input_files(file),
        lambda: page.get_by_label("What it is").select_option("story"),
        page.get_by_role("button", name="Start a draft").click,
        page.get_by_role("link", name="Open the draft").click,
        lambda: page.get_by_label("Summary", exact=True).fill("Someone waits for a bus that she never takes."),
        *(partial(choose, page, axis, term) for axis, term in terms.items()),
        lambda: page.get_by_label("Where the words come from").select_option("fictional"),
        lambda: page.get_by_label("Who can see it").select_option("public"),
        page.get_by_role("button", name="Save and publish").first.click,
        page.get_by_role("button", name="Publish now").click,
        page.get_by_role("navigation").get_by_role("link", name="Search", exact=True).click,
        lambda: page.locator("input[name=q]").first.fill("brought cups bench"),
        lambda: page.keyboard.press("Enter"),
        page.get_by_role("link", name="The bus stop bench").click,
    ]
    assert len(steps) <= MOST_STEPS
    for step in steps:
        step()
    expect(page).to_have_url(f"{desk.url}/stories/the-bus-stop-bench")
    story = page.get_by_role("article")
    expect(story.get_by_role("heading", name="What changed")).to_be_visible()
    expect(story.get_by_role("listitem").filter(has_text="She brought two cups.")).to_be_visible()
    expect(story.get_by_role("cell", name="Tea")).to_be_visible()
    expect(story.get_by_text("never", exact=True)).to_have_css("font-weight", "700")
    expect(story).not_to_contain_text("Do not tell anyone.")
    page.get_by_role("navigation", name="For coordinators").get_by_role("link", name="Edit").click()
    expect(page).to_have_url(f"{desk.url}/desk/documents/the-bus-stop-bench")
