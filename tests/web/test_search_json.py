"""/search.json, a public contract."""

import shutil
from pathlib import Path

import msgspec
import pytest
from flask.testing import FlaskClient

from library.actions.find import FACET_AXES, SearchRequest, find
from library.actions.search_json import search_answer
from library.model.viewer import ANYBODY
from tests.making import Making
from tests.test_documentation import DOCS, rows, section
from tests.web.shelves import filled_shelves

DESIGN = DOCS["docs/design.md"]


def contract(within: str) -> list[str]:
    """Return the keys that the documentation promises, of the answer or of one of its objects."""
    keys = [cells[0].strip("`") for cells in rows(section(DESIGN, "What `/search.json` returns"))]
    return [key.removeprefix(within) for key in keys if key.startswith(within) and "." not in key.removeprefix(within)]


def test_the_shape_is_the_contract(client: FlaskClient) -> None:
    answer = client.get("/search.json?q=death&kind=story").json
    assert answer is not None
    assert {
        name: answer[name] for name in ("query", "total", "page", "pages", "suggestion", "relaxed", "expanded")
    } == {
        "query": "death",
        "total": 1,
        "page": 1,
        "pages": 1,
        "suggestion": None,
        "relaxed": False,
        "expanded": [{"from": "death", "to": "Death and bereavement"}],
    }
    assert sorted(answer) == sorted(contract(""))
    assert set(answer["facets"]) == set(FACET_AXES)
    assert answer["facets"]["kind"] == [{"id": "story", "label": "Story", "count": 1, "selected": True}]
    (result,) = answer["results"]
    assert sorted(result) == sorted(contract("results."))
    assert isinstance(result.pop("score"), float)
    (passage,) = result.pop("passages")
    assert result == {
        "lacking": [],
        "slug": "spare-key",
        "kind": "story",
        "title": "The spare key",
        "url": "/stories/spare-key",
        "summary": "A home carer asks one more question.",
        "provenance": "invented",
        "fictional": True,
    }
    assert passage["url"] == "/stories/spare-key#p2"
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["death"]


def test_it_says_how_a_query_was_read_and_what_to_try_next(client: FlaskClient) -> None:
    answer = client.get("/search.json?q=ketle+kind:law+theme:zzqx+-kind:video").json
    assert answer is not None
    assert (answer["suggestion"], answer["corrected"]) == ("kettle kind:law theme:zzqx -kind:video", None)
    answer = client.get("/search.json?q=ketle+kind:law").json
    assert answer is not None
    assert answer["suggestion"] == answer["corrected"] == "kettle kind:law"
    assert answer["filters"] == [{"axis": "kind", "values": ["law"], "words": "law", "excluded": False}]
    assert sorted(answer["help"]) == sorted(contract("help."))
    (way,) = answer["help"]["without"]
    assert way == {"axis": "kind", "values": ["law"], "query": "kettle", "count": answer["help"]["unfiltered"]}
    answer = client.get("/search.json?q=theme:kettle").json
    assert answer is not None
    assert (answer["misread"], answer["help"]) == (["theme:kettle"], None)


def test_named_pages_are_below_the_path_of_the_site_as_results_are(tmp_path: Path) -> None:
    making = Making(tmp_path)
    making.write("key", "A kettle for listening.\n")
    making.publish()
    found = find(making.library, ANYBODY, SearchRequest("listening"))
    answer = msgspec.to_builtins(search_answer(found, lambda _, value: value, "/library"))
    assert [each["url"] for each in answer["named"]] == ["/library/themes/listening"]
    assert [each["url"] for each in answer["results"]] == ["/library/stories/key"]
    nothing = find(making.library, ANYBODY, SearchRequest("zzqx"))
    tried = msgspec.to_builtins(search_answer(nothing, lambda _, value: value, "/library"))["help"]
    assert all(each["url"].startswith("/library/collections") for each in tried["collections"])


def test_it_always_answers_with_documents(client: FlaskClient) -> None:
    assert client.get("/search.json?q=kettle&view=passages").json == client.get("/search.json?q=kettle").json


def test_an_empty_query_gives_all_that_the_reader_may_see(client: FlaskClient) -> None:
    answer = client.get("/search.json").json
    assert answer is not None
    slugs = {result["slug"] for result in answer["results"]}
    assert slugs == {"spare-key", "phone-call", "wider-call", "number-nine", "outside", "paper", "named"}
    assert answer["total"] == 7


def test_it_may_be_kept_if_asked_about_and_is_not_for_search_engines(client: FlaskClient) -> None:
    response = client.get("/search.json?q=kettle")
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
    again = client.get("/search.json?q=kettle", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_machine_is_told_in_json_that_nothing_is_published(empty_client: FlaskClient) -> None:
    response = empty_client.get("/search.json")
    assert (response.status_code, response.json) == (503, {"error": "Nothing has been published yet."})


@pytest.fixture
def client_without_index(tmp_path: Path) -> FlaskClient:
    shelves = filled_shelves(tmp_path)
    shelves.library.close()
    for index in (tmp_path / "data").rglob("index*"):
        if index.is_dir():
            shutil.rmtree(index)
    return shelves.client


def test_search_that_is_down_says_so_and_the_rest_works(client_without_index: FlaskClient) -> None:
    response = client_without_index.get("/search?q=kettle")
    assert response.status_code == 503
    assert "Sorry, search is not available" in response.text
    answer = client_without_index.get("/search.json?q=kettle")
    assert answer.status_code == 503
    assert client_without_index.get("/stories/spare-key").status_code == 200
    health = client_without_index.get("/healthz")
    assert (health.status_code, health.json and health.json["search"]) == (200, False)
