"""A translation is never shown beyond its original, and follows it at once, whatever else is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from library.actions.collections import collection_page, theme_words
from library.actions.packs.adding import document_item
from library.actions.packs.lifecycle import start_pack
from library.actions.packs.workshop import workshop_of
from library.actions.pin_links import pin_links
from library.actions.read import read_document
from library.errors import ContentError
from library.model.document import Use
from library.model.pack import Pack
from library.model.viewer import ANYBODY
from library.model.workshop import Medium
from tests.making import COORDINATOR, NETWORK, VIEWERS, Making

WIDE = "audience: public, uses: [workshop, excerpt, translate], until: 2030-01-10"
CY = {"language": "cy", "translation_of": "ann"}


def start(making: Making) -> None:
    """Publish a told story with its Welsh translation, and another story."""
    making.write_told("ann", "Porridge.\n", WIDE)
    making.write_told("ann-cy", "Uwd.\n", WIDE, **CY)
    making.write("other")
    making.publish()
    assert (making.reads("ann-cy"), making.found("uwd")) == ("Uwd.", ["ann-cy"])


def refuse(making: Making) -> str:
    """Publish while another file is broken; return what is said of it."""
    making.write("other", themes="[listning]")
    with pytest.raises(ContentError) as caught:
        making.publish()
    return str(caught.value)


def publish(making: Making) -> str:
    """Publish while all other files are good."""
    making.publish()
    return ""


def rebuild(making: Making) -> str:
    """Build everything anew."""
    making.publish(rebuild=True)
    return ""


Way = Callable[[Making], str]
every_way = pytest.mark.parametrize("way", [refuse, publish, rebuild])


def uses(making: Making) -> frozenset[Use]:
    return read_document(making.library, ANYBODY, "stories", "ann-cy").document.consent.uses


@every_way
def test_a_withdrawal_withdraws_the_translation(making: Making, way: Way) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", WIDE, status="withdrawn")
    way(making)
    assert (making.found("uwd"), making.reads("ann-cy"), making.reads("ann")) == ([], "410", "410")


@every_way
def test_a_withdrawal_without_consent_withdraws_the_translation(making: Making, way: Way) -> None:
    start(making)
    making.write("ann", "Porridge.\n", provenance="told", status="withdrawn")
    way(making)
    assert (making.found("uwd"), making.reads("ann-cy"), making.reads("ann-cy", COORDINATOR)) == ([], "404", "410")


@every_way
@pytest.mark.parametrize("status", ["draft", "in-review"])
def test_an_original_taken_back_into_work_takes_the_translation_with_it(making: Making, way: Way, status: str) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", WIDE, status=status)
    way(making)
    assert (making.found("uwd"), making.reads("ann-cy")) == ([], "404")


@every_way
def test_a_narrower_audience_is_that_of_the_translation_too(making: Making, way: Way) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", "audience: network, uses: [translate]")
    way(making)
    assert [making.reads("ann-cy", viewer) for viewer in VIEWERS] == ["404", "Uwd.", "Uwd."]
    assert (making.found("uwd"), making.found("uwd", NETWORK)) == ([], ["ann-cy"])


@every_way
def test_fewer_uses_are_those_of_the_translation_too(making: Making, way: Way) -> None:
    start(making)
    assert uses(making) == {Use.WORKSHOP, Use.EXCERPT, Use.TRANSLATE}
    making.write_told("ann", "Porridge.\n", "audience: public, uses: [workshop, translate]")
    way(making)
    assert uses(making) == {Use.WORKSHOP, Use.TRANSLATE}


@every_way
def test_the_days_of_the_original_are_those_of_the_translation_too(making: Making, way: Way) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", "audience: public, uses: [translate], until: 2026-11-30")
    way(making)
    assert making.reads("ann-cy") == "Uwd."
    making.day.today = date(2026, 12, 1)
    assert (making.found("uwd"), making.reads("ann-cy")) == ([], "410")


@every_way
def test_a_first_day_to_come_is_that_of_the_translation_too(making: Making, way: Way) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", WIDE, published="2026-12-01")
    way(making)
    assert making.reads("ann-cy") == "404"
    making.day.today = date(2026, 12, 1)
    assert making.reads("ann-cy") == "Uwd."


def test_a_wider_original_widens_the_translation_as_far_as_its_own_file_goes(making: Making) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", "audience: coordinators, uses: [translate]", status="draft")
    making.publish()
    making.write_told("ann-cy", "Uwd.\n", "audience: network, uses: [workshop, print]", **CY)
    making.publish()
    assert [making.reads("ann-cy", viewer) for viewer in VIEWERS] == ["404", "404", "404"]
    making.write_told("ann", "Porridge.\n", WIDE)
    assert making.publish().changed == 2
    assert [making.reads("ann-cy", viewer) for viewer in VIEWERS] == ["404", "Uwd.", "Uwd."]
    page = read_document(making.library, NETWORK, "stories", "ann-cy")
    assert (page.document.consent.uses, page.card.uses) == (frozenset({Use.WORKSHOP}), frozenset({Use.WORKSHOP}))


def test_a_wider_original_widens_nothing_while_another_file_is_broken(making: Making) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", "audience: network, uses: [translate]")
    making.publish()
    making.write_told("ann", "Porridge.\n", WIDE)
    refuse(making)
    assert making.reads("ann-cy") == "404"
    making.write("other")
    making.publish()
    assert making.reads("ann-cy") == "Uwd."


def test_a_changed_original_that_permits_the_same_leaves_the_translation_as_it_is(making: Making) -> None:
    start(making)
    making.write_told("ann", "Porridge. Toast.\n", WIDE)
    assert making.publish().changed == 1
    assert (making.reads("ann"), making.reads("ann-cy")) == ("Porridge. Toast.", "Uwd.")


def test_an_original_that_no_longer_says_who_may_see_it_hides_its_translation(making: Making) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", WIDE, staus="withdrawn")
    with pytest.raises(ContentError):
        making.publish()
    assert [making.reads("ann-cy", viewer) for viewer in VIEWERS] == ["404", "404", "404"]
    making.write_told("ann", "Porridge.\n", WIDE)
    making.publish()
    assert (making.reads("ann"), making.reads("ann-cy")) == ("Porridge.", "Uwd.")


@pytest.mark.parametrize("told", [True, False])
def test_a_deleted_original_takes_its_translation_with_it_though_the_dead_reference_is_a_mistake(
    making: Making, told: bool
) -> None:
    start(making)
    if not told:
        making.write("ann", "Porridge.\n")
        making.write("ann-cy", "Uwd.\n", **CY)
        making.publish()
    making.delete("ann")
    with pytest.raises(ContentError, match=r"ann-cy\.md:.*There is no document “ann”"):
        making.publish()
    assert (making.found("uwd"), making.found(), making.reads("ann-cy"), making.reads("ann")) == (
        [],
        ["other"],
        "404",
        "404",
    )


def test_a_renamed_original_shows_its_translation_again_when_that_names_it(making: Making) -> None:
    start(making)
    making.delete("ann")
    making.write_told("anna", "Porridge.\n", WIDE, formerly="[ann]")
    with pytest.raises(ContentError, match="It is now called “anna”"):
        making.publish()
    assert making.reads("ann-cy") == "404"
    making.write_told("ann-cy", "Uwd.\n", WIDE, **CY | {"translation_of": "anna"})
    making.publish()
    assert (making.reads("anna"), making.reads("ann-cy")) == ("Porridge.", "Uwd.")


@pytest.mark.parametrize("changes", [{"translation_of": "other"}, {"translation_of": "Ann"}, {}])
def test_a_translation_cannot_leave_its_original_while_another_file_is_broken(
    making: Making, changes: dict[str, str]
) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", WIDE, status="withdrawn")
    making.write_told("ann-cy", "Uwd.\n", WIDE, language="cy", **changes)
    refuse(making)
    assert [making.reads("ann-cy", viewer) for viewer in VIEWERS] == ["404", "404", "404"]


def test_agreement_to_a_translation_taken_back_hides_it_at_once(making: Making) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", "audience: public, uses: [workshop]")
    with pytest.raises(ContentError, match=r"ann-cy\.md:11: translation_of: Write status: draft here"):
        making.publish()
    assert (making.reads("ann"), making.reads("ann-cy"), making.found("uwd")) == ("Porridge.", "404", [])
    making.write_told("ann-cy", "Uwd.\n", WIDE, status="draft", **CY)
    making.publish()
    assert making.reads("ann-cy") == "404"


def test_a_story_that_turns_out_to_be_told_is_hidden_until_its_consent_is_published(making: Making) -> None:
    making.write("ann", "Porridge.\n")
    making.write("other")
    making.publish()
    making.write_told("ann", "Porridge.\n", "audience: public, uses: []")
    refuse(making)
    assert (making.reads("ann"), making.found("porridge")) == ("404", [])
    making.write("other")
    making.publish()
    assert making.reads("ann") == "Porridge."


def chain(making: Making) -> None:
    """Publish three stories, and then let each translate the one before, as nobody may."""
    for slug, language in (("ann", "en"), ("ann-cy", "cy"), ("ann-gd", "gd")):
        making.write_told(slug, f"Words {language}.\n", WIDE, language=language)
    making.write("other")
    making.publish()
    making.write_told("ann-cy", "Words cy.\n", WIDE, **CY)
    making.write_told("ann-gd", "Words gd.\n", WIDE, language="gd", translation_of="ann-cy")


def test_a_translation_of_a_translation_goes_no_further_than_the_first_original(making: Making) -> None:
    chain(making)
    making.write_told("ann", "Words en.\n", "audience: network, uses: [translate]")
    assert "ann-cy.md is itself a translation" in refuse(making)
    assert [making.reads("ann-gd", viewer) for viewer in VIEWERS] == ["404", "Words gd.", "Words gd."]
    making.write_told("ann", "Words en.\n", WIDE, status="withdrawn")
    refuse(making)
    assert [making.reads(slug) for slug in ("ann", "ann-cy", "ann-gd")] == ["404", "404", "404"]
    assert [making.reads(slug, COORDINATOR) for slug in ("ann", "ann-cy", "ann-gd")] == ["410", "410", "410"]


def test_translations_in_a_circle_show_what_the_narrowest_of_them_permits(making: Making) -> None:
    chain(making)
    making.write_told("ann", "Words en.\n", WIDE, translation_of="ann-gd")
    making.write_told("ann-cy", "Words cy.\n", "audience: network, uses: [translate]", **CY)
    assert "is itself a translation" in refuse(making)
    for slug in ("ann", "ann-cy", "ann-gd"):
        assert [making.reads(slug, viewer) != "404" for viewer in VIEWERS] == [False, True, True]
    making.write_told("ann", "Words en.\n", WIDE, translation_of="ann")
    assert "A document cannot name itself here" in refuse(making)


def test_two_files_of_one_name_permit_what_both_permit(making: Making) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", WIDE, status="withdrawn")
    making.write("ann", "Toast.\n", kind="guidance")
    with pytest.raises(ContentError, match="has the same name"):
        making.publish()
    assert (making.reads("ann-cy"), making.reads("ann")) == ("410", "410")


def test_a_withdrawal_in_another_folder_holds_while_the_old_file_is_still_there(making: Making) -> None:
    start(making)
    making.write_told("ann", "Porridge.\n", WIDE, kind="guidance", status="withdrawn")
    with pytest.raises(ContentError, match="has the same name"):
        making.publish()
    assert (making.reads("ann"), making.reads("ann-cy"), making.found("porridge")) == ("410", "410", [])
    (making.root / "content/resources/ann.md").unlink()
    making.publish()
    assert (making.reads("ann"), making.reads("ann-cy")) == ("Porridge.", "Uwd.")


@pytest.mark.parametrize("item", ["ann-cy", "ann"])
def test_words_that_may_not_leave_the_site_do_not_leave_it_in_another_language(making: Making, item: str) -> None:
    start(making)
    library = making.library
    stored = start_pack(library, Pack(items=(document_item(library, item),))).stored

    def words() -> str:
        return repr(workshop_of(library, stored, Medium.SCREEN, with_notes=True).steps)

    assert "Uwd." in words()
    making.write_told("ann", "Porridge.\n", "audience: public, uses: [workshop, translate]")
    refuse(making)
    assert "Uwd." not in words()


def test_a_paragraph_that_rests_on_a_translation_goes_with_the_original(making: Making) -> None:
    making.write("other", "Other words.\n")
    making.write_told("ann", "Porridge.\n", WIDE)
    making.write_told("ann-cy", "Uwd.\n", WIDE, **CY)
    making.content.put(
        "collections/first.md",
        "---\ntitle: First\nsummary: Of it.\norder: 1\n---\n\nTo begin.\n\n## One\n\n"
        "They had [porridge, she says](ann-cy#p1).\n",
    )
    starts = "".join(f'  - {{document: {slug}, why: "Why {slug}."}}\n' for slug in ("ann-cy", "ann", "other"))
    making.content.put("themes/listening.md", f"---\nstart:\n{starts}---\n\nTo listen.\n")
    pin_links(making.library)
    making.publish()

    def shown() -> str:
        view = making.library.view(ANYBODY)
        return repr((collection_page(making.library, ANYBODY, "first").sections, theme_words(view, "listening")))

    assert "porridge, she says" in shown()
    assert "Why ann-cy." in shown()
    making.write_told("ann", "Porridge.\n", "audience: network, uses: [translate]")
    refuse(making)
    assert "porridge, she says" not in shown()
    assert "Why ann" not in shown()
    assert "Why other." in shown()
