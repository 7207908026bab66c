"""What a first visit costs, and where templates and static files come from."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from library.web.assets import addresses, read_assets
from library.web.rendering import find_templates
from tests.web.reading_html import Html

MOST_BYTES = 60_000
MOST_REQUESTS = 6


def fetched(client: FlaskClient, path: str) -> list[int]:
    """Return the compressed size of a page and of each file that it loads before anything is pressed."""
    page = Html(client.get(path).text)
    links = [link.get("href") for link in page.all("link") if link.get("rel") in {"stylesheet", "icon"}]
    scripts = [script.get("src") for script in page.all("script") if script.get("src")]
    wanted = [path, *links, *scripts]
    return [len(client.get(address, headers={"Accept-Encoding": "gzip"}).data) for address in wanted]


@pytest.mark.parametrize(
    "path", ["/", "/search?q=kettle", "/stories/spare-key", "/resources/number-nine", "/themes", "/about"]
)
def test_a_first_visit_is_light(path: str, client: FlaskClient) -> None:
    sizes = fetched(client, path)
    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes) < MOST_BYTES / 3


def test_style_and_script_stay_small() -> None:
    assets = read_assets()
    assert len(assets["commonplace.css"].body) < 25_000
    assert len(assets["commonplace.js"].body) < 10_000
    assert len(assets["forms.css"].body) < 2_000
    assert len(assets["player.css"].body) < 4_000
    assert len(assets["desk.css"].body) < 8_000
    assert len(assets["editor.css"].body) < 5_000
    assert len(assets["editor.js"].body) < 14_600
    assert len(assets["player.js"].body) < 14_500
    assert len(assets["uploads.css"].body) < 1_500
    assert len(assets["uploads.js"].body) < 7_000


def test_only_the_page_of_a_recording_loads_its_style_and_script(client: FlaskClient) -> None:
    def parts(path: str) -> int:
        return client.get(path).text.count("/static/player.")

    assert [parts(path) for path in ("/", "/stories/spare-key", "/resources/outside")] == [0, 0, 0]
    assert parts("/resources/number-nine") == 2


def test_a_file_that_changes_has_another_address(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a{}", encoding="utf-8")
    before = addresses(read_assets(tmp_path))
    (tmp_path / "a.css").write_text("b{}", encoding="utf-8")
    assert addresses(read_assets(tmp_path))["a.css"] != before["a.css"]


def test_every_static_file_that_a_template_names_is_there() -> None:
    named = {
        name
        for path in find_templates().rglob("*.html")
        for name in re.findall(r"static\['([^']+)'\]", path.read_text())
    }
    assert named == set(read_assets())


def test_templates_are_found_in_a_checkout_and_in_a_package(tmp_path: Path) -> None:
    packaged, source = tmp_path / "package", tmp_path / "checkout"
    source.mkdir()
    assert find_templates(packaged, source) == source
    packaged.mkdir()
    assert find_templates(packaged, source) == packaged
    assert (find_templates() / "base.html").is_file()
