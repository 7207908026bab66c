"""Publishing some documents: those are published, all or none, and nothing else is, whatever is wrong elsewhere."""

from __future__ import annotations

import os
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from library.actions.collections import collection_page
from library.actions.pin_links import pin_links
from library.actions.publish import publish
from library.actions.publish_steps import Published
from library.errors import ContentError, NothingPublished
from library.model.viewer import ANYBODY
from library.storage.file_permissions import private_files
from tests.actions.publishing import files_kept, served, write_video
from tests.steps import TWICE, steps

if TYPE_CHECKING:
    from tests.making import Making


def publish_only(making: Making, *slugs: str) -> Published:
    return publish(making.library, only=[slug if "/" in slug else f"stories/{slug}.md" for slug in slugs])


@pytest.fixture
def published(making: Making) -> Making:
    for slug in ("one", "two", "three"):
        making.write(slug)
    making.publish()
    return making


def test_only_what_was_asked_for_is_published(published: Making) -> None:
    published.write("one", "Porridge.\n")
    published.write("two", "Kippers.\n")
    published.write("four")
    assert publish_only(published, "one") == Published(3, 1, 0, 2, rebuilt=False)
    assert served(published) == {"one": "Porridge.", "two": "Words of two.", "three": "Words of three."}
    published.publish()
    assert served(published)["two"] == "Kippers."
    assert "four" in served(published)


def test_mistakes_elsewhere_do_not_stop_it(published: Making) -> None:
    published.write("one", "Porridge.\n")
    published.write("two", themes="[no-such-theme]")
    published.content.put("stories/Wrong Name.md", "Nothing.\n")
    published.content.put("collections/first.md", "Nothing.\n")
    published.content.put("vocabulary.yaml", "Nothing.\n")
    publish_only(published, "one")
    assert served(published)["one"] == "Porridge."


def test_documents_that_belong_together_are_published_together_or_not_at_all(published: Making) -> None:
    published.write("one", "Porridge.\n", related="[four]")
    published.write("four", related="[one]", themes="[no-such-theme]")
    with pytest.raises(ContentError) as caught:
        publish_only(published, "one", "four")
    assert {mistake.path for mistake in caught.value.mistakes} == {"stories/four.md"}
    assert served(published)["one"] == "Words of one."
    published.write("four", related="[one]")
    assert publish_only(published, "one", "four").changed == 2
    assert served(published) == {
        "one": "Porridge.",
        "two": "Words of two.",
        "three": "Words of three.",
        "four": "Words of four.",
    }


def test_everything_is_narrowed_first_even_if_the_document_has_a_mistake(published: Making) -> None:
    published.write_told("two", status="withdrawn")
    published.write_told("three", consent="audience: network, uses: []")
    published.write("one", themes="[no-such-theme]")
    with pytest.raises(ContentError):
        publish_only(published, "one")
    assert served(published) == {"one": "Words of one."}
    assert published.reads("two") == "410"


def test_a_deleted_document_goes_with_any_publish(published: Making) -> None:
    published.delete("two")
    publish_only(published, "one")
    assert set(served(published)) == {"one", "three"}


def test_a_folder_that_has_lost_most_files_takes_nothing_down_and_stops_no_withdrawal(published: Making) -> None:
    published.delete("two", "three")
    published.write_told("one", status="withdrawn")
    publish_only(published, "one")
    assert set(served(published)) == {"two", "three"}


@pytest.mark.parametrize(
    ("header", "mistake"),
    [
        ({"related": "[nobody]"}, "There is no document “nobody”."),
        ({"related": "[ones]"}, "There is no document “ones”. Did you mean “one”?"),
        ({"formerly": "[two]"}, "it belongs to stories/two.md"),
        ({"formerly": "[old-three]"}, "it belongs to stories/three.md"),
        ({"translation_of": "two"}, "is in the same language"),
        ({"replaced_by": "two"}, "replace each other in a loop"),
    ],
)
def test_what_it_says_about_others_is_checked(making: Making, header: dict[str, str], mistake: str) -> None:
    making.write("one")
    making.write("two", replaced_by="four")
    making.write("three", formerly="[old-three]")
    making.write("four")
    making.publish()
    making.write("four", **header)
    with pytest.raises(ContentError) as caught:
        publish_only(making, "four")
    assert mistake in str(caught.value)


def test_a_second_file_of_the_same_name_is_a_mistake_of_either(published: Making) -> None:
    published.write("one", kind="guidance")
    with pytest.raises(ContentError, match="has the same name"):
        publish_only(published, "resources/one.md")
    with pytest.raises(ContentError, match="has the same name"):
        publish_only(published, "one")


def test_a_name_that_another_document_had_is_not_taken(making: Making) -> None:
    making.write("new", formerly="[old]")
    making.publish()
    making.write("old")
    with pytest.raises(ContentError, match=r"stories/new\.md had this name before"):
        publish_only(making, "old")


