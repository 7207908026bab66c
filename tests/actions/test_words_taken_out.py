"""Names and words taken out of a told story are a narrowing: it is hidden until what is left is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from library.actions.publish import publish
from library.actions.read import read_document
from library.errors import ContentError, TooManyRemovals
from library.model.viewer import ANYBODY
from tests.content.writing import MP4, VTT
from tests.making import Making
from tests.pictures import JPEG, picture

BODY = "She had porridge.\n\n## The sister\n\nHer sister is Margaret.\n"
FULL = "{audience: public, uses: [translate], shown_as: %s, given: 2026-01-10}"
SAID = {
    "provenance": "told",
    "title": "Ann in the kitchen",
    "summary": "Ann has breakfast.",
    "authors": "[Ann Real, Bea Real]",
    "questions": '["Who was there?"]',
    "consent": FULL % "full-name",
}


def write(making: Making, body: str = BODY, drop: str = "", **changes: str) -> None:
    making.write("breakfast", body, drop, **(SAID | changes))


def start(making: Making) -> None:
    write(making)
    making.write("other")
    making.publish()


def refuse(making: Making) -> list[str]:
    """Publish while another file is broken; return what is said of the others, on whichever channel."""
    making.write("other", themes="[listning]")
    told: list[str] = []
    with pytest.raises(ContentError) as caught:
        publish(making.library, tell=told.append)
    *notes, last = caught.value.__notes__
    assert last == "Nothing new was published. Fix the problems above, then run: library publish"
    return [*told, *notes]


UNTIL = "cannot be shown until you fix the problems above and publish again."
CHANGED = f"Not shown: stories/breakfast.md: it has changed, and the new version {UNTIL}"
STILL = f"Not shown: stories/breakfast.md: it is still hidden, and {UNTIL}"

LESS: tuple[Callable[[Making], None], ...] = (
    lambda m: write(m, drop="authors", consent=FULL % "role-only"),
    lambda m: write(m, authors="[Ann, Bea]", consent=FULL % "first-name"),
    lambda m: write(m, consent=FULL % "pseudonym"),
    lambda m: write(m, authors="[Ann Real]"),
    lambda m: write(m, authors="[Ann R, Bea Real]"),
    lambda m: write(m, title="In the kitchen"),
    lambda m: write(m, summary="She has breakfast."),
    lambda m: write(m, questions='["Who was here?"]'),
    lambda m: write(m, "She had porridge.\n"),
    lambda m: write(m, BODY.replace("Margaret", "away")),
    lambda m: write(m, BODY.replace("## The sister\n\n", "")),
    lambda m: write(m, BODY.replace("Her sister is Margaret.", "<!-- Her sister is Margaret. -->\n\nText.")),
    lambda m: write(m, drop="title"),
    lambda m: write(m, titel="Ann in the kitchen", drop="title"),
)


@pytest.mark.parametrize("less", LESS)
def test_a_told_story_that_says_less_is_hidden_until_it_is_published(
    making: Making, less: Callable[[Making], None]
) -> None:
    start(making)
    less(making)
    notes = refuse(making)
    assert (making.reads("breakfast"), making.found("porridge"), making.found("ann")) == ("404", [], [])
    assert notes == [CHANGED]
    assert refuse(making) == [STILL]


def test_it_comes_back_as_it_is_now(making: Making) -> None:
    start(making)
    write(making, "She had porridge.\n", drop="authors", consent=FULL % "role-only")
    refuse(making)
    making.write("other")
    making.publish()
    assert (making.reads("breakfast"), making.found("margaret"), making.found("porridge")) == (
        "She had porridge.",
        [],
        ["breakfast"],
    )


@pytest.mark.parametrize("after", ["She had porridge.\n", "She had [porridge](https://b.example).\n"])
@pytest.mark.parametrize(
    "before",
    ["She had [porridge](https://margaret.example).\n", 'She had <abbr title="Margaret">porridge</abbr>.\n'],
)
def test_names_in_addresses_and_explanations_are_taken_out_too(making: Making, before: str, after: str) -> None:
    write(making, before)
    making.write("other")
    making.publish()
    write(making, after)
    assert len(refuse(making)) == 1
    assert making.reads("breakfast") == "404"


def test_names_are_taken_out_while_too_many_files_are_missing(making: Making) -> None:
    start(making)
    making.write("more")
    making.publish()
    making.delete("other", "more")
    write(making, "She had porridge.\n")
    with pytest.raises(TooManyRemovals):
        making.publish()
    assert (making.reads("breakfast"), making.reads("more")) == ("404", "Words of more.")


MORE: tuple[Callable[[Making], None], ...] = (
    lambda m: write(m, BODY + "\nMore of it.\n"),
    lambda m: write(m, BODY.replace("had porridge.", "had, she says, porridge in the morning.")),
    lambda m: write(m, BODY.replace("Her sister", "Then: her sister").replace("her sister", "Her sister")),
    lambda m: write(m, "See [it](#p2) and [more](https://b.example).\n\n" + BODY),
    lambda m: write(m, authors="[Ann Real, Bea Real, Cath Real]"),
    lambda m: write(m, themes="[listning]"),
    lambda m: write(m, content_notes="[{note: bereavement, where: [p2]}]"),
)


@pytest.mark.parametrize("more", MORE)
def test_a_told_story_that_only_grows_is_not_hidden(making: Making, more: Callable[[Making], None]) -> None:
    start(making)
    before = making.reads("breakfast")
    more(making)
    assert refuse(making) == []
    assert (making.reads("breakfast"), making.found("porridge")) == (before, ["breakfast"])


def test_a_fictional_story_is_not_hidden_whatever_is_taken_out(making: Making) -> None:
    making.write("made-up", "Porridge.\n")
    making.write("other")
    making.publish()
    making.write("made-up", "Toast.\n")
    assert refuse(making) == []
    assert making.reads("made-up") == "Porridge."


def test_the_translation_is_hidden_with_it(making: Making) -> None:
    write(making)
    making.write("brecwast", "Uwd.\n", **SAID | {"language": "cy", "translation_of": "breakfast"})
    making.write("other")
    making.publish()
    write(making, "She had porridge.\n")
    notes = refuse(making)
    assert (making.reads("breakfast"), making.reads("brecwast"), making.found("uwd")) == ("404", "404", [])
    translation = "Not shown: stories/brecwast.md: breakfast, which it translates, is not shown."
    assert notes == [CHANGED, translation]
    assert refuse(making) == [STILL, translation]
    making.write("other")
    making.publish()
    assert (making.reads("breakfast"), making.reads("brecwast")) == ("She had porridge.", "Uwd.")


def test_a_translation_names_its_teller_no_more_than_the_original(making: Making) -> None:
    write(making)
    making.write("brecwast", "Uwd.\n", **SAID | {"language": "cy", "translation_of": "breakfast"})
    making.publish()
    write(making, drop="authors", consent=FULL % "role-only")
    with pytest.raises(
        ContentError, match=r"brecwast.*In stories/breakfast\.md they are shown_as: role-only"
    ) as caught:
        making.publish()
    assert (making.reads("brecwast"), making.found("uwd")) == ("404", [])
    assert any("names its teller more plainly than breakfast" in note for note in caught.value.__notes__)


@pytest.mark.parametrize("file", ["film.mp4", "film.vtt"])
def test_a_film_or_words_of_a_transcript_taken_out_hide_the_document(making: Making, file: str) -> None:
    making.content.put("stories/film.mp4", MP4)
    making.content.put("stories/film.vtt", VTT)
    media = {"media": '{file: film.mp4, duration: "00:01:12"}', "transcripts": "[{language: en, file: film.vtt}]"}
    write(making, **media)
    making.write("other")
    making.publish()
    making.content.put(f"stories/{file}", {"film.mp4": MP4 + b"cut", "film.vtt": VTT.replace(b"Ann", b"A")}[file])
    assert len(refuse(making)) == 1
    assert making.reads("breakfast") == "404"


@pytest.mark.parametrize(
    "change",
    [
        lambda m: write(m, "![Two cups](cups.jpg)\n"),
        lambda m: write(m, '![A cup](cups.jpg "Hers")\n'),
        lambda m: write(m, "Two cups.\n"),
        lambda m: m.content.put("stories/cups.jpg", picture("JPEG", size=(64, 47))),
    ],
    ids=["caption", "description", "picture", "what it shows"],
)
def test_a_picture_or_its_words_taken_out_hide_the_document(making: Making, change: Callable[[Making], object]) -> None:
    making.content.put("stories/cups.jpg", JPEG)
    write(making, '![Two cups](cups.jpg "Hers")\n')
    making.write("other")
    making.publish()
    change(making)
    assert len(refuse(making)) == 1
    assert making.reads("breakfast") == "404"


def test_speakers_are_named_less_as_soon_as_the_teller_wants_it(making: Making) -> None:
    making.content.put("stories/film.mp4", MP4)
    making.content.put("stories/film.vtt", VTT.replace(b"Ann", b"Megan Wintergloam"))
    media = {"media": '{file: film.mp4, duration: "00:01:12"}', "transcripts": "[{language: en, file: film.vtt}]"}
    write(making, consent=FULL % "full-name", **media)
    making.publish()
    assert any(b"Wintergloam" in path.read_bytes() for path in (making.root / "data/files").glob("??/*"))
    write(making, drop="authors", consent=FULL % "role-only", **media)
    making.publish()
    assert not any(b"Wintergloam" in path.read_bytes() for path in (making.root / "data").rglob("*") if path.is_file())
    document = read_document(making.library, ANYBODY, "stories", "breakfast").document
    assert [passage.speaker for passage in document.passages if passage.speaker] == ["Speaker 1", "Speaker 2"]


HEADER = "Not shown: stories/breakfast.md: there is a problem in its header (line %d)."


@pytest.mark.parametrize(
    ("change", "first", "then"),
    [
        (lambda m: write(m, staus="draft"), HEADER % 12, HEADER % 12),
        (lambda m: write(m, drop="authors", authours="[Ann Real, Bea Real]"), HEADER % 11, HEADER % 11),
        (
            lambda m: m.content.put("stories/breakfast.md", "---\ntitle: [\n---\nPorridge.\n"),
            "Not shown: stories/breakfast.md: its header cannot be read.",
            "Not shown: stories/breakfast.md: its header cannot be read.",
        ),
        (lambda m: write(m, attachments="[{file: nowhere.pdf, title: A leaflet}]"), CHANGED, STILL),
        (
            lambda m: write(m, status="withdrawn"),
            "Taken down: stories/breakfast.md",
            "Withdrawn: stories/breakfast.md",
        ),
        (
            lambda m: write(m, status="draft"),
            "Taken down: stories/breakfast.md",
            "Not shown: stories/breakfast.md: its status is draft.",
        ),
    ],
)
def test_each_publish_that_fails_says_once_what_is_not_shown_and_why(
    making: Making, change: Callable[[Making], None], first: str, then: str
) -> None:
    start(making)
    change(making)
    assert refuse(making) == [first]
    assert refuse(making) == [then]


def test_a_story_put_back_as_it_was_is_not_said_to_have_changed(making: Making) -> None:
    start(making)
    write(making, "She had porridge.\n")
    assert refuse(making) == [CHANGED]
    write(making)
    assert refuse(making) == [STILL]


def test_a_publish_that_fails_says_what_was_narrowed(making: Making) -> None:
    start(making)
    write(making, consent="{audience: network, uses: [], shown_as: full-name, given: 2026-01-10, until: 2027-01-01}")
    assert refuse(making) == [
        "Restricted: stories/breakfast.md: translate is no longer allowed, the audience is now network, "
        "the last day is now 2027-01-01."
    ]


def told_by_a_publish(making: Making) -> list[str]:
    told: list[str] = []
    publish(making.library, tell=told.append)
    return told


def start_translated(making: Making) -> None:
    write(making)
    making.write("brecwast", "Uwd.\n", **SAID | {"language": "cy", "translation_of": "breakfast"})
    making.write("other")
    making.publish()


STILL_SAYS = "It may still say what you took out. If so, change it and publish again."
LOOK = f"Check: stories/brecwast.md translates breakfast and was not changed. {STILL_SAYS}"
PERHAPS = (
    "Check: stories/brecwast.md translates breakfast, which has changed. "
    "If you took something out there, take it out here too and publish again."
)


def test_a_publish_that_succeeds_says_what_was_replaced_and_which_translation_to_look_at(making: Making) -> None:
    start_translated(making)
    write(making, "She had porridge.\n")
    assert told_by_a_publish(making) == ["Replaced: stories/breakfast.md: what you took out is gone.", LOOK]
    assert (making.reads("breakfast"), making.reads("brecwast")) == ("She had porridge.", "Uwd.")
    assert told_by_a_publish(making) == []


def test_nothing_is_said_of_a_translation_that_was_withdrawn_long_ago(making: Making) -> None:
    write(making)
    withdrawn = {"language": "cy", "translation_of": "breakfast", "status": "withdrawn"}
    making.write("brecwast", "Uwd.\n", **SAID | withdrawn)
    making.publish()
    write(making, "She had porridge.\n")
    assert told_by_a_publish(making) == ["Replaced: stories/breakfast.md: what you took out is gone."]


def test_a_story_that_turns_out_to_be_told_is_not_said_to_have_lost_words(making: Making) -> None:
    making.write("breakfast", BODY)
    making.publish()
    making.write_told("breakfast", BODY)
    assert told_by_a_publish(making) == ["Replaced: stories/breakfast.md: the new version is shown."]


def test_a_translation_that_was_changed_too_is_replaced_and_nobody_claims_to_know_what_is_gone(making: Making) -> None:
    start_translated(making)
    write(making, "She had porridge.\n")
    making.write("brecwast", "Uwd a bara.\n", **SAID | {"language": "cy", "translation_of": "breakfast"})
    assert told_by_a_publish(making) == [
        "Replaced: stories/breakfast.md: what you took out is gone.",
        "Replaced: stories/brecwast.md: the new version is shown.",
    ]


def test_after_a_publish_that_failed_the_next_says_what_is_shown_again(making: Making) -> None:
    start_translated(making)
    write(making, "She had porridge.\n")
    refuse(making)
    making.write("other")
    assert told_by_a_publish(making) == ["Replaced: stories/breakfast.md: the new version is shown.", PERHAPS]


def test_nobody_is_asked_to_look_for_words_where_none_were_taken_out(making: Making) -> None:
    start_translated(making)
    write(making, staus="draft")
    refuse(making)
    assert making.reads("brecwast") == "404"
    write(making)
    making.write("other")
    assert told_by_a_publish(making) == ["Shown again: stories/breakfast.md", "Shown again: stories/brecwast.md"]
    assert making.reads("brecwast") == "Uwd."


def test_a_translation_hidden_for_its_own_header_is_not_said_to_hold_what_was_taken_out(making: Making) -> None:
    start_translated(making)
    translation = SAID | {"language": "cy", "translation_of": "breakfast"}
    making.write("brecwast", "Uwd.\n", **translation, staus="draft")
    refuse(making)
    write(making, BODY + "\nMore of it.\n")
    making.write("brecwast", "Uwd.\n", **translation)
    making.write("other")
    assert told_by_a_publish(making) == ["Shown again: stories/brecwast.md"]


def test_a_withdrawal_and_a_last_day_that_has_passed_are_said_to_take_down(making: Making) -> None:
    start_translated(making)
    making.write_told("short", consent="audience: public, uses: [], until: 2026-11-22")
    making.publish()
    making.day.today = date(2026, 11, 23)
    write(making, status="withdrawn")
    assert told_by_a_publish(making) == [
        "Taken down: stories/breakfast.md",
        "Taken down: stories/brecwast.md",
        "Taken down: stories/short.md: its last day, 2026-11-22, has passed.",
    ]


@pytest.mark.parametrize("body", ["", "Fewer.\n"])
def test_a_last_day_in_the_past_that_was_just_written_is_given_as_the_reason(making: Making, body: str) -> None:
    making.write_told("short", "More words.\n")
    making.write("other")
    making.publish()
    making.write_told("short", body or "More words.\n", consent="audience: public, uses: [], until: 2026-11-21")
    assert told_by_a_publish(making) == ["Taken down: stories/short.md: its last day, 2026-11-21, has passed."]
