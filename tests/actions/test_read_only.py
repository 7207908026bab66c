"""A data folder that can only be read: what readers see is said truthfully, and what was published is served."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from library.actions.publish import publish
from library.errors import DataReadOnly
from library.storage.file_permissions import is_read_only
from tests.actions.processes import library_command, serving, status_of
from tests.making import Making
from tests.storage.disks import read_only, small_disk
from tests.web.shelves import fill, open_shelves

__all__ = ["small_disk"]

HERE = {"Sec-Fetch-Site": "same-origin"}


def test_a_publish_says_that_withdrawn_stories_are_still_shown(small_disk: Path) -> None:
    making = Making(small_disk)
    making.write_told("one")
    making.publish()
    making.write_told("one", status="withdrawn")
    making.library.close()
    with read_only(small_disk), pytest.raises(DataReadOnly) as caught:
        making.publish()
    assert str(caught.value) == (
        f"Nothing was published, because LIBRARY_DATA ({small_disk / 'data'}) is read-only. "
        "Stories that you withdrew or restricted are STILL SHOWN. "
        "Make the folder writable and publish again, or stop the site."
    )
    assert making.reads("one")
    making.library.close()
    making.publish()
    assert making.found() == []
    making.library.close()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_first_publish_claims_of_nothing_that_it_is_served(small_disk: Path, *, is_there: bool) -> None:
    making = Making(small_disk)
    making.write("one")
    if is_there:
        (small_disk / "data").mkdir()
    with read_only(small_disk), pytest.raises(DataReadOnly) as caught:
        making.publish()
    assert str(caught.value) == (
        f"Nothing was published, because LIBRARY_DATA ({small_disk / 'data'}) is read-only. "
        "Make the folder writable and publish again. The site shows nothing yet."
    )


@pytest.mark.parametrize("is_published", [True, False])
def test_serve_and_publish_serves_a_good_build_and_warns(small_disk: Path, *, is_published: bool) -> None:
    making = Making(small_disk)
    making.write("one")
    if is_published:
        making.publish()
    making.library.close()
    with read_only(small_disk):
        if is_published:
            with serving(making, "--publish") as port:
                assert status_of(port, "/stories/one") == 200
        else:
            refused = library_command(making, "serve", "--publish", "--port", "1")
            assert refused.returncode == 1
            assert "The site shows nothing yet." in refused.stderr


def test_a_site_that_can_only_be_read_says_so_where_a_file_is_asked_for(
    small_disk: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = small_disk / "data"
    fill(tmp_path)
    shelves = open_shelves(tmp_path, LIBRARY_DATA=str(data))
    publish(shelves.library)
    client = shelves.client
    pack = urlsplit(client.post("/packs/add", data={"slug": "spare-key"}, headers=HERE).headers["Location"]).path
    assert not is_read_only(data)
    shelves.library.close()
    with read_only(small_disk):
        shelves = open_shelves(tmp_path, LIBRARY_DATA=str(data))
        answer = shelves.client.get(f"{pack}/files/pack.md")
        assert shelves.client.get(pack).status_code == 200
        shelves.library.close()
    assert answer.status_code == 503
    assert "Retry-After" not in answer.headers
    assert "This website is read-only right now" in answer.text
    assert "try again" not in answer.text.lower()
    assert "LIBRARY_DATA is read-only, so packs cannot be changed and their files cannot be made." in caplog.text