def test_a_translation_goes_no_further_than_what_readers_can_see_of_its_original(making: Making) -> None:
    making.write_told("one", consent="audience: network, uses: [translate]")
    making.publish()
    # The wider consent of the original waits for its own publish.
    making.write_told("one", consent="audience: public, uses: [translate]")
    making.write_told("un", consent="audience: public, uses: [translate]", language="cy", translation_of="one")
    publish_only(making, "un")
    assert making.shown() == {}
    publish_only(making, "one")
    assert set(making.shown()) == {"one", "un"}


def test_a_translation_waits_for_an_original_that_is_not_published(published: Making) -> None:
    published.write("four")
    published.write("pedwar", language="cy", translation_of="four")
    with pytest.raises(ContentError, match="Publish four too"):
        publish_only(published, "pedwar")
    publish_only(published, "pedwar", "four")
    assert {"four", "pedwar"} <= set(published.shown())


def test_a_translation_that_has_changed_is_not_published_with_its_original(making: Making) -> None:
    making.write("one")
    making.write("un", language="cy", translation_of="one")
    making.publish()
    making.write("one", "Porridge.\n")
    making.write("un", "Uwd.\n", language="cy", translation_of="one")
    publish_only(making, "one")
    assert making.shown() == {"one": "Porridge.", "un": "Words of un."}


def test_a_real_story_that_lost_words_is_replaced_with_its_translation(making: Making) -> None:
    agreed = "audience: public, uses: [translate]"
    making.write_told("one", "Alpha.\n\nBeta.\n", consent=agreed)
    making.write_told("un", "Alffa.\n", consent=agreed, language="cy", translation_of="one")
    making.write_told("other", "Gamma.\n\nDelta.\n")
    making.publish()
    making.write_told("one", "Alpha.\n", consent=agreed)
    making.write_told("other", "Gamma.\n")
    publish_only(making, "one")
    # The other story lost words too, so it is hidden until its new text is published.
    assert making.shown() == {"one": "Alpha.", "un": "Alffa."}
    making.publish()
    assert set(making.shown()) == {"one", "un", "other"}


def test_files_of_a_document_come_and_go_with_it(published: Making) -> None:
    write_video(published)
    publish_only(published, "resources/film.md")
    assert files_kept(published)
    write_video(published, b"other" * 100)
    with pytest.raises(ContentError):
        publish_only(published, "resources/film.md")
    published.delete("film")
    publish_only(published, "resources/film.md")
    assert not files_kept(published)


def test_what_rests_on_a_document_in_a_collection_goes_and_returns_with_it(making: Making) -> None:
    work = {"kind": "guidance", "provenance": "published-elsewhere"}
    making.write("work", "Alpha.\n", **work)
    making.write("other", "Beta.\n", **work)
    header = "---\ntitle: First\nsummary: Of it.\norder: 1\n---\n"
    making.content.put("collections/first.md", f"{header}It [says](work#p1) so.\n\nAnd [that](other#p1).\n")
    pin_links(making.library)
    making.publish()

    def blocks() -> int:
        return sum(len(section.blocks) for section in collection_page(making.library, ANYBODY, "first").sections)

    assert blocks() == 2
    making.write("work", "Alpha.\n", status="withdrawn", **work)
    publish_only(making, "resources/work.md")
    assert blocks() == 1
    making.write("work", "Alpha.\n", **work)
    publish_only(making, "resources/work.md")
    assert blocks() == 2
    # A collection that someone has changed since stays as it was, until it is published itself.
    making.content.put("collections/first.md", f"{header}It [says](work#p1) so.\n")
    pin_links(making.library)
    publish_only(making, "resources/work.md")
    assert blocks() == 2
    publish_only(making, "collections/first.md")
    assert blocks() == 1
    making.content.put("collections/first.md", f"{header}It [says](nothing#p1) so.\n")
    with pytest.raises(ContentError, match="There is no document"):
        publish_only(making, "collections/first.md")


def test_a_library_that_was_never_published_is_published_whole_first(making: Making) -> None:
    making.write("one")
    with pytest.raises(NothingPublished):
        publish_only(making, "one")


def test_the_same_file_again_changes_nothing(published: Making) -> None:
    published.write("one", "Porridge.\n")
    publish_only(published, "one")
    assert publish_only(published, "one") == Published(3, 0, 0, 2, rebuilt=False)


def test_of_other_documents_no_text_is_read(making: Making) -> None:
    """Twice the documents take less than a quarter more steps of ours: only names and stamps are compared."""
    spent = []
    for first in (0, 40):
        for number in range(first, first + 40):
            making.write(f"story-{number}", "Words. " * 200)
        making.publish()
        making.write("story-1", f"Porridge {first}.\n")
        spent.append(steps(partial(publish_only, making, "story-1")))
    assert spent[1] < TWICE * spent[0]


def test_two_publishes_in_one_process_leave_its_permissions_for_new_files_as_they_were() -> None:
    before = os.umask(0o022)
    try:
        inside, leave = threading.Event(), threading.Event()

        def hold() -> None:
            with private_files():
                inside.set()
                leave.wait(60)

        other = threading.Thread(target=hold, daemon=True)
        with private_files():
            other.start()
            assert inside.wait(60)
        assert os.umask(0o077) == 0o077  # the other still writes private files
        leave.set()
        other.join(60)
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
