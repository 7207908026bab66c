"""Packs as workshops: the clock, the notes, and promises over five hundred packs that nobody thought of."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from library.actions.packs.adding import document_item, question_item
from library.actions.packs.files import make_file
from library.actions.packs.formats import FORMATS, debrief, format_items, formats_in, ground_rules, prompt
from library.actions.packs.page import pack_page
from library.actions.packs.recall import check_code
from library.actions.packs.report import report_of
from library.actions.packs.timing import at, read_clock
from library.actions.packs.workshop import workshop_of
from library.model.document import Document, Use
from library.model.pack import Item, ItemKind, Pack, Way
from library.model.viewer import ANYBODY
from library.model.workshop import Medium, Workshop
from library.translation import Translator
from tests.actions.packs.conftest import FICTIONAL, STORY, USES, fill, stored
from tests.making import Making

PACKS = 500


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Making]:
    making = Making(Path(tmp_path_factory.mktemp("packs")))
    fill(making)
    yield making
    making.library.close()


def any_pack(making: Making, dice: random.Random) -> Pack:
    """Return a pack of anything in any order, some of it kept from a library that was another then."""
    slugs = ["made-up", "elsewhere", *(slug for slug in USES if slug != "no-workshop")]
    items: list[Item] = []
    for number in range(dice.randrange(0, 12)):
        slug = dice.choice(slugs)
        made = dice.randrange(6)
        if made == 0:
            item = document_item(making.library, slug)
        elif made == 1 and slug != "elsewhere":
            item = document_item(making.library, slug, dice.sample(["p1", "p2", "p3", "p4"], dice.randrange(1, 5)))
        elif made == 2 and slug != "elsewhere":
            item = question_item(making.library, slug, 1)
        elif made == 3:
            gone = dice.choice(["for-the-network", "no-workshop", "never-was"])
            item = Item("x", ItemKind.DOCUMENT, gone, dice.choice([None, document_item(making.library, slug).extent]))
        else:
            item = dice.choice(
                [
                    ground_rules(Translator()),
                    debrief(Translator()),
                    prompt(1, Translator()),
                    *format_items(dice.choice(FORMATS).id, Translator()),
                ]
            )
        minutes, way = dice.choice([None, None, 0, 7, 90]), dice.choice(list(Way))
        own = (item.title, item.text, dice.choice(["", "Mine alone."]), minutes, item.stage)
        items.append(Item(f"i{number}", item.kind, item.slug, item.extent, item.kept, way, *own))
    starts = dice.choice(["", "09:30", "23:50"])
    return Pack("Any", starts, dice.choice([0, 60, 600]), 24, dice.choice(["", "scotland"]), tuple(items))


def check_time(made: Workshop) -> None:
    """Totals, order and clock."""
    assert made.total == sum(step.minutes for step in made.steps)
    assert [step.number for step in made.steps] == sorted(step.number for step in made.steps)
    passed = [sum(step.minutes for step in made.steps[:before]) for before in range(len(made.steps))]
    assert [step.starts for step in made.steps] == [at(made.starts, minutes) for minutes in passed]


def check_permission(made: Workshop, pack: Pack, uses: Mapping[str, frozenset[Use]], medium: Medium) -> None:
    """No word goes where it may not."""
    for step in made.steps:
        item = pack.items[step.number - 1]
        assert item.slug not in {"for-the-network", "no-workshop", "never-was"}
        assert not step.stop_recording or Use.RECORD not in uses[item.slug]
        assert bool(step.credit) == bool(item.slug)
        if step.words:
            assert {Use.WORKSHOP, Use.EXCERPT} <= uses[item.slug]
            assert medium is Medium.SCREEN or Use.PRINT in uses[item.slug]
        elif item.slug:
            assert not any(words in line for line in step.lines for words in STORY.split("\n\n"))


@pytest.mark.parametrize("seed", range(PACKS))
def test_any_pack_keeps_every_promise(seed: int, filled: Making) -> None:
    dice = random.Random(seed)  # noqa: S311 - a pack, no secret
    pack = stored(filled, any_pack(filled, dice))
    page = pack_page(filled.library, pack)
    uses = {each.slug: each.consent.uses for each in _documents(filled)}
    left_out = sum(bool(item.refusal or item.changed) for item in page.items)
    for medium in Medium:
        made = workshop_of(filled.library, pack, medium, with_notes=True)
        assert made == workshop_of(filled.library, pack, medium, with_notes=True)
        assert (made.total, len(made.omitted)) == (page.total, left_out)
        assert check_code(filled.library, made.code).not_fine == ()
        check_time(made)
        check_permission(made, pack.pack, uses, medium)
        bare = workshop_of(filled.library, pack, medium, with_notes=False)
        assert "Mine alone." not in repr(bare)
        assert [step.title for step in bare.steps] == [step.title for step in made.steps]


@pytest.mark.parametrize("seed", range(0, PACKS, 5))
def test_any_report_quotes_only_what_is_real_and_allowed(seed: int, filled: Making) -> None:
    dice = random.Random(seed)  # noqa: S311 - a pack, no secret
    pack = stored(filled, any_pack(filled, dice))
    uses = {each.slug: each.consent.uses for each in _documents(filled)}
    report = report_of(filled.library, pack)
    assert all(not quotation.credit.fictional for quotation in report.quotations)
    quoted = {pack.pack.items[quotation.number - 1].slug for quotation in report.quotations if quotation.words}
    assert all({Use.EXCERPT, Use.PRINT, Use.WORKSHOP} <= uses[slug] for slug in quoted)


def test_contacts_follow_a_content_note_and_the_nation(filled: Making) -> None:
    noted = stored(filled, Pack(items=(document_item(filled.library, "made-up", ["p2"]),)))
    plain = stored(filled, Pack(items=(document_item(filled.library, "made-up", ["p3"]),)))
    assert workshop_of(filled.library, noted, Medium.SCREEN, with_notes=True).steps[0].content_notes != ()
    assert workshop_of(filled.library, plain, Medium.SCREEN, with_notes=True).steps[0].content_notes == ()


def test_what_is_left_out_is_said(filled: Making) -> None:
    pack = stored(filled, Pack(items=(document_item(filled.library, "all", ["p2"]),)))
    (step,) = workshop_of(filled.library, pack, Medium.SCREEN, with_notes=True).steps
    assert step.leaves_out == "Shortened: includes 1 of the 4 paragraphs and leaves out about 10 words."


def test_a_clock_is_read_as_people_write_it_and_goes_past_midnight() -> None:
    assert [read_clock(typed) for typed in ("9:05", "09.05", " 23:59 ", "", "24:00", "9", "9:5", "ab")] == [
        "09:05", "09:05", "23:59", "", None, "09:00", None, None,
    ]  # fmt: skip
    assert [read_clock(typed) for typed in ("10am", "2.30 pm", "12 p.m.", "12:15AM", "13pm", "0am")] == [
        "10:00", "14:30", "12:00", "00:15", None, None,
    ]  # fmt: skip
    assert [at("23:50", 15), at("", 65), at("10:00", 0)] == ["00:05", "1:05", "10:00"]


def test_a_report_counts_themes_and_names_works(filled: Making) -> None:
    items = (
        document_item(filled.library, "all", ["p2"]),
        document_item(filled.library, "elsewhere"),
        document_item(filled.library, "made-up"),
        ground_rules(Translator()),
    )
    report = report_of(filled.library, stored(filled, Pack(items=items)))
    assert [(each.number, each.place, len(each.words)) for each in report.quotations] == [
        (1, "paragraph 2", 1),
        (2, "at 0:46", 0),
    ]
    assert report.themes[0][1] == (1, 2)
    assert report.omitted == ("Item 3 (‘made-up’) is fictional, so it cannot be used as evidence in a report.",)
    assert dict(report.quotations[1].ris)["UR"] == "https://example.org/elsewhere"


def _documents(making: Making) -> Iterator[Document]:
    view = making.library.view(ANYBODY)
    yield from view.catalogue.documents(view.visible).values()


@pytest.mark.parametrize("seed", range(0, PACKS, 5))
def test_a_file_has_the_same_code_and_the_same_words_of_documents_in_every_language(seed: int, filled: Making) -> None:
    pack = stored(filled, any_pack(filled, random.Random(seed)))  # noqa: S311 - a pack, no secret
    for medium in Medium:
        english = workshop_of(filled.library, pack, medium, with_notes=True)
        welsh = workshop_of(filled.library, pack, medium, "cy", with_notes=True)
        assert welsh == workshop_of(filled.library, pack, medium, "cy", with_notes=True)
        assert (english.language, english.untranslated, welsh.language) == ("en", (), "cy")
        assert (welsh.code, welsh.total, len(welsh.omitted)) == (english.code, english.total, len(english.omitted))
        assert [step.words for step in welsh.steps] == [step.words for step in english.steps]
    assert report_of(filled.library, pack, "cy").code == report_of(filled.library, pack).code
    assert len(filled.library.records.editions(pack.id)) == 1


def test_our_own_words_of_a_workshop_are_in_the_readers_language(filled: Making) -> None:
    items = (
        document_item(filled.library, "no-print", ["p2"]),
        question_item(filled.library, "made-up", 1),
        Item("a", ItemKind.BREAK),
        Item("b", ItemKind.DOCUMENT, "never-was"),
    )
    pack = stored(filled, Pack(items=items))
    welsh = workshop_of(filled.library, pack, Medium.PAPER, "cy", with_notes=True)
    document, question, pause = welsh.steps
    assert (welsh.title, pause.title) == (Translator("cy").gettext("Untitled workshop"), "Egwyl")
    assert question.title == f"Cwestiwn am ‘{question.credit.title if question.credit else ''}’"
    assert document.withheld == "Ni chytunodd yr adroddwr i argraffu eitem 1. Gallwch ei darllen ar-lein."
    assert welsh.omitted == ("Nid yw eitem 4 yn gyhoeddus mwyach.",)
    assert question.credit is not None
    assert question.credit.consent.startswith("Dychmygol. ")


def test_a_language_without_words_is_answered_in_english(filled: Making) -> None:
    pack = stored(filled, Pack(items=(Item("a", ItemKind.BREAK),)))
    made = [workshop_of(filled.library, pack, Medium.SCREEN, language, with_notes=True) for language in ("en", "gd")]
    assert made[0] == made[1]


def test_an_activity_is_added_in_the_language_of_the_page() -> None:
    english, welsh = (format_items("listening-circle", Translator(language))[0] for language in ("en", "cy"))
    assert (english.title, welsh.title) == ("Listening circle: sit in a circle", "Cylch gwrando: eistedd mewn cylch")
    assert debrief(Translator("cy")).text.splitlines()[0] == "Beth sy’n aros gyda chi?"
    assert [each.minutes for each in formats_in(Translator("cy"))] == [each.minutes for each in FORMATS]


# As varied as a story's words, because repeated ones take little room in a file.
VARIED = [first + middle + last for first in "bcdfglmnprst" for middle in ("a", "e", "oo", "ai") for last in "dklmnprt"]


def test_the_size_of_group_instructions_is_estimated_with_their_words_and_activities(making: Making) -> None:
    dice = random.Random(1)  # noqa: S311 - for varied words
    for count in (8, 20):
        text = "\n\n".join(" ".join(dice.choices(VARIED, k=50)) for _ in range(count))
        making.write(f"long-{count}", text, consent=FICTIONAL)
    making.publish()
    activity = format_items("spot-the-outcome", Translator())
    for slugs in (("long-8",), ("long-8", "long-20")):
        items = (*(document_item(making.library, slug) for slug in slugs), *activity)
        pack = stored(making, Pack(items=items))
        size = len(make_file(making.library, pack, "briefs.pdf", with_notes=True).body)
        assert 0.6 * size <= pack_page(making.library, pack).sizes["briefs.pdf"] <= 1.5 * size
