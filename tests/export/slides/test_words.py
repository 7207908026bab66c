"""Words of documents on slides, whoever wrote them and in whatever language."""

from dataclasses import replace
from typing import Any

from pptx.util import Pt

from library.model.workshop import Paragraph
from tests.export import sample
from tests.export.slides.reading import body, notes, packed, read, runs, steps, text, titled, titles


def test_hostile_words_come_through_unharmed() -> None:
    slides = read(sample.hostile())
    words = "".join(
        run.text for slide in slides for run in runs(body(slide)) if run.font.size and run.font.size >= Pt(24)
    )
    assert [each for each in sample.HOSTILE_WORDS if packed(each) not in packed(words)] == []
    assert packed(" ".join(sample.HOSTILE_WORDS)) in packed(notes(titled(slides, titles(slides)[4])) + notes(slides[3]))


def test_letters_that_a_file_cannot_hold_are_left_out_and_no_others() -> None:
    step = replace(sample.steps()[8], lines=("a\x00b\x1fc\ufffed\te\x85f",))
    assert body(read(steps(step))[2]).text == "abcd\te f"


def test_what_is_read_from_the_back_row_has_24_points_at_least() -> None:
    for workshop in (sample.workshop(), sample.hostile()):
        for slide in read(workshop):
            if "Credits" in slide.shapes.title.text_frame.text:
                continue
            sizes = [run.font.size for run in runs(body(slide)) if not _is_small_print(run)]
            assert min(sizes) >= Pt(24)


def _is_small_print(run: Any) -> bool:
    """Return whether it says whose words these are, or is an address: these stand in another colour."""
    return bool(run.hyperlink.address) or run.font.color.type is not None


def test_a_long_passage_is_cut_at_the_end_of_a_sentence() -> None:
    sentence = "She put her hand flat on the wall, where the hole would be."
    story = replace(sample.steps()[5], stop_recording=False, words=(Paragraph(" ".join([sentence] * 30)),))
    slides = read(steps(story))[2:]
    assert titles(slides) == [f"A walk to the shop ({number} of 4)" for number in (1, 2, 3, 4)]
    shown = [body(slide).paragraphs[0].text for slide in slides]
    assert [each for each in shown if not each.endswith(".")] == []
    assert " ".join(shown) == story.words[0].text


def test_a_short_passage_is_large_and_alone() -> None:
    slide = titled(read(sample.workshop()), "A walk to the shop")
    first, *rest = runs(body(slide))
    assert (first.text, first.font.size) == ("I went by myself, and I came back by myself.", Pt(40))
    assert "".join(run.text for run in rest) == "Story. ‘A walk to the shop’, Ann, 2026."


def test_speaker_time_and_heading_stand_before_their_words() -> None:
    slides = read(sample.workshop())
    told = [body(titled(slides, f"The spare key ({number} of 2)")).text for number in (1, 2)]
    assert told[0].split("\n")[:2] == ["“It can sit there and tip,” said Mrs Orr.", "What she wanted"]
    assert "0:04 Ann: Good morning." in told[1].split("\n")


def test_every_slide_that_quotes_a_fictional_story_says_so() -> None:
    slides = read(sample.workshop())
    for title in (
        "The spare key (1 of 2)",
        "The spare key (2 of 2)",
        "A question",
        "The number nine",
    ):
        assert "Fictional story. ‘" in body(titled(slides, title)).text
    assert "Fictional" not in text(titled(slides, "A walk to the shop"))


def test_the_other_language_is_beside_and_each_says_which_it_is() -> None:
    words = tuple(Paragraph(f"{number}. " + "One sentence of many. " * 9) for number in range(6))
    other = tuple(Paragraph(f"{number}. " + "Un frawddeg o lawer. " * 9, "cy") for number in range(6))
    story = replace(sample.steps()[1], words=words, twin=replace(sample.WELSH, words=other), content_notes=())
    slides = read(steps(story))[2:]
    assert titles(slides) == [f"The spare key ({number} of 6)" for number in range(1, 7)]
    for slide in slides:
        english, welsh = (slide.placeholders[idx].text_frame for idx in (1, 2))
        assert english.text[:2] == welsh.text[:2]
        assert next(runs(welsh)).font._element.get("lang") == "cy-GB"
        assert "‘The spare key’" in english.text
        assert "‘Yr allwedd sbâr’" in welsh.text


