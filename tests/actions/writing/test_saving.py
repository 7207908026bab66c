"""Saving drafts: nothing that someone wrote is lost, and nobody's text is written over unseen."""

from __future__ import annotations

from contextlib import closing

import pytest

from library.actions.jobs.clean_up import clean_up
from library.actions.whole_files import digest_of
from library.actions.writing.discarding import discard
from library.actions.writing.forgetting import forget
from library.actions.writing.open_documents import Editing, leave, note_open
from library.actions.writing.saving import autosave, file_of, save
from library.errors import DraftGone
from library.model.draft import Draft, DraftChanged
from library.model.revision import Change, Source
from library.model.viewer import Role
from library.storage.people import add_person
from tests.making import Making

PATH = "stories/the-spare-key.md"
MORAG, IONA = 1, 2


@pytest.fixture
def file(making: Making) -> bytes:
    making.write("the-spare-key")
    found = file_of(making.library, PATH)
    assert found
    return found


@pytest.fixture
def draft(making: Making, file: bytes) -> Draft:
    return making.library.drafts.start(PATH, file, digest_of(file), MORAG, making.library.now())


def history(making: Making) -> list[tuple[Change, bytes]]:
    """What happened and to which text, oldest first."""
    read = [making.library.revisions.read(each.id) for each in reversed(making.library.revisions.of(PATH))]
    return [(each.what, each.text) for each in read if each]


def test_a_save_changes_the_draft_and_not_the_file(making: Making, draft: Draft, file: bytes) -> None:
    saved = save(making.library, PATH, b"one", draft.version, MORAG, "a")
    assert making.library.drafts.at(PATH) == saved
    assert autosave(making.library, PATH, b"two", saved.version, MORAG, "a").text == b"two"
    assert file_of(making.library, PATH) == file
    assert history(making) == [(Change.FOUND, file), (Change.SAVED, b"one"), (Change.AUTOSAVED, b"two")]


def test_a_file_that_was_changed_outside_is_a_conflict_that_a_choice_ends(making: Making, draft: Draft) -> None:
    making.content.put(PATH, b"changed with a text editor")
    for text in (b"mine", b"mine again"):
        with pytest.raises(DraftChanged) as conflict:
            save(making.library, PATH, text, draft.version, MORAG, "a")
        # What was written is the draft all the same.
        assert (conflict.value.current.text, conflict.value.by) == (text, None)
        assert conflict.value.theirs == b"changed with a text editor"
    current, base = conflict.value.current, conflict.value.base
    chosen = save(making.library, PATH, b"mine again", current.version, MORAG, "a", base=base)
    assert (chosen.text, chosen.base) == (b"mine again", base)
    assert save(making.library, PATH, b"and on", chosen.version, MORAG, "a").base == base


def test_choosing_the_text_of_the_file_ends_the_conflict_too(making: Making, draft: Draft) -> None:
    making.content.put(PATH, b"theirs")
    with pytest.raises(DraftChanged):
        autosave(making.library, PATH, b"mine", draft.version, MORAG, "a")
    assert save(making.library, PATH, b"theirs", draft.version, MORAG, "a").base == digest_of(b"theirs")
    assert [text for _, text in history(making)[1:]] == [b"mine", b"theirs"]


def test_a_choice_about_a_file_that_changed_again_is_asked_once_more(making: Making, draft: Draft) -> None:
    making.content.put(PATH, b"changed again")
    with pytest.raises(DraftChanged) as conflict:
        save(making.library, PATH, b"mine", draft.version, MORAG, "a", base=digest_of(b"changed once"))
    assert conflict.value.theirs == b"changed again"


def test_a_file_that_is_gone_is_a_conflict(making: Making, draft: Draft) -> None:
    making.delete("the-spare-key")
    with pytest.raises(DraftChanged) as conflict:
        save(making.library, PATH, b"mine", draft.version, MORAG, "a")
    assert (conflict.value.theirs, conflict.value.base) == (b"", "")
    assert save(making.library, PATH, b"mine", draft.version, MORAG, "a", base="").base == ""


def test_whoever_goes_on_writing_after_publishing_goes_on_alone(making: Making, draft: Draft) -> None:
    library = making.library
    published = save(library, PATH, b"published", draft.version, MORAG, "a")
    making.content.put(PATH, b"published")
    library.revisions.add(PATH, b"published", Change.PUBLISHED, now=library.now(), actor=MORAG, source=Source.SITE)
    library.drafts.drop(PATH)
    again = save(library, PATH, b"published, and on", published.version, MORAG, "a")
    assert (again.text, again.base) == (b"published, and on", digest_of(b"published"))


def test_whoever_writes_while_someone_else_publishes_loses_nothing(making: Making, draft: Draft) -> None:
    library = making.library
    making.content.put(PATH, b"by Iona")
    library.revisions.add(PATH, b"by Iona", Change.PUBLISHED, now=library.now(), actor=IONA, source=Source.SITE)
    library.drafts.drop(PATH)
    with pytest.raises(DraftChanged) as conflict:
        save(library, PATH, b"by Morag", draft.version, MORAG, "a")
    assert conflict.value.theirs == b"by Iona"
    assert history(making)[-1] == (Change.CONFLICT, b"by Morag")
    current = conflict.value.current
    assert save(library, PATH, b"both", current.version, MORAG, "a", base=conflict.value.base).text == b"both"


