"""The screenshots of README: taken from the library's own content by `make screenshots`, into docs/screenshots/.

Each is a PNG with a palette, small enough for a README. They show fictional stories only, and each says so.
"""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.browser.chromium import Pages, launched
from tests.browser.server import ROOT, Site, running

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "screenshots"
COLOURS = 96
DESKTOP = (1080, 760)
PHONE = (390, 760)
SEARCH = "search?q=what+does+the+key+do"
STORIES = ("stories/spare-key", "stories/refused-bath", "resources/the-number-nine")
DETAILS = {"title": "Listening before a review", "starts": "10:00", "available": "60", "people": "12"}


def take_all(folder: Path) -> None:
    """Take every screenshot of README.

    Args:
        folder: Where to write them, in place of those that are there.
    """
    with tempfile.TemporaryDirectory() as temporary, running(Path(temporary)) as site, launched() as browser:
        pages = Pages(browser)
        page = pages(width=DESKTOP[0], height=DESKTOP[1])
        save(picture_of(page, f"{site.url}/{SEARCH}"), folder / "search.png")
        save(picture_of(page, f"{site.url}/{STORIES[0]}"), folder / "story.png")
        make_pack(page, site)
        save(picture_of(page, f"{site.url}/packs/mine"), folder / "pack.png")
        file = download_offline_page(page, Path(temporary))
        save(first_story(pages(width=PHONE[0], height=PHONE[1]), file), folder / "phone.png")
        pages.close()


def picture_of(page: Page, address: str) -> bytes:
    """Open an address and return a picture of what is on the screen, as PNG."""
    page.goto(address)
    return page.screenshot()


def make_pack(page: Page, site: Site) -> None:
    """Start a pack with three documents, and fill in what the workshop is."""
    for address in STORIES:
        page.goto(f"{site.url}/{address}")
        page.locator("#add button").click()
        page.locator("#add.added").wait_for()
    page.goto(f"{site.url}/packs/mine")
    for field, value in DETAILS.items():
        page.locator(f"form.pack-details #{field}").fill(value)
    page.locator("form.pack-details button").click()
    page.wait_for_url("**done=*")


def download_offline_page(page: Page, folder: Path) -> Path:
    """Download the pack as one web page that works without internet."""
    with page.expect_download() as download:
        page.locator(".files a[href$='.html']").first.dispatch_event("click")  # its card may be folded away
    file = folder / "offline.html"
    download.value.save_as(file)
    return file


def first_story(page: Page, file: Path) -> bytes:
    """Return a picture of the first story in an offline page, scrolled to its heading."""
    page.goto(file.as_uri())
    page.locator("h2", has_text="The spare key").first.evaluate("heading => heading.scrollIntoView()")
    return page.screenshot()


def save(png: bytes, path: Path) -> None:
    """Write a picture with a palette, which takes a third of the bytes."""
    with Image.open(BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    take_all(FOLDER)
