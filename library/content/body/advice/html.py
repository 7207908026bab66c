"""HTML in a text that readers do not get as it was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.content.body.html_attributes import attributes_in, is_hidden
from library.content.body.html_rules import BREAKS, IGNORED, INLINE, KINDS, NAMES, REMOVED, is_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.body.advice.text import BodyText

_TAG = re.compile(r"(?<!\\)<([a-zA-Z][a-zA-Z0-9-]*)((?:[\s/][^<>]*)?)>")
_EMBEDS = frozenset({"iframe", "embed", "object", "video", "audio", "frame", "applet"})
# Attributes that people use for how a text looks.
_LOOKS = frozenset({"style", "class", "color", "align", "dir", "size", "face"})

_EMBED = "Link to this instead: [words](https://…). Readers do not get <{name}>."
_GONE = "Delete <{name}> or write its words as text. Readers get neither."
_HIDDEN = "Delete this hidden <{name}> with its words, or delete what hides it. Readers do not get the words."
_BARE = "Delete <{name}>. Readers get only the words in it. If {name} is a word of yours, write [{name}]."
_BLOCK = "Write this in Markdown instead of <{name}>. Readers may get its words in another form."
_STYLE = "Delete {attributes} from <{name}>. Readers do not get it."
_UNKNOWN = "Write this as text. <{name}> is not HTML that can be used here, so readers see it as it is typed."


def html_advice(text: BodyText) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of each start tag whose element or attributes are not shown."""
    for match in _TAG.finditer(text.prose):
        name = match[1].lower()
        if not is_words(name, match[2]):
            sentence = _HIDDEN if name in NAMES and is_hidden(match[2]) else _sentence(name, match[2])
            if sentence:
                yield text.line_at(match.start()), sentence.format(name=name)


def _sentence(name: str, raw: str) -> str:
    attributes = attributes_in(raw)
    if name in _EMBEDS:
        return _EMBED
    if name in REMOVED:
        return _GONE
    if name in BREAKS or name in IGNORED:
        return _BARE
    if name in KINDS and name not in INLINE and "lang" not in attributes:
        return _BLOCK
    if name in INLINE:
        looks = sorted(_LOOKS.intersection(attributes))
        return _STYLE.replace("{attributes}", " and ".join(looks)) if looks else ""
    return _UNKNOWN if name not in NAMES and ("=" in raw or "-" in name) else ""
