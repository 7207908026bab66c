"""A document is withdrawn in one step, at any hour, whatever else happens; and shown again with a reason."""

from __future__ import annotations

from io import BytesIO

import pytest

from library.actions.jobs.worker import do_one
from library.actions.publish_audit import publish_and_record
from library.actions.uploading import receiving
from library.actions.uploading.using import text_of
from library.actions.whole_files import digest_of
from library.actions.writing.adding_word import add_word
from library.actions.writing.commenting import add_comment
from library.actions.writing.editing import save_text
from library.actions.writing.opening import open_document
from library.actions.writing.publishing import publish_drafts
from library.actions.writing.saving import file_of, save
from library.actions.writing.withdrawing import restore_to_readers, withdraw
from library.errors import ContentError, ContentNotWritten, DraftGone, InvalidInput, NotFound, NotPublishedYet
from library.model.audit import TERMINAL, Action, by
from library.model.revision import Change
from library.model.upload import Purpose
from library.storage.builds import publish_lock
from tests.actions.test_import_word import story
from tests.making import Making
from tests.storage.disks import disk_at, read_only

MORAG = 1
ONE = "stories/one.md"
AGREED = "audience: public, uses: [translate]"


@pytest.fixture
def published(making: Making) -> Making:
    making.always["published"] = "2020-01-01"
    making.write_told("one", "Porridge.\n", consent=AGREED)
    making.write_told("un", "Uwd.\n", consent=AGREED, language="cy", translation_of="one")
    making.write("two")
    publish_and_record(making.library, TERMINAL)
    making.library.people.count()
    return making


def start_draft(making: Making) -> None:
    file = file_of(making.library, ONE) or b""
    draft = making.library.drafts.start(ONE, file, digest_of(file), MORAG, making.library.now())
    save(making.library, ONE, file + b"\nKippers.\n", draft.version, MORAG, "a")
    making.library.drafts.schedule(ONE, making.library.now() + 60, MORAG)


def on_disk(making: Making, word: bytes) -> list[str]:
    """Return the files of the data folder that have a word."""
    return [path.name for path in (making.root / "data").rglob("*") if path.is_file() and word in path.read_bytes()]


def test_a_withdrawn_document_is_gone_with_its_translation_its_draft_and_its_history(published: Making) -> None:
    start_draft(published)
    before = file_of(published.library, ONE) or b""
    said = withdraw(published.library, ONE, MORAG)
    assert any("stories/un.md" in sentence for sentence in said)
    assert published.reads("one") == "410"
    assert set(published.shown()) == {"two"}
    assert published.library.drafts.all() == ()
    assert published.library.revisions.of(ONE) == ()
    assert on_disk(published, b"Kippers") == []
    # The file is still there and says so.
    after = file_of(published.library, ONE) or b""
    assert after.replace(b"status: withdrawn\n", b"") == before
    line = published.library.audit.lines()[-1]
    assert (line.action, line.actor) == (Action.DOCUMENT_TAKEN_DOWN, by(MORAG))
    assert {line.subject for line in published.library.audit.lines()} == {"one", "un"}


def test_a_withdrawal_needs_no_other_file_to_be_right(published: Making) -> None:
    published.write("two", themes="[no-such-theme]")
    withdraw(published.library, ONE, MORAG)
    assert published.reads("one") == "410"
    assert published.reads("two") == "Words of two."


def test_while_another_publish_runs_nobody_sees_it_and_the_site_finishes_it_later(published: Making) -> None:
    start_draft(published)
    library = published.reopen(LIBRARY_PUBLISH_WAIT="0")
    with publish_lock(library.settings.data, 0):
        with pytest.raises(NotPublishedYet):
            withdraw(library, ONE, MORAG)
        assert published.reads("one") == "404"
        assert published.found("porridge") == []
    assert do_one(library)
    library.close()
    assert published.reads("one") == "410"
    assert published.library.drafts.all() == ()
    assert [line.subject for line in published.library.audit.lines()].count("one") == 1


def test_a_file_that_cannot_be_written_is_hidden_until_the_next_publish(published: Making) -> None:
    data = {path.name: path.read_bytes() for path in (published.root / "content/stories").iterdir()}
    (published.root / "content/stories").rename(published.root / "stories")
    with disk_at(published.root / "content/stories", "1m") as disk:
        for name, text in data.items():
            (disk / name).write_bytes(text)
        with read_only(disk), pytest.raises(ContentNotWritten):
            withdraw(published.library, ONE, MORAG)
        assert published.reads("one") == "404"


