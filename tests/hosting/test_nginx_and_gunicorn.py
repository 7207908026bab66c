"""The samples of ``deploy/`` serve the site: TLS, caches and logs, with real nginx and gunicorn."""

from __future__ import annotations

import json
import re
import socket
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from library.bootstrap import open_library
from library.model.viewer import Role
from library.settings import read_settings
from tests.content.uploads.hostile import mp4
from tests.hosting.host import SECURITY, Host, hosted, sample, values_of
from tests.waiting import stop
from tests.web.shelves import MP4, fill
from tests.web.signing_in import new_person, new_session


def nginx_lines(host: Host) -> list[dict[str, str]]:
    return [json.loads(line) for line in (host.logs / "commonplace.log").read_text("utf-8").splitlines()]


def test_systemd_is_told_that_the_site_is_ready(host: Host) -> None:
    assert values_of(sample("commonplace.service"), "Type") == ["notify"]
    assert host.notified.recv(1_000).startswith(b"READY=1")


def test_the_site_answers_over_tls(host: Host) -> None:
    page = host.ask("/sitemap.xml")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert f"<loc>{host.url}/stories/spare-key</loc>" in page.body.decode()
    assert host.ask("/healthz").status == 200


def test_an_address_without_tls_leads_to_the_same_with_tls(host: Host) -> None:
    connection = HTTPConnection("127.0.0.1", host.http)
    connection.request("GET", "/packs/a-link?page=2")
    answer = connection.getresponse()
    connection.close()
    assert (answer.status, answer.headers["Location"]) == (301, "https://127.0.0.1/packs/a-link?page=2")


def test_old_versions_of_tls_are_refused(host: Host) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", host.https)) as connection, pytest.raises(ssl.SSLError):
        context.wrap_socket(connection)


def test_a_film_is_uploaded_through_nginx_and_no_other_form_may_be_as_large(host: Host) -> None:
    film, names = mp4(84, bytes(3_000_000)), ("LIBRARY_CONTENT", "LIBRARY_DATA", "LIBRARY_URL")
    library = open_library(read_settings({name: host.environment[name] for name in names}))
    secret = new_session(library, new_person(library, Role.COORDINATOR), with_password=True)
    sent = {"Sec-Fetch-Site": "same-origin", "Cookie": f"__Host-session={secret}"}
    sent |= {"Content-Type": "multipart/form-data; boundary=x"}
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    with closing(host.connect()) as connection:
        address = "/cy/desk/documents/number-nine/files/add/media"
        connection.request("POST", address, head + film + b"\r\n--x--\r\n", sent)
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"].partition("?")[2]) == (303, "done=number-nine.mp4#told")
    assert library.uploads.find("resources/number-nine.md", "number-nine.mp4").read_bytes() == film
    library.close()
    assert host.ask("/packs/start", "x" * 1_100_000).status == 413


def test_a_recording_can_be_asked_for_in_parts(host: Host) -> None:
    part = host.ask("/resources/number-nine/files/nine.mp4", Range="bytes=4-7")
    assert (part.status, part.body) == (206, MP4[4:8])


def test_a_pasted_paragraph_is_searched_for(host: Host) -> None:
    assert host.ask(f"/search?q={'t%C5%B7%20' * 700}").status == 200


def start_pack(host: Host, **headers: str) -> tuple[str, str]:
    """Start a pack, and return its editing link and its cookie."""
    started = host.ask("/packs/start", "title=Ours", **headers)
    assert started.status == 303
    cookie = started.headers["Set-Cookie"]
    assert "Secure" in cookie
    return urlsplit(started.headers["Location"]).path.split("/")[2], cookie.partition(";")[0]


