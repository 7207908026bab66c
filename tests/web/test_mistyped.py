"""A mistyped address leads to the page that is meant, and never to one that is not for its reader."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from library.actions.packs.adding import document_item
from library.actions.packs.lifecycle import share, start_pack
from library.actions.packs.secrets import shown_code
from library.model.pack import Pack
from library.model.viewer import Role
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, filled_shelves
from tests.web.statements import assert_hidden_asks_like_missing

OTHER = {"REMOTE_ADDR": "203.0.113.9"}

SLIPS = [
    ("/stories/", "/stories"),
    ("/search/", "/search"),
    ("/stories/spare-key/", "/stories/spare-key"),
    ("/stories/Spare-Key", "/stories/spare-key"),
    ("/Stories/SPARE-KEY", "/stories/spare-key"),
    ("/stories/spare-key.", "/stories/spare-key"),
    ("/stories/spare-key,", "/stories/spare-key"),
    ("/stories/spare-key)", "/stories/spare-key"),
    ("/stories/spare-key).", "/stories/spare-key"),
    ("/stories/spare-key%5D", "/stories/spare-key"),
    ("/stories/spare-key%E2%80%9D", "/stories/spare-key"),
    ("/stories/spare-key%20", "/stories/spare-key"),
    ("/stories/spare-key%0A", "/stories/spare-key"),
    ("/stories/spare%E2%80%8B-key", "/stories/spare-key"),
    ("/stories//spare-key", "/stories/spare-key"),
    ("/stories///spare-key//", "/stories/spare-key"),
    ("/stories/spare-key.html", "/stories/spare-key"),
    ("/stories/spare-key.htm", "/stories/spare-key"),
    ("/stories/spare-key/team/", "/stories/spare-key/team"),
    ("/stories/old-key/", "/stories/old-key"),
    ("/cy/stories/spare-key/", "/cy/stories/spare-key"),
    ("/CY/Stories/Spare-Key.html", "/cy/stories/spare-key"),
    ("/cy//gd", None),
    ("/themes/Listening", "/themes/listening"),
    ("/themes/", "/themes"),
    ("/collections/first/", "/collections/first"),
    ("/About", "/about"),
    ("/workshop.", "/workshop"),
    ("/search/tips/", "/search/tips"),
    ("/packs/mine/", "/packs/mine"),
    ("/stories/?page=1&x=a%20b", "/stories?page=1&x=a%20b"),
    ("/search/?q=%C3%A9&theme=listening", "/search?q=%C3%A9&theme=listening"),
    ("/Search?q=%22a%22%0d%0ab", "/search?q=%22a%22%0d%0ab"),
]

# Nothing is meant by these, or more than one thing, or nothing that this reader may see.
NOTHING = [
    "/stories/spare-keys",
    "/stories/never-was/",
    "/stories/inside/",
    "/stories/Inside",
    "/stories/inside.html",
    "/stories/taken-back/",
    "/stories/Taken-Back",
    "/resources/spare-key-cy/",
    "/themes/none/",
    "/themes/None",
    "/stories/spare-key/files/nine.mp4/",
    "/resources/number-nine/files/NINE.mp4",
    "/resources/number-nine/files/nine.mp4.",
    "/static/commonplace.css/",
    "/packs/add/",
    "/shared/never-was/",
    "/check/7KQM-2F9T-XBRCE/",
    "/packs/never-was.",
    "/stories/" + "a" * 5000 + "/",
    "/" + "." * 5000,
    "/%2e%2e/stories/",
    "/stories\\spare-key/",
]


@pytest.mark.parametrize(("address", "meant"), SLIPS)
def test_a_mistyped_address_is_redirected_to_the_page_that_is_meant(
    address: str, meant: str | None, client: FlaskClient
) -> None:
    answer = client.get(address)
    if meant is None:
        assert answer.status_code == 404
        return
    assert (answer.status_code, answer.headers["Location"]) == (301, meant)
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.head(address).headers["Location"] == meant
    assert client.get(meant).status_code in {200, 301, 303}


@pytest.mark.parametrize("address", NOTHING)
def test_an_address_that_means_no_page_of_this_reader_is_not_redirected(address: str, client: FlaskClient) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers.get("Location")) == (404, None)


def test_a_page_for_some_is_redirected_to_for_them_alone(shelves: Shelves) -> None:
    address = "/stories/Inside/"
    assert shelves.client.get(address).status_code == 404
    assert shelves.seen_by(Role.MEMBER).client.get(address).headers["Location"] == "/stories/inside"


def test_no_mistyped_address_leads_to_another_site(client: FlaskClient) -> None:
    for path in ("//evil.example/", "//evil.example//stories/", "///evil.example/stories."):
        answer = client.get("/", environ_overrides={"PATH_INFO": path})
        assert (answer.status_code, answer.headers.get("Location")) == (404, None)


@pytest.mark.parametrize("address", ["/stories/{}/", "/stories/{}.", "/cy/stories/{}.html", "/stories/{}/team/"])
def test_a_mistyped_hidden_address_asks_the_catalogue_as_often_as_one_that_never_was(
    address: str, shelves: Shelves
) -> None:
    assert_hidden_asks_like_missing(shelves, address)


def test_forms_are_never_redirected(client: FlaskClient) -> None:
    for address in ("/packs/add/", "/packs/start.", "/stories/"):
        sent = client.post(address, headers={"Sec-Fetch-Site": "same-origin"})
        assert (sent.status_code in {404, 405}, sent.headers.get("Location")) == (True, None)


def test_a_mistyped_link_of_a_pack_keeps_its_capitals_and_is_a_guess_where_it_opens_nothing(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    started = start_pack(shelves.library, Pack(items=(document_item(shelves.library, "spare-key"),)))
    view, code = share(shelves.library, started.edit), shown_code(started.stored.code)
    client = shelves.client
    for path in (f"/shared/{view}", f"/packs/{started.edit}", f"/cy/shared/{view}", f"/check/{code}"):
        for mistyped in (f"{path}/", f"{path}.", f"{path}).".replace("s/", "S/")):
            answer = client.get(mistyped)
            # A code is read with a full stop behind it.
            assert answer.status_code == 200 if path.startswith("/check") and not mistyped.endswith("/") else 301
            assert answer.headers.get("Location", path) == path
    answers = [client.get(f"/shared/never-was-{number}/", environ_overrides=OTHER).status_code for number in range(31)]
    assert answers == [404] * 30 + [429]
    shelves.library.close()


# ---- pages that may be meant


def suggested(client: FlaskClient, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 404
    found = Html(page.text)
    return [a.get("href") for a in found.all("a", "near")]


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/stories/spare-kee", ["/stories/spare-key"]),
        ("/stories/spare-keys", ["/stories/spare-key"]),
        ("/spare-key", ["/stories/spare-key"]),
        ("/resources/Number_Nine", ["/resources/number-nine"]),
        ("/resources/number%20nin/team", ["/resources/number-nine"]),
        ("/themes/listenning", ["/themes/listening"]),
        ("/cy/stories/spare-kee", ["/cy/stories/spare-key"]),
        ("/collections/frst", ["/collections/first"]),
        # Nothing is near these, or what is near is hidden, empty or a secret.
        ("/stories/zzzzzzzz", []),
        ("/stories/insid", []),
        ("/stories/takenback", []),
        ("/themes/emptyy", []),
        ("/shared/spare-key", []),
        ("/packs/spare-key", []),
    ],
)
def test_a_page_that_is_not_there_names_the_nearest_that_its_reader_may_see(
    address: str, near: list[str], client: FlaskClient
) -> None:
    assert suggested(client, address) == near


def test_a_suggestion_says_which_language_its_title_is_in(client: FlaskClient) -> None:
    page = Html(client.get("/cy/stories/phone-cal").text)
    (link,) = page.all("a", "near")
    assert (link.text, link.get("lang")) == ("After the phone call", "en")


def test_members_are_led_to_what_is_for_them(shelves: Shelves) -> None:
    assert suggested(shelves.seen_by(Role.MEMBER).client, "/stories/insid") == ["/stories/inside"]


def test_where_nothing_is_published_a_page_that_is_not_there_is_not_there(empty_client: FlaskClient) -> None:
    assert suggested(empty_client, "/about-us") == []
