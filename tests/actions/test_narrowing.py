"""A narrowing is never refused: it is applied whatever else is wrong in the content folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine

from library.actions.read import read_document
from library.errors import ContentError, Gone, NotFound
from library.model.document import Use
from library.model.viewer import ANYBODY
from tests.making import COORDINATOR, NETWORK, Making
from tests.steps import opened

WIDE = "audience: public, uses: [workshop, print], until: 2030-01-10"


def start(making: Making) -> None:
    """Publish a told story and another, then break the other."""
    making.write_told("told", "Porridge.\n", WIDE)
    making.write("other")
    making.publish()
    making.write("other", "Other words.\n", themes="[listning]")


def refuse(making: Making) -> None:
    """Publish, and see the mistake of the other file refused."""
    with pytest.raises(ContentError) as caught:
        making.publish()
    assert "stories/other.md" in {mistake.path for mistake in caught.value.mistakes}


def uses_of_told(making: Making) -> frozenset[Use]:
    return read_document(making.library, ANYBODY, "stories", "told").document.consent.uses


def test_a_withdrawal_is_applied_though_another_file_is_broken(making: Making) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", WIDE, status="withdrawn")
    refuse(making)
    assert (making.found("porridge"), making.reads("told"), making.shown()) == ([], "410", {"other": "Words of other."})


@pytest.mark.parametrize("status", ["draft", "in-review"])
def test_a_story_taken_back_into_work_is_not_found(making: Making, status: str) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", WIDE, status=status)
    refuse(making)
    assert (making.found("porridge"), making.reads("told")) == ([], "404")


def test_a_deletion_is_applied_though_another_file_is_broken(making: Making) -> None:
    start(making)
    making.delete("told")
    refuse(making)
    assert (making.found("porridge"), making.reads("told"), making.found()) == ([], "404", ["other"])


@pytest.mark.parametrize(("audience", "still"), [("network", [NETWORK, COORDINATOR]), ("coordinators", [COORDINATOR])])
def test_a_narrower_audience_is_applied_though_another_file_is_broken(
    making: Making, audience: str, still: list[object]
) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", f"audience: {audience}, uses: []")
    refuse(making)
    seeing = [viewer for viewer in (ANYBODY, NETWORK, COORDINATOR) if making.found("porridge", viewer)]
    reading = [viewer for viewer in (ANYBODY, NETWORK, COORDINATOR) if making.reads("told", viewer) == "Porridge."]
    assert (seeing, reading, making.reads("told")) == (still, still, "404")


def test_fewer_uses_are_applied_though_another_file_is_broken(making: Making) -> None:
    start(making)
    assert uses_of_told(making) == frozenset({Use.WORKSHOP, Use.PRINT})
    making.write_told("told", "Porridge.\n", "audience: public, uses: [print, excerpt]")
    refuse(making)
    assert uses_of_told(making) == frozenset({Use.PRINT})


def test_an_earlier_last_day_is_applied_though_another_file_is_broken(making: Making) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", "audience: public, uses: [], until: 2026-11-22")
    refuse(making)
    assert making.found("porridge") == ["told"]
    making.day.today = date(2026, 11, 23)
    assert (making.found("porridge"), making.reads("told")) == ([], "410")


def test_a_first_day_put_off_is_applied_though_another_file_is_broken(making: Making) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", WIDE, published="2026-12-01")
    refuse(making)
    assert (making.found("porridge"), making.reads("told")) == ([], "404")
    making.day.today = date(2026, 12, 1)
    assert making.reads("told") == "Porridge."


def test_what_is_wider_waits_until_every_file_is_good(making: Making) -> None:
    making.write_told("told", "Porridge.\n", "audience: network, uses: [print], until: 2026-12-24")
    making.write("other")
    making.publish()
    making.write("other", themes="[listning]")
    making.write_told("told", "Porridge. Toast.\n", "audience: public, uses: [print, excerpt], until: 2030-01-01")
    refuse(making)
    consent = read_document(making.library, NETWORK, "stories", "told").document.consent
    assert (consent.uses, consent.until, making.reads("told")) == (frozenset({Use.PRINT}), date(2026, 12, 24), "404")
    making.write("other")
    making.publish()
    assert (making.reads("told"), uses_of_told(making)) == ("Porridge. Toast.", frozenset({Use.PRINT, Use.EXCERPT}))


def test_a_narrowing_needs_no_good_vocabulary(making: Making) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", WIDE, status="withdrawn")
    making.content.put("vocabulary.yaml", "themes: [")
    with pytest.raises(ContentError):
        making.publish()
    assert making.reads("told") == "410"


def test_a_narrowing_is_applied_in_a_file_that_is_itself_broken(making: Making) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", "audience: network, uses: []", themes="[listning]", kind="poem")
    (making.root / "content/resources/told.md").rename(making.root / "content/stories/told.md")
    refuse(making)
    assert (making.reads("told"), making.reads("told", NETWORK)) == ("404", "Porridge.")


def test_narrowings_come_first_in_a_rebuild_too(making: Making) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", WIDE, status="withdrawn")
    with pytest.raises(ContentError):
        making.publish(rebuild=True)
    assert making.reads("told") == "410"


def change_status(making: Making) -> None:
    making.write_told("told", "Porridge.\n", WIDE, status="withdrawm")


def change_key(making: Making) -> None:
    making.write_told("told", "Porridge.\n", WIDE, staus="withdrawn")


def change_audience(making: Making) -> None:
    making.write_told("told", "Porridge.\n", "audience: netwrk, uses: []")


def drop_consent(making: Making) -> None:
    making.write("told", "Porridge.\n", provenance="told")


def break_yaml(making: Making) -> None:
    making.content.put("stories/told.md", "---\ntitle: [\n---\nPorridge.\n")


def break_encoding(making: Making) -> None:
    making.content.put("stories/told.md", b"---\ntitle: \xff\n---\nPorridge.\n")


def link_to_nothing(making: Making) -> None:
    (making.root / "content/stories/told.md").unlink()
    making.content.link("stories/told.md", "nothing.md")


def put_a_folder_in_its_place(making: Making) -> None:
    (making.root / "content/stories/told.md").unlink()
    (making.root / "content/stories/told.md").mkdir()


def empty_file(making: Making) -> None:
    making.content.put("stories/told.md", b"")


@pytest.mark.parametrize(
    "break_told",
    [
        change_status,
        change_key,
        change_audience,
        drop_consent,
        break_yaml,
        break_encoding,
        empty_file,
        link_to_nothing,
        put_a_folder_in_its_place,
    ],
)
def test_a_story_that_no_longer_says_who_may_see_it_is_hidden_until_mended(
    making: Making, break_told: Callable[[Making], None]
) -> None:
    start(making)
    break_told(making)
    refuse(making)
    for _ in range(2):
        for viewer in (ANYBODY, NETWORK, COORDINATOR):
            assert (making.found("porridge", viewer), making.reads("told", viewer)) == ([], "404")
        refuse(making)
    making.write("other")
    path = making.root / "content/stories/told.md"
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink()
    making.write_told("told", "Porridge.\n", WIDE)
    making.publish()
    assert (making.found("porridge"), making.reads("told"), uses_of_told(making)) == (
        ["told"],
        "Porridge.",
        frozenset({Use.WORKSHOP, Use.PRINT}),
    )


def test_a_hidden_story_mended_exactly_as_it_was_is_shown_again(making: Making) -> None:
    start(making)
    making.write("other")
    path = making.root / "content/stories/told.md"
    before, status = path.read_bytes(), path.stat()
    path.write_bytes(b"---\n")
    with pytest.raises(ContentError):
        making.publish()
    path.write_bytes(before)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert making.publish().changed == 1
    assert making.found("porridge") == ["told"]


def test_a_withdrawal_taken_back_shows_the_story_again(making: Making) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", WIDE, status="withdrawn")
    refuse(making)
    making.write("other")
    making.write_told("told", "Porridge.\n", WIDE)
    making.publish()
    assert (making.found("porridge"), making.reads("told")) == (["told"], "Porridge.")


def test_a_story_narrowed_step_by_step_is_narrowed_each_time(making: Making) -> None:
    start(making)
    making.write_told("told", "Porridge.\n", "audience: network, uses: []")
    refuse(making)
    making.write_told("told", "Porridge.\n", "audience: coordinators, uses: []")
    refuse(making)
    assert [making.reads("told", viewer) for viewer in (ANYBODY, NETWORK, COORDINATOR)] == ["404", "404", "Porridge."]
    making.write_told("told", "Porridge.\n", WIDE, status="withdrawn")
    refuse(making)
    assert [making.reads("told", viewer) for viewer in (ANYBODY, NETWORK, COORDINATOR)] == ["404", "404", "410"]


def test_a_withdrawn_story_that_was_for_the_network_is_gone_for_the_network_alone(making: Making) -> None:
    making.write_told("told", consent="audience: network, uses: []", status="withdrawn")
    making.publish()
    assert [making.reads("told", viewer) for viewer in (ANYBODY, NETWORK, COORDINATOR)] == ["404", "410", "410"]


def test_a_story_withdrawn_before_anybody_could_see_it_is_not_said_to_be_gone(making: Making) -> None:
    making.write_told("told", status="withdrawn", published="2026-12-24")
    making.publish()
    assert making.reads("told") == "404"


def test_a_fictional_story_withdrawn_is_not_said_to_be_gone_where_none_is_shown(making: Making) -> None:
    making.write("fictional", status="withdrawn")
    making.publish()
    with pytest.raises(NotFound) as caught:
        read_document(making.reopen(LIBRARY_SHOW_FICTIONAL="off"), ANYBODY, "stories", "fictional")
    assert not isinstance(caught.value, Gone)


def test_the_old_address_of_a_withdrawn_story_says_the_same_as_the_new_one(making: Making) -> None:
    making.write_told("told", status="withdrawn", formerly="[old]")
    making.publish()
    assert (making.reads("told"), making.reads("old")) == ("410", "410")


def test_a_withdrawal_among_many_files_is_applied_without_reading_the_others(making: Making) -> None:
    for number in range(300):
        making.write(f"story-{number}")
    # A minute later: of a file that was written this moment, its times prove nothing, and it is read again.
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        start(making)
    making.write_told("told", "Porridge.\n", WIDE, status="withdrawn")
    read = opened(partial(refuse, making), f"{making.root}/content/stories/")
    assert {name.rpartition("/")[2] for name in read} == {"told.md", "other.md"}
    assert making.reads("told") == "410"
