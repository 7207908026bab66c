"""The W3C's own tests of WebVTT parsers, and captions that people made for real videos.

The W3C's assertions are JavaScript; each that speaks of what we keep (how many cues, times, text, ids) is checked,
and a test fails that has none. Not checked is how a cue is drawn, because we keep none of it: region, alignment,
position, size, line, direction of writing. Of text, we keep what is read: elements and their classes are not checked.
"""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from library.content.body.transcript import read_transcript
from library.content.body.webvtt import Cue, parse
from library.errors import ContentError

pytestmark = pytest.mark.corpora

LITERAL = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[0-9.]+)"""
ALIAS = re.compile(r"var cue = (cues\[[0-9]+\]);(.*?)(?=var cue = |\Z)", re.DOTALL)
COUNT = re.compile(r"assert_equals\(cues\.length, ([0-9]+)")
EQUALS = re.compile(rf"assert_equals\(cues\[([0-9]+)\]\.(id|text|startTime|endTime), {LITERAL}\)")
NUMBERED = re.compile(r"assert_equals\(cues?(?:\[\w+\])?\.text, 'text' \+ \w+")
FIELDS = {"id": "identifier", "text": "text", "startTime": "start", "endTime": "end"}
# What is asserted in loops.
TIMES = {
    "timings-negative": [(0, 0), (1, 0.999), (60, 59.999), (3600, 3599.999)],
    "timings-omitted-hours": [(0, 1)] * 3,
}


def cases(corpora: Path, name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((corpora / "vtt/wpt-parser" / name).read_text())
    return read


def test_every_file_of_the_w3c_is_read_as_it_asserts(corpora: Path) -> None:
    files = cases(corpora, "file-parsing.json")
    assert len(files) == 37
    for case in files:
        (path,) = (corpora / "vtt/wpt-parser").rglob(case["vtt"])
        cues = parse(path.read_bytes().decode(errors="replace"))
        checked = check_asserts(case["name"], case["asserts"], cues)
        assert checked or case["name"] == "stylesheets", case["name"]


def check_asserts(name: str, javascript: str, cues: tuple[Cue, ...]) -> int:
    """Check what one file's assertions say of cues and return how many did."""
    plain = ALIAS.sub(lambda match: match[2].replace("cue.", f"{match[1]}."), javascript)
    counts = COUNT.findall(plain)
    assert [len(cues)] * len(counts) == [int(count) for count in counts], name
    equals = EQUALS.findall(plain)
    for index, field, literal in equals:
        assert getattr(cues[int(index)], FIELDS[field]) == ast.literal_eval(literal), (name, index, field)
    if NUMBERED.search(plain):
        assert [cue.text for cue in cues] == [f"text{index}" for index in range(len(cues))], name
    if name in TIMES:
        assert [(cue.start, cue.end) for cue in cues] == TIMES[name], name
    return len(counts) + len(equals)


def test_every_cue_text_of_the_w3c_reads_as_its_tree(corpora: Path) -> None:
    texts = cases(corpora, "cue-text.json")
    assert len(texts) == 77
    for case in texts:
        (cue,) = parse("WEBVTT\n\n00:00.000 --> 00:01.000\n" + case["text"].replace("\0", "\ufffd"))
        assert (cue.text, cue.speaker) == words_of(case["expectedTree"]), case


def words_of(tree: str) -> tuple[str, str]:
    """Return the words and the speakers in a tree as the W3C writes it: ``| <span>``, ``|   "words"``."""
    words = re.findall(r'^\| +"(.*?)"$', tree, re.MULTILINE | re.DOTALL)
    speakers = re.findall(r'^\| +<span>\n(?:\| +class=".*"\n)?\| +title="(.*)"$', tree, re.MULTILINE)
    return "".join(words), ", ".join(dict.fromkeys(name for name in speakers if name))


def test_captions_of_real_videos_are_read_or_refused_with_a_sentence(corpora: Path) -> None:
    captions = sorted((corpora / "vtt/ableplayer").rglob("*.vtt"))
    assert len(captions) >= 40
    refused = {}
    for path in captions:
        try:
            check_transcript(path)
        except ContentError as error:
            refused[path.name] = str(error)
    assert len(refused) < len(captions) / 4, refused


def check_transcript(path: Path) -> None:
    passages = read_transcript(path.read_bytes(), path.name, "en")
    anchors = [int(passage.anchor.removeprefix("t=")) for passage in passages]
    assert anchors == sorted(set(anchors))
    words = [word for cue in parse(path.read_text()) for word in cue.text.split()]
    assert " ".join(passage.text for passage in passages).split() == words


def test_subtitles_of_the_other_kind_are_refused_and_read_once_mended(corpora: Path) -> None:
    subtitles = sorted((corpora / "vtt/hf-course").rglob("*.srt"))
    assert len(subtitles) >= 100
    for path in subtitles:
        with pytest.raises(ContentError, match=r"SRT|WEBVTT"):
            read_transcript(path.read_bytes(), path.name, "en")
        suggested_slug = "WEBVTT\n\n" + re.sub(r"(\d\d),(\d{3})", r"\1.\2", path.read_text("utf-8-sig"))
        assert parse(suggested_slug) or "-->" not in suggested_slug
