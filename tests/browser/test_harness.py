"""Every checker is shown a planted fault that it has to catch, and a sound page that it has to leave alone."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import chromium as browsers
from tests.browser import probes, server
from tests.browser.axe import Violation
from tests.browser.chromium import Pages, find_chromium
from tests.browser.nu import Nu

CheckWithAxe = Callable[[Page], list[Violation]]

SOUND = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A sound page</title>
<link rel="icon" href="data:,">
<style>
    body {margin: 0; color: #222; background: #fff; font: 1rem/1.5 sans-serif}
    a.button, button {display: inline-block; min-width: 44px; min-height: 44px; font: inherit}
    :focus-visible {outline: 3px solid #00f}
    .wide {overflow-x: auto}
    .hidden {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)}
</style>
<main>
    <h1>A sound page</h1>
    <p>A sentence with <a href="#more">a link</a> in it.</p>
    <p><a class="button" href="#more">Read more</a> <button type="button">Save</button></p>
    <p><label style="display: inline-block; min-height: 24px">Yes <input type="checkbox"></label></p>
    <div class="wide" tabindex="0" role="region" aria-label="A wide table">
        <table style="min-width: 400px"><tr><th scope="col">Role<td>Carer</table>
    </div>
    <p id="more"><span class="hidden">Only heard.</span> The end.</p>
</main>
"""


def page_with(body: str, style: str = "") -> str:
    """Return the sound page with more in it."""
    return SOUND.replace("</main>", body + "</main>").replace("</style>", style + "</style>")


@pytest.fixture
def sound(new_page: Pages) -> Page:
    page = new_page(width=320)
    page.set_content(SOUND)
    return page


@pytest.fixture
def showing(new_page: Pages) -> Callable[..., Page]:
    def show(body: str, style: str = "", *, width: int = 320) -> Page:
        page = new_page(width=width)
        page.set_content(page_with(body, style))
        return page

    return show


