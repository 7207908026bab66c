"""The browser, and a guard that watches every page it opens.

Two things stop a page from reaching out: Chromium is told that every name and address but 127.0.0.1 does not exist,
and the guard notes each attempt, so that the test fails although nothing left.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    WebSocket,
    sync_playwright,
)

OUR_HOST = "127.0.0.1"
# Addresses without a host: what the page itself carries.
INSIDE_SCHEMES = {"data", "blob", "about"}
ARGUMENTS = (
    "--no-sandbox",  # tests often run as root in a container, where Chromium's sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {OUR_HOST}",
)
TIMEOUT = 10_000  # milliseconds that an action may take


def find_chromium() -> str:
    """Return the path of the browser: LIBRARY_CHROMIUM, Debian's place, or the first on the PATH.

    Raises:
        AssertionError: There is none. A missing browser fails the tests; it never skips them.
    """
    named = os.environ.get("LIBRARY_CHROMIUM")
    places = [named] if named else ["/usr/bin/chromium", shutil.which("chromium")]
    for place in places:
        if place and Path(place).is_file():
            return place
    raise AssertionError(
        f"No browser at {named or 'chromium'}. `make test` installs one on Debian; "
        "elsewhere set LIBRARY_CHROMIUM to the path of a Chromium."
    )


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser and close it afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


def leaves_this_machine(address: str) -> bool:
    """Say whether a request for this address would go to another host than 127.0.0.1."""
    parts = urlsplit(address)
    return parts.scheme not in INSIDE_SCHEMES and parts.hostname != OUR_HOST


@dataclass  # no slots: Playwright keeps its wrappers on the object whose methods it calls
class Guard:
    """Notes what a page must never do: reach out, or report an error in the console."""

    faults: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Note the faults of every page, frame and worker of this context from now on."""
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("page", lambda page: page.on("websocket", self._on_websocket))

    def take(self) -> list[str]:
        """Return the faults so far and forget them: for a test that provokes one."""
        taken, self.faults = self.faults, []
        return taken

    def check(self) -> None:
        """Fail if there were faults.

        Raises:
            AssertionError: There were; each is named.
        """
        faults = self.take()
        if faults:
            raise AssertionError("The page is at fault:\n  " + "\n  ".join(faults))

    def _on_request(self, request: Request) -> None:
        if leaves_this_machine(request.url):
            self.faults.append(f"request to another host: {request.url}")

    def _on_websocket(self, websocket: WebSocket) -> None:
        if leaves_this_machine(websocket.url):
            self.faults.append(f"request to another host: {websocket.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console error: {message.text} ({message.location.get('url', '')})")


@dataclass(slots=True)
class Pages:
    """Opens pages the way different readers see them; the fixture `new_page` is one of these."""

    browser: Browser
    guard: Guard = field(default_factory=Guard)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        forced_colours: bool = False,
        reduced_motion: bool = False,
        scripts: bool = True,
        zoom: float = 1.0,
        language: str = "en-GB",
    ) -> Page:
        """Open an empty page in a context of its own: no cookies, nothing stored.

        Args:
            width: Of the window, in CSS pixels at zoom 1.
            height: The same.
            dark: The reader prefers a dark colour scheme.
            forced_colours: As in Windows' high contrast mode.
            reduced_motion: The reader prefers less motion.
            scripts: False turns JavaScript off (`page.evaluate` still works, axe does not).
            zoom: 4.0 is 400 %: the window holds a quarter of the CSS pixels, each four times as wide.
            language: What the browser asks for.
        """
        motion: Literal["reduce", "no-preference"] = "reduce" if reduced_motion else "no-preference"
        context = self.browser.new_context(
            viewport={"width": round(width / zoom), "height": round(height / zoom)},
            device_scale_factor=zoom,
            color_scheme="dark" if dark else "light",
            forced_colors="active" if forced_colours else "none",
            reduced_motion=motion,
            java_script_enabled=scripts,
            locale=language,
        )
        context.set_default_timeout(TIMEOUT)
        self.contexts.append(context)
        self.guard.watch(context)
        return context.new_page()

    def close(self) -> None:
        """Let each page finish what it is loading, then close all."""
        for context in self.contexts:
            for page in context.pages:
                self._settle(page)
            context.close()

    def _settle(self, page: Page) -> None:
        try:
            page.wait_for_load_state("load")
        except Error as error:
            self.guard.faults.append(f"still loading after {TIMEOUT / 1000:.0f} s: {page.url} ({error.message})")
