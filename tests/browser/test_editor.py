"""The editor in a browser: with the keyboard alone, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from library.actions.library import Library
from library.bootstrap import open_library
from library.model.viewer import Role
from library.settings import read_settings
from library.storage.leases import Leases
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.content.test_additions import from_word
from tests.pictures import JPEG
from tests.web.shelves import fill
from tests.web.signing_in import new_person, new_session

# Milliseconds; only a net, because a busy machine is slow.
LONG = 120_000
HERE = "/desk/documents/spare-key"


@dataclass(frozen=True, slots=True)
class Desk:
    """A running site, and a coordinator who is signed in."""

    url: str
    library: Library
    secret: str

    def open(self, page: Page, path: str = HERE) -> None:
        """Open a page as the coordinator."""
        page.set_default_timeout(LONG)
        page.context.add_cookies([{"name": "session", "value": self.secret, "url": self.url}])
        page.goto(self.url + path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("editor")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content") as site:
        places = {"LIBRARY_CONTENT": str(site.content), "LIBRARY_DATA": str(site.data), "LIBRARY_URL": site.url}
        library = open_library(read_settings(places))
        person = new_person(library, Role.COORDINATOR, "ada@example.org", "Ada")
        yield Desk(site.url, library, new_session(library, person, with_password=True))
        library.close()


def tab_to(page: Page, element: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == element:
            return
    raise AssertionError(f"the keyboard does not reach {element}")


def test_what_is_typed_is_saved_by_itself_and_a_passage_is_chosen_with_the_keyboard_alone(
    desk: Desk, new_page: Pages, axe: Callable[[Page], list[Violation]]
) -> None:
    page = new_page(width=360)
    desk.open(page)
    tab_to(page, "f-text")
    page.keyboard.press("Control+End")
    page.keyboard.type("\nThe last thing she said.")
    status, saved = page.locator("#save-status"), re.compile(r"^Saved at \d\d:\d\d$")
    expect(status).to_have_text(saved, timeout=LONG)
    preview = page.frame_locator("#preview-pane iframe")
    expect(preview.locator("#text")).to_contain_text("The last thing she said.", timeout=LONG)
    page.reload()
    expect(page.locator("#f-text")).to_have_value(re.compile(r"The last thing she said\.\n$"), timeout=LONG)
    quote = preview.get_by_role("group", name="Passage p2").get_by_role("button", name="Quote for slides")
    quote.focus()
    page.keyboard.press("Enter")
    expect(quote).to_have_attribute("aria-pressed", "true", timeout=LONG)
    expect(page.locator("#f-quote")).to_have_value("p2", timeout=LONG)
    expect(status).to_have_text(saved, timeout=LONG)
    draft = desk.library.drafts.at("stories/spare-key.md")
    assert draft
    assert b"\nquote: p2\n" in draft.text
    # Not below the bar that stays in sight, where contrast cannot be measured.
    page.evaluate("scrollTo(0, 0)")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def drop(page: Page, data: bytes, name: str, media_type: str = "") -> None:
    """Drop a file on the text."""
    dropped = page.evaluate_handle(
        """([bytes, name, type]) => {
            const moved = new DataTransfer();
            moved.items.add(new File([new Uint8Array(bytes)], name, {type}));
            return moved;
        }""",
        [list(data), name, media_type],
    )
    page.dispatch_event("#f-text", "drop", {"dataTransfer": dropped})


def test_a_picture_that_is_dropped_is_uploaded_and_named_in_the_text(desk: Desk, new_page: Pages) -> None:
    page = new_page()
    desk.open(page)
    page.on("dialog", lambda dialog: dialog.accept("A red [door]"))
    page.locator("#f-text").focus()
    page.keyboard.press("Control+End")
    drop(page, JPEG, "door.jpg", "image/jpeg")
    expect(page.locator("#f-text")).to_have_value(re.compile(r"!\[A red \\\[door\\\]\]\(.+\.jpg\)"), timeout=LONG)
    expect(page.locator("#save-status")).to_have_text(re.compile("^Saved at"), timeout=LONG)


def test_a_word_file_that_is_dropped_becomes_text_at_the_cursor_and_its_report_is_announced(
    desk: Desk, new_page: Pages, axe: Callable[[Page], list[Violation]]
) -> None:
    page = new_page(width=360)
    desk.open(page, "/desk/documents/phone-call")
    text = page.locator("#f-text")
    text.fill("First.\n\nLast.\n")
    text.evaluate("text => text.setSelectionRange(6, 6)")
    drop(page, from_word(pictures=1), "Red chair.DOCX")
    expect(text).to_have_value(
        re.compile(
            r"^First\.\n\n## The red chair\n\nShe was not in the room\.\n\n!\[A chair\]\(\S+\.jpg\)\n+Last\.\n$"
        ),
        timeout=LONG,
    )
    expect(page.locator("#word-status[role=status]")).to_have_text(re.compile("^The text was added"), timeout=LONG)
    expect(page.locator("#word-report")).to_contain_text("Hidden text")
    expect(page.locator("#save-status")).to_have_text(re.compile("^Saved at"), timeout=LONG)
    picture = page.frame_locator("#preview-pane iframe").locator("#text img")
    expect(picture).to_be_visible(timeout=LONG)
    page.locator("#f-word").set_input_files({"name": "x.docx", "mimeType": "", "buffer": from_word("Another")})
    page.get_by_role("button", name="Add the text", exact=True).click()
    expect(text).to_have_value(re.compile(r"\n\n## Another\n"), timeout=LONG)
    expect(page.locator("#save-status")).to_have_text(re.compile("^Saved at"), timeout=LONG)
    page.evaluate("scrollTo(0, 0)")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_a_document_is_saved_checked_and_previewed(desk: Desk, new_page: Pages, nu: Nu) -> None:
    page = new_page(scripts=False)
    desk.open(page, "/desk/documents/phone-call")
    page.locator("#f-title").fill("")
    page.get_by_label("First day it is shown").fill("soon")
    page.get_by_role("button", name="Save and check").first.click()
    page.get_by_role("link", name="Title").first.click()
    expect(page.locator("#f-title")).to_have_attribute("aria-invalid", "true")
    assert nu.check(page.content()) == []
    page.locator("#f-title").fill("Another call")
    page.get_by_label("First day it is shown").fill("22 November 2026")
    page.locator("#f-word").set_input_files({"name": "x.docx", "mimeType": "", "buffer": from_word()})
    page.get_by_role("button", name="Add the text", exact=True).click()
    expect(page.locator("#f-text")).to_have_value(re.compile(r"She was not in the room\.\n$"))
    expect(page.locator("#word")).to_contain_text("Hidden text")
    assert nu.check(page.content()) == []
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Another call")
    expect(opened.value.get_by_text("This is a preview.")).to_be_visible()


def test_what_is_pasted_while_the_site_is_busy_is_pasted_as_plain_text_and_said(desk: Desk, new_page: Pages) -> None:
    page = new_page()
    desk.open(page)
    with Leases(desk.library.settings.data / "pastes.lock", 1).hold("the text of someone else"):
        page.evaluate("""() => {
            const moved = new DataTransfer(), text = document.getElementById("f-text");
            moved.setData("text/html", "<p>A <b>tin kettle</b></p>");
            moved.setData("text/plain", "A tin kettle");
            text.focus();
            text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: moved, bubbles: true, cancelable: true }));
        }""")
        expect(page.locator("#save-status")).to_contain_text("because the site is busy", timeout=LONG)
    expect(page.locator("#f-text")).to_have_value(re.compile("A tin kettle"), timeout=LONG)
    new_page.guard.take()  # the console notes the status
