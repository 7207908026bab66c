"""A term is added or reworded in the file, checked, recorded and published; another change of the same is shown."""

from __future__ import annotations

import os
import time

import pytest

from library.actions.jobs.publishing import PublishFailure
from library.actions.jobs.worker import do_one
from library.actions.writing import vocabulary as editing
from library.actions.writing.vocabulary import EntryChanged, VocabularyProblem, mark_of, vocabulary_file
from library.content.vocabulary import PATH
from library.errors import ContentError, InvalidInput, NotFound
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis, Term, Vocabulary
from tests.making import Making

ME, OTHER = 7, 8
FORM = {
    "label_en": "Being heard",
    "label_cy": "Gwrando",
    "label_gd": "",
    "also": "ears\n being  listened to \nears",
    "note": "",
}
SYNONYMS = "synonyms:\n  # Ours.\n  - {name: kid, also: [child]}\n  - {name: lad, also: [boy]}\n"


@pytest.fixture
def published(making: Making) -> Making:
    making.write("spare-key")
    file = making.root / "content" / PATH
    file.write_text("# Ours.\n" + file.read_text() + SYNONYMS)
    making.publish()
    return making


def now(making: Making) -> Vocabulary:
    return vocabulary_file(making.library).vocabulary


def term(making: Making, term_id: str = "listening") -> Term:
    return now(making).on(Axis.THEME)[term_id]


def save(making: Making, mark: str = "", **form: str) -> None:
    editing.save_term(making.library, ME, Axis.THEME, "listening", FORM | form, mark or mark_of(term(making)))


def text(making: Making) -> str:
    return (making.root / "content" / PATH).read_text()


def test_a_reworded_term_is_in_the_file_in_the_history_and_for_readers(published: Making) -> None:
    before = text(published)
    save(published)
    assert (term(published).labels, term(published).also) == (
        {"en": "Being heard", "cy": "Gwrando"},
        ("ears", "being listened to"),
    )
    assert text(published).startswith("# Ours.\n")
    assert text(published).endswith(SYNONYMS)
    history = published.library.revisions.of(PATH)
    assert [(each.what, each.actor) for each in history] == [("saved", ME), ("found", None)]
    assert published.library.revisions.read(history[1].id).text.decode() == before  # type: ignore[union-attr]
    assert not vocabulary_file(published.library).is_published
    assert do_one(published.library)
    assert vocabulary_file(published.library).is_published
    snapshot = published.library.view(ANYBODY).snapshot
    assert snapshot.vocabulary.on(Axis.THEME)["listening"].label("cy") == "Gwrando"


def test_a_term_is_added_with_an_id_from_its_name(published: Making) -> None:
    form = FORM | {"label_en": "Small Steps", "label_cy": "", "note": "Bit by bit."}
    assert editing.add_term(published.library, ME, Axis.THEME, form) == "small-steps"
    added = term(published, "small-steps")
    assert (added.labels, added.note) == ({"en": "Small Steps"}, "Bit by bit.")
    with pytest.raises(InvalidInput) as wrong:
        editing.add_term(published.library, ME, Axis.THEME, form)
    assert wrong.value.problems == {"label_en": VocabularyProblem.SAME_TERM}


def test_a_change_of_the_same_term_is_shown_and_one_of_another_is_not(published: Making) -> None:
    mark = mark_of(term(published))
    save(published, mark, note="Theirs.")
    editing.add_term(published.library, OTHER, Axis.THEME, FORM | {"label_en": "Another", "label_cy": ""})
    with pytest.raises(EntryChanged) as changed:
        save(published, mark, note="Mine.")
    assert isinstance(changed.value.theirs, Term)
    assert changed.value.theirs.note == term(published).note == "Theirs."
    # The same again is no conflict, and neither is a decision for one's own.
    save(published, mark, note="Theirs.")
    save(published, mark_of(changed.value.theirs), note="Mine.")
    assert term(published).note == "Mine."


