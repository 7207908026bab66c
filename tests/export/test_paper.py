"""What is printed: words for all, notes for the facilitator, and PDF/UA-1 whatever the words."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import page
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from library.errors import ExportFailed
from library.export import wording
from library.export.print import typesetting
from library.export.print.cards import cards
from library.export.print.typesetting import MISSING, typeset
from library.export.print.writer import balance, write_briefs, write_cards, write_handout, write_run_sheet
from library.model.block import Block, Table
from library.model.pack import ItemKind, Stage
from library.model.workshop import Paragraph, Step, Workshop
from library.translation import Translator
from tests.export import sample
from tests.export.copied import texts_in_place

NOTE = "Read it slowly. Let the silence stand."

A4 = (595, 842)

Writer = Callable[[Workshop], bytes]


def write_large_handout(workshop: Workshop) -> bytes:
    return write_handout(workshop, large=True)


WRITERS: tuple[Writer, ...] = (write_handout, write_large_handout, write_run_sheet, write_cards, write_briefs)
FOR_PARTICIPANTS: tuple[Writer, ...] = (write_handout, write_large_handout, write_cards, write_briefs)

each_writer = pytest.mark.parametrize("write", WRITERS)


def pages(made: bytes) -> list[str]:
    """The words of each page, with one blank between any two."""
    return [plain(each.extract_text()) for each in PdfReader(io.BytesIO(made)).pages]


def text(made: bytes) -> str:
    return " ".join(pages(made))


def plain(words: str) -> str:
    return " ".join(words.split())


def squeezed(words: str) -> str:
    """Without blanks: an address or a long word may go on in the next line."""
    return "".join(words.split())


def sizes(made: bytes, words: str) -> set[int]:
    """The sizes, in points, in which a piece of text that holds some words is set."""
    found: set[int] = set()

    def visit(piece: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if words in piece:
            found.add(round(size * abs(matrix[3])))

    for each in PdfReader(io.BytesIO(made)).pages:
        each.extract_text(visitor_text=visit)
    return found


def languages(made: bytes) -> set[str]:
    """The languages of the parts of a file, without their countries."""
    file = PdfReader(io.BytesIO(made))
    found = (file.get_object(number) for number in range(1, len(file.xref[0])))
    named = (each.get("/Lang") for each in found if isinstance(each, DictionaryObject))
    return {str(name).split("-")[0] for name in named if name}


QUESTION = "What did she notice before she asked anybody, and what would you have asked?"


def with_steps(*steps: Step) -> Workshop:
    return replace(sample.workshop(), steps=steps)


def story(*words: Paragraph, **changes: object) -> Step:
    return replace(sample.steps()[1], words=words, twin=None, **changes)  # type: ignore[arg-type]


def question(number: int, line: str) -> Step:
    return Step(number, ItemKind.QUESTION, "A question", 5, "10:20", lines=(line,), stage=Stage.ACT)


# ---- what every file is


@each_writer
@pytest.mark.parametrize("workshop", [sample.workshop(), sample.hostile(), sample.empty()], ids=["all", "hard", "none"])
def test_every_file_is_pdf_ua(write: Writer, workshop: Workshop) -> None:
    report = page.validate_pdf_bytes(write(workshop), profile="ua1")

    assert report.is_compliant, report.failures


@each_writer
def test_every_file_is_a4_tagged_titled_and_in_english(write: Writer) -> None:
    made = PdfReader(io.BytesIO(write(sample.workshop())))

    assert {tuple(sorted(map(round, each.mediabox[2:]))) for each in made.pages} == {A4}
    assert made.metadata is not None
    assert str(made.metadata.title).startswith("Listening on a Tuesday – ")
    assert made.metadata.author == "The Commonplace project, Ann, Some Organisation"
    assert made.metadata.creation_date is not None
    assert made.metadata.creation_date.date() == sample.DAY
    root = {key: str(made.root_object[key]) for key in ("/Lang", "/MarkInfo", "/ViewerPreferences")}
    assert root["/Lang"] == "en-GB"
    assert "'/Marked': True" in root["/MarkInfo"]
    assert "'/DisplayDocTitle': True" in root["/ViewerPreferences"]


@each_writer
def test_the_same_workshop_gives_the_same_bytes(write: Writer) -> None:
    first = write(sample.hostile())

    assert write(sample.hostile()) == first


@each_writer
def test_every_file_says_what_is_fictional_whose_it_is_and_until_when_it_may_be_used(write: Writer) -> None:
    made = squeezed(text(write(sample.workshop())))

    assert "Fictionalstory" in made
    assert "CCBY4.0" in made
    assert squeezed(sample.STORY.consent) in made
    assert squeezed(sample.TOLD.consent) in made
    assert squeezed(sample.STORY.address) in made
    assert "Youcanusethisuntil27May2027.Afterthat,checkthecodefirst." in made
    assert "7KQM-2F9T-XBRCE" in made
    assert "https://library.example.org/check/7KQM-2F9T-XBRCE" in made


@pytest.mark.parametrize("write", [write_handout, write_large_handout, write_run_sheet, write_cards])
def test_what_may_not_be_taken_is_named(write: Writer) -> None:
    assert "Item 11 is no longer public." in text(write(sample.workshop()))


@pytest.mark.parametrize("write", FOR_PARTICIPANTS)
def test_the_notes_of_the_facilitator_are_for_her_alone(write: Writer) -> None:
    everywhere = replace(sample.workshop(), steps=tuple(replace(step, notes=NOTE) for step in sample.steps()))

    assert "silence stand" not in text(write(everywhere))
    assert "silence stand" in text(write_run_sheet(everywhere))


@each_writer
def test_a_workshop_without_a_step_makes_a_page_that_says_so(write: Writer) -> None:
    (only,) = pages(write(sample.empty()))

    assert wording.EMPTY in only or "no cards" in only or "no stories" in only
    assert wording.check_line(Translator(), sample.empty()) in only


@each_writer
def test_twenty_stories_are_no_large_file(write: Writer) -> None:
    paragraph = Paragraph("She put her hand flat on the wall, where the hole would be, and said nothing. " * 4)
    step = replace(sample.steps()[1], words=(paragraph,) * 12, lines=())
    many = with_steps(*(replace(step, number=number) for number in range(1, 21)))
    made = write(many)
    assert len(made) < 10_000_000


# ---- the handout


def test_a_handout_runs_on_and_a_question_follows_its_story() -> None:
    made = text(write_handout(sample.workshop()))

    assert len(pages(write_handout(sample.workshop()))) <= 4
    assert made.index("She put her hand flat") < made.index("What did she notice before she asked?")
    assert made.index("What did she notice before she asked?") < made.index("A walk to the shop Story")


def test_the_question_of_a_story_is_below_its_words_on_everything_printed_about_it() -> None:
    asked = with_steps(story(Paragraph("It can sit there."), question=QUESTION), question(2, "Why?"))
    for write in (write_handout, write_run_sheet):
        made = " ".join(text(write(asked)).split())
        assert made.count(f"Discussion question: {QUESTION}") == 1
    handout = text(write_handout(asked))
    assert handout.index("It can sit there.") < handout.index("Discussion question:")
    briefs = text(write_briefs(with_steps(story(Paragraph("It can sit there."), question=QUESTION))))
    assert QUESTION in " ".join(briefs.split())


def test_four_stories_take_four_sides_at_most_in_no_less_than_10_points() -> None:
    words = tuple(Paragraph("One sentence of many that somebody wrote down. " * 5) for _ in range(7))
    four = with_steps(*(story(*words, number=number, question=QUESTION) for number in (1, 2, 3, 4)))
    made = write_handout(four)

    assert len(pages(made)) <= 4
    assert min(sizes(made, "One sentence")) >= 10


def test_three_examples_and_a_story_with_helplines_take_four_sides() -> None:
    table = Table((("Sat, early", "All care given. Good appetite, settled."),) * 5, ("When", "Note"))
    words = (
        Paragraph("These are her daily notes for a Saturday and a Sunday.", heading="As it was written"),
        Paragraph("All care given.", block=Block(table=table)),
        Paragraph("One sentence of many that somebody wrote down. " * 6, heading="As it could be", after_gap=True),
        *(Paragraph("One sentence of many that somebody wrote down. " * 7) for _ in range(4)),
    )
    shortened = "Shortened: includes 7 of the 17 paragraphs and leaves out about 308 words."
    example = story(*words, leaves_out=shortened, question=QUESTION)
    made = write_handout(with_steps(*(replace(example, number=number) for number in (1, 2, 3, 4))))

    assert "A listening service" in text(made)
    assert len(pages(made)) == 4
    assert min(sizes(made, "One sentence")) >= 10


def test_the_run_sheet_of_four_items_is_one_side_with_its_credits() -> None:
    credits = [
        replace(sample.STORY, title=f"Story {each}", address=f"{sample.STORY.address}-{each}") for each in "abcd"
    ]
    shared = {"content_notes": (), "question": "What did she notice before she asked anybody?"}
    steps = (story(Paragraph("Words."), title=each.title, credit=each, **shared) for each in credits)
    (only,) = pages(write_run_sheet(with_steps(*steps)))

    assert all(each.address in only.replace("\n", "") for each in credits)


@pytest.mark.parametrize("count", range(2, 12))
def test_no_side_of_a_run_sheet_has_fewer_than_five_lines(count: int) -> None:
    steps = (story(Paragraph("Words."), number=number) for number in range(count))
    made = PdfReader(io.BytesIO(write_run_sheet(with_steps(*steps))))

    # Besides one line at the head and three at the foot.
    assert [len(each.extract_text().splitlines()) - 4 >= 5 for each in made.pages] == [True] * len(made.pages)


def test_rules_and_the_lines_of_an_activity_are_one_card() -> None:
    rules, activity = sample.steps()[0], sample.steps()[7]
    made = text(write_cards(with_steps(rules, activity)))

    assert "2 cards, four to a page." in made
    assert "One person speaks. You may leave the room." in made


@pytest.mark.parametrize("paragraphs", range(8, 20))
def test_no_side_of_a_handout_has_fewer_than_five_lines(paragraphs: int) -> None:
    words = tuple(Paragraph("One sentence of many that somebody wrote down. " * 5) for _ in range(paragraphs))
    made = PdfReader(io.BytesIO(write_handout(with_steps(story(*words), question(2, "Why?")))))

    # Besides two lines at the head and three at the foot.
    assert [len(each.extract_text().splitlines()) - 5 >= 5 for each in made.pages] == [True] * len(made.pages)


@pytest.mark.parametrize("sentences", range(18, 25))
def test_the_lines_of_an_activity_stay_on_one_side_of_a_handout_with_its_title(sentences: int) -> None:
    words = (Paragraph("One sentence of many that somebody wrote down. " * sentences),)
    activity = Step(2, ItemKind.ACTIVITY, "Sort your notes", 6, "10:40", lines=("First line.", "Second line."))
    sides = pages(write_large_handout(with_steps(story(*words), activity)))

    held = [all(each in side for each in ("Sort your notes 10:40", "First line.", "Second line.")) for side in sides]
    assert held.count(True) == 1


def test_the_handout_holds_all_that_participants_may_keep() -> None:
    made = text(write_handout(sample.workshop()))

    for owed in (
        "10:00 to 11:21, 81 minutes",
        "One person speaks.",
        "0:04 Ann: Good morning.",
        "What she wanted",
        "Shortened: includes 3 of the 19 paragraphs",
        "In Welsh",
        "Gall e eistedd fan",
        "Play from 0:04 to 0:48:",
        "Item 7 is on another website. We include a summary and a link.",
        "Page 7: the exercise",
        "Shared with the storyteller’s consent for workshops, quotation and printing only.",
        "A service in Wales",
        "Phone 0123 789",
        "In Wales",
        "Page 1 of 3",
    ):
        assert owed in made


@each_writer
def test_no_prompt_is_printed_above_a_question(write: Writer) -> None:
    asked = replace(question(2, "What did she notice?"), stage=Stage.NOTICE)
    made = text(write(with_steps(story(Paragraph("Some words.")), asked)))

    assert "What did she notice?" in made
    assert wording.stage_words(Translator(), Stage.NOTICE) not in made


def test_the_content_note_comes_before_the_words() -> None:
    made = text(write_handout(sample.workshop()))

    assert made.index("Content note: death and bereavement.") < made.index("It can sit there and tip")


def test_welsh_words_are_marked_as_welsh() -> None:
    made = write_handout(sample.workshop())

    assert languages(made) >= {"cy"}
    assert languages(write_handout(with_steps(story(Paragraph("A word."))))) & {"cy", "gd"} == set()


def test_words_are_12_points_and_18_in_large_print() -> None:
    assert sizes(write_handout(sample.workshop()), "I went by myself") == {12}
    assert sizes(write_large_handout(sample.workshop()), "I went by myself") == {18}


def test_a_question_of_a_story_that_is_not_told_here_names_its_story() -> None:
    asked = replace(sample.steps()[2], number=1)

    made = text(write_handout(with_steps(asked)))
    assert "Where the questions come from ‘The spare key’, The Commonplace project, 2026." in made


# ---- the run sheet


def test_the_run_sheet_holds_the_clock_notes_and_cues() -> None:
    made = text(write_run_sheet(sample.workshop()))

    for owed in (
        "24 participants",
        "Time Mins Item How Notes",
        "10:05 6 The spare key",
        "Read aloud",
        "Content note: death and bereavement. Read this out before you begin.",
        NOTE,
        "Total time: 81 minutes. Time available: 90 minutes. 9 minutes left to plan.",
    ):
        assert owed in made
    stop, told, start = (made.index(each) for each in (wording.STOP_RECORDING, "10:38 3", wording.START_RECORDING))
    assert stop < told < start


def test_the_run_sheet_says_how_much_of_an_item_is_discussion() -> None:
    made = text(write_run_sheet(with_steps(story(Paragraph("One."), minutes=13, discussion=10))))

    assert "13 minutes, 10 of them to discuss" in made


@pytest.mark.parametrize(
    ("available", "sentence"),
    [
        (0, "Total time: 81 minutes."),
        (81, "Total time: 81 minutes. Time available: 81 minutes. Fits the time available."),
        (80, "Total time: 81 minutes. Time available: 80 minutes. 1 minute over time."),
    ],
)
def test_the_run_sheet_compares_the_minutes_with_those_there_are(available: int, sentence: str) -> None:
    assert balance(Translator(), replace(sample.workshop(), available=available)) == sentence


def test_a_step_with_very_long_notes_goes_on_overleaf() -> None:
    long = replace(sample.steps()[0], notes="\n".join(f"Note {number}." for number in range(90)))
    made = text(write_run_sheet(with_steps(long)))

    assert all(f"Note {number}." in made for number in range(90))


def test_a_break_is_in_the_plan_of_a_handout_and_has_no_empty_heading() -> None:
    pause = Step(1, ItemKind.BREAK, "Time for tea", 15, "10:00")

    assert text(write_handout(with_steps(pause))).count("Time for tea") == 1
    assert text(write_handout(with_steps(replace(pause, lines=("In the hall.",))))).count("Time for tea") == 2


@pytest.mark.parametrize("write", [write_handout, write_large_handout, write_cards, write_briefs])
def test_no_line_ends_between_a_question_mark_and_the_word_it_doubts(write: Writer) -> None:
    words = [Paragraph(f"Client {'o ' * count}?Confused or (?UTI).") for count in range(60)]
    made = PdfReader(io.BytesIO(write(with_steps(*(story(*words[start : start + 20]) for start in (0, 20, 40))))))
    lines = [line.rstrip() for each in made.pages for line in each.extract_text().splitlines()]

    assert sum(line.count("?Confused") for line in lines) == 60
    assert not [line for line in lines if line.endswith((" ?", "(?", "("))]


# ---- the cards


def test_four_cards_are_on_a_page() -> None:
    made = pages(write_cards(with_steps(story(*apart(*(f"Passage {number}." for number in range(9))), lines=()))))

    assert [sum(f"Passage {number}." in each for number in range(9)) for each in made] == [0, 4, 4, 1]


def apart(*texts: str) -> tuple[Paragraph, ...]:
    """Passages of a document with others between them."""
    return tuple(Paragraph(each, after_gap=True) for each in texts)


def on_cards(*words: Paragraph) -> list[list[str]]:
    dealt = cards(Translator(), with_steps(story(*words, lines=())))
    return [[each["text"] for each in card["words"]] for card in dealt]  # type: ignore[attr-defined]


def test_short_passages_share_a_card_with_their_neighbours() -> None:
    asked, answer, long = "“I’m frightened.”", "No.", "She put her hand flat on the wall and kept it there. " * 6
    assert on_cards(*map(Paragraph, (asked, answer, long, long))) == [[asked, answer, long.strip()], [long.strip()]]
    assert on_cards(Paragraph(long), Paragraph(answer)) == [[long.strip(), answer]]
    # Passages that are not neighbours, or begin a part, are apart.
    assert on_cards(*apart(asked, answer)) == [[asked], [answer]]
    assert on_cards(Paragraph(asked), Paragraph(answer, heading="Later")) == [[asked], [answer]]
    half = "She put her hand flat on the wall. " * 5
    # Two passages of some length are apart though both would fit.
    assert on_cards(*[Paragraph(half)] * 2) == [[half.strip()]] * 2


def test_each_card_says_whose_words_it_has_what_is_fictional_and_until_when_it_may_be_used() -> None:
    _, cards = pages(write_cards(with_steps(story(*apart("One.", "Two.", "Three.")))))

    assert cards.count("Fictional ‘The spare key’, The Commonplace project, 2026.") == 3
    assert cards.count("7KQM-2F9T-XBRCE. You can use this until 27 May 2027. After that, check the code first.") == 3
    assert cards.count("Content note: death and bereavement.") == 3


def test_a_card_in_welsh_has_its_welsh_title() -> None:
    made = text(write_cards(with_steps(replace(story(Paragraph("One.")), twin=sample.WELSH))))

    assert "‘Yr allwedd sbâr’, The Commonplace project, 2026." in made


@pytest.mark.parametrize(("notes", "count"), [(("Death and bereavement",), 1), ((), 0)])
def test_cards_ask_to_read_content_notes_out_if_they_have_any(notes: tuple[str, ...], count: int) -> None:
    made = text(write_cards(with_steps(story(Paragraph("One."), content_notes=notes))))

    assert made.count("Read out each content note") == count


def test_a_long_passage_goes_on_on_other_cards_and_loses_no_word() -> None:
    sentences = " ".join(f"This is sentence {number} of them." for number in range(60))
    made = text(write_cards(with_steps(story(Paragraph(sentences)))))

    assert "The spare key · part 1 of 5" in made
    assert all(f"sentence {number} of them." in made for number in range(60))


def test_a_sentence_too_long_for_a_card_goes_on_after_a_comma() -> None:
    halves = "Once to the man who came to fit it, " * 7, "when she put her hand flat " * 9
    dealt = cards(Translator(), with_steps(story(Paragraph("".join(halves)), lines=())))

    assert [card["words"][0]["text"] for card in dealt] == [each.strip() for each in halves]  # type: ignore[index]


@pytest.mark.parametrize("letters", ["x" * 900, "WORD " * 200, "é" * 900])
def test_words_without_a_sentence_are_dealt_out_whole(letters: str) -> None:
    made = squeezed(text(write_cards(with_steps(story(Paragraph(letters))))))

    assert made.count(letters[0]) >= letters.count(letters[0])


def test_what_is_not_for_cards_makes_none() -> None:
    pause = Step(1, ItemKind.BREAK, "Break", 15, "10:00")

    assert "There are no cards in this workshop." in text(write_cards(with_steps(pause)))


def test_a_story_that_is_withheld_makes_a_card_that_says_so() -> None:
    held = story(withheld="Ann agreed to the screen only.")

    assert "1 card." in text(write_cards(with_steps(held)))
    assert "Ann agreed to the screen only." in text(write_cards(with_steps(held)))


# ---- the briefs


def test_each_document_has_one_page_with_its_questions() -> None:
    first = story(Paragraph("The first words."), title="First")
    second = story(Paragraph("The second words."), title="Second")
    made = pages(
        write_briefs(with_steps(first, question(2, "Why?"), question(3, "How?"), second, question(4, "When?")))
    )

    assert len(made) == 2
    assert "Discussion questions" in made[0]
    assert "Why?" in made[0]
    assert "How?" in made[0]
    assert "Discussion question When?" in made[1]
    assert "The second words." in made[1]


def test_each_group_has_the_steps_of_the_next_activities() -> None:
    def activity(number: int, title: str, *lines: str) -> Step:
        return Step(number, ItemKind.ACTIVITY, title, 6, "10:40", lines=lines)

    first, second, third = (story(Paragraph(f"The {each} words."), title=each) for each in ("first", "second", "third"))
    listen, sort = activity(3, "Listen", "Write down what matters."), activity(5, "Sort", "In threes.", "Nobody?")
    made = pages(write_briefs(with_steps(first, second, listen, question(4, "Why?"), sort, third)))

    shown = [all(each in side for each in ("Listen 10:40 · 6 minutes", "Write down", "In threes.")) for side in made]
    assert shown == [True, True, False]


@pytest.mark.parametrize("paragraphs", [7, 9, 11, 13])
def test_a_story_that_is_too_long_for_one_side_of_its_brief_is_on_both(paragraphs: int) -> None:
    words = (Paragraph("She put her hand flat on the wall. " * 15),) * paragraphs
    made = pages(write_briefs(with_steps(story(*words), question(2, "Why?"))))

    assert len(made) == 2
    assert sum(each.count("wall.") for each in made) == 15 * paragraphs
    assert "Why?" in made[1]


def test_a_story_too_long_for_its_brief_is_pointed_to() -> None:
    long = story(*(Paragraph("She put her hand flat on the wall. " * 20),) * 20)
    (only,) = pages(write_briefs(with_steps(long, question(2, "Why?"))))

    assert "These passages are in the handout. The full text is at https://library.example.org/stories" in only
    assert "Why?" in only


def test_a_whole_story_too_long_for_its_brief_is_in_the_handout_and_online() -> None:
    long = story(*(Paragraph("She put her hand flat on the wall. " * 20),) * 20, leaves_out="")
    (only,) = pages(write_briefs(with_steps(long)))

    assert "The full text is in the handout and at https://library.example.org/stories/spare-key." in only
    assert "These passages" not in only


# ---- hard words


@each_writer
def test_markup_is_only_words(write: Writer) -> None:
    hard = '#set text(red) $x$ *bold* _under_ `code` \\ @label <label> // no /* comment */ "quotes"'

    assert squeezed(hard) in squeezed(text(write(with_steps(story(Paragraph(hard), lines=(hard,))))))


def test_letters_of_many_scripts_come_through_and_those_without_a_font_are_named() -> None:
    made = text(write_handout(sample.hostile()))

    for words in ("שלום", "Zoë Ó Súilleabháin", "👨‍👩‍👧‍👦", "# heading", "- list", "=1+1"):
        assert words in made
    assert "你" not in made
    assert f"{MISSING}: Some characters could not be printed." in made


def test_arabic_letters_come_through_and_run_from_the_right() -> None:
    made = PdfReader(io.BytesIO(write_handout(with_steps(story(Paragraph("مرحبا بكم في الورشة"))))))
    found: list[float] = []

    def visit(piece: str, matrix: list[float], _tm: object, _font: object, _size: object) -> None:
        if "ورشة" in piece:
            found.append(matrix[4])

    words = " ".join(each.extract_text(visitor_text=visit) for each in made.pages)
    assert all(word in words for word in ("مرحبا", "بكم", "في", "الورشة"))
    assert min(found) > A4[0] / 2


def test_a_file_without_hard_words_says_nothing_of_fonts() -> None:
    assert MISSING not in text(write_handout(sample.workshop()))


def test_a_title_that_no_font_has_is_whole_in_the_properties() -> None:
    made = PdfReader(io.BytesIO(write_handout(replace(sample.workshop(), title="你好"))))

    assert made.metadata is not None
    assert made.metadata.title == "你好 – Handout"


@pytest.mark.parametrize(
    ("hard", "set_as"),
    [
        ("\ufefffirst", "first"),
        ("a\x00b\tc\x85d", "ab c d"),
        ("one \u202etwo", "one two"),
        ("half \ud800of it", "half of it"),
        ("你\u0301!", f"{MISSING}!"),
        ("Symbols ☐ ≤ → ✓", "Symbols ☐ ≤ → ✓"),
        ("V Ⅴ", "V Ⅴ"),
    ],
)
def test_letters_that_a_page_cannot_hold_are_replaced(hard: str, set_as: str) -> None:
    assert set_as in text(write_handout(with_steps(story(Paragraph(hard)))))


def test_a_mark_that_the_font_of_its_letter_lacks_is_left_out_and_the_letter_stays() -> None:
    made = text(write_handout(with_steps(story(Paragraph("Café R\u20ea, R again.")))))

    assert f"Café R{MISSING}, R again." in made


@pytest.mark.parametrize(("tries", "set_as"), [(1, f"Café R{MISSING}."), (0, f"Caf{MISSING} R{MISSING}.")])
def test_after_many_refusals_no_marks_are_set_and_then_only_english_letters(
    monkeypatch: pytest.MonkeyPatch, tries: int, set_as: str
) -> None:
    monkeypatch.setattr(typesetting, "MOST_TRIES", tries)

    assert set_as in text(write_handout(with_steps(story(Paragraph("Café R\u20ea.")))))


def test_words_that_the_typesetter_refuses_again_and_again_are_set_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    tries, compiled = [], typst.compile

    def counted(*arguments: Any, **options: Any) -> Any:
        tries.append(1)
        return compiled(*arguments, **options)

    monkeypatch.setattr(typst, "compile", counted)
    letters = [chr(code) for code in range(0x100, 0x3000) if unicodedata.category(chr(code)) in {"Lo", "Ll"}]
    marks = [chr(code) for code in range(0x300, 0x3000) if unicodedata.category(chr(code)).startswith("M")]
    pairs = (f"{letter}{marks[place * 7 % len(marks)]}" for place, letter in enumerate(letters))
    write_handout(with_steps(story(Paragraph(" ".join(pairs)))))
    assert len(tries) <= 5


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=30))
def test_no_words_make_a_file_fail(words: str, title: str) -> None:
    step = story(Paragraph(words or "-", speaker=title, heading=title), title=title, lines=(words,), notes=words)
    hard = with_steps(replace(step, credit=replace(sample.STORY, title=title, who=title)))

    for write in (write_handout, write_run_sheet, write_cards):
        assert page.validate_pdf_bytes(write(replace(hard, title=title)), profile="ua1").is_compliant


# ---- addresses

LONG_ADDRESS = f"https://library.example.org/stories/{'what-nobody-would-choose-' * 8}x-{'y' * 40}/team"


@each_writer
def test_an_address_that_goes_on_in_the_next_line_is_copied_as_it_is(write: Writer) -> None:
    step = story(
        Paragraph(f"See ({LONG_ADDRESS})."),
        lines=(),
        credit=replace(sample.STORY, address=LONG_ADDRESS),
        clip=replace(sample.clip(), address=LONG_ADDRESS),
        notes=LONG_ADDRESS,
    )
    made = write(with_steps(step))
    lines = [line for each in PdfReader(io.BytesIO(made)).pages for line in each.extract_text().splitlines()]
    copied = "".join((*lines, *texts_in_place(made)))

    # A copy has nothing but ends of lines in it, and none after a hyphen: some programs leave that hyphen out.
    assert "".join(lines).count(LONG_ADDRESS) >= 1
    assert not any(line.endswith("-") for line in lines)
    assert not any(unicodedata.category(letter).startswith("C") for letter in copied)


@each_writer
def test_links_lead_to_whole_addresses(write: Writer) -> None:
    clip = replace(sample.clip(), address=LONG_ADDRESS)
    step = story(clip=clip, credit=replace(sample.STORY, address=LONG_ADDRESS))
    made = PdfReader(io.BytesIO(write(with_steps(step))))

    found = {each.get_object()["/A"]["/URI"] for each in (a for p in made.pages for a in p.get("/Annots", ()))}
    assert found >= {LONG_ADDRESS}
    assert found <= {LONG_ADDRESS, sample.WELSH.address, sample.workshop().check_address, "https://example.org/listen"}


@settings(max_examples=30, deadline=None)
@given(st.text("ab-./?#=%:)é", max_size=80))
def test_no_letter_of_an_address_is_lost(end: str) -> None:
    address = f"https://a.example/{end}"

    assert address in squeezed(text(write_handout(with_steps(story(Paragraph(address))))))


# ---- the typesetter


def test_files_are_written_where_no_font_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "FONT_PACKAGES", ("no_such_fonts",))
    made = write_handout(sample.hostile())

    assert page.validate_pdf_bytes(made, profile="ua1").is_compliant
    assert "Zoë Ó Súilleabháin" in text(made)


def test_a_fault_in_a_source_is_told_without_the_words() -> None:
    with pytest.raises(ExportFailed, match=r"^The file could not be made: the PDF could not be laid out\.$"):
        typeset("handout.typ", "Title", {"about": "secret"}, sample.DAY)
