"""Who speaks, where the words themselves say it."""

import pytest

from tests.content.transcripts.reading import advice, cue, read, webvtt, words


def spoken(*lines: str) -> list[tuple[str, str]]:
    """Return speaker and words of each turn, of cues with these words."""
    return [
        (each.speaker, each.text) for each in read(webvtt(*(cue(3 * n, line) for n, line in enumerate(lines)))).cues
    ]


def test_names_of_a_zoom_recording_are_speakers() -> None:
    assert spoken("Ann Lee: Can you hear me?", "Bob Roy: Yes.", "Ann Lee: Good.") == [
        ("Ann Lee", "Can you hear me?"),
        ("Bob Roy", "Yes."),
        ("Ann Lee", "Good."),
    ]


def test_names_are_reported_once() -> None:
    text = webvtt(cue(0, "Ann: Hello?"), cue(3, "Bob: Yes."), cue(6, "Ann: Good."))
    assert advice(text) == [
        (3, "Check the speakers. These names at the start of lines were read as speakers: “Ann”, “Bob”.")
    ]


def test_a_name_in_captions_holds_until_the_next() -> None:
    lines = [
        "ANN: They start at four.",
        "And they go on till six.",
        "[geese]",
        "BOB: Do they?",
        ">> They do.",
        "And how.",
    ]
    assert spoken(*lines) == [
        ("ANN", "They start at four."),
        ("ANN", "And they go on till six."),
        ("", "[geese]"),
        ("BOB", "Do they?"),
        ("", "- They do."),
        ("", "And how."),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Note: the bus is late.", "We waited.", "Note: bring a coat."],
        ["I said one thing: wait.", "And another: wait.", "I said one thing: wait."],
        ["Remember: never again.", "It was cold.", "And it was dark.", "So we left."],
        ["See https://example.org", "or http://example.org", "12:30 we ate."],
    ],
)
def test_words_before_a_colon_are_not_always_a_name(lines: list[str]) -> None:
    assert spoken(*lines) == [("", line) for line in lines]


def test_dashes_and_arrows_part_speakers_in_one_cue() -> None:
    assert spoken("- Did you sleep?\n- Not since\nthe geese.", ">> Why?\n>> They came.") == [
        ("", "- Did you sleep?"),
        ("", "- Not since\nthe geese."),
        ("", "- Why?"),
        ("", "- They came."),
    ]


def test_two_names_in_one_cue_are_two_speakers() -> None:
    assert spoken("ANN: Tea?\nBOB: Please.", "ANN: Sugar?\nBOB: None.") == [
        ("ANN", "Tea?"),
        ("BOB", "Please."),
        ("ANN", "Sugar?"),
        ("BOB", "None."),
    ]


def test_a_name_on_the_first_line_of_every_cue_is_the_speaker() -> None:
    lines = ["Ann Lee\nHello.", "Bob Roy\nYes.", "Ann Lee\nGood.", "Bob Roy\nWhat\nnow?"]
    assert spoken(*lines) == [
        ("Ann Lee", "Hello."),
        ("Bob Roy", "Yes."),
        ("Ann Lee", "Good."),
        ("Bob Roy", "What\nnow?"),
    ]


def test_first_lines_that_merely_begin_with_capitals_are_words() -> None:
    lines = ["Edinburgh\nis wet.", "Glasgow\nis wetter.", "Oban\nis wettest.", "Skye\nis out."]
    assert spoken(*lines) == [("", line) for line in lines]


def test_voices_of_webvtt_are_never_guessed_over() -> None:
    text = webvtt(cue(0, "<v Ann>Bob: he said that."), cue(3, "<v Ann>Bob: again."), cue(6, "<v Ann>Bob: twice."))
    assert words(text) == ["Bob: he said that.", "Bob: again.", "Bob: twice."]
    assert advice(text) == []


def test_names_in_letters_without_capitals_are_names() -> None:
    assert spoken("(الولد): نعم", "(البنت): لا", "(الولد): لماذا") == [
        ("الولد", "نعم"),
        ("البنت", "لا"),
        ("الولد", "لماذا"),
    ]
