"""Drafts are published: checked, written, published alone, recorded; whatever fails, nothing written is lost."""

from __future__ import annotations

import pytest

from library.actions.publish_audit import publish_and_record
from library.actions.whole_files import digest_of
from library.actions.writing.publishing import publish_drafts
from library.actions.writing.saving import file_of, save
from library.errors import ContentError, ContentNotWritten, DraftGone, NotPublishedYet, SecondReaderNeeded
from library.model.audit import TERMINAL, Action, by
from library.model.draft import DraftChanged
from library.model.revision import Change
from library.storage.builds import publish_lock
from tests.actions.writing.drafting import IONA, MORAG, NEW, ONE, UN, draft_of, text_of
from tests.making import Making
from tests.storage.disks import disk_at, fill_up, read_only


def history(making: Making, path: str) -> list[Change]:
    return [each.what for each in reversed(making.library.revisions.of(path))]


def test_a_draft_becomes_a_published_file_with_a_revision(published: Making) -> None:
    published.write("two", themes="[no-such-theme]")  # somebody else's mistake
    draft = draft_of(published, NEW, text_of(published, "Porridge."))
    done = publish_drafts(published.library, [NEW], IONA, versions={NEW: draft.version}, reason="Ready")
    assert done.paths == (NEW,)
    assert published.reads("new") == "Porridge."
    assert published.found("porridge") == ["new"]
    assert published.library.drafts.at(NEW) is None
    newest = published.library.revisions.newest(NEW)
    assert newest is not None
    assert (newest.what, newest.actor, newest.reason) == (Change.PUBLISHED, IONA, "Ready")
    assert newest.digest == digest_of(file_of(published.library, NEW) or b"")
    line = published.library.audit.lines()[0]
    assert (line.action, line.subject, line.actor) == (Action.DOCUMENT_PUBLISHED, "new", by(IONA))


def test_a_new_version_for_the_same_readers_is_in_the_audit_log(published: Making) -> None:
    draft_of(published, ONE, text_of(published, "Porridge."))
    publish_drafts(published.library, [ONE], MORAG)
    assert published.reads("one") == "Porridge."
    assert history(published, ONE) == [Change.FOUND, Change.SAVED, Change.PUBLISHED]
    assert published.library.audit.lines()[0].action is Action.DOCUMENT_CHANGED


def test_publishing_sets_status_and_date_and_no_other_byte(published: Making) -> None:
    published.always.clear()
    text = text_of(published, "Porridge.", status="draft")
    draft_of(published, NEW, text)
    publish_drafts(published.library, [NEW], MORAG)
    file = file_of(published.library, NEW) or b""
    assert b"status: published" in file
    assert b"published: 2026-11-22" in file
    assert len(set(file.splitlines()) - set(text.splitlines())) == 2


def test_a_mistake_is_reported_with_its_line_and_nothing_is_written(published: Making) -> None:
    text = text_of(published, "Porridge.", themes="[no-such-theme]", related="[nobody]")
    draft_of(published, NEW, text)
    with pytest.raises(ContentError) as caught:
        publish_drafts(published.library, [NEW], MORAG)
    lines = text.decode().splitlines()
    wrong = {mistake.line: mistake.sentence for mistake in caught.value.mistakes}
    assert any(lines[line - 1].startswith("themes") for line in wrong)
    assert file_of(published.library, NEW) is None
    draft_of(published, UN, text_of(published, "Porridge.", related="[nobody]"))
    with pytest.raises(ContentError, match="There is no document"):
        publish_drafts(published.library, [UN], MORAG)


def test_documents_that_belong_together_are_published_together_or_not_at_all(published: Making) -> None:
    draft_of(published, NEW, text_of(published, "Porridge."))
    draft_of(published, UN, text_of(published, "Uwd.", language="cy", translation_of="new"))
    with pytest.raises(ContentError, match="There is no document"):
        publish_drafts(published.library, [UN], MORAG)
    publish_drafts(published.library, [NEW, UN], MORAG)
    assert published.shown()["un"] == "Uwd."
    assert published.library.drafts.all() == ()


def test_a_file_that_changed_meanwhile_is_a_conflict_and_neither_text_is_lost(published: Making) -> None:
    mine = text_of(published, "Porridge.")
    draft_of(published, ONE, mine)
    draft_of(published, NEW, text_of(published, "Kippers."))
    published.write("one", "Written by hand.\n")
    with pytest.raises(DraftChanged) as conflict:
        publish_drafts(published.library, [NEW, ONE], MORAG)
    assert b"Written by hand." in conflict.value.theirs
    kept = published.library.drafts.at(ONE)
    assert kept is not None
    assert kept.text == mine
    # Together means all or none: the other file is not there either.
    assert file_of(published.library, NEW) is None
    assert published.reads("new") == "404"


def test_a_version_that_nobody_read_is_not_published(published: Making) -> None:
    draft = draft_of(published, ONE, text_of(published, "Porridge."))
    save(published.library, ONE, text_of(published, "Kippers."), draft.version, MORAG, "a")
    with pytest.raises(DraftChanged):
        publish_drafts(published.library, [ONE], IONA, versions={ONE: draft.version})
    assert published.reads("one") == "Words of one."


