"""A site that cannot start says why in sentences: with gunicorn, with Flask's own server, and by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosting.host import ROOT
from tests.storage.databases import free_port

SERVERS = {
    "gunicorn": ("gunicorn", "--config", "python:library.web.gunicorn_settings", "library.web.server:create_site()"),
    "gunicorn in a checkout": ("gunicorn", "app:app"),
    "flask": ("flask", "--app", "app", "run"),
}
NO_VOCABULARY = "vocabulary.yaml:1: Check that this file is there and that you can open it"
WRONG = {
    "LIBRARY_LANGUAGES": ("xx", "LIBRARY_LANGUAGES must be en, or en with cy or gd after it, such as en,cy, not 'xx'."),
    "LIBRARY_CONTENT": ("nowhere", NO_VOCABULARY),
}


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("name", WRONG)
def test_a_site_that_cannot_start_says_why_without_a_traceback(server: str, name: str, tmp_path: Path) -> None:
    value, sentence = WRONG[name]
    environment = os.environ | {"LIBRARY_DATA": str(tmp_path), "PYTHONPATH": str(ROOT), name: value}
    option = ("--port", str(free_port())) if server == "flask" else ("--bind", f"127.0.0.1:{free_port()}")
    command = [sys.executable, "-m", *SERVERS[server], *option]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
