"""WebVTT, SRT and SBV, sound and broken."""

import pytest

from tests.content.transcripts.reading import advice, cue, read, refusal, said, webvtt, words

TIMES = "00:00:01.000 --> 00:00:03.000"


def test_a_sound_webvtt_file_needs_no_advice() -> None:
    text = (
        "\ufeffWEBVTT - a title\nKind: captions\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"
        "NOTE\nnot for reading\n\nSTYLE\n::cue {}\n\nREGION\nid:a\n\n"
        "f0a1c2d3-1111-2222/4-1\n01:31.000 --> 01:35.250 align:start\nDid <b>she</b>\r\nask &amp; listen?\n\n"
        "100:00:00.000 --> 100:00:01.000\n<v.loud  Mrs   O&apos;Neil>Yes.</v>"
    )
    assert said(text) == [
        (91.0, 95.25, "", "Did she\nask & listen?"),
        (360_000.0, 360_001.0, "Mrs O'Neil", "Yes."),
    ]
    assert (read(text).shape, advice(text)) == ("WebVTT", [])


def test_srt_is_read_whatever_it_is_called() -> None:
    text = (
        "1\n00:00:05,220 --> 00:00:08,790\n<i>Can</i> everybody\nhear me?\n\n2\n00:00:08,940 --> 00:00:14,100\nYes.\n"
    )
    assert said(text) == [(5.22, 8.79, "", "Can everybody\nhear me?"), (8.94, 14.1, "", "Yes.")]
    assert (read(text).shape, advice(text)) == ("SRT", [])


def test_sbv_is_read() -> None:
    text = "0:00:05.440,0:00:09.360\nFirst[br]words.\n\n0:00:09.360,0:00:15.320\nMore.\n"
    assert said(text) == [(5.44, 9.36, "", "First\nwords."), (9.36, 15.32, "", "More.")]
    assert (read(text).shape, advice(text)) == ("SBV", [])


@pytest.mark.parametrize(
    ("line", "start", "end", "sentence"),
    [
        ("01:31--> 01:35", 91, 95, "not written in full"),
        ("0:0:0.0 --> 0:0:5.320", 0, 5.32, "not written in full"),
        ("1:31.5 --> 1:35.25", 91.5, 95.25, "not written in full"),
        ("00:00:05:12 --> 00:00:06:00", 5.48, 6, "frames"),
        ("00:02:08.000 --> 00.02:32.000", 128, 152, "not written in full"),
        ("01:71.000 --> 02:15.000", 131, 135, "over 59"),
        ("00:01.000-->00:02.000", 1, 2, "one space"),
        (" 00:01.000 --> 00:02.000", 1, 2, "one space"),
        ("00:01.000 -> 00:02.000", 1, 2, "missing between"),
        ("00:01.000 –> 00:02.000", 1, 2, "missing between"),
        ("00:01.000 → 00:02.000", 1, 2, "missing between"),
        ("[00:00:01.000] --> [00:00:02.000]", 1, 2, "one space"),
    ],
)
def test_times_that_are_not_as_they_should_be_are_read_and_reported(
    line: str, start: float, end: float, sentence: str
) -> None:
    text = webvtt(f"{line}\nHello.\n\n", cue(500, "Bye."))
    assert said(text)[0] == (start, end, "", "Hello.")
    assert next((at, sentence in words) for at, words in advice(text)) == (3, True)


@pytest.mark.parametrize("line", ["00:0x.000 --> 00:05.000", "--> 00:05.000", "?:?:? --> 00:05.000"])
def test_a_time_that_cannot_be_read_is_worked_out(line: str) -> None:
    text = webvtt(cue(1, "Before."), f"{line}\nHere.\n\n", cue(5, "After."))
    assert said(text) == [(1, 3, "", "Before."), (3, 5, "", "Here."), (5, 7, "", "After.")]
    assert next((at, "cannot be read" in sentence) for at, sentence in advice(text)) == (6, True)


