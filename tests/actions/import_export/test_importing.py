"""Importing a folder or zip file: looked at first, all of it or nothing, and undone as a whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from library.actions.check import check
from library.actions.import_export import received
from library.actions.import_export.exporting import write_export
from library.actions.import_export.importing import carry_out, dry_run, past_imports, received_from, undo_import
from library.actions.import_export.plan import Choices
from library.actions.import_export.record import DAYS, Imports
from library.actions.jobs.clean_up import clean_up
from library.errors import ContentError, ContentNotExported, ImportRefused, PublishBusy
from library.model.audit import TERMINAL
from library.storage.builds import current_build, publish_lock
from library.storage.catalogue_writer import CatalogueWriter
from tests.actions.backup.library import files_in
from tests.actions.import_export.importing import content_of, imported, outcomes, planned, why, zipped
from tests.content.writing import PDF, VOCABULARY
from tests.making import Making, everything
from tests.storage.disks import disk_at, fill_up, read_only

REPOSITORY = Path(__file__).parents[3]
LONG = " ".join(f"word{number}" for number in range(100)) + "\n"
QUERIES = ("", "key", "what matters", "listening to people", "“the lamp”", "carer -night")


@pytest.fixture
def other(tmp_path: Path) -> Making:
    """A second library, whose content is imported into the first."""
    return Making(tmp_path / "other")


def payloads(making: Making) -> dict[str, str]:
    """Return everything that the catalogue holds of each document, by path."""
    with CatalogueWriter(current_build(making.root / "data").catalogue) as writer:
        documents = writer.documents(row.id for row in writer.rows())
        return {document.path: repr(document) for _, document in documents}


def test_export_wipe_import_gives_the_same_documents_addresses_and_results(making: Making, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "content", making.root / "content", dirs_exist_ok=True)
    making.publish()
    files, before = content_of(making), payloads(making)
    addresses, results = everything(making.library), [making.found(query) for query in QUERIES]
    write_export(making.library, tmp_path / "all.zip")
    for path in (making.root / "content").iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    imported(making.library, tmp_path / "all.zip")
    assert content_of(making) == files
    assert making.publish().changed == 0
    assert payloads(making) == before
    assert everything(making.library) == addresses
    assert [making.found(query) for query in QUERIES] == results
    assert sum(map(bool, results)) >= 4


def test_a_dry_run_says_what_happens_to_each_file_and_writes_nothing(making: Making, other: Making) -> None:
    for each in (making, other):
        each.write("same")
        each.write("changed")
    making.write("only-here")
    other.write("changed", "Other words.\n")
    other.content.put("stories/leaflet.pdf", PDF)
    other.content.put("stories/unused.pdf", PDF + b"unused")
    other.content.put("stories/.hidden.md", "hidden")
    other.content.put("README.txt", "for nobody")
    other.write("new", attachments="[{file: leaflet.pdf, title: Leaflet}]")
    before = content_of(making)
    plan = planned(making.library, other.root / "content")
    assert outcomes(plan) == {
        "README.txt": "left out",
        "stories/.hidden.md": "left out",
        "stories/changed.md": "changed",
        "stories/leaflet.pdf": "new",
        "stories/new.md": "new",
        "stories/same.md": "same",
        "stories/unused.pdf": "not used",
        "vocabulary.yaml": "same",
    }
    assert [each.path for each in plan.files] == ["stories/leaflet.pdf", "stories/changed.md", "stories/new.md"]
    assert content_of(making) == before
    assert files_in(making.root / "data") == {}


def test_an_import_adds_and_changes_files_and_deletes_none(making: Making, other: Making) -> None:
    making.write("only-here")
    making.write("changed")
    other.write("changed", "Other words.\n", status="draft")
    other.write("new")
    imported(making.library, other.root / "content")
    here, there = content_of(making), content_of(other)
    assert here.keys() == {"stories/only-here.md", *there}
    assert {path: here[path] for path in there} == there
    making.publish()
    assert making.shown().keys() == {"new", "only-here"}


def test_nothing_is_shown_before_the_next_publish(making: Making, other: Making) -> None:
    making.write("one")
    making.publish()
    other.write("two")
    imported(making.library, other.root / "content")
    assert making.shown().keys() == {"one"}


def test_a_document_whose_address_is_taken_is_left_out(making: Making, other: Making) -> None:
    making.write("one", kind="guidance", formerly="[earlier]", title="Here")
    other.write("one", title="There")
    other.write("earlier", title="Earlier")
    plan = planned(making.library, other.root / "content", include=["stories/one.md", "stories/earlier.md"])
    assert outcomes(plan) == {
        "stories/earlier.md": "in conflict",
        "stories/one.md": "in conflict",
        "vocabulary.yaml": "same",
    }
    assert "resources/one.md has the same name" in why(plan, "stories/one.md")
    assert "an earlier name of resources/one.md" in why(plan, "stories/earlier.md")


def test_a_document_like_another_is_imported_only_if_somebody_wants_it(making: Making, other: Making) -> None:
    making.write("one", LONG, title="The key")
    other.write("same-title", title="The Key")
    other.write("same-text", f"{LONG}\nAnd some more words at the end.\n")
    other.write("cy", title="The key", language="cy", translation_of="one")
    paths = ["stories/same-title.md", "stories/same-text.md"]
    plan = planned(making.library, other.root / "content")
    assert [outcomes(plan)[path] for path in (*paths, "stories/cy.md")] == ["in conflict", "in conflict", "new"]
    assert "stories/one.md has the title “The key” too" in why(plan, paths[0])
    assert "100% of its text is in stories/one.md too" in why(plan, paths[1])
    included = planned(making.library, other.root / "content", include=paths)
    assert [outcomes(included)[path] for path in paths] == ["new", "new"]


def test_of_two_new_documents_that_are_alike_the_second_is_in_conflict(making: Making, other: Making) -> None:
    other.write("a", LONG)
    other.write("b", LONG)
    plan = planned(making.library, other.root / "content")
    assert (outcomes(plan)["stories/a.md"], outcomes(plan)["stories/b.md"]) == ("new", "in conflict")


def test_an_old_export_shows_nothing_again_that_was_withdrawn_or_narrowed(making: Making, tmp_path: Path) -> None:
    for slug in ("withdrawn", "narrowed", "deleted"):
        making.write_told(slug)
    making.publish()
    write_export(making.library, tmp_path / "old.zip")
    making.write_told("withdrawn", status="withdrawn")
    making.write_told("narrowed", consent="audience: network, uses: []")
    making.delete("deleted")
    every = [f"stories/{slug}.md" for slug in ("withdrawn", "narrowed", "deleted")]
    plan = planned(making.library, tmp_path / "old.zip")
    assert {outcomes(plan)[path] for path in every} == {"in conflict"}
    assert not plan.files
    wanted = planned(making.library, tmp_path / "old.zip", include=every)
    assert [outcomes(wanted)[path] for path in every] == ["in conflict", "changed", "new"]


def test_mistakes_and_advice_are_those_of_library_check(making: Making, other: Making) -> None:
    making.write("one")
    other.write("one", themes="[nonsense]")
    other.write("two", "Write to ann@example.org about it.\n")
    with pytest.raises(ContentError) as told:
        check(other.library)
    plan = planned(making.library, other.root / "content")
    findings = [each for row in plan.rows for each in row.findings]
    assert plan.mistakes == told.value.mistakes
    assert sorted(map(str, findings)) == sorted(map(str, (*told.value.mistakes, *told.value.advice)))
    assert len(findings) >= 2
    before = content_of(making)
    with pytest.raises(ContentError):
        imported(making.library, other.root / "content")
    assert content_of(making) == before


def test_an_import_may_not_break_documents_that_are_there(making: Making, other: Making) -> None:
    making.write("one", themes="[time]")
    other.content.put("vocabulary.yaml", VOCABULARY.replace("id: time", "id: hours"))
    plan = planned(making.library, other.root / "content")
    assert [each.path for each in plan.mistakes] == ["stories/one.md"]


def test_a_mistake_that_was_there_before_does_not_stop_an_import(making: Making, other: Making) -> None:
    making.write("faulty", themes="[nonsense]")
    other.write("new")
    imported(making.library, other.root / "content")
    assert "stories/new.md" in content_of(making)


def test_an_import_is_undone_as_a_whole(making: Making, other: Making) -> None:
    making.write("changed")
    shutil.rmtree(making.root / "content/resources", ignore_errors=True)
    other.write("changed", "Other words.\n")
    other.write("new", kind="guidance", title="Guide")
    before = content_of(making)
    done = imported(making.library, other.root / "content")
    assert content_of(making) != before
    undo_import(making.library, done.id, TERMINAL)
    assert content_of(making) == before
    assert not (making.root / "content/resources").exists()
    assert [(each.record.id, each.is_undone) for each in past_imports(making.library)] == [(done.id, True)]
    with pytest.raises(ImportRefused, match="undone before"):
        undo_import(making.library, done.id, TERMINAL)


def test_an_import_with_a_file_that_was_changed_since_is_not_undone(making: Making, other: Making) -> None:
    other.write("one")
    other.write("two")
    done = imported(making.library, other.root / "content")
    making.write("two", "Changed since.\n")
    before = content_of(making)
    with pytest.raises(ImportRefused, match=r"changed since: stories/two\.md\."):
        undo_import(making.library, done.id, TERMINAL)
    assert content_of(making) == before


def test_an_import_that_others_depend_on_is_not_undone(making: Making, other: Making) -> None:
    other.write("one")
    done = imported(making.library, other.root / "content")
    making.write("two", related="[one]")
    with pytest.raises(ContentError, match=r"stories/two\.md"):
        undo_import(making.library, done.id, TERMINAL)
    assert "stories/one.md" in content_of(making)


def test_an_unknown_import_is_answered_with_those_that_can_be_undone(making: Making, other: Making) -> None:
    other.write("one")
    done = imported(making.library, other.root / "content")
    with pytest.raises(ImportRefused, match=done.id):
        undo_import(making.library, "nonsense", TERMINAL)


def test_withdrawn_words_leave_the_copies_of_an_import(making: Making, other: Making) -> None:
    making.write("one", "Earlier secret words.\n")
    making.publish()
    other.write("one", "Other words.\n")
    done = imported(making.library, other.root / "content")
    making.publish()
    assert any(b"Earlier secret" in data for data in files_in(making.root / "data/imports").values())
    making.write("one", "Other words.\n", status="withdrawn")
    making.publish()
    assert not any(b"Earlier secret" in data for data in files_in(making.root / "data").values())
    with pytest.raises(ImportRefused, match="the earlier files are deleted"):
        undo_import(making.library, done.id, TERMINAL)


def test_an_import_is_forgotten_after_a_month(making: Making, other: Making) -> None:
    other.write("one")
    imported(making.library, other.root / "content")
    Imports(making.library.settings).forget_past(making.library.now() + DAYS * 86_400)
    assert len(past_imports(making.library)) == 1
    making.library.now = lambda: int(2e9) + 200 * 86_400 * 365
    clean_up(making.library, {})
    assert past_imports(making.library) == ()


def test_a_file_that_someone_changes_between_report_and_import_stops_it(making: Making, other: Making) -> None:
    making.write("one")
    other.write("one", "Imported.\n")
    other.write("two")
    with received_from(making.library, other.root / "content") as found:
        plan = dry_run(making.library, found, Choices())
        making.write("one", "Changed meanwhile.\n")
        before = content_of(making)
        with pytest.raises(ImportRefused, match=r"stories/one\.md was changed meanwhile"):
            carry_out(making.library, plan, TERMINAL)
    assert content_of(making) == before
    assert past_imports(making.library) == ()


def test_of_two_imports_at_once_the_second_is_refused(making: Making, other: Making) -> None:
    other.write("one")
    with received_from(making.library, other.root / "content") as found:
        first, second = (dry_run(making.library, found, Choices()) for _ in range(2))
        carry_out(making.library, first, TERMINAL)
        with pytest.raises(ImportRefused, match="changed meanwhile"):
            carry_out(making.library, second, TERMINAL)
    assert len(past_imports(making.library)) == 1


def test_an_import_waits_for_a_publish(making: Making, other: Making) -> None:
    other.write("one")
    library = making.reopen(LIBRARY_PUBLISH_WAIT="0")
    with publish_lock(making.root / "data", 0), pytest.raises(PublishBusy):
        imported(library, other.root / "content")
    assert "stories/one.md" not in content_of(making)


def test_permissions_of_a_changed_file_stay(making: Making, other: Making) -> None:
    making.write("one")
    (making.root / "content/stories/one.md").chmod(0o640)
    other.write("one", "Other.\n")
    imported(making.library, other.root / "content")
    assert (making.root / "content/stories/one.md").stat().st_mode & 0o777 == 0o640


def test_a_full_disk_imports_nothing(tmp_path: Path, other: Making) -> None:
    other.content.put("stories/leaflet.pdf", PDF + bytes(500_000))
    other.write("new", attachments="[{file: leaflet.pdf, title: Leaflet}]")
    with disk_at(tmp_path / "disk", "4m") as disk:
        making = Making(disk)
        filler = fill_up(disk)
        with filler.open("r+b") as file:
            file.truncate(filler.stat().st_size - 100_000)
        before = content_of(making)
        with pytest.raises(ImportRefused, match="free disk space"):
            imported(making.library, other.root / "content")
        assert content_of(making) == before
        assert past_imports(making.library) == ()
        filler.unlink()
        imported(making.library, other.root / "content")
        assert content_of(making).keys() == content_of(other).keys()
        making.library.close()


def test_a_read_only_content_folder_is_reported_and_nothing_is_imported(tmp_path: Path, other: Making) -> None:
    other.write("new")
    with disk_at(tmp_path / "disk", "4m") as disk:
        making = Making(tmp_path)
        shutil.move(making.root / "content", disk / "content")
        library = making.reopen(LIBRARY_CONTENT=str(disk / "content"))
        with read_only(disk):
            assert outcomes(planned(library, other.root / "content"))["stories/new.md"] == "new"
            with pytest.raises(ImportRefused, match="Read-only file system"):
                imported(library, other.root / "content")
        imported(library, other.root / "content")
        assert files_in(disk / "content").keys() == content_of(other).keys()


def test_a_link_in_the_way_is_not_followed(making: Making, other: Making, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("mine")
    making.content.link("stories/one.md", tmp_path / "outside.md")
    other.write("one")
    other.content.link("stories/two.md", tmp_path / "outside.md")
    plan = planned(making.library, other.root / "content")
    assert outcomes(plan)["stories/one.md"] == "in conflict"
    assert outcomes(plan)["stories/two.md"] == "left out"
    assert (tmp_path / "outside.md").read_text() == "mine"


def test_a_folder_without_content_is_refused(making: Making, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="nothing to import"):
        planned(making.library, zipped(tmp_path / "a.zip", {"notes.txt": "notes"}))


def test_what_is_no_ordinary_file_is_left_out(making: Making, other: Making) -> None:
    other.write("one")
    os.mkfifo(other.root / "content/stories/pipe.md")
    assert outcomes(planned(making.library, other.root / "content"))["stories/pipe.md"] == "left out"


def test_an_import_of_what_is_here_already_changes_nothing(making: Making) -> None:
    making.write("one")
    with pytest.raises(ImportRefused, match="Everything is there already"):
        imported(making.library, making.root / "content")


def test_without_a_content_folder_nothing_is_imported_or_exported(
    making: Making, other: Making, tmp_path: Path
) -> None:
    library = making.reopen(LIBRARY_CONTENT=str(tmp_path / "missing"))
    with pytest.raises(ImportRefused, match="Check LIBRARY_CONTENT"):
        planned(library, other.root / "content")
    with pytest.raises(ContentNotExported, match="Check LIBRARY_CONTENT"):
        write_export(library, tmp_path / "a.zip")
    with pytest.raises(ImportRefused, match=r"Check .*missing\.zip"):
        planned(making.library, tmp_path / "missing.zip")


def test_a_folder_with_too_many_files_is_refused(
    making: Making, other: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.write("one")
    monkeypatch.setattr(received, "MOST_FILES", 1)
    with pytest.raises(ImportRefused, match="more than 1 files"):
        planned(making.library, other.root / "content")
