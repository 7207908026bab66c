"""Lines of the log: one form for all, nothing personal or secret in them, whichever package writes them."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest

from library.actions.packs.secrets import new_secret
from library.log import REDACTED, Line, configure, redacted

EMAIL = "ann.orr@example.org"


@pytest.fixture(autouse=True)
def root_as_before() -> Iterator[None]:
    """Leave the log of the tests as it was."""
    root, own = logging.getLogger(), logging.getLogger("library")
    handlers, level = list(root.handlers), own.level
    yield
    root.handlers[:] = handlers
    own.setLevel(level)


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_each_line_is_one_object_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure("json")
    logging.getLogger("library.web").warning("Two\nlines", extra={"fields": {"event": "test", "ms": 3}})
    (line,) = written(capsys)
    assert {**line, "time": ""} == {
        "time": "", "level": "warning", "logger": "library.web", "event": "test", "ms": 3, "message": "Two\nlines",
    }  # fmt: skip
    assert str(line["time"]).endswith("Z")


def test_text_has_time_level_place_and_message(capsys: pytest.CaptureFixture[str]) -> None:
    configure("text")
    logging.getLogger("library.web").warning("The disk is full")
    time, rest = capsys.readouterr().err.split(" ", 1)
    assert time.endswith("Z")
    assert rest == "WARNING library.web: The disk is full\n"


def test_a_log_that_is_configured_twice_writes_each_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    configure("text")
    configure("json")
    logging.getLogger("library.web").warning("Once")
    assert [line["message"] for line in written(capsys)] == ["Once"]


def test_the_values_of_a_request_are_removed_from_message_and_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    configure("json", lambda: ("the red chair", "the red"))
    try:
        raise ValueError("no passage has the red chair")
    except ValueError:
        logging.getLogger("library.search").exception("Search cannot answer for the red chair")
    (line,) = written(capsys)
    assert "ValueError: no passage has […]" in str(line["message"])
    assert "the red" not in str(line)


@pytest.mark.parametrize(
    "secret",
    [
        EMAIL,
        f"mailto:{EMAIL}",
        "https://library.example.org/packs/short",
        "/cy/shared/x7",
        "/sign-in/abc",
        "/invitations/abc",
        "/mine/abc",
        "/check/7KQM-2F9T",
        "/search?q=what+I+ask",
        "0f" * 16,
    ],
)
def test_what_looks_personal_or_secret_is_removed_wherever_it_is_in_a_line(secret: str) -> None:
    hidden = secret.rpartition("/")[2].rpartition(":")[2].rpartition("?")[2]
    assert hidden not in redacted(f"Mail to <{secret}> failed: '{secret}'")


def test_no_private_link_has_a_form_that_stays() -> None:
    made = [new_secret() for _ in range(20_000)]
    assert [secret for secret in made if redacted(secret) != REDACTED] == []


@pytest.mark.parametrize(
    "text",
    [
        "Fault at /packs/<edit> [GET]",
        'File "library/web/views/checking.py", line 12, in show_check',
        "RequestEntityTooLarge: 413 Request Entity Too Large",
        "Documents past their last day are hidden, but still stored. Run: library publish (no space left)",
        "Did you mean LIBRARY_TRUSTED_PROXIES? README.md lists all settings.",
    ],
)
def test_what_helps_to_find_a_fault_stays(text: str) -> None:
    assert redacted(text) == text


def test_lines_of_other_packages_say_only_where_they_come_from(capsys: pytest.CaptureFixture[str]) -> None:
    configure("json")
    other = logging.getLogger("waitress")
    try:
        try:
            raise ValueError(EMAIL)
        except ValueError as error:
            raise OSError("/packs/a-link") from error
    except OSError:
        other.exception("Exception while serving /packs/a-link")
    (line,) = written(capsys)
    message = str(line["message"])
    assert message.startswith("waitress.test_log.test_lines_of_other_packages_")
    assert "ValueError" in message
    assert message.endswith("OSError")
    # The frames quote our own lines of code above, so only what was put together is looked for.
    assert "a-link" not in message.replace('raise OSError("/packs/a-link")', "").replace(
        'other.exception("Exception while serving /packs/a-link")', ""
    )
    assert EMAIL not in message


def test_gunicorn_may_say_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    configure("json")
    logging.getLogger("gunicorn.error").warning("Booting worker with pid: %s", 7)
    assert written(capsys)[0]["message"] == "Booting worker with pid: 7"


def test_a_stream_that_is_closed_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    configure("text")
    monkeypatch.setattr(logging, "raiseExceptions", False)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", None)
        logging.getLogger("library.web").warning("Nobody reads this")


def test_a_line_has_no_values_to_remove_unless_a_server_gives_them() -> None:
    record = logging.LogRecord("library.web", logging.INFO, "", 1, "%s", ("kettle",), None)
    assert Line("text").format(record).endswith("library.web: kettle")
    assert Line("text", lambda: ["kettle"]).format(record).endswith(f"library.web: {REDACTED}")


THREAD = "threading.Thread(target=fail).start()"


@pytest.mark.parametrize("where", [THREAD, "fail()"])
def test_an_error_that_nothing_catches_is_a_line_like_others(where: str) -> None:
    program = f"""
import threading
from library import log
log.configure("json")
log.write_unhandled()
def fail():
    raise OSError("no mailbox " + "ann.orr" + "@example.org")
{where}
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    (line,) = [json.loads(each) for each in ended.stderr.splitlines()]
    assert line["level"] == "critical"
    assert line["message"].startswith("An error that nothing catches")
    assert line["message"].endswith("OSError: no mailbox […]")
