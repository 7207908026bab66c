"""What all tests share: no way out to the network, the test corpora, the habits of Hypothesis."""

import logging
import os
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# HYPOTHESIS_PROFILE picks one. No deadline: a busy machine is not a bug.
settings.register_profile("ci", derandomize=False, print_blob=True, deadline=None)
settings.register_profile("thorough", parent=settings.get_profile("ci"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

LOCAL_NAMES = {None, "", "127.0.0.1", "localhost", "::1", "0.0.0.0"}  # noqa: S104 (compared, never bound)
NO_CORPORA = "LIBRARY_CORPORA is not set: the corpora lie beside the checkout as ../shared/corpora"


@pytest.fixture(autouse=True)
def no_name_leaves_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to look up any name but this machine's.

    pytest-socket (see pyproject.toml) refuses connections to other machines; looking up a name is already a
    message to one.
    """
    look_up = socket.getaddrinfo

    def guarded(host: str | bytes | None, *args: object, **kwargs: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in LOCAL_NAMES:
            raise AssertionError(f"A test tried to look up {name!r}. Tests reach this machine only.")
        return look_up(host, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(socket, "getaddrinfo", guarded)


@pytest.fixture(autouse=True)
def the_log_is_as_it_was() -> Iterator[None]:
    """Take away what a server that was started in a test has done to the log of the whole process."""
    root, library = logging.getLogger(), logging.getLogger("library")
    handlers, level, hooks = list(root.handlers), library.level, (sys.excepthook, threading.excepthook)
    yield
    root.handlers[:] = [each for each in root.handlers if each in handlers]
    library.setLevel(level)
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real third-party data, to be read only; mark the tests that ask for it `corpora`."""
    folder = os.environ.get("LIBRARY_CORPORA")
    if not folder:
        pytest.skip(NO_CORPORA)
    path = Path(folder)
    assert path.is_dir(), f"LIBRARY_CORPORA names {folder}, which is not a folder"
    return path