def test_what_was_saved_during_the_publish_stays_a_draft(published: Making) -> None:
    draft = draft_of(published, ONE, text_of(published, "Porridge."))
    later = text_of(published, "Porridge and honey.")
    save(published.library, ONE, later, draft.version, MORAG, "a")
    published.library.drafts.published([draft], MORAG, published.library.now())
    kept = published.library.drafts.at(ONE)
    assert kept is not None
    assert (kept.text, kept.base) == (later, digest_of(draft.text))


def test_while_another_publish_runs_the_draft_stays_and_a_retry_works(published: Making) -> None:
    draft_of(published, ONE, text_of(published, "Porridge."))
    library = published.reopen(LIBRARY_PUBLISH_WAIT="0")
    with publish_lock(library.settings.data, 0), pytest.raises(NotPublishedYet, match="Another publish is running"):
        publish_drafts(library, [ONE], MORAG)
    assert published.reads("one") == "Words of one."
    assert library.drafts.at(ONE) is not None
    publish_drafts(library, [ONE], MORAG)
    library.close()
    assert published.reads("one") == "Porridge."
    assert published.library.drafts.at(ONE) is None


def test_a_content_folder_that_cannot_be_written_is_said_in_words(published: Making) -> None:
    draft_of(published, NEW, text_of(published, "Porridge."))
    folder = published.root / "content/stories"
    folder.rename(published.root / "stories")
    with disk_at(folder, "1m") as disk:
        with read_only(disk), pytest.raises(ContentNotWritten, match="Allow the site to write its content folder"):
            publish_drafts(published.library, [NEW], MORAG)
        fill_up(disk)
        with pytest.raises(ContentNotWritten, match="Free some disk space"):
            publish_drafts(published.library, [NEW], MORAG)
    assert published.library.drafts.at(NEW) is not None


def test_with_a_second_pair_of_eyes_nobody_publishes_what_they_wrote_last(published: Making) -> None:
    draft_of(published, ONE, text_of(published, "Porridge."), MORAG)
    library = published.reopen(LIBRARY_SECOND_REVIEWER="on")
    with pytest.raises(SecondReaderNeeded):
        publish_drafts(library, [ONE], MORAG)
    publish_drafts(library, [ONE], IONA)
    library.close()
    assert published.reads("one") == "Porridge."


def test_without_a_draft_there_is_nothing_to_publish(published: Making) -> None:
    with pytest.raises(DraftGone):
        publish_drafts(published.library, [NEW], MORAG)


def test_a_change_outside_the_site_is_a_revision_after_any_publish(published: Making) -> None:
    library = published.library
    # The first state is there too.
    assert history(published, "stories/two.md") == [Change.FOUND]
    published.write("two", "Written by hand.\n")
    draft_of(published, ONE, text_of(published, "Porridge."))
    publish_drafts(library, [ONE], MORAG)
    assert history(published, "stories/two.md") == [Change.FOUND]
    publish_and_record(library, TERMINAL)
    found = library.revisions.read(library.revisions.of("stories/two.md")[0].id)
    assert found is not None
    assert (found.what, b"Written by hand." in found.text) == (Change.FOUND, True)
    assert history(published, ONE) == [Change.FOUND, Change.SAVED, Change.PUBLISHED]


@pytest.mark.parametrize("way", ["deleted", "withdrawn"])
def test_what_is_deleted_or_withdrawn_in_its_file_is_forgotten(published: Making, way: str) -> None:
    draft_of(published, "stories/two.md", text_of(published, "Porridge."))
    if way == "deleted":
        published.delete("two")
    else:
        published.write("two", status="withdrawn")
    publish_and_record(published.library, TERMINAL)
    assert published.library.revisions.of("stories/two.md") == ()
    assert published.library.drafts.at("stories/two.md") is None
    assert history(published, ONE) == [Change.FOUND]


def test_a_draft_of_a_document_that_has_no_file_yet_is_never_forgotten(published: Making) -> None:
    draft_of(published, NEW, text_of(published, "Porridge."))
    publish_and_record(published.library, TERMINAL)
    assert published.library.drafts.at(NEW) is not None
    assert history(published, NEW) == [Change.SAVED]


def test_a_draft_of_a_withdrawn_document_is_not_lost_if_the_publish_fails(published: Making) -> None:
    published.write("one", status="withdrawn")
    publish_and_record(published.library, TERMINAL)
    draft_of(published, ONE, text_of(published, "Porridge.", status="withdrawn"))
    publish_and_record(published.library, TERMINAL)
    library = published.reopen(LIBRARY_PUBLISH_WAIT="0")
    with publish_lock(library.settings.data, 0), pytest.raises(NotPublishedYet):
        publish_drafts(library, [ONE], MORAG)
    library.close()
    assert published.library.drafts.at(ONE) is not None