def test_nginx_stores_files_of_the_program_and_nothing_else(host: Host) -> None:
    _, cookie = start_pack(host)
    address = re.search(r'href="(/static/commonplace\.css\?v=[^"]+)"', host.ask("/").body.decode())
    assert address
    asked = [
        "/",
        "/stories/spare-key",
        "/resources/number-nine/files/nine.mp4",
        "/static/commonplace.css",
        "/feed.atom",
    ]
    for _ in range(2):
        assert [host.ask(path).status for path in asked] == [200] * len(asked)
        assert host.ask("/", Cookie=cookie).headers["Cache-Control"] == "private, no-cache"
        assert host.ask(address[1]).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    stored = [path.read_bytes() for path in (host.folder / "cache").rglob("*") if path.is_file()]
    keys = [re.search(rb"^KEY: http://commonplace(.*)$", each, re.MULTILINE) for each in stored]
    assert [key and key[1].decode() for key in keys] == [address[1]]
    lines = nginx_lines(host)
    assert {line["cache"] for line in lines if line["page"] != "static"} == {""}
    assert "HIT" in {line["cache"] for line in lines if line["page"] == "static"}


def test_a_page_for_one_reader_is_never_given_to_another(host: Host) -> None:
    _, first = start_pack(host)
    assert "Cookie" in host.ask("/stories/spare-key", Cookie=first).headers["Vary"]
    with_pack = host.ask("/stories/spare-key", Cookie=first).body
    assert host.ask("/stories/spare-key").body != with_pack


SECRET = "Zq8-" * 8
PLACES = (
    "/packs/{}", "/packs/{}/items/{}", "/cy/packs/{}", "/shared/{}", "/shared/{}/files/slides.pptx", "/sign-in/link/{}",
    "/invitations/{}", "/mine/{}", "/check/{}", "/search?q={}", "/cy/search?q={}", "/stories/{}", "/{}", "//{}",
    "/PACKS/{}", "/static/{}", "/static/commonplace.css?v={}", "/.well-known/{}", "/packs/%2e%2e/{}", "/pack%73/{}",
)  # fmt: skip
BROKEN = (
    f"GET /packs/{SECRET} HTTP/9.9\r\n\r\n",
    f"GET /packs/{SECRET}\r\n\r\n",
    f"GET /packs/{SECRET} HTTP/1.1\r\nBad {SECRET}\r\n\r\n",
    f"GET /packs/{SECRET} HTTP/1.1\r\nHost: {SECRET}\r\nHost: b\r\n\r\n",
    f"GET /packs/{SECRET} HTTP/1.1\r\nHost: a\r\nX-Long: {SECRET * 3_000}\r\n\r\n",
    f"GET /packs/{SECRET * 3_000} HTTP/1.1\r\nHost: a\r\n\r\n",
    f"POST /packs/{SECRET} HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    f"POST /packs/{SECRET} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {SECRET}\r\n\r\n",
    f"GET https://elsewhere/packs/{SECRET} HTTP/1.1\r\nHost: a\r\n\r\n",
    f"CONNECT /packs/{SECRET} HTTP/1.1\r\nHost: a\r\n\r\n",
    f"PROXY TCP4 192.0.2.1 192.0.2.1 1 1\r\nGET /packs/{SECRET} HTTP/1.1\r\n\r\n",
)


def ask_for_all_places(host: Host) -> list[int]:
    headers = {"Cookie": f"pack={SECRET}; session={SECRET}", "Referer": f"{host.url}/packs/{SECRET}"}
    headers |= {"User-Agent": SECRET, "Authorization": f"Bearer {SECRET}", "X-Request-ID": SECRET}
    answers = [host.ask(place.format(SECRET, SECRET), **headers) for place in PLACES]
    answers += [host.ask(f"/packs/{SECRET}/details", f"title={SECRET}", **headers)]
    answers += [host.ask(f"/packs/{SECRET}/details", f"title={SECRET * 40_000}", **headers)]
    return [answer.status for answer in answers]


def send(connection: socket.socket, request: str) -> None:
    """Send bytes that are no right request, and read what comes."""
    connection.settimeout(60)
    try:
        connection.sendall(request.encode())
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65_536):
            pass
    except OSError:
        pass  # refused before it was read


