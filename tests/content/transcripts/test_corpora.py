"""Captions that people made for real recordings: every file goes through, and no word is lost."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from library.content.body.transcript import passages_of
from library.content.transcripts.reading import ReadTranscript, read_transcript
from library.errors import ContentError
from tests.content.transcripts import w3c

pytestmark = pytest.mark.corpora

WORD = re.compile(r"\w+")


@cache
def files(corpora: Path) -> Sequence[tuple[Path, ReadTranscript | ContentError]]:
    """Give every file with what was read of it."""
    return tuple(_read(corpora))


def _read(corpora: Path) -> Iterator[tuple[Path, ReadTranscript | ContentError]]:
    for path in sorted(path for path in (corpora / "vtt").rglob("*") if path.suffix in {".vtt", ".srt"}):
        try:
            yield path, read_transcript(path.read_bytes(), path.name)
        except ContentError as error:
            yield path, error


def test_every_file_with_words_goes_through(corpora: Path) -> None:
    found = dict(files(corpora))
    assert len(found) == 338
    refused = {path.name: str(error) for path, error in found.items() if isinstance(error, ContentError)}
    # These test how a browser reads the first line, and hold no captions.
    assert len(refused) == 8
    assert all("signature" in name or name == "timings-eof.vtt" for name in refused)
    assert all("Add captions." in error for error in refused.values())


def test_no_word_of_any_file_is_lost_or_doubled(corpora: Path) -> None:
    """Compare with what a browser shows of WebVTT, and with plain SRT text."""
    for path, read in files(corpora):
        if isinstance(read, ContentError) or "wpt-parser" in path.parts:
            continue
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        kept = Counter(word for cue in read.cues for word in WORD.findall(f"{cue.speaker} {cue.text}"))
        shown = Counter(words_in(text))
        assert not shown - kept, path
        if read.shape == "SRT":
            assert not kept - shown, path


def words_in(text: str) -> Iterator[str]:
    if text.startswith("WEBVTT"):
        for cue in w3c.parse(text):
            yield from WORD.findall(cue.text)
        return
    without_times = re.sub(r"^[\d:., \t]+(?:-->|,)[\d:., \t]+$", "", text, flags=re.MULTILINE)
    numbers = re.sub(r"^\s*\d+\s*\n(?=\n)", "", without_times, flags=re.MULTILINE)
    yield from WORD.findall(html.unescape(re.sub(r"</?[ibu]>", "", numbers)))


def test_passages_of_every_file_have_their_own_addresses_in_order(corpora: Path) -> None:
    for path, read in files(corpora):
        if isinstance(read, ContentError):
            continue
        passages = passages_of(read.cues, "en")
        anchors = [int(passage.anchor.removeprefix("t=")) for passage in passages]
        assert anchors == sorted(set(anchors)), path
        assert " ".join(passage.text for passage in passages).split() == [
            word for cue in read.cues for word in cue.text.split()
        ], path


def test_our_captions_of_every_file_are_read_by_a_browser_as_by_us(corpora: Path) -> None:
    for path, read in files(corpora):
        if isinstance(read, ContentError):
            continue
        shown = w3c.parse(read.captions.decode())
        assert " ".join(cue.text for cue in shown).split() == [w for cue in read.cues for w in cue.text.split()], path
        assert read_transcript(read.captions, path.name).captions == read.captions, path
