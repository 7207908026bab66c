"""Writing a release to a folder: the wheel, the lock, the bill of materials and the checksums of all three."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from importlib import metadata
from pathlib import Path

from release.bill_of_materials import bill_of_materials
from release.lock import read_lock

ROOT = Path(__file__).parent.parent
LOCK = "requirements.lock"
CHECKSUMS = "SHA256SUMS"


def make_release(folder: Path) -> tuple[Path, ...]:
    """Write a release.

    The same code gives the same files if ``SOURCE_DATE_EPOCH`` is the same, as in ``make release``.

    Args:
        folder: It must be empty or not exist.

    Returns:
        The files, with the checksums last.

    Raises:
        FileExistsError: The folder has something in it.
        subprocess.CalledProcessError: The wheel cannot be built.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty. Delete what is in it, so that the release has nothing else.")
    wheel = _build_wheel(folder)
    lock = Path(shutil.copyfile(ROOT / LOCK, folder / LOCK))
    bill = _write_bill(wheel, lock)
    files = (wheel, lock, bill)
    checksums = folder / CHECKSUMS
    checksums.write_text("".join(f"{_hash(file)}  {file.name}\n" for file in files), "ascii")
    return (*files, checksums)


def _build_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder.absolute())]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _write_bill(wheel: Path, lock: Path) -> Path:
    made_at = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    about = _metadata_of(wheel)
    bill = bill_of_materials(about, _hash(wheel), read_lock(lock.read_text("utf-8")), made_at)
    path = wheel.with_name(f"{about['Name']}-{about['Version']}.cdx.json")
    path.write_text(json.dumps(bill, indent=1) + "\n", "utf-8")
    return path


def _metadata_of(wheel: Path) -> metadata.PackageMetadata:
    with zipfile.ZipFile(wheel) as archive:
        folder = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA")).rpartition("/")[0]
        return metadata.PathDistribution(zipfile.Path(archive, f"{folder}/")).metadata


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