def test_a_cue_of_which_no_time_can_be_read_keeps_its_place() -> None:
    text = webvtt(cue(1, "Before."), "xx:yy --> later\nHere.\n\n", cue(5, "After."))
    assert words(text) == ["Before.", "Here.", "After."]


def test_an_arrow_in_speech_is_speech() -> None:
    assert words(webvtt(cue(1, "Press File --> Export and then wait."), cue(4, "a -> b"))) == [
        "Press File --> Export and then wait.",
        "a -> b",
    ]


def test_words_without_times_are_added_to_the_cue_above() -> None:
    text = webvtt(cue(1, "Good"), "morning to\nyou.\n\n", cue(4, "Bye."))
    assert said(text) == [(1, 3, "", "Good"), (1, 3, "", "morning to\nyou."), (4, 6, "", "Bye.")]
    assert advice(text) == [(6, "Check these words. They have no times, so they were added to the caption above.")]


def test_words_below_a_blank_line_belong_to_the_cue_above() -> None:
    assert said(webvtt(cue(1, "\nGood morning."), cue(4, "Bye."))) == [
        (1, 3, "", "Good morning."),
        (4, 6, "", "Bye."),
    ]


def test_words_above_all_times_are_left_out_and_quoted() -> None:
    text = "Transcript of our talk\n\n1\n00:00:01,000 --> 00:00:02,000\nHello.\n"
    assert words(text) == ["Hello."]
    assert advice(text) == [
        (1, "Check these words. They are above the first times, so they were left out: “Transcript of our talk”.")
    ]


def test_a_missing_blank_line_runs_no_cues_together() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nHello.\n2\n00:00:02,000 --> 00:00:03,000\nYes.\n"
    assert words(text) == ["Hello.", "Yes."]
    assert [line for line, _ in advice(text)] == [5]


def test_the_number_of_a_cue_apart_from_its_times_is_no_word() -> None:
    assert words("1\n\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n\n00:00:02,000 --> 00:00:03,000\nYes.\n") == [
        "Hello.",
        "Yes.",
    ]


def test_the_name_of_a_cue_is_never_words() -> None:
    text = webvtt(f"Chapter one\n{cue(1, 'Hello.')}", f"7\n{cue(4, 'Bye.')}")
    assert words(text) == ["Hello.", "Bye."]
    assert [line for line, _ in advice(text)] == [4]


# Comments, which may be private


@pytest.mark.parametrize(
    "text",
    [
        webvtt("NOTE private\n\n", cue(1, "Hello.")),
        webvtt("NOTE\nprivate\nprivate\n\n", cue(1, "Hello.")),
        webvtt("NOTE private --> private\nprivate\n\n", cue(1, "Hello.")),
        webvtt("NOTE private\n\nprivate\n\nprivate\n\n", cue(1, "Hello.")),
        webvtt(cue(1, "Hello."), "NOTE private\n\nprivate\n\nprivate\n"),
        webvtt(cue(1, "Hello."), "STYLE\nprivate {\n\n private: private }\n"),
        webvtt("00:00:00.000 --> 00:00:01.000 align start 50%\n\n", cue(1, "Hello.")),
        webvtt(cue(1, "Hello.").strip() + "\nNOTE private\nprivate\n"),
        webvtt(f"NOTE private\n{cue(1, 'Hello.')}"),
        f"WEBVTT\nNOTE private\n\n{cue(1, 'Hello.')}",
        f"WEBVTT\nNOTE\nX: private\n{cue(1, 'Hello.')}",
        webvtt("STYLE\n::cue { private }\n\n", "REGION\nid:private\n\n", cue(1, "Hello.")),
        f"WEBVTT\n\n{TIMES} private:1 align:private\nHello.\n",
        webvtt(f"private-1\n{cue(1, 'Hello.')}"),
        webvtt(cue(1, "<c.private>Hello.</c>")),
        webvtt(cue(1, r"{\private}Hello.")),
        f"NOTE private\n\n1\n{TIMES}\nHello.\n",
    ],
)
def test_comments_names_styles_and_settings_are_never_words(text: str) -> None:
    assert words(text) == ["Hello."]
    assert b"private" not in read(text).captions


