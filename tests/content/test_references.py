"""What documents say of one another."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from library.content.folder import Scan, Stamp
from library.content.folder_files import sources_in
from library.content.references import References, broken_among, check_references, references_of
from library.errors import Mistake
from library.model.document import Audience, Provenance, Status
from library.model.permission import Permission
from tests.content.writing import Folder
from tests.steps import TWICE, steps

PUBLIC = Permission(Status.PUBLISHED, Audience.PUBLIC, frozenset(), None, None)
PLAIN = References("a", "stories/a.md", "stories", "en", (), (), "", "", Provenance.FICTIONAL, PUBLIC)


def check(folder: Folder, **documents: str) -> list[str]:
    """Write stories whose headers end with these lines, and check what they say of one another."""
    every = []
    for slug, lines in documents.items():
        path = f"stories/{slug.replace('_', '-')}.md"
        text = folder.write(path)
        folder.put(path, text.replace("---\nFirst", f"{lines}\n---\nFirst"))
        every.append(references_of(folder.read(path)))
    return [str(mistake).removeprefix("stories/") for mistake in check_references(sources_in(folder.root), every)]


def test_references_are_what_the_document_says(folder: Folder) -> None:
    folder.write(
        formerly="[old]", related="[b, c]", translation_of="d", translation="checked", replaced_by="e", language="cy"
    )
    assert references_of(folder.read()) == References(
        slug="spare-key",
        path="stories/spare-key.md",
        shelf="stories",
        language="cy",
        formerly=("old",),
        related=("b", "c"),
        translation_of="d",
        replaced_by="e",
        provenance=Provenance.FICTIONAL,
        permission=PUBLIC,
    )


def test_documents_that_refer_to_one_another_are_well(folder: Folder) -> None:
    assert (
        check(
            folder,
            a="related: [b]\nformerly: [old-a]",
            b="related: [a]\nreplaced_by: a",
            c="language: cy\ntranslation_of: a",
            d="language: gd\ntranslation_of: a",
        )
        == []
    )


def test_a_dead_reference_is_told_on_its_own_line_with_the_nearest_slug(folder: Folder) -> None:
    assert check(
        folder,
        spare_key="consent: {audience: public}\nrelated:\n- window-bed\n- widow-bed\n- nothing",
        window_bed="replaced_by: spar-kye\ntranslation_of: bed-window\nlanguage: cy",
    ) == [
        "spare-key.md:12: related: There is no document “widow-bed”. Did you mean “window-bed”?",
        "spare-key.md:13: related: There is no document “nothing”.",
        "window-bed.md:9: replaced_by: There is no document “spar-kye”. Did you mean “spare-key”?",
        "window-bed.md:10: translation_of: There is no document “bed-window”.",
    ]


def test_a_reference_to_an_old_name_is_told_the_new_one(folder: Folder) -> None:
    assert check(folder, a="related: [old-b]", b="formerly: [old-b]") == [
        "a.md:9: related: There is no document “old-b”. It is now called “b”."
    ]


def test_a_document_does_not_name_itself(folder: Folder) -> None:
    sentence = "Delete this. A document cannot name itself here."
    assert check(folder, a="related: [a]\ntranslation_of: a\nreplaced_by: a\nformerly: [a]") == [
        f"a.md:9: related: {sentence}",
        f"a.md:10: translation_of: {sentence}",
        f"a.md:11: replaced_by: {sentence}",
        (
            "a.md:12: formerly: Delete “a”: it belongs to this document itself. An old name can lead "
            "to one document only."
        ),
    ]


def test_an_old_name_leads_to_one_document_only(folder: Folder) -> None:
    assert check(folder, a="formerly: [b, old]", b="formerly: [older, old]") == [
        ("a.md:9: formerly: Delete “b”: it belongs to stories/b.md. An old name can lead to one document only."),
        ("b.md:9: formerly: Delete “old”: it belongs to stories/a.md. An old name can lead to one document only."),
    ]


def test_a_translation_is_in_another_language_than_its_original(folder: Folder) -> None:
    assert check(folder, a="", b="translation_of: a") == [
        ("b.md:9: translation_of: Check the language in both files. stories/a.md is in the same language (en).")
    ]


def test_a_translation_translates_an_original(folder: Folder) -> None:
    assert check(folder, a="", b="translation_of: a\nlanguage: cy", c="translation_of: b\nlanguage: gd") == [
        "c.md:9: translation_of: Name the original. stories/b.md is itself a translation."
    ]


def test_there_is_one_translation_into_each_language(folder: Folder) -> None:
    assert check(folder, a="", b="translation_of: a\nlanguage: cy", c="translation_of: a\nlanguage: cy") == [
        ("c.md:9: translation_of: Keep only one translation for each language. stories/b.md is also in cy.")
    ]


def test_replacements_do_not_lead_round_in_a_circle(folder: Folder) -> None:
    circle = "replaced_by: These documents replace each other in a loop. Remove one replaced_by."
    assert check(folder, a="replaced_by: b", b="replaced_by: c", c="replaced_by: b", d="replaced_by: d") == [
        f"b.md:9: {circle}",
        f"c.md:9: {circle}",
        "d.md:9: replaced_by: Delete this. A document cannot name itself here.",
    ]


def test_a_mistake_in_a_file_that_is_gone_is_told_on_its_first_line(folder: Folder) -> None:
    assert check_references(sources_in(folder.root), [replace(PLAIN, related=("b",))]) == (
        Mistake("stories/a.md", 1, "related: There is no document “b”."),
    )


class Counted(str):
    """A slug whose comparisons are steps too: whoever looks through a list of them is found out."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        return str.__hash__(self)


