"""A code as people enter it: typed in any grouping, copied with its label, or the link of a page that has it.

What was printed is copied with what is beside it: a dash of another length, a full stop, an invisible character
that a PDF holds. None of these can be part of a code, so they are left out. What is still no code opens nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from library.actions.packs.secrets import CODE_LENGTH, MARK_LENGTH
from library.errors import NotFound
from library.model.code_alphabet import ALPHABET

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.pack import StoredPack

# A link of ours is no longer than this; what is longer is read by nobody.
MOST_ENTERED = 300

# Characters that people confuse, and what they mean (https://www.crockford.com/base32.html).
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_CODE = re.compile(f"(?P<code>[{ALPHABET}]{{{CODE_LENGTH}}})(?P<mark>(?:[{ALPHABET}]{{{MARK_LENGTH}}})?)")
_CHECK_LINK = re.compile(r"/check/+([^/?#\s]+)|[?&]code=([^&#\s]+)", re.IGNORECASE)
_PACK_LINK = re.compile(r"/(packs|shared)/+([A-Za-z0-9_-]{20,64})(?![A-Za-z0-9_-])")
# English, Welsh and Gaelic, without accents; something has to part it from the code.
_LABEL = re.compile(r"[\W_]*(?:code|cod)[\W_]+", re.IGNORECASE)
# A file goes on after its code: ", made on 27 November 2026".
_AFTER = re.compile(r"[,;]")


class ReadCode(NamedTuple):
    """A code that someone entered.

    Attributes:
        code: Of a pack: 13 letters and digits.
        mark: Of an edition: four more, or empty if only the pack's code was entered.
    """

    code: str
    mark: str


def read_code(entered: str) -> ReadCode | None:
    """Return the code in what someone entered, or ``None`` if there is none."""
    text = _visible(entered)
    if link := _CHECK_LINK.search(text):
        text = _visible(unquote(link[1] or link[2]))
    label = _LABEL.match(text)
    bare = _AFTER.split(text[label.end() if label else 0 :], maxsplit=1)[0]
    found = _CODE.fullmatch(re.sub(r"[\W_]+", "", bare).upper().translate(_MISREAD))
    return ReadCode(found["code"], found["mark"]) if found else None


def code_entered(library: Library, entered: str) -> ReadCode:
    """Return the code in what someone entered; for the link of a pack or a shared page, the code of its pack.

    Raises:
        NotFound: There is neither a code in it nor a link that opens something.
    """
    read = read_code(entered)
    if read is not None:
        return read
    stored = _linked(library, _visible(entered))
    if stored is None:
        raise NotFound
    return ReadCode(stored.code, "")


def _linked(library: Library, text: str) -> StoredPack | None:
    link = _PACK_LINK.search(text)
    if link is None:
        return None
    records = library.records
    return records.pack_to_edit(link[2]) if link[1] == "packs" else records.shared_pack(link[2])


def _visible(entered: str) -> str:
    """Return a text without accents and without characters that nobody sees; empty if it is too long to be read."""
    if len(entered) > MOST_ENTERED:
        return ""
    plain = unicodedata.normalize("NFKD", entered)
    return "".join(letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Cf", "Cc", "Cs"})
