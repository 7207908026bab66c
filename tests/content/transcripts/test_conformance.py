"""The W3C's own tests of WebVTT parsers: what its specification keeps, we keep.

The W3C's assertions are JavaScript; each that speaks of what we keep (how many cues, times, text, ids) is checked
against ``w3c``, a reader written by the specification, and a test fails that has none. Then that reader is compared
with ours, which keeps more: words that a browser drops. Not checked is how a cue is drawn: we keep none of it.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from library.content.transcripts.reading import read_transcript
from library.errors import ContentError
from tests.content.transcripts import w3c
from tests.content.transcripts.reading import read, webvtt

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
# Signs in angle brackets that the W3C drops as unknown tags, and we keep because people write words so.
DROPPED = re.compile(r"<(?!/?(?:c|i|b|u|v|ruby|rt|lang)\b|[0-9:.]+>)[^>]*(?:>|\Z)|<[^>]*\Z")


def cases(corpora: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((corpora / "vtt/wpt-parser" / name).read_text())
    return found


def files(corpora: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Give each case with the text of its file."""
    for case in cases(corpora, "file-parsing.json"):
        (path,) = (corpora / "vtt/wpt-parser").rglob(case["vtt"])
        yield case, path.read_bytes().decode(errors="replace")


def test_the_reader_to_compare_with_reads_every_file_of_the_w3c_as_it_asserts(corpora: Path) -> None:
    found = list(files(corpora))
    assert len(found) == 37
    for case, text in found:
        checked = check_asserts(case["name"], case["asserts"], w3c.parse(text))
        assert checked or case["name"] == "stylesheets", case["name"]


def check_asserts(name: str, javascript: str, cues: tuple[w3c.Cue, ...]) -> int:
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


def test_the_reader_to_compare_with_reads_every_cue_text_of_the_w3c_as_its_tree(corpora: Path) -> None:
    texts = cases(corpora, "cue-text.json")
    assert len(texts) == 77
    for case in texts:
        (cue,) = w3c.parse("WEBVTT\n\n00:00.000 --> 00:01.000\n" + case["text"].replace("\0", "\ufffd"))
        assert (cue.text, cue.speaker) == words_of(case["expectedTree"]), case


def words_of(tree: str) -> tuple[str, str]:
    """Return the words and the speakers in a tree as the W3C writes it: ``| <span>``, ``|   "words"``."""
    words = re.findall(r'^\| +"(.*?)"$', tree, re.MULTILINE | re.DOTALL)
    speakers = re.findall(r'^\| +<span>\n(?:\| +class=".*"\n)?\| +title="(.*)"$', tree, re.MULTILINE)
    return "".join(words), ", ".join(dict.fromkeys(name for name in speakers if name))


def test_what_the_w3c_keeps_of_a_file_we_keep(corpora: Path) -> None:
    compared = 0
    for case, text in files(corpora):
        spoken = [cue for cue in w3c.parse(text) if cue.text.strip()]
        ours = read_transcript(text.encode(), case["vtt"]).cues if spoken else ()
        for cue in spoken:
            words = " ".join(cue.text.split())
            found = [each for each in ours if each.start == cue.start and " ".join(each.text.split()).startswith(words)]
            assert found, (case["name"], cue)
            assert cue.end <= cue.start or any(each.end == cue.end for each in found), (case["name"], cue)
            compared += 1
    assert compared > 200


def test_what_the_w3c_keeps_of_a_cue_we_keep(corpora: Path) -> None:
    for case in cases(corpora, "cue-text.json"):
        # What stands below a blank line is words without times: not this cue's for a browser, and kept by us.
        raw = case["text"].replace("\0", "\ufffd").partition("\n\n")[0]
        text, speaker = words_of(case["expectedTree"])
        try:
            cues = read(webvtt(f"00:00.000 --> 00:01.000\n{raw}")).cues
        except ContentError:
            assert not text.strip(), case
            continue
        kept = " ".join(word for cue in cues for word in cue.text.split())
        if DROPPED.search(raw):
            assert set(text.split()) <= set(re.split(r"[\s<>/.]+", kept)) | set(kept.split()), case
        else:
            # Words of several voices are parted, so white space does not count.
            assert "".join(kept.split()) == "".join(text.split()), case
            assert ", ".join(dict.fromkeys(cue.speaker for cue in cues if cue.speaker)) == speaker, case
