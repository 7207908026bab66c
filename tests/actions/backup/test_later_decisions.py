"""A restore never shows a story beyond what was agreed since the backup was made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from library.actions.backup.later_decisions import LaterDecisions
from library.actions.backup.restore import RestoreOptions
from library.actions.publish import publish
from tests.actions.backup.library import REPLACE, backed_up, restored
from tests.content.writing import PDF
from tests.making import VIEWERS, Making, reads

TOLD = "audience: public, uses: [print, excerpt]"


def text(making: Making, slug: str) -> str:
    """Return the file of a story."""
    return (making.root / f"content/stories/{slug}.md").read_text()


def shown(making: Making, slug: str) -> list[str]:
    """Publish, and return what each viewer reads of a story."""
    publish(making.library, allow_removals=True)
    return [reads(making.library, slug, viewer) for viewer in VIEWERS]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a real story that has a leaflet, a fictional one and guidance, and its backup."""
    making = Making(tmp_path_factory.mktemp("published"))
    making.content.put("stories/leaflet.pdf", PDF + b"old")
    making.write_told("told", "They told of winter.\n", TOLD, attachments="[{file: leaflet.pdf, title: Leaflet}]")
    making.write("fiction", "A tale of winter.\n", provenance="fictional")
    making.write("plain", "About winter.\n")
    making.publish()
    backed_up(making)
    making.library.close()
    return making.root


@pytest.fixture
def path(making: Making, published: Path) -> Path:
    """The backup of a library that is there."""
    shutil.copytree(published, making.root, dirs_exist_ok=True)
    return making.root / "a.backup"


def test_a_library_that_has_not_changed_is_restored_as_it_is(making: Making, path: Path) -> None:
    assert restored(making.library, path).decisions == LaterDecisions()
    assert shown(making, "told") == ["They told of winter."] * 3


@pytest.mark.parametrize(
    ("slug", "changes"),
    [
        ("told", {"status": "withdrawn"}),
        ("plain", {"status": "withdrawn"}),
        ("plain", {"status": "draft"}),
        ("plain", {"published": "2099-01-01"}),
        ("fiction", {"consent": "{audience: network}"}),
    ],
)
def test_what_was_withdrawn_or_restricted_stays_so(
    making: Making, path: Path, slug: str, changes: dict[str, str]
) -> None:
    if slug == "told":
        making.write_told(slug, "They told of winter.\n", TOLD, **changes)
    else:
        provenance = {"provenance": "fictional"} if slug == "fiction" else {}
        making.write(slug, "About winter.\n", **(provenance | changes))
    now = text(making, slug)
    before = shown(making, slug)
    assert restored(making.library, path).decisions == LaterDecisions(kept=(f"stories/{slug}.md",))
    assert text(making, slug) == now
    assert shown(making, slug) == before


def test_a_withdrawal_that_was_not_published_yet_stays(making: Making, path: Path) -> None:
    making.write_told("told", "They told of winter.\n", TOLD, status="withdrawn")
    assert restored(making.library, path).decisions.kept == ("stories/told.md",)
    assert shown(making, "told") == ["410"] * 3


@pytest.mark.parametrize("consent", ["audience: network, uses: [print, excerpt]", "audience: public, uses: [print]"])
def test_a_narrower_audience_or_use_of_a_real_story_stays(making: Making, path: Path, consent: str) -> None:
    making.write_told("told", "They told of winter.\n", consent)
    now = text(making, "told")
    assert restored(making.library, path).decisions.kept == ("stories/told.md",)
    assert text(making, "told") == now


def test_words_that_were_taken_out_of_a_real_story_do_not_come_back(making: Making, path: Path) -> None:
    making.write_told("told", "They told of it.\n", TOLD, attachments="[{file: leaflet.pdf, title: Leaflet}]")
    assert restored(making.library, path).decisions.kept == ("stories/told.md",)
    assert shown(making, "told") == ["They told of it."] * 3


def test_a_file_of_a_real_story_that_was_changed_does_not_come_back(making: Making, path: Path) -> None:
    making.content.put("stories/leaflet.pdf", PDF + b"new")
    assert restored(making.library, path).decisions.kept == ("stories/told.md",)
    assert (making.root / "content/stories/leaflet.pdf").read_bytes() == PDF + b"new"


def test_a_file_that_a_real_story_no_longer_has_does_not_come_back(making: Making, path: Path) -> None:
    making.write_told("told", "They told of winter.\n", TOLD)
    (making.root / "content/stories/leaflet.pdf").unlink()
    restored(making.library, path)
    assert not (making.root / "content/stories/leaflet.pdf").exists()