@pytest.fixture
def folder_address(tmp_path: Path) -> Iterator[str]:
    """Serve the test's folder on this machine."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()
        thread.join()


class TestTheBrowser:
    def test_a_missing_browser_is_a_failure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LIBRARY_CHROMIUM", "/no/such/browser")
        with pytest.raises(AssertionError, match="No browser at /no/such/browser"):
            find_chromium()

    def test_a_page_is_as_the_reader_sees_it(self, new_page: Pages) -> None:
        page = new_page(width=1280, dark=True, forced_colours=True, reduced_motion=True, zoom=4, language="cy")
        asked = [
            "(prefers-color-scheme: dark)",
            "(forced-colors: active)",
            "(prefers-reduced-motion)",
            "(width: 320px)",
        ]
        assert page.evaluate("queries => queries.filter(query => !matchMedia(query).matches)", asked) == []
        assert page.evaluate("[navigator.language, devicePixelRatio]") == ["cy", 4]

    def test_without_scripts_none_runs_but_the_probes_do(self, new_page: Pages) -> None:
        page = new_page(width=320, scripts=False)
        page.set_content(page_with("<script>document.title = 'Changed'</script><div style='width: 400px'>Wide</div>"))
        assert page.title() == "A sound page"
        assert probes.sideways_scroll(page) == ['div "Wide" reaches 400 px']


class TestTheGuard:
    @pytest.mark.parametrize(
        "markup",
        [
            '<img src="http://192.0.2.1/a.png" alt="">',
            '<img src="https://outside.example/a.png" alt="">',
            '<script>fetch("https://outside.example/a").catch(() => 0)</script>',
            '<iframe src="https://outside.example/a" title="Outside"></iframe>',
            "<style>@import 'https://outside.example/a';</style>",
            '<script>try { new WebSocket("wss://outside.example/a") } catch (e) {}</script>',
        ],
    )
    def test_a_request_to_another_host_is_a_fault(self, new_page: Pages, markup: str) -> None:
        page = new_page()
        page.set_content(page_with(markup))
        page.wait_for_load_state("networkidle")
        assert any(fault.startswith("request to another host: ") for fault in new_page.guard.take())

    def test_a_link_to_another_host_is_none_until_it_is_followed(self, new_page: Pages) -> None:
        page = new_page()
        page.set_content(page_with('<a id="out" href="https://outside.example/a">Out</a>'))
        assert new_page.guard.take() == []
        page.click("#out")
        page.wait_for_load_state("networkidle")
        assert "request to another host: https://outside.example/a" in new_page.guard.take()

    def test_an_error_in_the_console_is_a_fault(self, new_page: Pages) -> None:
        new_page().set_content(page_with("<script>console.error('broken')</script>"))
        assert new_page.guard.take() == ["console error: broken ()"]

    def test_an_error_in_a_script_is_a_fault(self, new_page: Pages) -> None:
        new_page().set_content(page_with("<script>throw new Error('broken')</script>"))
        assert [fault.splitlines()[0] for fault in new_page.guard.take()] == ["script error: broken"]

    def test_a_picture_that_is_not_there_is_a_fault(self, new_page: Pages, folder_address: str, tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text(page_with('<img src="gone.png" alt="">'))
        new_page().goto(f"{folder_address}/page.html")
        assert [fault for fault in new_page.guard.take() if "404" in fault and "gone.png" in fault]

    def test_a_fault_fails_the_test_and_is_named(self, new_page: Pages) -> None:
        new_page().set_content(page_with("<script>console.error('broken')</script>"))
        with pytest.raises(AssertionError, match="console error: broken"):
            new_page.guard.check()

    def test_a_sound_page_has_none(self, new_page: Pages, folder_address: str, tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text(SOUND)
        new_page().goto(f"{folder_address}/page.html")
        assert new_page.guard.take() == []

    def test_the_browser_knows_no_other_host(self) -> None:
        assert browsers.leaves_this_machine("https://outside.example/")
        assert browsers.leaves_this_machine("http://127.0.0.2/")
        assert not browsers.leaves_this_machine("http://127.0.0.1:8000/")
        assert not browsers.leaves_this_machine("data:,")


class TestAxe:
    def test_it_finds_a_picture_without_words(self, showing: Callable[..., Page], axe: CheckWithAxe) -> None:
        found = axe(showing('<img id="mute" src="data:,">'))
        assert [(violation.rule, violation.target, violation.certain) for violation in found] == [
            ("image-alt", "#mute", True)
        ]

    def test_it_finds_weak_contrast(self, showing: Callable[..., Page], axe: CheckWithAxe) -> None:
        found = axe(showing('<p style="color: #aaa">Hard to read.</p>'))
        assert [(violation.rule, violation.certain) for violation in found] == [("color-contrast", True)]

    def test_it_finds_weak_contrast_that_only_the_dark_has(self, new_page: Pages, axe: CheckWithAxe) -> None:
        style = "@media (prefers-color-scheme: dark) {p {color: #444; background: #111}}"
        rules = {}
        for dark in (False, True):
            page = new_page(dark=dark)
            page.set_content(page_with("", style))
            rules[dark] = {violation.rule for violation in axe(page)}
        assert rules[False] == set()
        assert "color-contrast" in rules[True]

    def test_it_says_where_it_cannot_tell_the_contrast(self, showing: Callable[..., Page], axe: CheckWithAxe) -> None:
        found = axe(showing('<p style="background: linear-gradient(#fff, #000)">Over a gradient.</p>'))
        assert [(violation.rule, violation.certain) for violation in found] == [("color-contrast", False)]

    def test_it_works_under_a_strict_content_security_policy(
        self, showing: Callable[..., Page], axe: CheckWithAxe
    ) -> None:
        rules = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        policy = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
        page = showing("")
        page.set_content(SOUND.replace("<title>", policy + "<title>"))
        assert axe(page) == []

    def test_it_leaves_a_sound_page_alone(self, sound: Page, axe: CheckWithAxe) -> None:
        assert axe(sound) == []


class TestNu:
    def test_it_finds_an_unknown_element(self, nu: Nu) -> None:
        assert [
            fault for fault in nu.check(page_with("<blnk>a</blnk>")) if "blnk" in fault and fault.startswith("error")
        ]

    def test_it_finds_a_name_used_twice(self, nu: Nu) -> None:
        found = nu.check(page_with('<p id="more">Again.</p>'))
        assert any("Duplicate ID" in fault for fault in found)

    def test_it_passes_on_warnings(self, nu: Nu) -> None:
        assert any(
            fault.startswith("warning") for fault in nu.check(page_with("<section><p>No heading.</p></section>"))
        )

    def test_it_reads_style_sheets_too(self, nu: Nu) -> None:
        assert nu.check("p {colour: red}", "text/css")
        assert nu.check("p {color: red}", "text/css") == []

    def test_it_leaves_a_sound_page_alone(self, nu: Nu) -> None:
        assert nu.check(SOUND) == []


class TestTheProbes:
    def test_an_element_wider_than_the_window_is_found(self, showing: Callable[..., Page]) -> None:
        page = showing('<div id="wide" style="width: 400px">Wide</div>')
        assert probes.sideways_scroll(page) == ['div#wide "Wide" reaches 400 px']

    def test_a_long_word_is_found(self, showing: Callable[..., Page]) -> None:
        assert probes.sideways_scroll(showing("<p>" + "long" * 60 + "</p>")) != []

    @pytest.mark.parametrize(
        "style",
        ["#b:focus {outline: none}", "#b:focus {outline: 0 solid red}", "#b:focus {outline: 2px solid transparent}"],
    )
    def test_a_stop_without_visible_focus_is_found(self, showing: Callable[..., Page], style: str) -> None:
        page = showing('<button id="b">Hidden focus</button>', style)
        assert probes.unseen_focus(page) == ['button#b "Hidden focus": no outline']

    def test_an_outline_that_was_always_there_shows_no_focus(self, showing: Callable[..., Page]) -> None:
        page = showing('<button id="b">Same</button>', "#b, #b:focus {outline: 2px solid red}")
        assert probes.unseen_focus(page) == ['button#b "Same": no outline']

    def test_a_shadow_may_show_the_focus_even_when_it_fades_in(self, showing: Callable[..., Page]) -> None:
        style = "#b {transition: box-shadow 9s} #b:focus {outline: none; box-shadow: 0 0 0 3px #00f}"
        assert probes.unseen_focus(showing('<button id="b">Shadow</button>', style)) == []

    def test_a_sticky_header_over_the_focus_is_found(self, showing: Callable[..., Page]) -> None:
        page = showing('<header id="over"></header>', "#over {position: fixed; inset: 0; background: #fff}")
        assert probes.unseen_focus(page)
        assert all(fault.endswith("covered") for fault in probes.unseen_focus(page))

    def test_every_tab_stop_is_met_in_order_and_again(self, sound: Page) -> None:
        first = [stop.element for stop in probes.tab_stops(sound)]
        assert first == [
            'a "a link"',
            'a.button "Read more"',
            'button "Save"',
            "input",
            'div.wide "A wide table"',
        ]
        sound.focus("button")
        assert [stop.element for stop in probes.tab_stops(sound)] == first

    def test_a_small_button_is_found(self, showing: Callable[..., Page]) -> None:
        page = showing(
            '<button id="x" style="min-width: 0; min-height: 0; width: 20px; height: 30px; padding: 0">×</button>'
        )
        assert probes.small_targets(page) == ['button#x "×" is 20 × 30 px']

    def test_our_own_buttons_are_held_to_more(self, showing: Callable[..., Page]) -> None:
        page = showing('<button id="x" style="min-width: 0; width: 30px; padding: 0">Go</button>')
        assert probes.small_targets(page) == []
        assert 'button#x "Go" is 30 × 44 px' in probes.small_targets(page, least=44)

    def test_a_small_link_on_its_own_is_found(self, showing: Callable[..., Page]) -> None:
        assert probes.small_targets(showing('<p><a href="#a" style="font-size: 10px">Alone</a></p>')) != []

    def test_text_in_fixed_pixels_is_found(self, showing: Callable[..., Page]) -> None:
        page = showing('<p id="p" style="font-size: 14px">Fixed</p>')
        assert probes.lost_at_double_text(page) == ['p#p "Fixed" does not grow']

    def test_text_cut_off_when_it_grows_is_found(self, showing: Callable[..., Page]) -> None:
        page = showing('<p id="p" style="height: 26px; overflow: hidden">Cut</p>')
        assert probes.lost_at_double_text(page) == ['p#p "Cut" is cut off']

    def test_a_table_without_headers_is_found(self, showing: Callable[..., Page]) -> None:
        page = showing('<table id="t"><tr><td>1</table><table id="u"><tr><th></th><td>1</table>')
        assert probes.headerless_tables(page) == ['table#t "1" has no header', "th is empty"]

    @pytest.mark.parametrize(
        "markup",
        [
            '<div id="d" onclick="go()">Go</div>',
            '<div id="d">Go</div><script>document.getElementById("d").addEventListener("click", () => 0)</script>',
            '<div id="d">Go</div><script>document.getElementById("d").onpointerdown = () => 0</script>',
        ],
    )
    def test_a_div_that_answers_only_a_click_is_found(self, showing: Callable[..., Page], markup: str) -> None:
        assert probes.click_only(showing(markup)) == ['div#d "Go" answers only a click']

    def test_a_control_may_answer_a_click(self, showing: Callable[..., Page]) -> None:
        markup = (
            '<div onclick="go()"><button>Go</button></div><button onclick="go()"><span onclick="go()">A</span></button>'
        )
        assert probes.click_only(showing(markup)) == []

    def test_movement_against_the_reader_s_wish_is_found(self, new_page: Pages) -> None:
        page = new_page(reduced_motion=True)
        moving = page_with('<p id="m">Moves</p>', "@keyframes a {to {opacity: 0}} #m {animation: a 9s infinite}")
        page.set_content(moving)
        assert probes.running_animations(page) == ['p#m "Moves" moves']

    def test_a_hint_that_calls_another_host_is_found(
        self, new_page: Pages, folder_address: str, tmp_path: Path
    ) -> None:
        (tmp_path / "page.html").write_text(page_with('<link rel="preconnect" href="https://outside.example/">'))
        page = new_page()
        page.goto(f"{folder_address}/page.html")
        assert probes.outside_hints(page) == ["preconnect https://outside.example/"]

    @pytest.mark.parametrize(
        "probe",
        [
            probes.sideways_scroll,
            probes.unseen_focus,
            probes.small_targets,
            probes.lost_at_double_text,
            probes.headerless_tables,
            probes.click_only,
            probes.running_animations,
            probes.outside_hints,
        ],
    )
    def test_a_sound_page_is_left_alone(self, sound: Page, probe: Callable[[Page], list[str]]) -> None:
        assert probe(sound) == []


# A server that needs nothing of the library: the harness is tested before there is anything to serve.
STAND_IN = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/fault":
            raise ValueError("planted")
        self.send_response(200)
        self.end_headers()

HTTPServer(("127.0.0.1", int(sys.argv[-1])), Handler).serve_forever()
"""


class TestTheSite:
    def test_it_runs_and_stops(self, tmp_path: Path) -> None:
        with server.running(tmp_path, program=("-c", STAND_IN)) as site:
            port = int(site.url.rsplit(":", 1)[1])
            assert fetch(port, "/healthz") == 200
        with pytest.raises(ConnectionRefusedError):
            fetch(port, "/healthz")

    def test_a_traceback_in_its_log_fails_the_run(self, tmp_path: Path) -> None:
        with (
            pytest.raises(AssertionError, match="printed a traceback"),
            server.running(tmp_path, program=("-c", STAND_IN)) as site,
            pytest.raises(ConnectionError),
        ):
            fetch(int(site.url.rsplit(":", 1)[1]), "/fault")

    def test_a_server_that_does_not_start_fails_the_run_and_says_why(self, tmp_path: Path) -> None:
        with (
            pytest.raises(AssertionError, match=r"(?s)stopped by itself.*no such wind"),
            server.running(tmp_path, program=("-c", "raise SystemExit('no such wind')")),
        ):
            pass


def fetch(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()
