"""A release is complete: a host that installs it needs nothing of the checkout, and sees what it is made of."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from release.lock import read_lock
from release.make import make_release
from tests.hosting.host import ROOT
from tests.storage.databases import free_port
from tests.web.shelves import fill
from tests.web.test_half_open import serving, status_of

LOCK = read_lock((ROOT / "requirements.lock").read_text("utf-8"))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a release, made at a fixed time."""
    folder = tmp_path_factory.mktemp("release") / "dist"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "1764400000")
        make_release(folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def bill(release: Path) -> dict[str, Any]:
    (path,) = release.glob("*.cdx.json")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_a_release_has_checksums_of_every_file(release: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=release, capture_output=True).returncode == 0
    named = [line.split()[1] for line in (release / "SHA256SUMS").read_text().splitlines()]
    assert sorted([*named, "SHA256SUMS"]) == sorted(path.name for path in release.iterdir())
    assert (release / "requirements.lock").read_bytes() == (ROOT / "requirements.lock").read_bytes()


def test_the_same_code_gives_the_same_release(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764400000")
    *_, checksums = make_release(tmp_path / "again")
    assert checksums.read_bytes() == (release / "SHA256SUMS").read_bytes()


def test_a_release_is_not_mixed_with_another(release: Path) -> None:
    command = [sys.executable, "-m", "release", str(release)]
    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.endswith("is not empty. Delete what is in it, so that the release has nothing else.\n")


def test_the_bill_of_materials_names_the_wheel_by_its_hash(release: Path, bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    application = bill["metadata"]["component"]
    lines = [line.split() for line in (release / "SHA256SUMS").read_text().splitlines()]
    (wheel_hash,) = (content for content, name in lines if name.endswith(".whl"))
    assert application["hashes"] == [{"alg": "SHA-256", "content": wheel_hash}]
    assert application["licenses"] == [{"expression": "MIT"}]


def test_the_bill_of_materials_has_what_the_lock_installs_and_nothing_for_tests(bill: dict[str, Any]) -> None:
    components = {each["name"]: each for each in bill["components"]}
    assert {"flask", "gunicorn", "werkzeug", "whoosh3", "sqlalchemy", "psycopg-binary"} <= set(components)
    assert {"pytest", "hatchling", "ruff", "mypy", "playwright"} & set(components) == set()
    for name, component in components.items():
        locked = next(each for key, each in LOCK.items() if key == name)
        assert component["version"] == locked.version == metadata.version(name)
        hashes = {each["content"] for each in component["externalReferences"][0]["hashes"]}
        assert hashes == set(locked.hashes)
        assert hashes


def test_the_bill_of_materials_says_what_needs_what_without_a_gap(bill: dict[str, Any]) -> None:
    known = {each["bom-ref"] for each in (*bill["components"], bill["metadata"]["component"])}
    needs = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert set(needs) == known
    assert {each for every in needs.values() for each in every} == known - {bill["metadata"]["component"]["bom-ref"]}
    flask = next(ref for ref in known if ref.startswith("pkg:pypi/flask@"))
    assert any(each.startswith("pkg:pypi/werkzeug@") for each in needs[flask])


def test_every_package_has_a_licence_unless_it_names_none_itself(bill: dict[str, Any]) -> None:
    assert [each["name"] for each in bill["components"] if not each["licenses"]] == ["pyrage"]


@pytest.fixture
def installed(release: Path, tmp_path: Path) -> Path:
    """The Python of a fresh environment with the wheel, and the packages that the tests already have."""
    place = tmp_path / "installed"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "shared.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (wheel,) = release.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    command = [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(command, check=True)
    return python


def test_the_wheel_alone_brings_the_command_and_serves_the_site(installed: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    library = [str(installed.with_name("library")), "--help"]
    assert b"publish" in subprocess.run(library, cwd=tmp_path, env=environment, check=True, capture_output=True).stdout
    where = [str(installed), "-c", "import library; print(library.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True).stdout
    assert Path(found).is_relative_to(installed.parents[1])

    fill(tmp_path)
    port = free_port()
    gunicorn = (
        str(installed), "-m", "gunicorn", "--config", "python:library.web.gunicorn_settings",
        "library.web.server:create_site()", "--bind", f"127.0.0.1:{port}", "--workers", "2",
    )  # fmt: skip
    with serving(tmp_path, *gunicorn, cwd=tmp_path, path=""):
        pages = ("/healthz", "/", "/cy/stories/spare-key", "/writing", "/static/commonplace.css")
        assert [status_of(port, page) for page in pages] == [200] * len(pages)