def test_words_that_follow_a_comment_are_left_out_and_reported() -> None:
    assert advice(webvtt(cue(1, "Hello."), "NOTE one\n\ntwo\n\n", cue(4, "Bye."))) == [
        (
            8,
            "Check these words. They have no times and follow a comment (NOTE) or a style sheet, so they were left "
            "out.",
        )
    ]


def test_a_comment_without_a_blank_line_below_hides_nothing_and_says_so() -> None:
    text = webvtt(f"NOTE take this out\n{cue(1, 'Hello.')}")
    assert advice(text) == [
        (3, "If this comment should hide the words below the times, delete them. A comment ends at times.")
    ]


# What is written inside


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("I saw <name removed> on Monday", "I saw <name removed> on Monday"),
        ("she said <inaudible> twice", "she said <inaudible> twice"),
        ("less than 5 & more than <3.", "less than 5 & more than <3."),
        ("<i think so>", "<i think so>"),
        ("it ends with </s> here", "it ends with </s> here"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ('<font color="#fff">one</font> <span style="x">two</span>', "one two"),
        ("<c.yellow.big>one</c> <lang en-GB>two</lang> <00:00:02.000>three", "one two three"),
        ("R&D &lt;here&gt; &copy;", "R&D <here> ©"),
    ],
)
def test_tags_go_and_words_in_brackets_stay(raw: str, plain: str) -> None:
    assert words(webvtt(cue(1, raw))) == [plain]


def test_words_in_brackets_are_reported_by_line() -> None:
    assert advice(webvtt(cue(1, "I saw <name removed>"), cue(4, "two\n<unclear> lines"))) == [
        (4, "Check the angle brackets here. They are not a tag of WebVTT, so they were kept as words. Also on line 8.")
    ]


def test_entities_in_srt_need_their_semicolon() -> None:
    assert words("1\n00:00:01,000 --> 00:00:02,000\n&copy that, R&amp;D &copy;\n") == ["&copy that, R&D ©"]


def test_several_voices_in_a_cue_are_a_cue_each() -> None:
    text = webvtt(cue(1, "<v Ann>Hello.</v> <v Bob>Hello.</v>\n<v Ann>Well.</v> <v></v>(laughs)"))
    assert [(speaker, spoken) for _, _, speaker, spoken in said(text)] == [
        ("Ann", "Hello."),
        ("Bob", "Hello."),
        ("Ann", "Well."),
        ("", "(laughs)"),
    ]


def test_words_on_the_line_of_the_times_are_words() -> None:
    assert words(f"WEBVTT\n\n{TIMES} Hello there\n\n{cue(4, 'Bye.')}") == ["Hello there", "Bye."]


def test_times_in_brackets_before_the_words_are_times() -> None:
    text = "[00:00.000 --> 00:02.500]  Hello there.\n[00:02.500 --> 00:04.000]  Yes.\n"
    assert said(text) == [(0, 2.5, "", "Hello there."), (2.5, 4, "", "Yes.")]


def test_a_name_before_the_times_is_the_speaker() -> None:
    text = "Ann Lee  00:00:01.000 --> 00:00:03.000\nHello.\n\nBob Roy: 00:00:03.000 --> 00:00:04.000\nYes.\n"
    assert said(text) == [(1, 3, "Ann Lee", "Hello."), (3, 4, "Bob Roy", "Yes.")]


# What nothing can be made of


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n\nNOTE only this\n", webvtt(cue(1, "<i></i>")), webvtt("lost\n")])
def test_a_file_without_captions_is_refused(text: str) -> None:
    assert refusal(text) == (
        "Add captions. A caption is a line of times (00:01:31.000 --> 00:01:35.500) with the words below it."
    )


def test_a_file_with_far_too_many_cues_is_refused() -> None:
    assert refusal(webvtt(*(cue(at, "x") for at in range(20_001)))) == (
        "Check that this is the transcript of one recording. It has over 20,000 captions."
    )