def test_a_short_passage_and_its_translation_share_a_slide() -> None:
    story = replace(sample.steps()[1], words=sample.WORDS[:1], content_notes=(), leaves_out="")
    (slide,) = read(steps(story))[2:]
    assert [next(runs(slide.placeholders[idx].text_frame)).font.size for idx in (1, 2)] == [Pt(40)] * 2


def test_a_passage_that_is_longer_in_one_language_goes_on_beside_nothing() -> None:
    long, short = Paragraph("One sentence of many. " * 40), Paragraph("Un frawddeg.", "cy")
    story = replace(sample.steps()[1], words=(short,), content_notes=(), twin=replace(sample.WELSH, words=(long,)))
    told = read(steps(story))[2:]
    turned = read(steps(replace(story, words=(long,), twin=replace(sample.WELSH, words=(short,)))))[2:]
    assert len(told) == len(turned) > 2
    columns = {shape.placeholder_format.idx for shape in turned[-1].placeholders} & {1, 2}
    assert columns == {1}
    assert "‘The spare key’" in told[-1].placeholders[1].text_frame.text


def test_short_paragraphs_share_a_slide() -> None:
    middling, long = Paragraph("One sentence. " * 5), Paragraph("One sentence of many. " * 8)
    twin = replace(sample.WELSH, words=(middling, middling, long))
    story = replace(sample.steps()[1], words=(middling, middling, long), content_notes=(), leaves_out="", twin=twin)
    first, second = read(steps(story))[2:]
    assert [len(first.placeholders[idx].text_frame.paragraphs) for idx in (1, 2)] == [3, 3]
    assert [len(second.placeholders[idx].text_frame.paragraphs) for idx in (1, 2)] == [2, 2]


def test_a_long_note_goes_on_on_another_slide() -> None:
    note = replace(sample.steps()[8], lines=("Where would the ten minutes come from? " * 25,))
    slides = read(steps(note))[2:]
    assert titles(slides) == ["Our own team (1 of 2)", "Our own team (2 of 2)"]
    assert notes(slides[1]) == "Item 9"


def test_words_that_nobody_is_named_for_are_shown_as_they_are() -> None:
    story = replace(sample.steps()[1], words=sample.WORDS[:1], content_notes=(), leaves_out="", credit=None)
    (slide,) = read(steps(story))[2:]
    texts = [slide.placeholders[idx].text_frame.text for idx in (1, 2)]
    assert texts == [sample.WORDS[0].text, sample.WELSH.words[0].text]


def test_gaelic_is_marked_too() -> None:
    credit = replace(sample.TOLD, language="gd")
    story = replace(sample.steps()[5], words=(Paragraph("Madainn mhath.", "gd"),), credit=credit, stop_recording=False)
    slide = read(steps(story))[2]
    assert next(runs(slide.shapes.title.text_frame)).font._element.get("lang") == "gd-GB"
    assert next(runs(body(slide))).font._element.get("lang") == "gd-GB"


def test_arabic_and_hebrew_run_from_right_to_left_whoever_speaks() -> None:
    slides = read(sample.hostile())
    turned = {
        paragraph.text for slide in slides for paragraph in body(slide).paragraphs if paragraph._p.pPr.get("rtl") == "1"
    }
    assert f"Ωμέγα: {sample.HOSTILE_WORDS[0]}" in turned
    assert f"Ωμέγα: {sample.HOSTILE_WORDS[3]}" not in turned


def test_what_is_left_out_and_withheld_is_said() -> None:
    slides = read(sample.workshop())
    assert sample.steps()[1].leaves_out in body(titled(slides, "The spare key (2 of 2)")).text
    assert body(titled(slides, "A guide to asking")).text.split("\n") == [
        "Twelve pages for teams that want to open their reviews with another question.",
        "Page 7: the exercise",
        "Item 7 is on another website. We include a summary and a link.",
        "https://example.org/a-guide-to-asking",
        "Guidance. ‘A guide to asking’, Some Organisation, 2020. Link only.",
    ]
    assert body(titled(slides, "Not included")).text == "Item 11 is no longer public."