def test_nothing_of_a_withdrawn_or_deleted_document_is_stored_again(making: Making, draft: Draft) -> None:
    making.write("the-spare-key", status="withdrawn")
    forget(making.library, PATH)
    with pytest.raises(DraftGone):
        autosave(making.library, PATH, b"from a tab that is still open", draft.version, MORAG, "a")
    making.delete("the-spare-key")
    with pytest.raises(DraftGone):
        autosave(making.library, PATH, b"from a tab that is still open", draft.version, MORAG, "a")
    assert (making.library.drafts.at(PATH), history(making)) == (None, [])


@pytest.mark.parametrize("is_published", [False, True])
def test_an_older_tab_of_the_same_person_does_not_widen_the_audience_unseen(making: Making, is_published: bool) -> None:
    library, wide, narrow = making.library, b"audience: public", b"audience: coordinators"
    making.write_told("the-spare-key", "Morag.\n", consent="audience: public, uses: []")
    file = file_of(library, PATH) or b""
    draft = library.drafts.start(PATH, file, digest_of(file), MORAG, library.now())
    narrowed = save(library, PATH, file.replace(wide, narrow), draft.version, MORAG, "newer")
    if is_published:
        making.content.put(PATH, narrowed.text)
        library.drafts.published([narrowed], MORAG, library.now())
    with pytest.raises(DraftChanged) as conflict:
        autosave(library, PATH, file + b"More.\n", draft.version, MORAG, "older")
    assert conflict.value.current.text == narrowed.text
    assert history(making)[-1] == (Change.CONFLICT, file + b"More.\n")
    # The same words without the wider audience are no conflict, and who has seen both can choose the wider one.
    current = conflict.value.current
    version = current.version if is_published else draft.version
    current = autosave(library, PATH, narrowed.text + b"More.\n", version, MORAG, "older")
    assert save(library, PATH, file + b"More.\n", current.version, MORAG, "older").text == file + b"More.\n"


def test_what_is_saved_while_someone_discards_a_draft_stays(making: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    library = making.library
    draft, drop = library.drafts.start(PATH, b"by Morag", "", MORAG, library.now()), library.drafts.drop

    def saved_first(*given: object) -> None:
        save(library, PATH, b"by Iona", draft.version, IONA, "b")
        drop(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(library.drafts, "drop", saved_first)
    with pytest.raises(DraftChanged):
        discard(library, "the-spare-key", draft.version)
    assert history(making)[-1] == (Change.SAVED, b"by Iona")
    kept = library.drafts.at(PATH)
    assert kept is not None
    assert kept.text == b"by Iona"
    monkeypatch.undo()
    discard(library, "the-spare-key", kept.version)
    assert making.library.revisions.of(PATH) == ()


def test_those_who_have_a_document_open_see_one_another(making: Making) -> None:
    library = making.library
    with library.database.writing() as connection:
        people = [
            add_person(connection, f"{name}@example.org", name, Role.COORDINATOR, "en", 0).id
            for name in ("Morag", "Iona")
        ]
    assert note_open(library, PATH, people[0], "a") == ()
    assert note_open(library, PATH, people[0], "b") == ()
    assert note_open(library, PATH, people[1], "<script>") == (Editing(people[0], "Morag"),)
    assert note_open(library, PATH, 99, "d") == (Editing(people[0], "Morag"), Editing(people[1], "Iona"))
    assert note_open(library, PATH, people[0], "a") == (Editing(people[1], "Iona"), Editing(99, ""))
    leave(library, PATH, 99, "d")
    leave(library, PATH, people[1], "<script>")
    assert note_open(library, PATH, people[0], "a") == ()


def test_the_daily_clean_up_deletes_automatic_saves_whose_time_is_over(making: Making, draft: Draft) -> None:
    old = making.library.drafts.save(PATH, b"old", draft.version, MORAG, "a", 0, what=Change.AUTOSAVED)
    save(making.library, PATH, b"new", old.version, MORAG, "a")
    clean_up(making.library, {})
    assert [text for _, text in history(making)][1:] == [b"new"]


def test_a_library_without_drafts_has_no_database_of_them(making: Making) -> None:
    clean_up(making.library, {})
    forget(making.library, PATH, "stories/No address.md")
    assert not (making.root / "data/writing.sqlite").exists()


def test_records_in_a_file_elsewhere_leave_the_writing_in_the_data_folder(making: Making) -> None:
    with closing(making.reopen(LIBRARY_DATABASE_URL=f"sqlite:///{making.root / 'elsewhere.sqlite'}")) as library:
        library.drafts.start(PATH, b"one", "", MORAG, 0)
        assert library.people.count() == 0
    assert (making.root / "data/writing.sqlite").exists()
