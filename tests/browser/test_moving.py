"""Import and export in a browser: looked at closely, and used without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from library.bootstrap import open_library
from library.model.viewer import Role
from library.settings import read_settings
from tests.actions.import_export.importing import zipped
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.test_people import look_closely
from tests.web.shelves import fill
from tests.web.signing_in import new_person, new_session
from tests.web.test_moving import document


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Page], str]]:
    """Sign a coordinator of a small site in to a browser, and return the address of the site."""
    folder = tmp_path_factory.mktemp("moving")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content") as site:
        places = {"LIBRARY_CONTENT": str(site.content), "LIBRARY_DATA": str(site.data), "LIBRARY_URL": site.url}
        library = open_library(read_settings(places))
        secret = new_session(library, new_person(library, Role.COORDINATOR), with_password=True)
        library.close()

        def sign_in(page: Page) -> str:
            page.context.add_cookies([{"name": "session", "value": secret, "url": site.url}])
            return site.url

        yield sign_in


@pytest.fixture
def zip_file(tmp_path: Path) -> Path:
    """A zip file with a document of each outcome."""
    long = "stories/" + "-".join(["long"] * 19) + ".md"
    files = {
        "stories/new.md": document("New"),
        "stories/another-key.md": document("The spare key"),
        "stories/bad.md": document("Bad", "nonsense"),
        long: document("Long"),
        "README.txt": "Hello",
    }
    return zipped(tmp_path / "a.zip", files)


def test_a_zip_file_is_uploaded_looked_at_imported_and_undone_without_scripts(
    new_page: Pages, desk: Callable[[Page], str], zip_file: Path
) -> None:
    page = new_page(width=360, scripts=False)
    page.goto(f"{desk(page)}/desk")
    page.get_by_role("link", name="Import").click()
    page.set_input_files("#file", zip_file)
    page.get_by_role("button", name="Upload and check").click()
    expect(page.locator("h1")).to_have_text("What this import would do")
    page.get_by_label("Leave it out: stories/bad.md").check()
    page.get_by_label("Import it all the same: stories/another-key.md").check()
    page.get_by_role("button", name="Check again with these choices").click()
    page.get_by_role("button", name="Import 3 files").click()
    expect(page.locator("#told")).to_have_text("Imported. Readers see nothing of it before the next publish.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#told")).to_contain_text("Every file is as it was before the import.")


def test_the_pages_are_for_everyone_at_every_width(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, desk: Callable[[Page], str], zip_file: Path
) -> None:
    page = new_page(reduced_motion=True)
    url = desk(page)
    for path in ("/desk/export", "/desk/import"):
        answer = page.goto(f"{url}{path}")
        assert answer
        assert (answer.status, nu.check(answer.text())) == (200, [])
        look_closely(page, axe)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.set_input_files("#file", zip_file)
    page.get_by_role("button", name="Upload and check").click()
    page.wait_for_url("**/desk/import/*")
    report = page.goto(page.url)
    assert report
    assert nu.check(report.text()) == []
    look_closely(page, axe)
