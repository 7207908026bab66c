"""PostgreSQL's programs that copy a database to a file and back: ``pg_dump``, ``pg_restore`` and ``psql``.

They get the password in their environment, because everyone on the computer can read their arguments.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url

from library.errors import BackupError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# What must exist to restore a copy.
PROGRAMS = ("pg_dump", "pg_restore", "psql")


def require_programs() -> None:
    """Check that all programs are there.

    Raises:
        BackupError: One is missing.
    """
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        raise BackupError(
            f"Install PostgreSQL’s client programs (on Debian: apt-get install postgresql-client). "
            f"The records are in PostgreSQL, and these are missing: {', '.join(missing)}."
        )


def dump(address: str, file: Path, without: Iterable[str], schema: str = "public") -> None:
    """Copy a schema of a database into a file, as it is at one moment, while others use it.

    Args:
        address: ``postgresql://…``.
        file: To be made.
        without: Tables that are copied without their rows.
        schema: Its name.

    Raises:
        BackupError: It cannot be copied.
    """
    excluded = [f"--exclude-table-data={schema}.{table}" for table in without]
    wanted = ["--format=custom", f"--schema={schema}", *_COMMON, *excluded]
    _run(["pg_dump", *wanted, f"--file={file}", *_target(address)], address)


def script_of(file: Path, script: Path, schema: str) -> None:
    """Write the SQL that puts a copy in the place of what a schema holds.

    Raises:
        BackupError: The file is not such a copy.
    """
    wanted = ["--clean", "--if-exists", f"--schema={schema}", f"--file={script}"]
    _run(["pg_restore", *_COMMON, *wanted, str(file)], "")


def run_scripts(address: str, scripts: Iterable[Path]) -> None:
    """Run SQL in one transaction: all of it happens, or nothing.

    Raises:
        BackupError: It failed; nothing was changed.
    """
    files = [f"--file={script}" for script in scripts]
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    _run(["psql", *options, *files, *_target(address)], address)


_COMMON = ("--no-owner", "--no-privileges")


def _target(address: str) -> tuple[str, str]:
    full = make_url(address)
    url = URL.create("postgresql", full.username, None, full.host, full.port, full.database, full.query)
    return "--no-password", f"--dbname={url.render_as_string(hide_password=False)}"


def _run(command: list[str], address: str) -> None:
    password = make_url(address).password if address else None
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIBRARY_")}
    environment |= {"PGPASSWORD": str(password)} if password else {}
    # Whoever holds a lock for longer does not let a backup or a restore wait for ever.
    environment["PGOPTIONS"] = f"{environment.get('PGOPTIONS', '')} -c lock_timeout=120s".strip()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603 - our own arguments, no shell
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise BackupError(f"Check the database that LIBRARY_DATABASE_URL names. {command[0]} failed: {said[-1]}")
