"""Documents whose files have not changed since they were published are not read again, and nothing is missed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from library.actions.check import check
from library.actions.import_export.importing import dry_run, received_from
from library.actions.import_export.plan import Choices, Plan
from library.actions.progress import Stage
from library.actions.tally import differences
from tests.actions.import_export.importing import planned
from tests.content.writing import VOCABULARY, VTT
from tests.making import Making, library_at

SCENE = "A scene to talk about: [words](original)."
REPOSITORY = Path(__file__).parents[3]
LONG = " ".join(f"word{number}" for number in range(100))


@pytest.fixture
def making(making: Making) -> Making:
    """A library of documents that name one another, all of them published."""
    making.write("original", f"{LONG}\n\nMore.\n\n## Part\n\nThe end.\n", formerly="[old-name]")
    making.write("cyfieithiad", "Un.\n\nDau.\n", translation_of="original", language="cy", title="Un")
    making.write("linked", "Words.\n", related="[original]")
    making.write("guide", "Words.\n", kind="guidance", title="Guide")
    making.write("renamed", "Words.\n", formerly="[first-name]")
    making.write("encoded", "Words.\n")
    making.write("draft", "Not finished.\n", status="draft")
    making.write("withdrawn", "Gone.\n", status="withdrawn")
    making.content.put("stories/talk.vtt", VTT)
    making.write(
        "told-in-notes",
        transcripts="[{file: talk.vtt, language: en}]",
        title="Notes",
        source="https://example.org/talk",
    )
    making.content.put("collections/start.md", f"---\norder: 1\ntitle: Start\nsummary: Begin.\n---\n\n{SCENE}\n")
    return making


def _a_new_document_with_links(other: Making) -> None:
    links = (
        "original#p9 original old-name#p1 orig%69nal#p77 first-name#p88 enc%6Fded#p99 /resources/original "
        "/stories/draft withdrawn linke /stories/original/files/no.pdf /cy/stories/guide "
        "/collections/start /collections/none"
    )
    other.write("new", "".join(f"[words]({href})\n\n" for href in links.split()))


def _names_that_are_taken(other: Making) -> None:
    other.write("old-name", title="One")
    other.write("new", formerly="[linked]", related="[none, original]", title="Two")
    other.write("guide", title="Three")
    other.write("like", f"{LONG}\n")
    other.write("same-title", title="guide")


def _an_original_in_the_language_of_its_translation(other: Making) -> None:
    other.write("original", "Un.\n", language="cy")


def _a_translation_that_changes(other: Making) -> None:
    other.write("cyfieithiad", "Un.\n\nDau.\n\nTri.\n", translation_of="original", language="cy", title="Un")
    other.write("translated-again", "Un.\n", translation_of="original", language="cy", title="Dau")


def _a_broken_transcript(other: Making) -> None:
    other.content.put("stories/talk.vtt", "no transcript")
    other.content.put("stories/unused.pdf", "%PDF-1.4")


def _a_term_that_is_deleted(other: Making) -> None:
    other.content.put("vocabulary.yaml", VOCABULARY.replace("id: listening,", "id: hearing,"))


def _a_document_with_mistakes(other: Making) -> None:
    other.write("new", themes="[nonsense]")
    other.write("linked", "Other words.\n", related="[gone]")


CHANGES = (
    _a_new_document_with_links,
    _names_that_are_taken,
    _an_original_in_the_language_of_its_translation,
    _a_translation_that_changes,
    _a_broken_transcript,
    _a_term_that_is_deleted,
    _a_document_with_mistakes,
)


def _reading_everything(making: Making, source: Path, tmp_path: Path) -> Plan:
    """Do the dry run for the same content where nothing was published, so that every document is read."""
    shutil.copytree(making.root / "content", tmp_path / "unpublished/content")
    return planned(library_at(tmp_path / "unpublished", making.day), source)


def _is_found_the_same(making: Making, source: Path, tmp_path: Path) -> Plan:
    plan, plain = planned(making.library, source), _reading_everything(making, source, tmp_path)
    assert plan.rows == plain.rows
    assert plan.mistakes == plain.mistakes
    assert [(each.path, each.was, each.now) for each in plan.files] == [
        (each.path, each.was, each.now) for each in plain.files
    ]
    return plan


@pytest.mark.parametrize("change", CHANGES)
def test_a_dry_run_finds_what_it_finds_if_it_reads_everything(
    making: Making, tmp_path: Path, change: Callable[[Making], None]
) -> None:
    other = Making(tmp_path / "other")
    change(other)
    making.publish()
    plan = _is_found_the_same(making, other.root / "content", tmp_path)
    assert any(row.findings or row.sentences for row in plan.rows) or plan.mistakes


def test_documents_that_were_edited_since_they_were_published_are_read(making: Making, tmp_path: Path) -> None:
    other = Making(tmp_path / "other")
    _a_document_with_mistakes(other)
    making.publish()
    making.write("guide", "Words.\n", kind="guidance", title="Guide", formerly="[shared-name]")
    making.write("unpublished", "Words.\n", related="[draft]", title="nonsense")
    other.write("nonsense")
    other.write("third", formerly="[shared-name]")
    plan = _is_found_the_same(making, other.root / "content", tmp_path)
    assert {each.path for each in plan.mistakes} == {"stories/linked.md", "stories/new.md", "stories/third.md"}
    assert any("stories/unpublished.md" in sentence for row in plan.rows for sentence in row.sentences)


def test_a_dry_run_on_our_own_content_finds_what_it_finds_if_it_reads_everything(
    making: Making, tmp_path: Path
) -> None:
    shutil.rmtree(making.root / "content")
    shutil.copytree(REPOSITORY / "content", making.root / "content")
    making.publish()
    source = tmp_path / "source"
    shutil.copytree(REPOSITORY / "content", source)
    for path in sorted(source.glob("*/*.md"))[::9]:
        path.write_text(f"{path.read_text()}\nA [new paragraph](/stories/spare-key#p99).\n")
    plan = _is_found_the_same(making, source, tmp_path)
    assert sum(len(row.findings) for row in plan.rows) > 8


def test_a_dry_run_says_who_would_see_what(making: Making, tmp_path: Path) -> None:
    other = Making(tmp_path / "other")
    other.write("original", f"{LONG}\n\nMore.\n", status="withdrawn")
    other.write("new")
    making.publish()
    plan = planned(making.library, other.root / "content")
    shutil.copytree(other.root / "content", making.root / "content", dirs_exist_ok=True)
    assert {each.address for each in plan.differences} >= {"/stories/new", "/stories/original", "/stories/cyfieithiad"}
    assert plan.differences == differences(making.library, check(making.library).seen)


def test_a_dry_run_reads_only_what_changes_and_what_that_names(making: Making, tmp_path: Path) -> None:
    other = Making(tmp_path / "other")
    other.write("new", "A [link](/stories/draft).\n")
    making.publish()
    read: list[tuple[int, int]] = []

    def progress(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.READING:
            read.append((done, total))

    with received_from(making.library, other.root / "content") as received:
        dry_run(making.library, received, Choices(), progress)
    assert read == [(1, 1), (1, 2), (2, 2)]  # then the draft, and the original that the collection names