def test_a_header_that_cannot_be_changed_hides_the_document_all_the_same(published: Making) -> None:
    published.content.put(ONE, "---\ntitle: [\n---\nPorridge.\n")
    with pytest.raises(ContentError):
        withdraw(published.library, ONE, MORAG)
    assert published.reads("one") == "404"


def test_what_was_withdrawn_is_shown_again_with_a_reason_in_its_new_history(published: Making) -> None:
    withdraw(published.library, ONE, MORAG)
    for reason in (" ", "Why. " * 50):
        with pytest.raises(InvalidInput):
            restore_to_readers(published.library, ONE, MORAG, reason)
    restore_to_readers(published.library, ONE, MORAG, "Morag asked for it by mistake.")
    assert published.reads("one") == "Porridge."
    assert "un" in published.shown()
    (only,) = published.library.revisions.of(ONE)
    assert (only.what, only.reason) == (Change.REPUBLISHED, "Morag asked for it by mistake.")
    publish_and_record(published.library, TERMINAL)
    assert len(published.library.revisions.of(ONE)) == 1
    assert restore_to_readers(published.library, ONE, MORAG, "Again.") == ()


def test_a_document_with_a_mistake_is_not_shown_again(published: Making) -> None:
    published.write_told("one", "Porridge.\n", status="withdrawn", themes="[no-such-theme]")
    publish_and_record(published.library, TERMINAL, only=["stories/two.md"])
    with pytest.raises(ContentError):
        restore_to_readers(published.library, ONE, MORAG, "Agreed again.")
    assert published.reads("one") == "410"


def test_a_file_that_is_not_there_cannot_be_withdrawn_or_shown_again(published: Making) -> None:
    with pytest.raises(NotFound):
        withdraw(published.library, "stories/no.md", MORAG)
    with pytest.raises(NotFound):
        restore_to_readers(published.library, "stories/no.md", MORAG, "Why")


def test_a_draft_that_is_published_while_its_document_is_withdrawn_leaves_no_word(
    published: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_draft(published)
    library, stored = published.library, published.library.drafts.published

    def withdrawn_first(*given: object) -> None:
        withdraw(library, ONE, MORAG)
        stored(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(library.drafts, "published", withdrawn_first)
    publish_drafts(library, [ONE], MORAG)
    assert published.reads("one") == "410"
    assert (library.drafts.at(ONE), library.revisions.of(ONE)) == (None, ())
    assert on_disk(published, b"Kippers") == []


@pytest.mark.parametrize("what", [Change.SAVED, Change.AUTOSAVED])
def test_what_was_opened_before_the_withdrawal_is_not_stored_after_it(published: Making, what: Change) -> None:
    library = published.library
    opened = open_document(library, "one")
    withdraw(library, ONE, MORAG)
    with pytest.raises(DraftGone):
        save_text(library, opened, opened.data + b"Kippers.\n", MORAG, 0, "a", opened.base, what)
    assert (library.drafts.at(ONE), library.revisions.of(ONE)) == (None, ())
    assert on_disk(published, b"Kippers") == []


def test_a_comment_that_arrives_during_the_withdrawal_is_not_stored(
    published: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, stored = published.library, published.library.comments.add

    def withdrawn_first(*given: object, **named: object) -> None:
        withdraw(library, ONE, MORAG)
        stored(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(library.comments, "add", withdrawn_first)
    with pytest.raises(DraftGone):
        add_comment(library, "one", MORAG, "p1", "Kippers?")
    assert library.comments.of(ONE) == ()


def test_pictures_of_a_word_file_that_arrive_after_the_withdrawal_leave_the_disk(published: Making) -> None:
    withdraw(published.library, ONE, MORAG)
    with pytest.raises(DraftGone):
        add_word(published.library, MORAG, ONE, "", "", "x.docx", BytesIO(story()))
    assert published.library.uploads.of(ONE) == ()


def test_an_upload_that_arrives_during_the_withdrawal_goes_and_starts_no_draft(published: Making) -> None:
    library, captions = published.library, b"1\n00:00:01,000 --> 00:00:02,000\nKippers.\n"
    part, other = (
        receiving.start(library, path, Purpose.TRANSCRIPT, 100, {"language": "en", "seconds": ""}, 7)
        for path in (ONE, "stories/two.md")
    )
    receiving.append(library, ONE, part.id, 0, [captions])
    withdraw(library, ONE, MORAG)
    assert on_disk(published, b"Kippers") == []
    with pytest.raises(NotFound):
        receiving.append(library, ONE, part.id, len(captions), [b"Kippers.\n"])
    with pytest.raises(NotFound):
        text_of(library, ONE)
    assert library.drafts.at(ONE) is None
    assert receiving.find(library, "stories/two.md", other.id) == other
