"""systemd reads the units of ``deploy/`` without a warning, and finds their sandboxes tight."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from library.settings import SETTINGS
from library.terminal.main import main
from tests.hosting.host import BIN, DEPLOY, ROOT, replaced, sample, values_of

UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in {".service", ".socket", ".timer"})
SERVICES = [name for name in UNITS if name.endswith(".service")]

# Tenths of systemd's scale from 0 (locked up) to 10. What is left: sockets to nginx, the database and mail.
EXPOSURE = 16


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """A folder with all units, whose programs are where they are on this machine."""
    for name in UNITS:
        places = {BIN: str(Path(sys.executable).parent)} if name in SERVICES else {}
        (tmp_path / name).write_text(replaced(sample(name), places))
    return tmp_path


def systemd(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *arguments], cwd=folder, capture_output=True, text=True)


def test_systemd_has_nothing_to_say_about_the_units(units: Path) -> None:
    checked = systemd(units, "verify", "--man=no", *(f"./{name}" for name in UNITS))
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_a_fault_in_a_unit_is_found(units: Path) -> None:
    unit = units / SERVICES[0]
    unit.write_text(unit.read_text().replace("ProtectSystem=strict", "ProtectSystems=strict"))
    assert "ProtectSystems" in systemd(units, "verify", "--man=no", f"./{unit.name}").stderr


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_in_a_tight_sandbox(units: Path, name: str) -> None:
    threshold = ("security", "--offline=yes", "--no-pager", f"--threshold={EXPOSURE}", f"./{name}")
    checked = systemd(units, *threshold)
    assert checked.returncode == 0, checked.stdout
    unit = units / name
    unit.write_text(re.sub(r"^(Protect|Private|Restrict|SystemCall|Capability).*$", "", unit.read_text(), flags=re.M))
    assert systemd(units, *threshold).returncode != 0


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_as_the_user_who_publishes_and_starts_a_command_that_there_is(name: str) -> None:
    text = sample(name)
    assert values_of(text, "User") == ["commonplace"]
    assert values_of(text, "EnvironmentFile") == ["/etc/commonplace/environment"]
    (line,) = values_of(text, "ExecStart")
    program, *arguments = line.split()
    assert program in {f"{BIN}/gunicorn", f"{BIN}/library"}
    if program.endswith("/library"):
        assert arguments[0] in main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", ["commonplace.service", "commonplace-work.service"])
def test_the_services_that_publish_may_write_the_content_folder(name: str) -> None:
    (content,) = values_of(sample("environment.example"), "LIBRARY_CONTENT")
    assert f"-{content}" in values_of(sample(name), "ReadWritePaths")


def test_nginx_and_systemd_name_the_same_socket() -> None:
    assert f"unix:{values_of(sample('commonplace.socket'), 'ListenStream')[0]} " in sample("nginx.conf")


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_a_sample_names_only_settings_that_there_are(path: Path) -> None:
    assert set(re.findall(r"LIBRARY_[A-Z_]+", path.read_text("utf-8"))) <= {setting.name for setting in SETTINGS}


def test_the_page_for_hosts_names_every_sample_and_no_other() -> None:
    page = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    named = set(re.findall(r"deploy/([a-z.-]*[a-z])", page)) | set(re.findall(r"`(commonplace[a-z.-]*\.[a-z]+)`", page))
    assert {path.name for path in DEPLOY.iterdir()} - named == set()
    assert {name for name in named if not (DEPLOY / name).exists() and name != "commonplace"} == set()
