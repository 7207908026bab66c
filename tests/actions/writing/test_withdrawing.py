"""A document is withdrawn in one step, at any hour, whatever else happens; and shown again with a reason."""

from __future__ import annotations

import pytest

from library.actions.jobs.worker import do_one
from library.actions.publish_audit import publish_and_record
from library.actions.whole_files import digest_of
from library.actions.writing.saving import file_of, save
from library.actions.writing.withdrawing import restore_to_readers, withdraw
from library.errors import ContentError, ContentNotWritten, InvalidInput, NotFound, NotPublishedYet
from library.model.audit import TERMINAL, Action, by
from library.model.revision import Change
from library.storage.builds import publish_lock
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
