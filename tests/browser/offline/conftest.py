"""Opens offline pages as files, the way a facilitator does."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from library.export.offline.writer import write_offline
from library.model.workshop import Workshop
from tests.browser.chromium import Pages
from tests.browser.offline.screens import Opened, OpenedAt
from tests.export import sample

# A JPEG of one pixel.
PIXEL = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "10" * 64 + "ffc0000b080001000101011100"
    "ffc4001f0000010501010101010100000000000000000102030405060708090a0b"
    "ffc40014100100000000000000000000000000000000ffda0008010100003f0037ffd9"
)


@pytest.fixture
def opened(new_page: Pages, tmp_path: Path) -> Opened:
    """Open a workshop's page; the one request it may make is for itself."""

    def open_page(workshop: Workshop | None = None, **wishes: bool | float) -> Page:
        file = tmp_path / "workshop.html"
        file.write_bytes(write_offline(workshop or with_film(tmp_path)))
        page = new_page(**wishes)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        page.wait_for_load_state("load")
        assert new_page.guard.take() == [f"request to another host: {file.as_uri()}"]
        return page

    return open_page


@pytest.fixture
def opened_at(new_page: Pages, tmp_path: Path) -> OpenedAt:
    """Open a page at a moment of local time; its clock goes on as the test says."""

    def open_page(moment: str) -> Page:
        file = tmp_path / "workshop.html"
        file.write_bytes(write_offline(sample.workshop()))
        page = new_page()
        page.clock.install(time=moment)
        page.goto(file.as_uri())
        assert new_page.guard.take() == [f"request to another host: {file.as_uri()}"]
        return page

    return open_page


def with_film(folder: Path) -> Workshop:
    (folder / "number-nine.jpg").write_bytes(PIXEL)
    (folder / "number-nine.mp4").write_bytes(b"film")
    return sample.workshop(folder)
