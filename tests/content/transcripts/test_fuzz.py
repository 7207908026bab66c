"""Anything at all: every importer ends, with cues in order or with a sentence."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from library.content.transcripts.reading import ReadTranscript, read_transcript
from library.content.transcripts.speaker_names import SpeakerNames
from library.errors import ContentError
from library.model.document import ShownAs
from tests.content.transcripts import w3c

PIECES = st.sampled_from(
    """
    WEBVTT NOTE STYLE REGION 1 27 00:00:01.000 00:00:02,5 0:05 1:02:03 59:59 99:99 12.5 --> -> – , ; : . - >> ( ) [ ]
    < > & &amp; &lt; <v <v.x Ann> </v> <c> <i> </i> <br> <00:00:01.000> {\\an8} Ann: ANN: Ann Bob Lee hello.
    name removed Speaker Time Text start end Transcribed by started transcription
    <tt> </tt> <body> <p begin="1s" end="2s"> </p> <!--
    """.split()
)
BLANKS = st.sampled_from([" ", "\n", "\n\n", "\t", "", "\r\n", " \n", "\x0b", "\u2028", "\0"])
TEXT = st.lists(st.tuples(PIECES, BLANKS), max_size=80).map(lambda some: "".join(a + b for a, b in some))
STARTS = [
    "",
    "WEBVTT\n\n",
    "1\n00:00:01,000 --> 00:00:02,000\n",
    "Time,Text\n",
    "Ann  0:05\n",
    "<tt><body><p begin='1s'>",
]
NAMES = st.sampled_from([SpeakerNames(None, ()), SpeakerNames(ShownAs.FIRST_NAME, ("Ann",))])


def check(data: bytes, names: SpeakerNames) -> None:
    """Read a file and check all that holds of every file."""
    try:
        read = read_transcript(data, "talk.txt", names)
    except ContentError as error:
        (mistake,) = error.mistakes
        assert mistake.line >= 1
        assert mistake.sentence.endswith(".")
        return
    check_read(read)


def check_read(read: ReadTranscript) -> None:
    assert len(read.cues) >= 1
    starts = [cue.start for cue in read.cues]
    assert starts == sorted(starts)
    for cue in read.cues:
        assert cue.end > cue.start >= 0
        assert cue.text
        assert all(line.strip() == line and line for line in cue.text.split("\n"))
    assert [each.line for each in read.advice] == sorted(each.line for each in read.advice)
    assert len(read.advice) <= 101
    shown = " ".join(cue.text for cue in w3c.parse(read.captions.decode()))
    assert shown.split() == [word for cue in read.cues for word in cue.text.split()]


@given(TEXT, st.sampled_from(STARTS), NAMES)
def test_text_of_every_shape_is_read_or_refused_with_a_sentence(text: str, start: str, names: SpeakerNames) -> None:
    check((start + text).encode(), names)


@given(st.text(max_size=300), st.sampled_from(STARTS), NAMES)
def test_any_characters_are_read_or_refused_with_a_sentence(text: str, start: str, names: SpeakerNames) -> None:
    check((start + text).encode(), names)


@given(st.binary(max_size=300), st.sampled_from(STARTS), NAMES)
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes, start: str, names: SpeakerNames) -> None:
    check(start.encode() + data, names)
    check(data, names)


@given(st.text(alphabet="<>/wprtbxdel:'= \n0:5Ann", max_size=300), st.binary(max_size=40), st.integers(0, 400))
def test_any_word_document_is_read_or_refused_with_a_sentence(body: str, junk: bytes, at: int) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<w:document xmlns:w='w'><w:p><w:r><w:t>0:05 Hello</w:t></w:r></w:p>{body}")
    whole = written.getvalue()
    check(whole, SpeakerNames(None, ()))
    check(whole[:at] + junk + whole[at + len(junk) :], SpeakerNames(None, ()))


def test_large_files_of_every_shape_stay_within_their_limits() -> None:
    """Each of these once took time that grows with the square of the size somewhere, or could have."""
    for text in (
        "WEBVTT\n\n" + "-->\n" * 100_000,
        "WEBVTT\n\n" + "00:00:01.000 --> 00:00:02.000\n" * 20_000,
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + "<" * 250_000,
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + "x\n" * 200_000,
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx\n\n" + "stray\n\n" * 5_000,
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 " + "1" * 100_000 + "!\nx",
        "WEBVTT\n\n" + "NOTE x\n\n" * 50_000,
        "Ann: x\n" * 50_000,
        "0:05 Ann: x\n" * 5_000,
        "0:05 " + "word " * 100_000,
        "0:05," * 100_000,
        'Time,Text\n0:05,"' + "x,\n" * 150_000,
        "<tt><body>" + '<p begin="1s">x</p>' * 5_000,
        "<tt>" + "&amp;" * 100_000,
        "<" * 500_000,
        "[" * 500_000,
        "1:" * 250_000,
    ):
        check(text.encode(), SpeakerNames(ShownAs.FIRST_NAME, ("Ann",)))
