"""The keys of the Welsh and Gaelic words in labels, stored beside the index.

Labels have up to three languages, so an English document has some Welsh words. Looking these up for every publish would
open the dictionaries, which takes longer than everything else that a small publish does to the index: 0.2 s. If the
rules for forms change, so does the index's version, and all is built anew (``version``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from library.search.word_forms.keys import form_keys

if TYPE_CHECKING:
    from pathlib import Path

NAME = "label_keys"


class LabelKeys:
    """The keys of words in labels, read from a folder and written back to it."""

    def __init__(self, folder: Path) -> None:
        """Read the known ones; a missing or damaged file has none."""
        self._path = folder / NAME
        self._known = _read(self._path)
        self._is_changed = False

    def of(self, word: str, language: str) -> tuple[str, ...]:
        """Return the keys of a word, as ``form_keys`` does."""
        name = f"{language}:{word}"
        if name not in self._known:
            self._known[name] = form_keys(word, language)
            self._is_changed = True
        return self._known[name]

    def write(self) -> None:
        """Store what has been added.

        Raises:
            OSError: The disk is full or the folder cannot be written.
        """
        if self._is_changed:
            beside = self._path.with_suffix(".new")
            beside.write_bytes(msgspec.json.encode(self._known))
            beside.replace(self._path)


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, tuple[str, ...]])
    except (OSError, msgspec.DecodeError):
        return {}
