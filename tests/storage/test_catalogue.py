"""The catalogue by itself: one state at a time for readers, all or nothing for a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyroaring import BitMap
from sqlalchemy import Engine, event, text

from library.actions.library import Rule
from library.errors import CatalogueUnavailable, NothingPublished, PublishError
from library.model.document import Audience, Consent, Document, Kind, Provenance, Status
from library.model.permission import Permission, narrowed
from library.model.vocabulary import Axis, Term, Vocabulary
from library.storage.builds import Build, current_build, make_current, new_build, usable_build
from library.storage.catalogue import Catalogue
from library.storage.catalogue_writer import CatalogueWriter

DOCUMENT = Document(
    slug="one",
    path="stories/one.md",
    sha256="1" * 64,
    title="One",
    kind=Kind.STORY,
    summary="A summary.",
    themes=("listening",),
    roles=("nurse",),
    sectors=("health",),
    provenance=Provenance.FICTIONAL,
    consent=Consent(),
    words=5,
)
VOCABULARY = Vocabulary((Term("listening", Axis.THEME, {"en": "Listening"}),))


def numbered(number: int, **changes: object) -> Document:
    return replace(DOCUMENT, **({"slug": f"s-{number}", "path": f"stories/s-{number}.md"} | changes))  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a catalogue can be."""
    return tmp_path / "catalogue.sqlite"


def write(path: Path, *documents: Document) -> list[int]:
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.set_vocabulary(VOCABULARY, "digest")
        return [change.put(document, b"[]", b"{}") for document in documents]


def test_what_is_put_in_is_read_back_whole(path: Path) -> None:
    draft = numbered(2, status=Status.DRAFT)
    ids = write(path, DOCUMENT, draft)
    catalogue = Catalogue(path)
    snapshot = catalogue.snapshot()
    assert (ids, catalogue.generation(), snapshot.generation) == ([1, 2], 1, 1)
    assert catalogue.documents([1, 2, 3]) == {1: DOCUMENT}  # a draft has no text there
    assert [card.title for card in catalogue.cards([1, 2, 3]).values()] == ["One"]
    assert snapshot.vocabulary == VOCABULARY
    assert snapshot.values["theme"] == {"listening": BitMap([1])}
    assert {state.slug: state.status for state in snapshot.by_id.values()} == {
        "one": Status.PUBLISHED,
        "s-2": Status.DRAFT,
    }
    catalogue.close()


class Stop(Exception):
    """Not one of ours."""


def stop_in_the_middle(writer: CatalogueWriter) -> None:
    with writer.change() as change:
        change.remove([1])
        change.put(numbered(2), b"[]", b"{}")
        raise Stop


def test_a_change_that_fails_changes_nothing(path: Path) -> None:
    write(path, DOCUMENT)
    with CatalogueWriter(path) as writer:
        with pytest.raises(Stop):
            stop_in_the_middle(writer)
        assert [row.slug for row in writer.rows()] == ["one"]
        assert writer.generation() == 1


def test_a_change_of_nothing_is_no_new_generation(path: Path) -> None:
    write(path, DOCUMENT)
    with CatalogueWriter(path) as writer:
        with writer.change() as change:
            change.remove([])
            change.restamp(1, b'["new"]')
        assert (writer.generation(), writer.rows()[0].stamps) == (1, b'["new"]')


def test_an_integer_is_never_used_again(path: Path) -> None:
    write(path, DOCUMENT)
    with CatalogueWriter(path) as writer:
        with writer.change() as change:
            change.remove([1])
        with writer.change() as change:
            assert change.put(DOCUMENT, b"[]", b"{}") == 2
        assert (writer.generation(), writer.published_ids()) == (3, BitMap([2]))


def test_many_documents_are_put_in_and_taken_out(path: Path) -> None:
    documents = [numbered(number) for number in range(1_201)]
    ids = write(path, *documents)
    with CatalogueWriter(path) as writer:
        assert writer.published_ids() == BitMap(ids)
        assert [document.slug for _, document in writer.documents(ids)] == [document.slug for document in documents]
        with writer.change() as change:
            change.remove(ids)
        assert (writer.rows(), writer.published_ids()) == ((), BitMap())
    catalogue = Catalogue(path)
    assert catalogue.snapshot().values == {}
    catalogue.close()


