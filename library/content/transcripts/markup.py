"""What is written inside cues: tags, entities and settings → words, and who says them.

WebVTT's own tags and those of HTML are taken away. Anything else in angle brackets is words: people write
``<name removed>`` and ``<inaudible>``, and a browser would drop them in silence.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from library.content.transcripts.cues import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.transcripts.findings import Findings

_ANGLE = re.compile(r"<([^<>]{0,200})>")
_WEBVTT = re.compile(
    r"/?(?:c|i|b|u|v|ruby|rt|lang)?"  # a name alone, or the end of any
    r"|(?:c|i|b|u|ruby|rt)\.\S*(?:\s.*)?"  # with classes
    r"|(?:v|lang)(?:\.\S*)?(?:\s.*)?"
    r"|[0-9]+:[0-9:.]+",  # when the next word is said
    re.DOTALL,
)
_HTML = re.compile(
    r"/?\s*(?:b|big|body|br|center|div|em|font|hr|html|i|p|small|span|strike|strong|sub|sup|u)"
    r"\s*/?|(?:a|b|body|br|div|font|hr|i|img|p|span|u)\s[^>]*=.*|!--.*",
    re.DOTALL | re.IGNORECASE,
)
_BREAK = re.compile(r"\s*br\s*/?\s*", re.IGNORECASE)
_VOICE = re.compile(r"v(?:\.[^ \t\n\f]*)?(?:[ \t\n\f]+(.*))?", re.DOTALL)
_OVERRIDE = re.compile(r"\{\\[^{}\n]{0,200}\}")
_WHOLE_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_KEPT = "Check the angle brackets here. They are not a tag of WebVTT, so they were kept as words."


def said_in(raw: str, line: int, findings: Findings, *, is_webvtt: bool) -> Iterator[tuple[str, str]]:
    """Yield who speaks in a cue, and their words.

    Args:
        raw: The lines below the times.
        line: Where they begin, counted from 1.
        findings: Where guesses go.
        is_webvtt: Whether entities may lack their semicolon, as in WebVTT and HTML.

    Yields:
        A name or nothing, and words with line breaks; never empty.
    """
    speaker, words = "", ""
    for text, tag in _pieces(_OVERRIDE.sub("", raw), line, findings):
        words += html.unescape(text) if is_webvtt else _WHOLE_ENTITY.sub(_unescaped, text)
        voice = _VOICE.fullmatch(tag)
        if voice or tag == "/v":
            yield from _said(speaker, words)
            speaker, words = _name(voice[1] or "") if voice else "", ""
        elif _BREAK.fullmatch(tag):
            words += "\n"
    yield from _said(speaker, words)


def _pieces(raw: str, line: int, findings: Findings) -> Iterator[tuple[str, str]]:
    """Yield text and the tag that ends it, empty at the end. What is no tag is text."""
    last = 0
    for match in _ANGLE.finditer(raw):
        if _WEBVTT.fullmatch(match[1]) or _HTML.fullmatch(match[1]):
            yield raw[last : match.start()], match[1]
            last = match.end()
        else:
            findings.add(line + raw.count("\n", 0, match.start()), _KEPT)
    yield raw[last:], ""


def _said(speaker: str, words: str) -> Iterator[tuple[str, str]]:
    tidied = tidy(words)
    if tidied:
        yield speaker, tidied


def _name(annotation: str) -> str:
    return " ".join(html.unescape(annotation).split())


def _unescaped(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])
