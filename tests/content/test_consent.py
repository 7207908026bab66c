"""What a teller agreed to, and what the rest of a header makes of it."""

from __future__ import annotations

from datetime import date

import pytest

from library.content.document_files import read_file_with_advice
from library.model.document import Audience, Consent, ShownAs, Use
from tests.content.writing import STORY, VIDEO, Folder

GIVEN = "{audience: network, uses: [workshop], shown_as: role-only, given: 2026-01-10}"


def test_a_told_story_keeps_what_its_teller_agreed_to(folder: Folder) -> None:
    folder.write(provenance="told", consent=GIVEN)
    assert folder.read().consent == Consent(
        Audience.NETWORK, frozenset({Use.WORKSHOP}), ShownAs.ROLE_ONLY, date(2026, 1, 10)
    )


NEEDS_CONSENT = (
    "Add consent: who can see it (audience), how the storyteller is named (shown_as) and when they agreed (given). "
    "Every real story needs it."
)


@pytest.mark.parametrize(("path", "kind"), [("stories/spare-key.md", "example"), (VIDEO, "guidance"), (VIDEO, "video")])
def test_a_told_document_of_any_kind_needs_consent(folder: Folder, path: str, kind: str) -> None:
    body = "## A\n\nOne.\n\n## B\n\nTwo.\n\n## C\n\nThree.\n"
    assert folder.mistakes_with(path, body=body, kind=kind, provenance="told") == [f"8: {NEEDS_CONSENT}"]


def test_consent_that_a_draft_suggests_is_told_at_its_lines(folder: Folder) -> None:
    assert folder.mistakes_with(provenance="told\n# consent:\n#   audience:") == [
        "9: Complete these lines of consent, then delete the “# ” at the start of each. Every real story needs consent."
    ]


@pytest.mark.parametrize(
    ("first", "is_advised"),
    [
        ("*This is a fictional story.*", True),
        ("*Stori ddychmygol yw hon.*", True),
        ("This is not fictional.", False),
        ("A woman waits.", False),
    ],
)
def test_a_real_story_that_calls_itself_fictional_is_advice(folder: Folder, first: str, is_advised: bool) -> None:
    folder.write(body=f"{first}\n\nA fictional aunt.\n", provenance="told", consent=GIVEN)
    advice = read_file_with_advice(folder.root, STORY, folder.vocabulary).advice
    assert [each.sentence.partition(".")[0] for each in advice if "fictional" in each.sentence] == [
        "provenance: Write fictional, or correct the first paragraph"
    ] * is_advised
    folder.write(body=f"{first}\n")
    assert read_file_with_advice(folder.root, STORY, folder.vocabulary).advice == ()


def test_a_told_story_needs_audience_name_and_day(folder: Folder) -> None:
    needed = ("audience", "given", "shown_as")
    assert folder.mistakes_with(provenance="told", consent="{uses: [print]}") == [
        f"9: consent: Add {key}. A real story must record it." for key in needed
    ]


def test_a_withdrawn_story_needs_no_consent(folder: Folder) -> None:
    assert folder.mistakes_with(provenance="told", status="withdrawn") == []
    assert folder.mistakes_with(provenance="told", status="withdrawn", consent="{audience: network}") == []
    assert folder.mistakes_with(provenance="told", status="withdrawn", consent="{given: soon}") == [
        "10: consent given: “soon” is not a date. Write year-month-day, such as 2026-11-22."
    ]


@pytest.mark.parametrize("status", ["draft", "in-review", "published"])
def test_a_story_that_is_not_withdrawn_needs_consent(folder: Folder, status: str) -> None:
    assert folder.mistakes_with(provenance="told", status=status) == [f"8: {NEEDS_CONSENT}"]


@pytest.mark.parametrize(
    ("key", "value"),
    [("shown_as", "pseudonym"), ("given", "2026-01-10"), ("review", "2026-01-10"), ("until", "2026-01-10")],
)
def test_nobody_consents_to_fictional_words(folder: Folder, key: str, value: str) -> None:
    assert folder.mistakes_with(consent=f"\n  audience: public\n  {key}: {value}") == [
        f"11: consent {key}: Delete this line. Nobody gives consent for a fictional story."
    ]


def test_fictional_words_may_have_an_audience_and_uses(folder: Folder) -> None:
    folder.write(consent="{audience: coordinators, uses: [print, excerpt]}")
    assert folder.read().consent == Consent(Audience.COORDINATORS, frozenset({Use.PRINT, Use.EXCERPT}))


def test_a_work_published_elsewhere_may_say_nothing(folder: Folder) -> None:
    folder.write(provenance="published-elsewhere")
    assert folder.read().consent == Consent(Audience.PUBLIC, frozenset())


def test_a_list_of_uses_may_be_empty(folder: Folder) -> None:
    folder.write(consent="{uses: []}")
    assert folder.read().consent == Consent()


def test_nothing_of_a_link_only_work_leaves_the_site(folder: Folder) -> None:
    link_only = {"licence": "link-only", "provenance": "published-elsewhere"}
    assert folder.mistakes_with(**link_only, consent="{uses: []}") == []
    assert folder.mistakes_with(**link_only, consent="{uses: [print]}") == [
        "10: consent uses: Delete the uses. The licence is link-only, so nothing can leave the site."
    ]


def test_an_end_or_a_review_is_not_before_the_beginning(folder: Folder) -> None:
    start = "audience: public, shown_as: pseudonym, given: 2026-01-10"
    day_before = f"{{{start}, review: 2026-01-09, until: 2026-01-09}}"
    assert folder.mistakes_with(provenance="told", consent=day_before) == [
        "9: consent review: Check both dates. 2026-01-09 is before 2026-01-10, when consent was given.",
        "9: consent until: Check both dates. 2026-01-09 is before 2026-01-10, when consent was given.",
    ]
    assert folder.mistakes_with(provenance="told", consent=f"{{{start}, until: 2026-01-10}}") == []


def test_a_wrong_consent_is_not_also_called_missing(folder: Folder) -> None:
    assert folder.mistakes_with(provenance="told", consent="public") == [
        (
            "9: consent: Put each part on its own line, indented by two spaces. Choose from: "
            "audience, uses, shown_as, given, review, until."
        )
    ]


FIRST_NAME = "{audience: public, shown_as: first-name, given: 2026-01-10}"


def test_a_teller_shown_by_first_name_has_no_surname_among_the_authors(folder: Folder) -> None:
    assert folder.mistakes_with(provenance="told", authors="[Ann, Megan Prys]", consent=FIRST_NAME) == [
        "9: authors: Write the first name only, such as Megan. Join a double name with a hyphen, such as Mary-Ann. "
        "The storyteller is shown by first name, and “Megan Prys” has more than one word."
    ]


@pytest.mark.parametrize("authors", ["[Megan]", "[Mary-Ann, Bea]", "Siân"])
def test_first_names_alone_are_fine(folder: Folder, authors: str) -> None:
    assert folder.mistakes_with(provenance="told", authors=f"[{authors.strip('[]')}]", consent=FIRST_NAME) == []