def plans_of(engine: Engine, ask: Callable[[], object]) -> list[str]:
    """Return how SQLite finds what it is asked, a line for each part of a query."""
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
    ask()
    statements = [each for each in asked if each[0].lstrip().startswith("SELECT")]
    with engine.connect() as connection:
        return [
            row[-1]
            for statement, values in statements
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]


@pytest.mark.parametrize("name", ["served_files", "documents_with_files", "published_ids"])
def test_what_a_publish_asks_of_every_document_is_in_an_index_without_the_texts(path: Path, name: str) -> None:
    write(path, DOCUMENT)
    with CatalogueWriter(path) as writer:
        plans = plans_of(writer._engine, getattr(writer, name))
    assert plans
    assert all("USING COVERING INDEX" in plan for plan in plans)


def test_a_generation_is_read_without_the_texts(path: Path) -> None:
    write(path, DOCUMENT)
    catalogue = Catalogue(path)
    plans = plans_of(catalogue._engine, catalogue.snapshot)
    catalogue.close()
    of_documents = [plan for plan in plans if " document" in plan]
    assert len(of_documents) > 2
    assert not [plan for plan in of_documents if plan.startswith("SCAN") and "COVERING INDEX" not in plan]


def test_what_was_made_from_the_vocabulary_lasts_until_the_vocabulary_changes(path: Path) -> None:
    write(path, DOCUMENT)
    catalogue = Catalogue(path)
    first = catalogue.snapshot()
    first.cache["a"] = first.vocabulary_cache["a"] = "made"
    write(path, numbered(2))
    second = catalogue.snapshot()
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.set_vocabulary(Vocabulary(()), "other")
    third = catalogue.snapshot()
    catalogue.close()
    assert [(each.cache, each.vocabulary_cache) for each in (second, third)] == [({}, {"a": "made"}), ({}, {})]


def test_what_is_held_of_a_file_has_days_and_bytes(path: Path) -> None:
    day = date(2026, 12, 24)
    write(path, DOCUMENT, numbered(2, consent=Consent(until=day)))
    with CatalogueWriter(path) as writer:
        assert [(row.slug, row.until, row.stamps) for row in writer.rows()] == [
            ("one", None, b"[]"),
            ("s-2", day, b"[]"),
        ]


def test_a_withdrawal_takes_the_text_out_of_the_file(path: Path) -> None:
    write(path, replace(DOCUMENT, summary="Sentinelword."))
    with CatalogueWriter(path) as writer:
        with writer.change() as change:
            change.narrow(1, replace(DOCUMENT, status=Status.WITHDRAWN, summary="Sentinelword."))
        assert (writer.rows()[0].is_published, writer.published_ids()) == (False, BitMap())
    catalogue = Catalogue(path)
    assert (catalogue.documents([1]), catalogue.cards([1])) == ({}, {})
    catalogue.close()


def test_a_document_in_doubt_is_read_again_by_the_next_publish(path: Path) -> None:
    write(path, DOCUMENT)
    with CatalogueWriter(path) as writer:
        with writer.change() as change:
            change.forget_stamps(1)
        row = writer.rows()[0]
        assert (row.is_published, row.sha256, row.stamps) == (True, DOCUMENT.sha256, b"[]")


