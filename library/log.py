"""The log of a server: one form for every line, text or JSON, without personal data and secrets.

Three rules, so that a new line cannot break them:

* Our own lines name routes, never addresses. What came with the request is removed from them, and so is everything that
  looks like an email address, a private link or a key.
* Of lines by other packages, only the place is written, such as ``waitress.channel.service:437``. Some quote addresses.
* Of their exceptions, only the types and places are written.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType

_log = logging.getLogger(__name__)

REDACTED = "[…]"

OWN = "library"
# gunicorn says when workers start and end. Its lines about requests are shortened in ``web/gunicorn_settings.py``.
SERVER = "gunicorn"

_PATTERNS = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    # The names of routes, such as /packs/<edit>, stay.
    re.compile(r"(?<=/)(?:packs|shared|check|sign-in|invitations|mine)/[^\s<>\"']+"),
    re.compile(r"(?<=\S)\?[^\s\"']+"),
    # Links and keys: in both cases, 20 characters and more with a digit or dash, or longer than names of classes; or
    # hexadecimal.
    re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?:(?=[\w-]*[\d-])[\w-]{20,}|[\w-]{28,})"),
    re.compile(r"\b[0-9a-f]{32,}\b"),
)


def nothing() -> Iterable[str]:
    """Return nothing to remove, where no request is served."""
    return ()


def redacted(text: str, values: Iterable[str] = ()) -> str:
    """Return a text without some values, and without what looks personal or secret."""
    # The longest first: one value may be part of another.
    for value in sorted(set(values), key=len, reverse=True):
        text = text.replace(value, REDACTED)
    for pattern in _PATTERNS:
        text = pattern.sub(REDACTED, text)
    return text


class Line(logging.Formatter):
    """Writes each record as one line of JSON, or as text."""

    def __init__(self, form: str, carried: Callable[[], Iterable[str]] = nothing) -> None:
        """Take the form, ``text`` or ``json``, and what returns the values that came with the current request."""
        super().__init__()
        self._as_json = form == "json"
        self._carried = carried

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        message = "\n".join(filter(None, self._parts(record)))
        if not self._as_json:
            return f"{at} {record.levelname} {record.name}: {message}"
        fields = {"time": at, "level": record.levelname.lower(), "logger": record.name}
        return json.dumps(fields | getattr(record, "fields", {}) | {"message": message}, ensure_ascii=False)

    def _parts(self, record: logging.LogRecord) -> tuple[str, str]:
        package = record.name.partition(".")[0]
        error = record.exc_info[1] if record.exc_info else None
        message = record.getMessage() if package in {OWN, SERVER} else _place_of(record)
        told = _told(error) if package == OWN else _places(error)
        return redacted(message, self._carried()), redacted(told, self._carried()).rstrip()


def _place_of(record: logging.LogRecord) -> str:
    return f"{record.name}.{record.module}.{record.funcName}:{record.lineno}"


def _told(error: BaseException | None) -> str:
    return "".join(traceback.format_exception(error)) if error else ""


def _places(error: BaseException | None) -> str:
    """Return the type of an exception and where it was raised, and first those of its causes, without their texts."""
    if error is None:
        return ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{_places(error.__cause__ or error.__context__)}{frames}{type(error).__name__}\n"


class _Stream(logging.Handler):
    """Writes to the standard error of the moment, which a server may replace."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001 - what the library does must not depend on its log
            self.handleError(record)


def configure(form: str, carried: Callable[[], Iterable[str]] = nothing) -> None:
    """Write the log of this process to its standard error.

    Args:
        form: ``text`` or ``json``.
        carried: Returns the values that came with the current request, to be removed from its lines.
    """
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _Stream)]:
        root.removeHandler(handler)
    stream = _Stream()
    stream.setFormatter(Line(form, carried))
    root.addHandler(stream)
    logging.getLogger("library").setLevel(logging.INFO)


def write_unhandled() -> None:
    """Write errors that nothing catches to the log too; Python would write their text as it is. For a whole process."""
    threading.excepthook = lambda raised: _unhandled(raised.exc_type, raised.exc_value, raised.exc_traceback)
    sys.excepthook = _unhandled


def _unhandled(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    _log.critical("An error that nothing catches", exc_info=(kind, error or kind(), trace))
