"""From cues to passages: sentences and turns, each with an address of its own."""

from hypothesis import given
from hypothesis import strategies as st

from library.content.body.transcript import MAX_SECONDS, MAX_WORDS, passages_of
from library.content.transcripts.cues import Cue
from library.model.passage import Part, Passage
from tests.content.transcripts.reading import cue, passages


def test_a_sentence_that_runs_over_cues_is_one_passage_that_knows_where_its_cues_begin() -> None:
    assert passages(cue(76.9, "I asked her\nwhat she", 80), cue(80, "wanted.", 82.5)) == (
        Passage(
            Part.TRANSCRIPT, "t=76", "I asked her what she wanted.", "en", start=76.9, end=82.5, cues=((21, 80.0),)
        ),
    )


def test_a_position_in_a_passage_has_the_time_of_its_cue() -> None:
    (passage,) = passages(cue(4, "one two"), cue(6, "three"), cue(8, "four"))
    at = [passage.start_at(passage.text.index(word)) for word in ("one", "two", "three", "four")]
    assert at == [4.0, 4.0, 6.0, 8.0]


def test_a_change_of_speaker_begins_a_passage() -> None:
    found = passages(cue(1, "<v Ann>What matters"), cue(3, "<v Bob>My garden."), cue(5, "<v Bob>And tea."))
    assert [(passage.anchor, passage.speaker, passage.text) for passage in found] == [
        ("t=1", "Ann", "What matters"),
        ("t=3", "Bob", "My garden. And tea."),
    ]


def test_a_long_turn_is_cut_after_a_sentence() -> None:
    words = "one two three four five six seven eight nine"
    cues = [cue(2 * n, f"{words} ten{'.' if n % 3 == 2 else ''}") for n in range(9)]
    assert [len(passage.text.split()) for passage in passages(*cues)] == [30, 30, 30]
    endless = [cue(2 * n, f"{words} ten") for n in range(9)]
    assert [len(passage.text.split()) for passage in passages(*endless)] == [MAX_WORDS, MAX_WORDS, 10]


def test_a_slow_turn_is_cut_by_the_clock() -> None:
    found = passages(*(cue(8 * n, f"word{n}") for n in range(5)))
    assert [(passage.anchor, passage.text) for passage in found] == [
        ("t=0", "word0 word1 word2"),
        ("t=24", "word3 word4"),
    ]


def test_a_single_long_cue_stays_whole() -> None:
    (passage,) = passages(cue(0, "word " * 100, end=60))
    assert len(passage.text.split()) == 100


def test_two_speakers_of_one_second_have_a_passage_each() -> None:
    found = passages(cue(1.1, "<v Ann>Yes.", end=1.4), cue(1.5, "<v Bob>No.", end=1.9), cue(3, "<v Ann>So?"))
    assert [(each.anchor, each.start, each.speaker, each.text) for each in found] == [
        ("t=1", 1.1, "Ann", "Yes."),
        ("t=2", 1.5, "Bob", "No."),
        ("t=3", 3.0, "Ann", "So?"),
    ]


def test_two_speakers_in_one_cue_have_a_passage_each() -> None:
    found = passages(cue(5, "<v Ann>Tea?</v> <v Bob>Please.</v>"), cue(9, "- Sugar?\n- None."))
    assert [(each.anchor, each.speaker, each.text) for each in found] == [
        ("t=5", "Ann", "Tea?"),
        ("t=6", "Bob", "Please."),
        ("t=9", "", "- Sugar?"),
        ("t=10", "", "- None."),
    ]


def test_cues_without_words_are_left_out() -> None:
    assert [each.text for each in passages(cue(0, "<i></i>"), cue(5, "Hello."), cue(9, " \n"))] == ["Hello."]


def test_overlapping_cues_end_with_the_last() -> None:
    (passage,) = passages(cue(0, "Long", end=9), cue(1, "short.", end=2))
    assert passage.end == 9.0


STARTS = st.integers(0, 9_000).map(lambda tenths: tenths / 10)
CUES = st.lists(
    st.builds(
        lambda start, words, speaker, opens: Cue(1, start, start + 1, " ".join(words), speaker, opens),
        STARTS,
        st.lists(st.sampled_from(["a", "b.", "c\nd"]), min_size=1, max_size=9),
        st.sampled_from(["", "Ann", "Bob"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=60,
).map(lambda cues: sorted(cues, key=lambda each: each.start))


@given(CUES)
def test_no_word_is_lost_and_no_two_passages_share_an_anchor(cues: list[Cue]) -> None:
    found = passages_of(cues, "en")
    assert [word for each in found for word in each.text.split()] == [w for each in cues for w in each.text.split()]
    anchors = [int(each.anchor.removeprefix("t=")) for each in found]
    assert anchors == sorted(set(anchors))
    assert all(anchor >= int(each.start or 0) for anchor, each in zip(anchors, found, strict=True))


@given(CUES)
def test_every_word_keeps_its_speaker_and_the_time_of_its_cue(cues: list[Cue]) -> None:
    words = [
        (each.speaker, each.start_at(at), each.text[at:].split(None, 1)[0])
        for each in passages_of(cues, "en")
        for at in range(len(each.text))
        if at == 0 or each.text[at - 1] == " "
    ]
    assert words == [(each.speaker, each.start, word) for each in cues for word in each.text.split()]


@given(st.lists(st.text(alphabet="ab.", min_size=1, max_size=8), min_size=1, max_size=80))
def test_passages_keep_to_their_limits(words: list[str]) -> None:
    for passage in passages(*(cue(3 * n, word, end=3 * n + 3) for n, word in enumerate(words))):
        assert len(passage.text.split()) <= MAX_WORDS
        assert (passage.end or 0) - (passage.start or 0) <= MAX_SECONDS