def test_what_the_file_may_not_say_is_never_written(published: Making) -> None:
    before = text(published)
    for form, problems in (
        ({"label_en": ""}, {"label_en": VocabularyProblem.NO_LABEL}),
        (
            {"label_cy": "a" * 101, "also": "b" * 101},
            {"label_cy": VocabularyProblem.LONG_LABEL, "also": VocabularyProblem.LONG_LABEL},
        ),
        ({"note": "a" * 501}, {"note": VocabularyProblem.LONG_NOTE}),
        ({"also": "\n".join(map(str, range(101)))}, {"also": VocabularyProblem.MANY_NAMES}),
    ):
        with pytest.raises(InvalidInput) as wrong:
            save(published, **form)
        assert wrong.value.problems == problems
    other = next(each for each in now(published).on(Axis.THEME).values() if each.id != "listening")
    with pytest.raises(ContentError, match="already"):
        save(published, label_en=other.label("en"))
    with pytest.raises(NotFound):
        editing.save_term(published.library, ME, Axis.THEME, "never-was", FORM, "")
    assert text(published) == before
    assert published.library.revisions.of(PATH) == ()


def test_nothing_else_is_published_with_a_term_unless_someone_says_so(published: Making) -> None:
    published.write("unfinished")
    save(published)
    assert vocabulary_file(published.library).others == ("stories/unfinished.md",)
    assert not do_one(published.library)
    editing.publish_vocabulary(published.library, ME)
    assert do_one(published.library)
    assert vocabulary_file(published.library).is_published
    assert published.found() == ["spare-key", "unfinished"]


def test_a_publish_that_fails_leaves_what_readers_have(published: Making) -> None:
    published.write("broken", themes="[never-was]")
    save(published)
    editing.publish_vocabulary(published.library, ME)
    assert do_one(published.library)
    found = vocabulary_file(published.library)
    assert (found.is_published, found.failure) == (False, PublishFailure.MISTAKES)
    assert published.library.jobs.failed() == 1
    assert published.library.jobs.take(int(time.time()) + 9_999) is None
    assert published.found() == ["spare-key"]
    # While it is tried again, and once the file has changed, the reason is an old one.
    editing.publish_vocabulary(published.library, ME)
    assert vocabulary_file(published.library).failure == ""
    assert do_one(published.library)
    assert vocabulary_file(published.library).failure
    os.utime(published.root / "content" / PATH, times=(time.time() + 60, time.time() + 60))
    assert vocabulary_file(published.library).failure == ""


def test_words_for_search_are_added_changed_and_removed(published: Making) -> None:
    library = published.library
    editing.save_synonym(library, ME, "", {"name": "d/c", "also": "discharge\ndischarged"}, "")
    kid = now(published).synonyms[0]
    editing.save_synonym(library, ME, "kid", {"name": "kids", "also": "child\nchildren"}, mark_of(kid))
    lad = now(published).synonyms[1]
    editing.remove_synonym(library, ME, "lad", mark_of(lad))
    assert text(published).endswith(
        "synonyms:\n  # Ours.\n  - {name: kids, also: [child, children]}\n"
        "  - {name: d/c, also: [discharge, discharged]}\n"
    )
    with pytest.raises(InvalidInput) as wrong:
        editing.save_synonym(library, ME, "", {"name": "d/c", "also": ""}, "")
    assert wrong.value.problems == {"also": VocabularyProblem.NO_WORDS}
    with pytest.raises(InvalidInput) as wrong:
        editing.save_synonym(library, ME, "", {"name": "kids", "also": "x"}, "")
    assert wrong.value.problems == {"name": VocabularyProblem.SAME_NAME}
    with pytest.raises(EntryChanged):
        editing.remove_synonym(library, ME, "kids", mark_of(kid))
    with pytest.raises(NotFound):
        editing.remove_synonym(library, ME, "lad", mark_of(lad))
