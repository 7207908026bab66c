"""The desk's page."""

from __future__ import annotations

from library.model.viewer import Role
from tests.web.shelves import Shelves
from tests.web.signing_in import signed_in


def test_a_coordinator_sees_the_desk_and_no_copy_of_it_is_kept(shelves: Shelves) -> None:
    answer = signed_in(shelves, Role.COORDINATOR).get("/desk", base_url="https://localhost")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    for words in ("Review due", "Translations to check", "Stories and resources by theme and sector", "Last backup"):
        assert words in answer.text


def test_every_count_of_a_theme_and_sector_leads_to_these_documents(shelves: Shelves) -> None:
    client = signed_in(shelves, Role.COORDINATOR)
    page = client.get("/desk", base_url="https://localhost").text
    assert "/search?theme=listening&amp;sector=health" in page
    found = client.get("/search?theme=listening&sector=health", base_url="https://localhost")
    assert found.status_code == 200
