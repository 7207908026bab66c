"""Who may see a file, as far as the file can be read, even if it has mistakes.

Publishing narrows first: a withdrawal in a file with a mistyped theme must not wait until someone corrects the theme.
The same code as in ``document`` reads what decides who may see it, so the two never differ. If any of that is in doubt
(an unknown status, ``staus: withdrawn``, broken YAML), the file permits nothing and the document is hidden, because an
author who mistypes a withdrawal meant to withdraw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from library.content.folder_files import read_start
from library.content.header.consent import consent_of
from library.content.header.entry import Reading
from library.content.header.fields import known_as, read_keys
from library.content.header.groups import CONSENT_KEYS
from library.content.header.schema import (
    AUTHORS,
    CONSENT,
    HEADER,
    KEYS,
    LICENCE,
    PROVENANCE,
    PUBLISHED,
    STATUS,
    TRANSLATION_OF,
)
from library.content.header.yaml_nodes import Mapping
from library.content.header.yaml_tree import HEADER as LARGEST_HEADER
from library.content.header.yaml_tree import parse
from library.content.mistakes import Mistakes
from library.content.source import key_in_body, part
from library.errors import ContentError
from library.model.document import Audience, Consent, Status
from library.model.permission import UNKNOWN, Permission, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from library.content.header.fields import Fields, Key
    from library.model.document import ShownAs

# `licence` and `provenance` decide what consent has to say, `authors` may name a teller who must not be named, and a
# translation (`translation_of`) goes no further than its original.
DECIDING: tuple[Key[Any], ...] = (STATUS, CONSENT, PROVENANCE, LICENCE, PUBLISHED, AUTHORS, TRANSLATION_OF)

# The size of the largest header with its lines of hyphens, however it is saved: line ends and accents may take twice as
# many bytes. A body of any length can follow.
READ = 2 * LARGEST_HEADER.size + 1024

# There are less than half as many keys; each unknown one costs a comparison with all of them.
MOST_KEYS = 100

# A key of the consent block at the left margin has lost its indentation, so it is in doubt what was agreed.
_NAMES = frozenset(key.name for key in (*DECIDING, *CONSENT_KEYS))
_KNOWN = (*HEADER, *CONSENT_KEYS)


# The permission for a withdrawal whose consent cannot be read.
_WITHDRAWN = Permission(Status.WITHDRAWN, Audience.COORDINATORS, frozenset(), None, None)


def read_statement(folder: Path, path: str) -> Statement:
    """Read what a file says about who may see it.

    Args:
        folder: The content folder.
        path: Of the Markdown file, relative to the folder, with forward slashes.

    Returns:
        The same as ``read_document`` would give; or ``UNKNOWN``, which permits nothing, if it cannot be read with
        certainty. A certain withdrawal with wrong consent gets the narrowest audience.
    """
    return _read(_start(folder, path), Mistakes(path))


def statement_of(data: bytes, path: str) -> Statement:
    """Read what the bytes of a file say about who may see it, as ``read_statement`` does.

    Args:
        data: The whole Markdown file.
        path: That it has, or would have, in the content folder, relative to it, with forward slashes.
    """
    return _read(data[:READ], Mistakes(path))


def line_in_doubt(folder: Path, path: str) -> int | None:
    """Return the line of the first mistake that leaves it in doubt who may see a file.

    Returns:
        The line; or ``None`` if there is no such mistake, or no header that can be read.
    """
    mistakes = Mistakes(path)
    _read(_start(folder, path), mistakes)
    return mistakes.error().mistakes[0].line if len(mistakes) else None


def _start(folder: Path, path: str) -> bytes | None:
    return read_start(folder, path, READ, Mistakes(path))


def _read(start: bytes | None, mistakes: Mistakes) -> Statement:
    """Read a file's statement and, if its header can be read, report mistakes in it."""
    tree = None if start is None else _tree(start, mistakes.path)
    if tree is None:
        return UNKNOWN
    header = read_keys("", tree, DECIDING, Reading(mistakes))
    consent = consent_of(header, mistakes)
    if not len(mistakes):
        return _statement(header, _permission(header, consent), consent.shown_as)
    return _statement(header, _WITHDRAWN, None) if header.get(STATUS) is Status.WITHDRAWN else UNKNOWN


def _statement(header: Fields, permission: Permission, shown_as: ShownAs | None) -> Statement:
    return Statement(permission, header.get(PROVENANCE), header.get(TRANSLATION_OF) or "", shown_as)


def _permission(header: Fields, consent: Consent) -> Permission:
    status = header.get(STATUS) or Status.PUBLISHED
    return Permission(status, consent.audience, consent.uses, consent.until, header.get(PUBLISHED))


def _tree(start: bytes, path: str) -> Mapping | None:
    """Return the part of the header that decides, or ``None`` if the YAML is broken."""
    source = part(start, Mistakes(path))
    if source is None or key_in_body(source):
        return None
    try:
        tree = parse(source.header, source.header_line, path)
    except ContentError:
        return None  # nothing is lost: read_document reports it
    if len(tree.pairs) > MOST_KEYS:
        return None
    return Mapping({name: pair for name, pair in tree.pairs.items() if _decides(name)}, tree.strays, tree.line)


def _decides(name: str) -> bool:
    return name in _NAMES or (name not in KEYS and known_as(name, _KNOWN) in _NAMES)
