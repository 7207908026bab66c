"""Narrowings always take effect, even on a full disk, and the message says how.

Each of these is tried only if the one before failed:

1. in the catalogue, in one transaction;
2. the same, with the space reserved for it (``storage/reserve.py``);
3. in a file that needs no new space: the documents to narrow are not shown at all (``storage/blocked.py``);
4. nothing is served.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from library.errors import CatalogueNotWritten, PublishError, TooManyRemovals
from library.storage.blocked import make_blocked, unblock_all
from library.storage.blocking_writer import BlockingWriter
from library.storage.builds import stop_serving
from library.storage.reserve import release_reserve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from library.storage.builds import Build
    from library.storage.catalogue_writer import CatalogueWriter

Answer = TypeVar("Answer")

_THEN = "Free some disk space, then run: library publish"


def narrow_or_block(
    data: Path, build: Build, writer: CatalogueWriter, narrow: Callable[[CatalogueWriter], Answer]
) -> Answer:
    """Apply narrowings, or stop showing the documents to narrow.

    Args:
        data: The data folder.
        build: The build that is served.
        writer: Its catalogue.
        narrow: Applies the narrowings to a writer, by changes that remove or narrow.

    Returns:
        What ``narrow`` returned.

    Raises:
        PublishError: The catalogue could not be written. Names the documents that are no longer shown all the same.
    """
    try:
        answer = _with_more_room(data, writer, narrow)
    except CatalogueNotWritten as error:
        raise PublishError(
            f"The site’s database could not be written ({error.reason}). {_block(data, build, narrow)}"
        ) from error
    with suppress(OSError):
        make_blocked(build.blocked)
        unblock_all(build.blocked)
    return answer


def _with_more_room(data: Path, writer: CatalogueWriter, narrow: Callable[[CatalogueWriter], Answer]) -> Answer:
    try:
        return narrow(writer)
    except CatalogueNotWritten:
        release_reserve(data)
        return narrow(writer)


def _block(data: Path, build: Build, narrow: Callable[[CatalogueWriter], object]) -> str:
    """Stop showing the documents to narrow, and return what to report."""
    try:
        with BlockingWriter(build.catalogue, build.blocked) as writer:
            with suppress(TooManyRemovals):
                narrow(writer)
            paths = [row.path for row in writer.rows() if row.id in writer.blocked]
    except OSError:
        return _stop(data)
    if not paths:
        return f"There was nothing to withdraw. {_THEN}"
    return f"These are no longer shown: {', '.join(paths)}. {_THEN}"


def _stop(data: Path) -> str:
    try:
        stop_serving(data)
    except OSError:
        return f"STOP THE SERVER NOW: withdrawn stories are still shown. {_THEN}"
    return f"The site now shows nothing, because a withdrawal could not be saved. {_THEN}"
