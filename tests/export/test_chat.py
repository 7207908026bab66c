"""Workshops to paste into a chat: plain text that all who are there may read."""

from dataclasses import replace

from library.export.chat import write_chat
from library.model.characters import clean
from library.model.workshop import Workshop
from tests.export import sample


def blocks(workshop: Workshop) -> list[str]:
    return write_chat(workshop).decode().removesuffix("\n").split("\n\n")


def test_each_step_is_its_heading_then_its_words_then_whose_they_are() -> None:
    steps = (sample.steps()[1],)
    assert blocks(replace(sample.workshop(), steps=steps))[1:-3] == [
        "— — —",
        "2. The spare key [Fictional]\n10:05, 6 minutes, Read aloud\nContent note: death and bereavement.",
        "“It can sit there and tip,” said Mrs Orr.",
        "What she wanted\n" + sample.WORDS[1].text.strip(),
        "0:04 Ann: Good morning.",
        "Shortened: includes 3 of the 19 paragraphs and leaves out about 365 words.",
        "In Welsh: Yr allwedd sbâr\nhttps://library.example.org/stories/spare-key-cy",
        "“Gall e eistedd fan ’na,” meddai Mrs Orr.",
        "‘The spare key’, The Commonplace project, 2026. Fictional story. CC BY 4.0.\n"
        "https://library.example.org/stories/spare-key",
    ]


def test_it_begins_with_the_title_and_ends_with_the_check() -> None:
    told = blocks(sample.workshop())
    assert told[0] == "Listening on a Tuesday\n10:00 to 11:21, 81 minutes"
    assert told[-3:] == [
        "Support and helplines\n"
        "A listening service: 0123 456, https://example.org/listen. For anybody, at any hour\n"
        "A service in Wales: 0123 789, in Wales. For people in Wales, in Welsh and English",
        "Item 11 is no longer public.",
        "You can use this until 27 May 2027. After that, check the code first.\n"
        "Code 7KQM-2F9T-XBRCE.\n"
        "https://library.example.org/check/7KQM-2F9T-XBRCE",
    ]


def test_the_facilitators_notes_are_never_in_it() -> None:
    assert "Read it slowly" not in write_chat(sample.workshop()).decode()


def test_who_records_is_told_to_stop_before_and_may_start_after() -> None:
    told = blocks(sample.workshop())
    stop = told.index("Turn off recording, transcription and AI note-taking.")
    assert told[stop + 1].startswith("6. A walk to the shop")
    start = told.index("You can turn recording back on.")
    assert told[start + 1] == "— — —"
    assert told[start + 2].startswith("7. A guide to asking")


def test_a_line_stands_before_each_step_so_that_each_can_be_sent_as_a_message() -> None:
    assert blocks(sample.workshop()).count("— — —") == len(sample.workshop().steps)


def test_a_clip_says_where_it_is_played() -> None:
    told = blocks(sample.workshop())
    assert "Play from 0:04 to 0:48: https://library.example.org/stories/spare-key" in told


def test_a_work_elsewhere_is_linked_to_where_it_lives() -> None:
    assert "https://example.org/a-guide-to-asking" in write_chat(sample.workshop()).decode().split("\n")


def test_words_however_hostile_stand_as_they_are() -> None:
    told = blocks(sample.hostile())
    for words in sample.HOSTILE_WORDS:
        assert "\n".join(" ".join(line.split()) for line in clean(words).split("\n")) in told


def test_an_empty_workshop_is_a_file_too_and_the_same_workshop_gives_the_same_bytes() -> None:
    assert blocks(sample.empty())[0] == "Listening on a Tuesday\n10:00, 0 minutes"
    assert write_chat(sample.hostile()) == write_chat(sample.hostile())


def test_the_question_of_a_story_is_below_its_words() -> None:
    asked = replace(sample.steps()[5], question="Who went?")
    made = write_chat(replace(sample.workshop(), steps=(asked,))).decode()
    assert "\n\nDiscussion question: Who went?\n\n" in made