def test_what_a_day_took_down_keeps_what_was_agreed(path: Path) -> None:
    agreed = Permission(Status.PUBLISHED, Audience.PUBLIC, frozenset(), date(2026, 1, 2), None)
    ended, withdrawn = (narrowed(numbered(number), agreed.ended()) for number in (1, 2))
    with CatalogueWriter(path) as writer:
        with writer.change() as change:
            change.put(ended, b"[]", b"{}", agreed=agreed)
            change.put(withdrawn, b"[]", b"{}")
        assert [(row.agreed.status, row.ended) for row in writer.rows()] == [
            (Status.PUBLISHED, date(2026, 1, 2)),
            (Status.WITHDRAWN, None),
        ]


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, [True, True, True]),
        ({"published": date(2026, 1, 2)}, [False, True, True]),
        ({"consent": Consent(until=date(2026, 1, 2))}, [True, True, False]),
        ({"published": date(2026, 1, 2), "consent": Consent(until=date(2026, 1, 2))}, [False, True, False]),
        ({"status": Status.IN_REVIEW}, [False, False, False]),
    ],
)
def test_a_document_is_visible_on_its_days(path: Path, changes: dict[str, object], days: list[bool]) -> None:
    write(path, numbered(1, **changes))
    catalogue = Catalogue(path)
    (state,) = catalogue.snapshot().by_id.values()
    assert [
        Rule(Audience.PUBLIC, date(2026, 1, day), show_fictional=True).is_visible(state) for day in (1, 2, 3)
    ] == days
    catalogue.close()


def test_a_snapshot_is_read_once_for_each_generation(path: Path) -> None:
    write(path, DOCUMENT)
    catalogue = Catalogue(path)
    first = catalogue.snapshot()
    assert catalogue.snapshot() is first
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.narrow(1, replace(DOCUMENT, consent=Consent(audience=Audience.NETWORK)))
    second = catalogue.snapshot()
    assert (second is first, second.generation, second.by_id[1].audience) == (False, 2, Audience.NETWORK)
    assert first.by_id[1].audience is Audience.PUBLIC
    catalogue.close()


def test_a_new_file_goes_on_from_the_generation_before(path: Path) -> None:
    with CatalogueWriter(path, after=7) as writer:
        assert writer.generation() == 7
    with CatalogueWriter(path, after=3) as writer:
        assert (writer.generation(), writer.meta("nothing")) == (7, "")


def test_a_change_that_cannot_be_written_says_that_the_last_state_serves(path: Path) -> None:
    write(path, DOCUMENT)
    with CatalogueWriter(path) as writer:
        with pytest.raises(PublishError) as caught, writer.change() as change:
            change.put(replace(DOCUMENT, path="stories/other.md"), b"[]", b"{}")  # a slug that is there already
        assert str(caught.value).endswith("The site still shows the last published version.")
        assert [row.path for row in writer.rows()] == ["stories/one.md"]


def damage_header(path: Path) -> None:
    path.write_bytes(b"x" * 100 + path.read_bytes()[100:])


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])


def drop_table(path: Path) -> None:
    with CatalogueWriter(path) as writer, writer._engine.begin() as connection:
        connection.execute(text("DROP TABLE meta"))


@pytest.mark.parametrize("damage", [drop_table, Path.unlink])
def test_a_catalogue_that_is_not_there_or_not_ours_is_as_if_nothing_were_published(
    path: Path, damage: Callable[[Path], None]
) -> None:
    write(path, DOCUMENT)
    damage(path)
    with pytest.raises(NothingPublished):
        Catalogue(path).snapshot()


@pytest.mark.parametrize("damage", [damage_header, cut])
def test_a_damaged_catalogue_says_so(path: Path, damage: Callable[[Path], None]) -> None:
    write(path, DOCUMENT)
    damage(path)
    with pytest.raises(CatalogueUnavailable):
        Catalogue(path).snapshot()


def fail_to_build(data: Path) -> None:
    with new_build(data) as build:
        (build.folder / "file").touch()
        raise Stop


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Stop):
        fail_to_build(tmp_path)
    assert list((tmp_path / "builds").iterdir()) == []


def test_builds_are_numbered_on_and_the_current_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished):
        current_build(tmp_path)
    for number in (1, 2, 3):
        with new_build(tmp_path) as build:
            make_current(tmp_path, build)
        assert current_build(tmp_path) == build == Build(tmp_path / "builds" / str(number))
    assert usable_build(tmp_path) is None  # there is no catalogue in it
