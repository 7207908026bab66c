"""What was made by other rules than today's is built anew, though no file has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from library.actions import publish_steps
from library.actions.publish_steps import Published
from library.content import version as reading
from library.errors import SearchUnavailable
from library.model.viewer import ANYBODY
from library.search import words
from library.search.whoosh_index.version import index_version
from library.storage import tables
from library.web.server import create_site
from tests.making import Making

NEW = Published(1, 1, 0, 2, rebuilt=True)


@pytest.fixture
def published(making: Making) -> Making:
    making.write("one")
    making.publish()
    making.library.close()
    return making


@pytest.fixture
def other_words(published: Making, monkeypatch: pytest.MonkeyPatch) -> Making:
    """Change a common word, as a new version of the code might."""
    monkeypatch.setitem(words.COMMON, "en", words.COMMON["en"] | {"porridge"})
    monkeypatch.setattr("library.search.whoosh_index.engine.index_version", index_version.__wrapped__)
    return published


def test_an_index_of_other_rules_is_built_anew(other_words: Making) -> None:
    assert other_words.reopen().is_published() is False
    assert other_words.publish() == NEW
    assert other_words.found("one") == ["one"]
    assert other_words.publish() == Published(1, 0, 0, 2, rebuilt=False)


def test_an_index_of_other_rules_is_not_searched_and_pages_are_shown(other_words: Making) -> None:
    library = other_words.reopen()
    with pytest.raises(SearchUnavailable, match="Run: library publish"):
        library.view(ANYBODY).index.ids()
    assert other_words.reads("one")


def test_a_site_that_starts_publishes_what_other_rules_made(
    other_words: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBRARY_CONTENT", str(other_words.root / "content"))
    monkeypatch.setenv("LIBRARY_DATA", str(other_words.root / "data"))
    answer = create_site().test_client().get("/healthz")
    assert answer.status_code == 200
    assert other_words.reopen().is_published() is True


def test_a_catalogue_of_another_shape_is_built_anew(published: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("catalogue", "catalogue_writer"):
        monkeypatch.setattr(f"library.storage.{module}.shape", lambda: "0123456789abcdef")
    assert published.reopen().is_published() is False
    assert published.publish() == Published(1, 1, 0, 1, rebuilt=True)


def test_content_that_was_read_by_other_rules_is_read_again(published: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish_steps, "reading_version", lambda: "0123456789abcdef")
    assert published.reopen() is not None
    assert published.publish() == NEW


def test_reading_has_another_version_where_a_passage_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    version: Callable[[], str] = reading.reading_version.__wrapped__
    before = version()
    assert version() == before
    monkeypatch.setattr(reading, "BODY", reading.BODY.replace("two", "three"))
    assert version() != before


@pytest.mark.parametrize("name", ["content/permission.py", "model/permission.py", "model/card.py", "model/facets.py"])
def test_reading_has_another_version_where_its_code_is_another(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version: Callable[[], str] = reading.reading_version.__wrapped__
    before, code = version(), list(reading._code())
    (place,) = (place for place, path in enumerate(code) if path.as_posix().endswith(f"/library/{name}"))
    other = tmp_path / "other.py"
    other.write_text(code[place].read_text("utf-8") + "\nMORE = 1\n", "utf-8")
    monkeypatch.setattr(reading, "_code", lambda: (*code[:place], other, *code[place + 1 :]))
    assert version() != before


def test_nothing_is_built_anew_without_need(published: Making) -> None:
    assert tables.shape() == tables.shape()
    assert published.reopen().is_published() is True
    assert published.publish() == Published(1, 0, 0, 1, rebuilt=False)