def test_a_file_that_another_document_names_comes_back_all_the_same(making: Making, path: Path) -> None:
    making.write("plain", "About winter.\n", attachments="[{file: leaflet.pdf, title: Leaflet}]")
    path = backed_up(making)
    making.write_told("told", "They told of winter.\n", TOLD)
    (making.root / "content/stories/leaflet.pdf").unlink()
    restored(making.library, path)
    assert (making.root / "content/stories/leaflet.pdf").read_bytes() == PDF + b"old"


def test_guidance_that_was_edited_comes_back_as_it_was(making: Making, path: Path) -> None:
    making.write("plain", "About summer.\n")
    making.write("fiction", "A tale of summer.\n", provenance="fictional")
    assert restored(making.library, path).decisions == LaterDecisions()
    assert shown(making, "plain") == ["About winter."] * 3


@pytest.mark.parametrize("publishes", [True, False])
def test_a_document_whose_header_is_in_doubt_stays_in_doubt(making: Making, path: Path, *, publishes: bool) -> None:
    making.write("plain", "About winter.\n", status="withdrawm")
    if publishes:
        with pytest.raises(Exception, match="status"):
            making.publish()
    assert restored(making.library, path).decisions.kept == ("stories/plain.md",)
    assert "withdrawm" in text(making, "plain")


def test_a_deleted_document_comes_back_only_on_request(making: Making, path: Path) -> None:
    making.delete("plain", "told")
    making.publish(allow_removals=True)
    deleted = ("stories/plain.md", "stories/told.md")
    assert restored(making.library, path).decisions == LaterDecisions(deleted=deleted)
    assert not (making.root / "content/stories/told.md").exists()
    assert not (making.root / "content/stories/leaflet.pdf").exists()
    options = RestoreOptions(replace=True, with_deleted=True)
    assert restored(making.library, path, options).decisions == LaterDecisions()
    assert shown(making, "told") == ["They told of winter."] * 3


def test_content_that_is_lost_comes_back_if_the_catalogue_still_permits_it(making: Making, path: Path) -> None:
    shutil.rmtree(making.root / "content")
    assert restored(making.library, path).decisions == LaterDecisions()
    assert shown(making, "told") == ["They told of winter."] * 3


def test_content_that_is_lost_does_not_come_back_wider_than_the_catalogue_permits(making: Making, path: Path) -> None:
    making.write_told("told", "They told of it.\n", TOLD)
    making.write("plain", "About winter.\n", status="withdrawn")
    making.write("fiction", "A tale of winter.\n", provenance="fictional", consent="{audience: network}")
    making.publish()
    shutil.rmtree(making.root / "content")
    (making.root / "content").mkdir()
    everything = ("stories/fiction.md", "stories/plain.md", "stories/told.md")
    options = RestoreOptions(replace=True, with_deleted=True)
    assert restored(making.library, path, options).decisions == LaterDecisions(left_out=everything)


def test_a_withdrawal_stopped_by_a_mistake_elsewhere_counts_if_its_file_is_lost(making: Making, path: Path) -> None:
    making.write("plain", "About winter.\n", status="withdrawn")
    making.write("fiction", "A tale.\n", themes="[listning]")
    with pytest.raises(Exception, match="listning"):
        making.publish()
    shutil.rmtree(making.root / "content")
    assert "stories/plain.md" in restored(making.library, path).decisions.left_out


def test_a_document_that_was_hidden_in_doubt_counts_if_its_file_is_lost(making: Making, path: Path) -> None:
    making.write("plain", "About winter.\n", status="withdrawm")
    with pytest.raises(Exception, match="status"):
        making.publish()
    shutil.rmtree(making.root / "content")
    assert restored(making.library, path).decisions.left_out == ("stories/plain.md",)


def test_a_document_that_was_renamed_stays_under_its_new_name(making: Making, path: Path) -> None:
    (making.root / "content/stories/told.md").unlink()
    making.write_told("renamed", "They told of it.\n", TOLD, formerly="[told]")
    publish(making.library, allow_removals=True)
    assert restored(making.library, path).decisions.kept == ("stories/renamed.md",)
    assert not (making.root / "content/stories/told.md").exists()
    assert shown(making, "renamed") == ["They told of it."] * 3


def test_without_a_catalogue_the_files_decide(making: Making, path: Path) -> None:
    making.write_told("told", "They told of winter.\n", TOLD, status="withdrawn")
    making.library.close()
    for name in ("current", "builds"):
        each = making.root / "data" / name
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    library = making.reopen()
    assert restored(library, path).decisions.kept == ("stories/told.md",)
    library.close()


def test_a_restore_in_a_library_without_content_is_not_called_one_on_a_new_computer(making: Making, path: Path) -> None:
    shutil.rmtree(making.root / "content")
    assert not restored(making.library, path, REPLACE).was_empty
