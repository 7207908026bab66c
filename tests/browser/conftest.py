"""Fixtures for tests in a real browser. Every test in this folder gets the mark `browser` by itself.

Under pytest-xdist each test process has a browser, a checker and a server of its own, with its own ports and folders.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium as browsers
from tests.browser import nu as checkers
from tests.browser import server as servers
from tests.browser.axe import Violation, violations
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.server import Site

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests in this folder (the hook gets the tests of all folders)."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Prefer `new_page`, which watches what it opens."""
    with browsers.launched() as browser:
        yield browser


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Pages]:
    """Open pages: `new_page(width=320, dark=True)`.

    The test fails if any of them asks another host for anything or reports an error in the console. A test that
    provokes one takes it: `assert new_page.guard.take() == [...]`.
    """
    pages = Pages(chromium)
    yield pages
    pages.close()
    pages.guard.check()


@pytest.fixture
def axe() -> Callable[[Page], list[Violation]]:
    """Check a page for accessibility: `assert axe(page) == []`."""
    return violations


@pytest.fixture(scope="session")
def nu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nu]:
    """Check markup: `assert nu.check(page.content()) == []`; better still, what the server sent."""
    with checkers.running(tmp_path_factory.mktemp("nu") / "nu.log") as checker:
        yield checker


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A really running server with the library's own content: `page.goto(site.url + "/search")`.

    One for all tests of a process: do not change what it serves; start another with `tests.browser.server.running`.
    """
    with servers.running(tmp_path_factory.mktemp("site")) as running:
        yield running