def many(count: int, dead: str, slug: type[str] = str) -> list[References]:
    """Return the references of many documents, and of a tenth as many that name one that is not there."""

    def one(name: str, path: str, related: str) -> References:
        return replace(PLAIN, slug=slug(name), path=path, related=(slug(related),))

    return [
        *(one(f"story-{each}", f"stories/story-{each}.md", f"story-{each - 1}") for each in range(count)),
        *(one(f"dead-{each}", PLAIN.path, dead.format(each)) for each in range(count // 10)),
    ]


def test_the_work_of_checking_references_grows_with_the_documents_and_no_faster(folder: Folder) -> None:
    some, twice = (
        steps(partial(check_references, sources_in(folder.root), many(count, "{}", Counted)))
        for count in (1_000, 2_000)
    )
    assert twice < TWICE * some


def test_of_ten_thousand_documents_with_a_thousand_dead_references_twenty_are_given_a_hint(folder: Folder) -> None:
    mistakes = check_references(sources_in(folder.root), many(10_000, "story-{}-x"))
    assert len(mistakes) == 1_001
    assert sum("Did you mean" in mistake.sentence for mistake in mistakes) == 20


TOLD = "consent: {audience: public, shown_as: pseudonym, given: 2026-01-01, uses: [%s]}\nprovenance: told"


def check_pair(folder: Folder, original: str, translation: str) -> list[str]:
    """Write a story and its Welsh translation with these lines, and check what they say of one another."""
    every = []
    for slug, lines in (("ann", original), ("ann-cy", f"language: cy\ntranslation_of: ann\n{translation}")):
        text = folder.write(f"stories/{slug}.md", drop="provenance")
        folder.put(f"stories/{slug}.md", text.replace("---\nFirst", f"{lines}\n---\nFirst"))
        every.append(references_of(folder.read(f"stories/{slug}.md")))
    return [str(mistake).removeprefix("stories/") for mistake in check_references(sources_in(folder.root), every)]


def test_a_told_story_is_translated_only_where_that_was_agreed(folder: Folder) -> None:
    assert check_pair(folder, TOLD % "translate", TOLD % "") == []
    assert check_pair(folder, TOLD % "workshop", TOLD % "translate") == [
        "ann-cy.md:9: translation_of: Write status: draft here until the storyteller agrees to a translation. "
        "The uses in stories/ann.md do not include translate."
    ]


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_what_is_not_published_needs_no_agreement_to_a_translation(folder: Folder, status: str) -> None:
    assert check_pair(folder, TOLD % "", f"status: {status}\n{TOLD % ''}") == []
    assert check_pair(folder, f"status: {status}\n{TOLD % ''}", TOLD % "") == []


def test_a_translation_has_the_provenance_of_its_original_where_a_person_told_either(folder: Folder) -> None:
    fictional, elsewhere = "provenance: fictional", "provenance: published-elsewhere"
    assert check_pair(folder, TOLD % "translate", fictional) == [
        "ann-cy.md:9: translation_of: Use the same provenance for a translation and its original. "
        "stories/ann.md has provenance: told."
    ]
    assert "has provenance: fictional" in check_pair(folder, fictional, TOLD % "")[0]
    assert check_pair(folder, elsewhere, fictional) == []


def test_nothing_is_said_of_references_to_a_file_that_has_a_mistake_of_its_own(folder: Folder) -> None:
    every = [replace(PLAIN, translation_of="broken", related=("broken", "nowhere"), replaced_by="broken")]
    scanned = Scan((stamped("stories/broken.md"), stamped("stories/a.md")), (Mistake("stories/also.md", 1, "Empty."),))
    broken = broken_among(scanned, every)
    assert broken == {"broken", "also"}
    assert [mistake.sentence for mistake in check_references(sources_in(folder.root), every, broken)] == [
        "related: There is no document “nowhere”."
    ]


def stamped(path: str) -> Stamp:
    return Stamp(path, 1, 1, 1, 1, is_settled=True)


def test_neither_the_document_nor_its_translation_is_suggested_to_it(folder: Folder) -> None:
    mistakes = check(folder, spare_key="related: [spare-kye]", spare_key_cy="language: cy\ntranslation_of: spare-key")
    assert mistakes == ["spare-key.md:9: related: There is no document “spare-kye”."]
    mistakes = check(folder, spare_key_cy="language: cy\ntranslation_of: spare-key", spare_keys="")
    assert mistakes == [
        ("spare-key-cy.md:10: translation_of: There is no document “spare-key”. Did you mean “spare-keys”?")
    ]
