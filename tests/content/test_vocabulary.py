"""vocabulary.yaml → the vocabulary, or every mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from library.content.vocabulary import read_vocabulary
from library.errors import ContentError
from library.model.contact import Contact
from library.model.vocabulary import Ambiguous, Axis, Term, Vocabulary

ADD = "Add {}: and its value, with a comma before it if this is in curly brackets."
REST = "roles: [{id: nurse, label: {en: Nurse}}]\nsectors: [{id: health, label: {en: Health}}]\n"


def read(tmp_path: Path, text: str) -> Vocabulary:
    """Read a vocabulary."""
    (tmp_path / "vocabulary.yaml").write_text(text)
    return read_vocabulary(tmp_path)


def mistakes(tmp_path: Path, text: str) -> list[str]:
    """Return the mistakes of a vocabulary as ``line: sentence``."""
    with pytest.raises(ContentError) as caught:
        read(tmp_path, text)
    assert {mistake.path for mistake in caught.value.mistakes} == {"vocabulary.yaml"}
    return [f"{mistake.line}: {mistake.sentence}" for mistake in caught.value.mistakes]


def test_terms_keep_everything_and_the_order_of_the_file(tmp_path: Path) -> None:
    text = REST + (
        "themes:\n"
        "  - id: time\n"
        '    label: {en: Time, cy: Amser, gd: "Ùine"}\n'
        "    also: [hours, '9:00']\n"
        "    note: Having time.\n"
        "    source: The network, 2021\n"
        "    broader: life\n"
        "    related: [life]\n"
        "  - {id: life, label: {en: Life}}\n"
    )
    assert read(tmp_path, text).terms == (
        Term("nurse", Axis.ROLE, {"en": "Nurse"}),
        Term("health", Axis.SECTOR, {"en": "Health"}),
        Term(
            "time",
            Axis.THEME,
            {"en": "Time", "cy": "Amser", "gd": "Ùine"},
            also=("hours", "9:00"),
            note="Having time.",
            source="The network, 2021",
            broader="life",
            related=("life",),
        ),
        Term("life", Axis.THEME, {"en": "Life"}),
    )


def test_a_missing_file_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_vocabulary(tmp_path)
    assert str(caught.value) == (
        "vocabulary.yaml:1: Check that this file is there and that you can open it: No such file or directory."
    )


def test_an_empty_file_needs_the_axes_no_document_can_do_without(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "") == [
        f"1: {axis} is missing. Add a line that starts with {axis}:" for axis in ("roles", "sectors", "themes")
    ]


def test_broken_yaml_is_one_mistake(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "themes: [a\n") == ["1: Missing comma or closing ] on this line."]


def test_bytes_that_are_no_text_are_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.yaml").write_bytes("themes: []".encode("utf-16"))
    with pytest.raises(ContentError, match="It is UTF-16 now"):
        read_vocabulary(tmp_path)


def test_every_mistake_in_terms_is_told_at_once(tmp_path: Path) -> None:
    text = REST + (
        "themes:\n"
        "  - {id: Not Good, label: {en: Wrong id}}\n"
        "  - {id: no, label: {en: Surprise}}\n"
        "  - {label: {en: No id}}\n"
        "  - {id: unnamed}\n"
        "  - {id: welsh, label: {cy: Cymraeg}}\n"
        "  - {id: plain, label: Plain}\n"
        "  - {id: empty, label: {en: ''}}\n"
        "  - {id: odd, label: {en: Odd, fr: Odd}, colour: green}\n"
        "  - just-a-word\n"
        "theme: []\n"
    )
    assert mistakes(tmp_path, text) == [
        "4: themes id: Change the id “Not Good”. Use a to z, digits and single hyphens, at most 100 characters.",
        '5: themes id: Put quotation marks around this: "no". Without them it is not read as text.',
        f"6: themes id is missing. {ADD.format('id')}",
        f"7: themes label is missing. {ADD.format('label')}",
        f"8: themes label en is missing. {ADD.format('en')}",
        "9: themes label: Put each part on its own line, indented by two spaces. Choose from: en, cy, gd.",
        "10: themes label en: This is blank. Add something.",
        "11: “colour” is not a key in themes. Delete this line.",
        "11: “fr” is not a key in themes label. Delete this line.",
        "12: themes: Write each part with its name, in curly brackets: "
        "{id: …, label: …, also: …, note: …, source: …, broader: …, related: …}.",
        "13: “theme” is not a key. Did you mean “themes”?",
    ]


def test_ids_and_labels_are_unique_on_their_axis(tmp_path: Path) -> None:
    text = REST + (
        "themes:\n"
        "  - {id: time, label: {en: Time, cy: Amser}}\n"
        "  - {id: time, label: {en: Other}}\n"
        "  - {id: nurse, label: {en: TIME, cy: Arall}}\n"
        "  - {id: last, label: {en: Last, cy: amser}}\n"
    )
    assert mistakes(tmp_path, text) == [
        "5: Change this id. “time” is already on line 4.",
        "6: Change this en label. “time” is already on line 4.",
        "7: Change this cy label. “amser” is already on line 4.",
    ]


def test_terms_refer_to_terms_of_their_own_axis(tmp_path: Path) -> None:
    text = REST + (
        "themes:\n"
        "  - {id: time, label: {en: Time}, broader: nurse, related: [tme, nurse]}\n"
        "  - {id: life, label: {en: Life}, broader: lif, related: [life]}\n"
    )
    assert mistakes(tmp_path, text) == [
        "4: broader: “nurse” is not in this list of terms.",
        "4: related: “nurse” is not in this list of terms.",
        "4: related: “tme” is not in this list of terms. Did you mean “time”?",
        "5: broader: “lif” is not in this list of terms. Did you mean “life”?",
        "5: related: Delete this. A term cannot be related to itself.",
    ]


def test_wider_terms_do_not_lead_round_in_a_circle(tmp_path: Path) -> None:
    text = REST + (
        "themes:\n"
        "  - {id: a, label: {en: A}, broader: b}\n"
        "  - {id: b, label: {en: B}, broader: c}\n"
        "  - {id: c, label: {en: C}, broader: b}\n"
        "  - {id: d, label: {en: D}, broader: d}\n"
    )
    circle = "broader: These terms contain each other in a loop. Remove one broader."
    assert mistakes(tmp_path, text) == [f"5: {circle}", f"6: {circle}", f"7: {circle}"]


THEMES = "themes: [{id: time, label: {en: Time}}]\n"


def test_ambiguous_names_have_several_meanings(tmp_path: Path) -> None:
    text = REST + THEMES + "ambiguous:\n  - {name: DST, meanings: [digital storytelling, decision support tool]}\n"
    assert read(tmp_path, text).ambiguous == (Ambiguous("DST", ("digital storytelling", "decision support tool")),)
    assert read(tmp_path, REST + THEMES).ambiguous == ()
    assert mistakes(
        tmp_path, f"{REST}{THEMES}ambiguous:\n  - {{name: DST, meanings: [one]}}\n  - {{meaning: [a, b]}}\n"
    ) == [
        "5: ambiguous: Add a meaning. An ambiguous name needs at least two.",
        f"6: ambiguous name is missing. {ADD.format('name')}",
        "6: “meaning” is not a key in ambiguous. Did you mean “meanings”?",
    ]


def test_a_large_vocabulary_is_read(tmp_path: Path) -> None:
    terms = "".join(f"  - {{id: t{number}, label: {{en: Term {number}}}, also: [a, b, c]}}\n" for number in range(500))
    assert len(read(tmp_path, f"{REST}themes:\n{terms}").on(Axis.THEME)) == 500


def test_contacts_say_how_to_reach_them_and_for_whom(tmp_path: Path) -> None:
    nations = "nations: [{id: wales, label: {en: Wales}}]\n"
    text = (
        REST
        + THEMES
        + nations
        + (
            "contacts:\n"
            '  - {name: A line, phone: "0123 456", about: At any hour}\n'
            '  - {name: A page, nation: wales, web: "https://example.org/", about: In Wales, source: Their own page}\n'
        )
    )
    assert read(tmp_path, text).contacts == (
        Contact("A line", "", "0123 456", "", "At any hour"),
        Contact("A page", "wales", "", "https://example.org/", "In Wales"),
    )
    assert mistakes(tmp_path, f"{REST}{THEMES}contacts:\n  - {{name: A, about: B}}\n") == [
        "5: contacts: Add phone or web. A contact needs at least one of them.",
    ]
    assert mistakes(tmp_path, f"{REST}{THEMES}contacts:\n  - {{name: A, phone: '1', nation: wales, about: B}}\n") == [
        "5: nation: “wales” is not in the list of nations. Add it there or change it here.",
    ]
