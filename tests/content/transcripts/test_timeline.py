"""Times that are out of order, too short or without their hours."""

from tests.content.transcripts.reading import advice, cue, said, webvtt, words


def starts(text: str) -> list[float]:
    return [start for start, _, _, _ in said(text)]


def test_cues_are_put_in_order_and_only_those_that_move_are_reported() -> None:
    text = webvtt(cue(5, "b"), cue(6, "b2"), cue(1, "a"), cue(7, "c"), cue(90, "late"), cue(9, "d"), cue(11, "e"))
    assert words(text) == ["a", "b", "b2", "c", "d", "e", "late"]
    assert advice(text) == [
        (9, "Check the time of this caption. It is not in order, so the caption was moved to where its time belongs."
         " Also on line 15."),
    ]  # fmt: skip


def test_overlapping_cues_of_a_meeting_are_as_they_are() -> None:
    text = webvtt(cue(0, "<v Ann>Can you hear?", end=5.3), cue(4.9, "<v Bob>Yes.", end=9.4))
    assert said(text) == [(0, 5.3, "Ann", "Can you hear?"), (4.9, 9.4, "Bob", "Yes.")]
    assert advice(text) == []


def test_a_cue_without_length_gets_one() -> None:
    text = webvtt(cue(1, "one two three four five", end=1), cue(20, "Hi.", end=19), cue(20.5, "Ho."))
    assert said(text) == [(1, 4, "", "one two three four five"), (20, 20.5, "", "Hi."), (20.5, 22.5, "", "Ho.")]
    assert [line for line, _ in advice(text)] == [3]


def test_hours_that_were_dropped_are_added() -> None:
    times = [55 * 60, 57 * 60, 59 * 60 + 58, 3, 60, 58 * 60, 59 * 60, 10, 70]
    text = webvtt(*(f"{at // 60:02}:{at % 60:02}.000 --> {at // 60:02}:{at % 60 + 1:02}.000\nx\n\n" for at in times))
    assert starts(text) == [*times[:3], 3603, 3660, 7080, 7140, 7210, 7270]
    assert [line for line, _ in advice(text)] == [12]


def test_one_cue_out_of_order_is_no_new_hour() -> None:
    text = webvtt(cue(3000, "a"), cue(3010, "b"), cue(5, "early"), cue(3020, "c"))
    assert words(text) == ["early", "a", "b", "c"]
