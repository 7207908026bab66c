"""What a storyteller agreed to holds for the names of speakers."""

import pytest

from library.content.transcripts.reading import ReadTranscript, read_transcript
from library.content.transcripts.speaker_names import SpeakerNames
from library.model.document import ShownAs
from tests.content.transcripts.reading import cue, webvtt


def read(shown_as: ShownAs | None, *names: str, authors: tuple[str, ...] = (), language: str = "en") -> ReadTranscript:
    """Return a transcript in which each of these people speaks once."""
    text = webvtt(*(cue(3 * at, f"<v {name}>Words.") for at, name in enumerate(names)))
    return read_transcript(text.encode(), "talk.vtt", SpeakerNames(shown_as, authors, language))


def shown(shown_as: ShownAs | None, *names: str, authors: tuple[str, ...] = (), language: str = "en") -> list[str]:
    return [each.speaker for each in read(shown_as, *names, authors=authors, language=language).cues]


@pytest.mark.parametrize("shown_as", [None, ShownAs.FULL_NAME])
def test_names_that_may_be_shown_are_as_they_were_written(shown_as: ShownAs | None) -> None:
    transcript = read(shown_as, "Megan Jones", "Ann Lee")
    assert [each.speaker for each in transcript.cues] == ["Megan Jones", "Ann Lee"]
    assert transcript.advice == ()


def test_first_names_are_shown_alone() -> None:
    names = ("Megan Jones", "Interviewer", "Lee, Ann (NHS)", "Mrs Orr", "Nurse Roy", "Megan Roy", "Speaker 2", "Bob")
    assert shown(ShownAs.FIRST_NAME, *names, authors=("Megan",)) == [
        "Megan",
        "Interviewer",
        "Ann",
        "Speaker 1",
        "Speaker 3",
        "Speaker 4",  # two people are never one
        "Speaker 2",
        "Bob",
    ]


def test_a_pseudonym_is_shown_and_no_other_name() -> None:
    assert shown(ShownAs.PSEUDONYM, "Rose", "Megan Jones", "Social worker", "Rose", authors=("Rose",)) == [
        "Rose",
        "Speaker 1",
        "Social worker",
        "Rose",
    ]


@pytest.mark.parametrize("shown_as", [ShownAs.ROLE_ONLY, ShownAs.NOT_AT_ALL])
def test_no_name_is_shown_of_whom_nobody_may_name(shown_as: ShownAs) -> None:
    assert shown(shown_as, "Megan", "Ann Lee", "Daughter", "A", "Megan") == [
        "Speaker 1",
        "Speaker 2",
        "Daughter",
        "A",
        "Speaker 1",
    ]


@pytest.mark.parametrize(("language", "name"), [("cy", "Siaradwr 1"), ("gd", "Neach-labhairt 1"), ("pl", "Speaker 1")])
def test_voices_without_a_name_are_called_in_the_language_of_the_transcript(language: str, name: str) -> None:
    assert shown(ShownAs.ROLE_ONLY, "Megan", language=language) == [name]


def test_a_name_that_changes_is_reported_where_it_first_is() -> None:
    (advice,) = read(ShownAs.FIRST_NAME, "Bob", "Megan Jones", "Megan Jones", authors=("Megan",)).advice
    assert str(advice) == (
        "talk.vtt:6: “Megan Jones” is shown as “Megan”, because shown_as is first-name. To show what someone does, "
        "write that instead of the name, such as Interviewer."
    )


def test_a_hidden_name_that_is_said_is_reported_and_not_changed() -> None:
    text = webvtt(cue(0, "<v Megan Jones>I am Megan."), cue(3, "<v Bob>Thank you, Mrs JONES."))
    transcript = read_transcript(text.encode(), "talk.vtt", SpeakerNames(ShownAs.FIRST_NAME, ("Megan",)))
    assert [each.text for each in transcript.cues] == ["I am Megan.", "Thank you, Mrs JONES."]
    assert [(each.line, each.sentence) for each in transcript.advice if "said here" in each.sentence] == [
        (6, "Ask the storyteller about “JONES”, or take it out. It is said here, and is hidden elsewhere (shown_as is "
         "first-name).")
    ]  # fmt: skip


def test_hidden_names_are_in_nothing_that_is_served() -> None:
    for shown_as in (ShownAs.FIRST_NAME, ShownAs.PSEUDONYM, ShownAs.ROLE_ONLY, ShownAs.NOT_AT_ALL):
        captions = read(shown_as, "Megan Wintergloam", "Wintergloam, Ann", authors=("Megan",)).captions
        assert b"Wintergloam" not in captions
