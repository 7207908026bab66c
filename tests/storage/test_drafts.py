"""Drafts and their history, in SQLite and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from library.content.source import LARGEST_FILE
from library.errors import DraftExists, DraftGone, TextTooLong, WritingFull
from library.model.draft import Draft, DraftChanged, DraftState
from library.model.revision import MOST_REASON, Change, Source
from library.storage.comments import Comments
from library.storage.drafts import Drafts
from library.storage.forgetting import forget_writing
from library.storage.presence import PRESENT_SECONDS, Presence
from library.storage.revisions import AUTOSAVED_DAYS, TEN_MINUTES, Revisions, text_digest
from library.storage.writing_database import WRITING, WritingDatabase
from library.storage.writing_tables import METADATA
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

PATH = "stories/the-spare-key.md"
OTHER = "stories/the-kettle.md"
FILE = b"---\ntitle: The spare key\n---\n\nMorag has it.\n"
BASE = text_digest(FILE)
MORAG, IONA = 1, 2
NOON = 1_796_000_000


@pytest.fixture
def writing(address: str) -> Iterator[WritingDatabase]:
    with closing(WritingDatabase(address)) as opened:
        yield opened


@pytest.fixture
def drafts(writing: WritingDatabase) -> Drafts:
    return Drafts(writing, LARGEST_FILE, 0)


@pytest.fixture
def revisions(writing: WritingDatabase) -> Revisions:
    return Revisions(writing, LARGEST_FILE, 0)


def save(
    drafts: Drafts, draft: Draft, text: bytes, by: int = MORAG, now: int = NOON + 60, what: Change = Change.SAVED
) -> Draft:
    return drafts.save(draft.path, text, draft.version, by, f"tab of {by}", now, what=what)


def history(revisions: Revisions, path: str = PATH) -> list[tuple[Change, bytes]]:
    """What happened and to which text, oldest first."""
    read = [revisions.read(each.id) for each in reversed(revisions.of(path))]
    return [(each.what, each.text) for each in read if each]


def test_the_migrations_make_just_the_tables_that_the_code_uses(writing: WritingDatabase) -> None:
    with writing.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    config = Config()
    config.set_main_option("script_location", str(WRITING.migrations))
    assert ScriptDirectory.from_config(config).get_heads() == [WRITING.head]


def test_a_draft_begins_with_the_file_and_is_there_for_everyone(drafts: Drafts, revisions: Revisions) -> None:
    started = drafts.start(PATH, FILE, BASE, MORAG, NOON)
    assert (started.text, started.base, started.state) == (FILE, BASE, DraftState.DRAFT)
    assert drafts.start(PATH, b"another", "", IONA, NOON + 1) == started == drafts.at(PATH)
    assert [each.path for each in drafts.all()] == [PATH]
    assert history(revisions) == [(Change.FOUND, FILE)]
    assert revisions.of(PATH)[0].source is Source.FILE


def test_a_save_is_in_the_history_and_the_same_bytes_again_are_the_same_save(
    drafts: Drafts, revisions: Revisions
) -> None:
    started = drafts.start(PATH, FILE, BASE, MORAG, NOON)
    saved = save(drafts, started, b"one")
    assert (saved.text, saved.version, saved.base) == (b"one", started.version + 1, BASE)
    assert save(drafts, started, b"one") == save(drafts, saved, b"one") == saved
    assert history(revisions) == [(Change.FOUND, FILE), (Change.SAVED, b"one")]
    back = save(drafts, saved, FILE)
    assert history(revisions)[-1] == (Change.SAVED, FILE) == (Change.SAVED, back.text)


def test_somebody_alone_is_never_in_conflict(drafts: Drafts, revisions: Revisions) -> None:
    started = drafts.start(PATH, FILE, BASE, MORAG, NOON)
    save(drafts, save(drafts, started, b"one"), b"two")
    # Another tab that still shows the first version.
    assert save(drafts, started, b"three").text == b"three"
    assert [text for _, text in history(revisions)] == [FILE, b"one", b"two", b"three"]


def test_a_second_save_by_someone_else_is_neither_lost_nor_merged(drafts: Drafts, revisions: Revisions) -> None:
    started = drafts.start(PATH, FILE, BASE, MORAG, NOON)
    theirs = save(drafts, started, b"by Iona", IONA)
    for _ in range(2):
        with pytest.raises(DraftChanged) as conflict:
            save(drafts, started, b"by Morag")
        assert (conflict.value.current, conflict.value.theirs, conflict.value.by) == (theirs, b"by Iona", IONA)
    assert history(revisions)[1:] == [(Change.SAVED, b"by Iona"), (Change.CONFLICT, b"by Morag")]
    # She has seen both and chooses hers; then Iona's page is the older one.
    chosen = save(drafts, theirs, b"by Morag")
    assert drafts.at(PATH) == chosen
    with pytest.raises(DraftChanged):
        save(drafts, theirs, b"by Iona again", IONA)
    with pytest.raises(DraftChanged):
        save(drafts, started, b"older still", IONA)


def test_a_version_of_a_deleted_draft_is_never_taken_for_one_of_a_new_draft(drafts: Drafts) -> None:
    old = drafts.start(PATH, FILE, BASE, MORAG, NOON)
    drafts.drop(PATH)
    with pytest.raises(DraftGone):
        save(drafts, old, b"late")
    new = drafts.start(PATH, FILE, BASE, IONA, NOON)
    with pytest.raises(DraftChanged):
        save(drafts, old, b"late")
    assert drafts.at(PATH) == new


def test_a_draft_that_someone_saved_meanwhile_is_not_deleted(drafts: Drafts) -> None:
    read = drafts.start(PATH, FILE, BASE, MORAG, NOON)
    saved = save(drafts, read, b"by Iona", IONA)
    with pytest.raises(DraftChanged) as conflict:
        drafts.drop(PATH, read.version)
    assert (conflict.value.current, drafts.at(PATH)) == (saved, saved)
    drafts.drop(PATH, saved.version)
    assert drafts.at(PATH) is None


def test_automatic_saves_of_a_tab_in_ten_minutes_are_one_revision(drafts: Drafts, revisions: Revisions) -> None:
    draft = drafts.start(PATH, FILE, BASE, MORAG, NOON)
    for second in (0, 300, TEN_MINUTES - 1, TEN_MINUTES):
        draft = save(drafts, draft, b"%d" % second, now=NOON + second, what=Change.AUTOSAVED)
    assert history(revisions)[1:] == [(Change.AUTOSAVED, b"599"), (Change.AUTOSAVED, b"600")]
    # Whoever chooses to save what is there already has saved it.
    save(drafts, draft, b"600", now=NOON + 601)
    assert history(revisions)[1:] == [(Change.AUTOSAVED, b"599"), (Change.SAVED, b"600")]
    save(drafts, draft, b"601", now=NOON + 602, what=Change.AUTOSAVED)
    assert history(revisions)[2:] == [(Change.SAVED, b"600"), (Change.AUTOSAVED, b"601")]


def test_automatic_saves_in_conflict_are_one_revision_and_touch_no_other(drafts: Drafts, revisions: Revisions) -> None:
    started = drafts.start(PATH, FILE, BASE, MORAG, NOON)
    theirs = save(drafts, started, b"by Iona", IONA)
    with pytest.raises(DraftChanged):
        save(drafts, started, b"chosen")
    for text in (b"by", b"by Mo", b"by Morag"):
        with pytest.raises(DraftChanged):
            save(drafts, started, text, what=Change.AUTOSAVED)
    assert [text for _, text in history(revisions)[1:]] == [b"by Iona", b"chosen", b"by Morag"]
    assert drafts.at(PATH) == theirs


def test_only_automatic_saves_are_pruned(drafts: Drafts, revisions: Revisions) -> None:
    draft = drafts.start(PATH, FILE, BASE, MORAG, NOON)
    draft = save(drafts, draft, b"by itself", what=Change.AUTOSAVED)
    save(drafts, draft, b"chosen")
    later = NOON + AUTOSAVED_DAYS * 86_400
    assert (revisions.prune(later), revisions.prune(later + 61)) == (0, 1)
    assert [text for _, text in history(revisions)] == [FILE, b"chosen"]


def test_a_full_database_gives_up_automatic_saves_and_then_refuses(writing: WritingDatabase) -> None:
    drafts, revisions = Drafts(writing, 100, 400), Revisions(writing, 100, 400)
    draft = drafts.start(PATH, b"0" * 60, "", MORAG, NOON)
    draft = save(drafts, draft, bytes(range(90)), what=Change.AUTOSAVED)
    draft = save(drafts, draft, bytes(range(100, 190)))
    assert [what for what, _ in history(revisions)] == [Change.SAVED, Change.AUTOSAVED, Change.SAVED]
    draft = save(drafts, draft, bytes(range(60, 120)))
    assert [what for what, _ in history(revisions)] == [Change.SAVED] * 3
    with pytest.raises(WritingFull):
        save(drafts, draft, bytes(range(160, 250)))
    with pytest.raises(TextTooLong):
        save(drafts, draft, bytes(101))
    assert drafts.at(PATH) == draft


def test_a_draft_is_moved_with_all_that_belongs_to_it(
    writing: WritingDatabase, drafts: Drafts, revisions: Revisions
) -> None:
    comments = Comments(writing)
    draft = drafts.start(PATH, FILE, "", MORAG, NOON)
    comment = comments.add(PATH, "Is this her name?", IONA, NOON, anchor="p1-abc", words="Morag has it.")
    drafts.move(PATH, OTHER)
    moved = drafts.at(OTHER)
    assert moved is not None
    assert (moved.text, moved.version, drafts.at(PATH)) == (FILE, draft.version, None)
    assert history(revisions, OTHER) == [(Change.SAVED, FILE)]
    assert [each.id for each in comments.of(OTHER)] == [comment.id]
    drafts.start(PATH, b"new", "", MORAG, NOON)
    with pytest.raises(DraftExists):
        drafts.move(PATH, OTHER)


def test_a_draft_is_scheduled_reviewed_and_cancelled(drafts: Drafts) -> None:
    drafts.start(PATH, FILE, BASE, MORAG, NOON)
    assert drafts.set_state(PATH, DraftState.IN_REVIEW).state is DraftState.IN_REVIEW
    planned = drafts.schedule(PATH, NOON + 60, IONA)
    assert (planned.publish_at, planned.publish_by) == (NOON + 60, IONA)
    assert ([each.path for each in drafts.due(NOON + 60)], drafts.due(NOON + 59)) == ([PATH], ())
    cancelled = drafts.schedule(PATH, None, IONA)
    assert (cancelled.publish_at, cancelled.publish_by) == (None, None)
    with pytest.raises(DraftGone):
        drafts.schedule(OTHER, NOON, IONA)


def test_a_comment_is_added_resolved_opened_again_and_deleted(writing: WritingDatabase) -> None:
    comments = Comments(writing)
    added = comments.add(PATH, "Is this her name?", IONA, NOON, anchor="p1-abc", words="Morag has it.")
    assert comments.of(PATH) == (added,)
    assert comments.open_on() == {PATH: 1}
    assert comments.resolve(PATH, added.id, MORAG, NOON + 1)
    assert (comments.of(PATH)[0].resolved_by, comments.open_on()) == (MORAG, {})
    assert comments.resolve(PATH, added.id, None, None)
    assert comments.of(PATH) == (added,)
    assert not comments.delete(OTHER, added.id)
    assert comments.delete(PATH, added.id)
    assert comments.of(PATH) == ()


def test_who_has_a_document_open_is_known_for_two_minutes(writing: WritingDatabase) -> None:
    presence = Presence(writing)
    presence.note(PATH, MORAG, "a", NOON)
    presence.note(PATH, MORAG, "a", NOON + 1)
    presence.note(PATH, IONA, "b", NOON + 60)
    presence.note(OTHER, IONA, "c", NOON + 60)
    assert [(each.person, each.tab) for each in presence.on(PATH, NOON + 60)] == [(MORAG, "a"), (IONA, "b")]
    assert [each.person for each in presence.on(PATH, NOON + PRESENT_SECONDS + 2)] == [IONA]
    presence.leave(PATH, IONA, "b")
    assert presence.on(PATH, NOON + PRESENT_SECONDS + 2) == ()


def test_forgetting_a_document_leaves_the_others(
    writing: WritingDatabase, drafts: Drafts, revisions: Revisions
) -> None:
    comments = Comments(writing)
    for path in (PATH, OTHER):
        save(drafts, drafts.start(path, FILE, BASE, MORAG, NOON), b"one")
        comments.add(path, "Is this her name?", IONA, NOON)
    forget_writing(writing, [PATH])
    assert (drafts.at(PATH), revisions.of(PATH), comments.of(PATH)) == (None, (), ())
    assert revisions.paths() == {OTHER}
    assert (len(drafts.all()), len(revisions.of(OTHER)), len(comments.of(OTHER))) == (1, 2, 1)


def test_a_reason_is_stored_within_its_limit(revisions: Revisions) -> None:
    added = revisions.add(PATH, FILE, Change.REPUBLISHED, now=NOON, actor=MORAG, reason="x" * 300)
    found = revisions.read(added)
    assert found is not None
    assert (found.reason, found.text, found.length) == ("x" * MOST_REASON, FILE, len(FILE))
    assert revisions.find(PATH, BASE) == revisions.newest(PATH) == revisions.of(PATH)[0]
    assert (revisions.read(added + 1), revisions.newest(OTHER)) == (None, None)
