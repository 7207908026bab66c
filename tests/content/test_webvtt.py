import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.content.body.transcript import MAX_BYTES, MAX_SECONDS, MAX_WORDS, read_transcript
from library.content.body.webvtt import Cue, parse
from library.content.mistakes import MOST
from library.errors import ContentError
from library.model.passage import Part, Passage


def cue(seconds: float, text: str, end: float | None = None) -> str:
    return f"{clock(seconds)} --> {clock(seconds + 2 if end is None else end)}\n{text}\n\n"


def clock(seconds: float) -> str:
    minutes, thousandths = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{thousandths // 1000:02}.{thousandths % 1000:03}"


def transcript(*cues: str) -> tuple[Passage, ...]:
    return read_transcript(("WEBVTT\n\n" + "".join(cues)).encode(), "stories/a.vtt", "en")


def mistakes(data: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as caught:
        read_transcript(data.encode() if isinstance(data, str) else data, "stories/a.vtt", "en")
    assert {mistake.path for mistake in caught.value.mistakes} == {"stories/a.vtt"}
    return [(mistake.line, mistake.sentence) for mistake in caught.value.mistakes]


# The lenient reader


def test_a_file_is_read_as_the_specification_says() -> None:
    text = (
        "\ufeffWEBVTT - a title\nKind: captions\n\nNOTE\nnot for reading\n\nSTYLE\n::cue {}\n\nREGION\nid:a\n\n"
        "first\n01:31.000 --> 01:35.250 align:start\nDid <b>she</b>\r\nask &amp; listen?\n\n"
        "100:00:00.000-->100:00:01.000\n<v.loud  Mrs   O&apos;Neil>Yes.</v>"
    )
    assert parse(text) == (
        Cue(91.0, 95.25, "Did she\nask & listen?", "", "first"),
        Cue(360_000.0, 360_001.0, "Yes.", "Mrs O'Neil"),
    )


@pytest.mark.parametrize("text", ["", "WEBVT", "WEBVTTX", " WEBVTT\n\n" + cue(0, "a"), "1\n" + cue(0, "a")])
def test_what_does_not_begin_with_its_name_holds_no_cues(text: str) -> None:
    assert parse(text) == ()


@pytest.mark.parametrize(
    "times",
    [
        "00:01 --> 00:02",
        "00:01,000 --> 00:02,000",
        "00:60.000 --> 01:00.000",
        "60:00.000 --> 61:00.000",
        "1:00.000 --> 2:00.000",
        "00:01.000 --> ",
        "--> 00:01.000",
        "a 00:01.000 --> 00:02.000",
        "00:01.0000 --> 00:02.000",
        f"{'9' * 5_000}:00:00.000 --> 00:02.000",
    ],
)
def test_a_cue_with_malformed_times_is_dropped(times: str) -> None:
    assert [read.text for read in parse(f"WEBVTT\n\n{times}\nlost\n\n{cue(0, 'kept')}")] == ["kept"]


def test_several_speakers_in_a_cue_are_all_named() -> None:
    (read,) = parse("WEBVTT\n\n" + cue(0, "<v Ann>Hello.</v> <v Bob>Hello.</v> <v Ann>Well.</v> <v></v>"))
    assert (read.speaker, read.text) == ("Ann, Bob", "Hello. Hello. Well. ")


# Passages


def test_a_sentence_that_runs_over_cues_is_one_passage() -> None:
    assert transcript(cue(76.9, "I asked her\nwhat she", 80), cue(80, "wanted.", 82.5)) == (
        Passage(Part.TRANSCRIPT, "t=76", "I asked her what she wanted.", "en", start=76.9, end=82.5),
    )


def test_a_change_of_speaker_begins_a_passage() -> None:
    passages = transcript(cue(1, "<v Ann>What matters"), cue(3, "<v Bob>My garden."), cue(5, "<v Bob>And tea."))
    assert [(passage.anchor, passage.speaker, passage.text) for passage in passages] == [
        ("t=1", "Ann", "What matters"),
        ("t=3", "Bob", "My garden. And tea."),
    ]


def test_a_long_turn_is_cut_after_a_sentence() -> None:
    words = "one two three four five six seven eight nine"
    cues = [cue(2 * n, f"{words} ten{'.' if n % 3 == 2 else ''}") for n in range(9)]
    assert [len(passage.text.split()) for passage in transcript(*cues)] == [30, 30, 30]
    endless = [cue(2 * n, f"{words} ten") for n in range(9)]
    assert [len(passage.text.split()) for passage in transcript(*endless)] == [MAX_WORDS, MAX_WORDS, 10]


def test_a_slow_turn_is_cut_by_the_clock() -> None:
    passages = transcript(*(cue(8 * n, f"word{n}") for n in range(5)))
    assert [(passage.anchor, passage.text) for passage in passages] == [
        ("t=0", "word0 word1 word2"),
        ("t=24", "word3 word4"),
    ]


def test_a_single_long_cue_stays_whole() -> None:
    (passage,) = transcript(cue(0, "word " * 100, end=60))
    assert len(passage.text.split()) == 100


def test_cues_of_one_second_share_a_passage_even_with_two_speakers() -> None:
    (passage,) = transcript(cue(1.1, "<v Ann>Yes.", end=1.4), cue(1.5, "<v Bob>No.", end=1.9))
    assert (passage.anchor, passage.speaker, passage.text) == ("t=1", "Ann, Bob", "Yes. No.")


def test_cues_without_words_are_left_out() -> None:
    assert [passage.text for passage in transcript(cue(0, "<i></i>"), cue(5, "Hello."), cue(9, " \n"))] == ["Hello."]


def test_overlapping_cues_end_with_the_last() -> None:
    (passage,) = transcript(cue(0, "Long", end=9), cue(1, "short.", end=2))
    assert passage.end == 9.0


# An author's mistakes


def test_a_subtitle_file_of_the_other_kind_is_recognised() -> None:
    ((line, sentence),) = mistakes("1\n00:00:01,000 --> 00:00:02,000\nHello.\n")
    assert (line, "SRT" in sentence) == (1, True)
    ((line, sentence),) = mistakes("WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nHello.\n")
    assert (line, "SRT" in sentence) == (4, True)


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xe9t\xe9\n", 4, "UTF-8"),
        (b"\xff\xfeW\x00", 1, "UTF-8"),
        (b"x" * (MAX_BYTES + 1), 1, "bytes"),
        ("", 1, "WEBVTT"),
        ("Hello\n", 1, "WEBVTT"),
        ("WEBVTT\n", 1, "Add captions"),
        ("WEBVTT\n\nNOTE only this\n", 1, "Add captions"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n", 1, "Add captions"),
        ("WEBVTT\n\n01:31--> 01:35\nHello.\n", 3, "thousandths"),
        ("WEBVTT\n\n01:31.5 --> 01:35.000\nHello.\n", 3, "thousandths"),
        ("WEBVTT\n\n01:31.000--> 01:35.000\nHello.\n", 3, "space"),
        ("WEBVTT\n\n 01:31.000 --> 01:35.000\nHello.\n", 3, "space"),
        ("WEBVTT\n\n01:71.000 --> 01:75.000\nHello.\n", 3, "below 60"),
        ("WEBVTT\n\nHello --> world\n", 3, "Write minutes and seconds"),
        ("WEBVTT\n\n00:05.000 --> 00:04.000\nHello.\n", 3, "00:00:04.000"),
        ("WEBVTT\n\n00:05.000 --> 00:05.000\nHello.\n", 3, "ends at 00:00:05.000 but starts"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:04.999 --> 00:06.000\nB\n", 6, "in order"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\nMore words.\n", 6, "Add a line of times"),
        ("WEBVTT\n\n00:05.000 -> 00:06.000\nA\n", 3, "Add a line of times"),
        ("WEBVTT\nNOTE\n\n1\n\n00:05.000 --> 00:06.000\nA\n", 4, "Add a line of times"),
    ],
)
def test_a_mistake_is_named_with_its_line(data: str | bytes, line: int, words: str) -> None:
    ((found, sentence),) = mistakes(data)
    assert found == line
    assert words in sentence


def test_all_mistakes_are_named_at_once() -> None:
    text = "WEBVTT\n\n00:05.000 --> 00:04.000\nA\n\n00:03.000 --> 0:04\nB\n\nC\n\n00:01.000 --> 00:09.000\nD\n"
    assert [line for line, _ in mistakes(text)] == [3, 6, 9, 11]
    assert len(mistakes("WEBVTT\n\n" + "-->\n" * 10_000)) == MOST


# Anything at all

TIMES = st.integers(0, 10**6).map(lambda tenths: tenths / 10)
SPOKEN = st.text(alphabet="ab .?<>/v&;\u00e9", max_size=80)


@given(st.text(max_size=300))
def test_no_text_is_too_odd_to_parse(text: str) -> None:
    parse(text)
    parse(f"WEBVTT\n\n{text}")


@given(st.binary(max_size=200))
def test_every_file_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    for whole in (data, b"WEBVTT\n\n" + data):
        sentences, passages = read_or_refused(whole)
        assert bool(sentences) != bool(passages)
        assert all(sentence.endswith((".", "?")) for sentence in sentences)


def read_or_refused(data: bytes) -> tuple[list[str], tuple[Passage, ...]]:
    try:
        return [], read_transcript(data, "a.vtt", "en")
    except ContentError as error:
        return [mistake.sentence for mistake in error.mistakes], ()


@given(st.lists(st.tuples(st.integers(0, 9_000), st.sampled_from("ABC"), SPOKEN), min_size=1, max_size=60))
def test_no_word_is_lost_and_no_two_passages_share_an_anchor(said: list[tuple[int, str, str]]) -> None:
    begun = sorted(tenths / 10 for tenths, _, _ in said)
    cues = [cue(start, f"<v {who}>x{text}") for start, (_, who, text) in zip(begun, said, strict=True)]
    whole = "WEBVTT\n\n" + "".join(cues)
    passages = read_transcript(whole.encode(), "a.vtt", "en")
    assert " ".join(passage.text for passage in passages).split() == [
        word for read in parse(whole) for word in read.text.split()
    ]
    anchors = [int(passage.anchor.removeprefix("t=")) for passage in passages]
    assert anchors == sorted(set(anchors))
    assert anchors == [int(passage.start or 0) for passage in passages]


@given(st.lists(st.text(alphabet="ab.", min_size=1, max_size=8), min_size=1, max_size=80))
def test_passages_keep_to_their_limits(words: list[str]) -> None:
    passages = transcript(*(cue(3 * n, word, end=3 * n + 3) for n, word in enumerate(words)))
    for passage in passages:
        assert len(passage.text.split()) <= MAX_WORDS
        assert (passage.end or 0) - (passage.start or 0) <= MAX_SECONDS