def send_all_broken(host: Host) -> None:
    """Send broken requests to nginx with and without TLS, and past nginx to gunicorn."""
    context = ssl.create_default_context(cafile=host.folder / "fullchain.pem")
    for request in BROKEN:
        for port in (host.http, host.https):
            with socket.create_connection(("127.0.0.1", port)) as connection:
                send(connection, request)
        connection = socket.create_connection(("127.0.0.1", host.https))
        with context.wrap_socket(connection, server_hostname="127.0.0.1") as encrypted:
            send(encrypted, request)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(host.socket))
            send(connection, request)


def test_no_log_has_a_token_a_search_or_an_address_of_a_reader(host: Host) -> None:
    edit, cookie = start_pack(host)
    assert host.ask(f"/packs/{edit}", Cookie=cookie).status == 200
    statuses = ask_for_all_places(host)
    assert {200, 404, 413} <= set(statuses)
    assert 502 not in statuses
    send_all_broken(host)
    host.wait_for(lambda: len(nginx_lines(host)) >= len(statuses) + 2 * len(BROKEN))
    logged = host.logged()
    told = {line["page"] for line in nginx_lines(host)}
    assert {"packs", "shared", "sign-in", "invitations", "mine", "check", "search", "stories", "other"} <= told
    assert '"event": "request", "route": "/packs/<edit>"' in logged
    assert "Invalid request" in logged
    secrets = (SECRET, edit, cookie.partition("=")[2], "127.0.0.1")
    assert [line for line in logged.splitlines() for secret in secrets if secret in line] == []


def test_no_log_has_a_token_if_the_site_does_not_answer(stopped: Host) -> None:
    assert set(ask_for_all_places(stopped)) <= {400, 413, 502}
    logged = stopped.logged()
    assert '"status":"502"' in logged
    assert [line for line in logged.splitlines() if SECRET in line or "127.0.0.1" in line] == []


@pytest.fixture
def stopped() -> Iterator[Host]:
    """A host whose site does not run, and whose socket is gone."""
    with tempfile.TemporaryDirectory(prefix="host-") as folder:
        host = Host(Path(folder))
        host.close()
        host.socket.unlink()
        nginx = host.start_nginx()
        try:
            host.wait(nginx, 502)
            yield host
        finally:
            stop(nginx)


def test_a_line_of_nginx_and_a_line_of_the_site_have_the_same_id(host: Host) -> None:
    host.ask("/about")
    site = (json.loads(line) for line in host.site_log().splitlines() if '"event": "request"' in line)
    (ours, *_) = (line["id"] for line in site if line["route"] == "/about")
    # nginx writes its line after the reader has the last byte.
    host.wait_for(lambda: ours in {line["id"] for line in nginx_lines(host)})


def test_the_background_work_runs_beside_the_site_and_stops_when_it_is_told_to(host: Host) -> None:
    work = host.start("commonplace-work.service")
    try:
        host.wait_for(lambda: "Working: mails and clean-up" in host.site_log())
    finally:
        stop(work)
    assert work.returncode == 0


@pytest.fixture
def below() -> Iterator[Host]:
    """A host whose site is below a path."""
    with tempfile.TemporaryDirectory(prefix="host-") as folder:
        fill(Path(folder))
        with hosted(Host(Path(folder), path="/library")) as running:
            yield running


def test_a_site_below_a_path_is_served_logged_and_cached_alike(below: Host) -> None:
    page = below.ask("/library/stories/spare-key").body.decode()
    address = re.search(r'href="(/library/static/commonplace\.css\?v=[^"]+)"', page)
    assert address
    assert [below.ask(address[1]).status for _ in range(2)] == [200, 200]
    assert below.ask("/").status == 404
    assert f"Canonical: {below.url}{SECURITY}" in below.ask(SECURITY).body.decode()
    below.ask(f"/library/cy/packs/{SECRET}")
    below.wait_for(lambda: "packs" in {line["page"] for line in nginx_lines(below)})
    lines = nginx_lines(below)
    assert {"stories", "static", "healthz", "other"} <= {line["page"] for line in lines}
    assert "HIT" in {line["cache"] for line in lines}
    assert SECRET not in below.logged()
