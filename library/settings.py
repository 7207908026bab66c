"""Settings: environment variables, read once, with every problem reported at once."""

from __future__ import annotations

import logging
import os
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from library.errors import SettingsError
from library.model.language import LANGUAGES, SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


_log = logging.getLogger(__name__)


# No part of it can be misread by a browser, a proxy or a cookie.
_PATH = re.compile(r"(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*){0,9}")


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as error:
        raise ValueError("a folder, and the name after ~ a user of this computer") from error


def _address(text: str) -> str:
    right = "an address such as https://library.example.org or https://example.org/library"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(right) from error
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment or parts.username:
        raise ValueError(right)
    path = parts.path.rstrip("/")
    if not _PATH.fullmatch(path):
        raise ValueError(right)
    return f"{parts.scheme}://{parts.netloc}{path}"


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise ValueError("a whole number from 0 to 999")
    return int(text)


def _amount(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise ValueError("a whole number from 0 to 9999999")
    return int(text)


def _at_least_one(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise ValueError("a whole number from 1 to 999999")
    return int(text)


def _seconds(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]+)?", text):
        raise ValueError("a number of seconds such as 30")
    return float(text)


def _languages(text: str) -> tuple[str, ...]:
    languages = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not languages or languages[0] != SOURCE or not set(languages) <= set(LANGUAGES):
        raise ValueError("en, or en with cy or gd after it, such as en,cy")
    return languages


def _contact(text: str) -> str:
    if text and not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+|https://\S+", text):
        raise ValueError("a mailto: or https: address")
    return text


def _database(text: str) -> str:
    if text and not re.fullmatch(r"sqlite:///.+|postgres(?:ql)?://.+", text):
        raise ValueError("sqlite:///path or postgresql://user:password@host/name")
    return re.sub(r"^postgres://", "postgresql://", text)


def _mail_server(text: str) -> str:
    right = "smtp://user:password@host:587 or smtps://user:password@host:465"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(right) from error
    if text and (parts.scheme not in {"smtp", "smtps"} or not host or parts.path.strip("/") or parts.query):
        raise ValueError(right)
    return text


def _sender(text: str) -> str:
    if text and not re.fullmatch(r"[^<>@\s]+@[^<>@\s]+|[^<>@\r\n]+ <[^<>@\s]+@[^<>@\s]+>", text):
        raise ValueError("an address such as library@example.org or Library <library@example.org>")
    return text


def _scanner(text: str) -> str:
    if text and not re.fullmatch(r"/.+|(?:[^:/\s]+|\[[0-9A-Fa-f:]+\]):[0-9]{1,5}", text):
        raise ValueError(
            "the path of a socket such as /run/clamav/clamd.ctl, or a host and port such as localhost:3310"
        )
    return text


def _jobs(text: str) -> bool:
    if text not in {"here", "apart"}:
        raise ValueError("here or apart")
    return text == "here"


def _switch(text: str) -> bool:
    if text not in {"on", "off"}:
        raise ValueError("on or off")
    return text == "on"


def _text(text: str) -> str:
    return text


def _log_form(text: str) -> str:
    if text not in {"text", "json"}:
        raise ValueError("text or json")
    return text


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the settings table.

    Attributes:
        name: The environment variable.
        field: The attribute of ``Settings``.
        default: As it would be in the environment.
        unit: What it counts in, or empty.
        sentence: What it does.
        read: Converts the text to the value; its ``ValueError`` says what is allowed.
        former: What it was called before, or empty. The old name is still read, with a warning in the log.
        is_secret: Whether it can hold a password, so that no message repeats it.
    """

    name: str
    field: str
    default: str
    unit: str
    sentence: str
    read: Callable[[str], object]
    former: str = ""
    is_secret: bool = False


SETTINGS = (
    Setting(
        "LIBRARY_CONTENT", "content", "content", "folder", "Where the stories, resources and vocabulary are.", _folder
    ),
    Setting(
        "LIBRARY_DATA",
        "data",
        "var",
        "folder",
        "Where the library stores the site’s database, search index and copies of media.",
        _folder,
    ),
    Setting(
        "LIBRARY_DATABASE_URL",
        "database_url",
        "",
        "address",
        "Where packs and other records are: sqlite:///path or postgresql://…. Default: records.sqlite in LIBRARY_DATA.",
        _database,
        is_secret=True,
    ),
    Setting(
        "LIBRARY_URL",
        "url",
        "http://127.0.0.1:8000",
        "address",
        "Web address of the site, with its path if any. Default with `library serve`: the address that it serves.",
        _address,
    ),
    Setting("LIBRARY_TRUSTED_PROXIES", "trusted_proxies", "0", "count", "Number of trusted proxies.", _count),
    Setting(
        "LIBRARY_SECRET_KEY",
        "secret_key",
        "",
        "",
        "Secret key for signing links. Created automatically if not set.",
        _text,
        is_secret=True,
    ),
    Setting(
        "LIBRARY_LANGUAGES",
        "languages",
        "en",
        "codes",
        "Languages of the menus and buttons: en first, then cy or gd.",
        _languages,
    ),
    Setting(
        "LIBRARY_CONTACT",
        "contact",
        "",
        "address",
        "Contact address for readers and storytellers: mailto: or https:.",
        _contact,
    ),
    Setting(
        "LIBRARY_SHOW_FICTIONAL",
        "show_fictional",
        "on",
        "",
        "Whether fictional documents are shown at all.",
        _switch,
        former="LIBRARY_SHOW_INVENTED",
    ),
    Setting(
        "LIBRARY_PUBLISH_WAIT",
        "publish_wait",
        "30",
        "seconds",
        "Seconds to wait if another publish is running.",
        _seconds,
    ),
    Setting(
        "LIBRARY_SECOND_REVIEWER",
        "second_reviewer",
        "off",
        "",
        "A second pair of eyes: whether someone other than its last author has to publish a draft.",
        _switch,
    ),
    Setting(
        "LIBRARY_NEW_PACKS",
        "new_packs",
        "500",
        "count",
        "Packs that one internet address can start in a day. 0: no limit.",
        _amount,
    ),
    Setting(
        "LIBRARY_PACKS_SIZE",
        "packs_size",
        "1000",
        "MB",
        "Space for all packs. When it is full, nobody can start a new one. 0: no limit.",
        _amount,
    ),
    Setting(
        "LIBRARY_WRITING_SIZE",
        "writing_size",
        "1000",
        "MB",
        "Space for all drafts and histories. When it is full, nothing more can be saved. 0: no limit.",
        _amount,
    ),
    Setting(
        "LIBRARY_FILES_AT_ONCE",
        "files_at_once",
        "2",
        "count",
        "Pack files made at the same time. The server needs at least 15 more threads.",
        _at_least_one,
    ),
    Setting(
        "LIBRARY_FILE_WAIT",
        "file_wait",
        "5",
        "seconds",
        "How long a pack file, or a paste, waits for its turn. 0: not at all.",
        _seconds,
    ),
    Setting(
        "LIBRARY_FILE_SECONDS", "file_seconds", "25", "seconds", "Time limit for making one pack file.", _at_least_one
    ),
    Setting("LIBRARY_FILE_MEMORY", "file_memory", "500", "MB", "Memory limit for making one pack file.", _at_least_one),
    Setting(
        "LIBRARY_FILM_SIZE",
        "film_size",
        "2000",
        "MB",
        "The largest film, sound or zip file that a coordinator can upload.",
        _at_least_one,
    ),
    Setting(
        "LIBRARY_UPLOAD_SIZE",
        "upload_size",
        "50",
        "MB",
        "The largest of all other files that a coordinator can upload.",
        _at_least_one,
    ),
    Setting(
        "LIBRARY_UPLOADS_SIZE",
        "uploads_size",
        "20000",
        "MB",
        "Space for all files of documents that are not published yet. 0: no limit.",
        _amount,
    ),
    Setting(
        "LIBRARY_CLAMD",
        "clamd",
        "",
        "",
        "Virus scanner for uploads: the socket of clamd, or host:port. If it does not answer, uploads are refused.",
        _scanner,
    ),
    Setting(
        "LIBRARY_AUDIT_DAYS",
        "audit_days",
        "730",
        "days",
        "How long the audit log keeps a line.",
        _at_least_one,
    ),
    Setting(
        "LIBRARY_LOG",
        "log",
        "text",
        "",
        "Form of the server’s log: text, or json with a line for each request.",
        _log_form,
    ),
    Setting(
        "LIBRARY_MAIL_URL",
        "mail_url",
        "",
        "address",
        "Mail server: smtp://user:password@host:587. Without it, nobody gets mail, and links are copied by hand.",
        _mail_server,
        is_secret=True,
    ),
    Setting("LIBRARY_MAIL_FROM", "mail_from", "", "address", "Who mails come from. Needed for mail.", _sender),
    Setting(
        "LIBRARY_JOBS",
        "works_here",
        "here",
        "",
        "Where mails are sent, drafts published on time and old records deleted: here, or apart by `library work`.",
        _jobs,
    ),
    Setting(
        "LIBRARY_BACKUP_KEY",
        "backup_key",
        "",
        "",
        "Passphrase or age key for `library backup` and `library restore`, which ask for it otherwise.",
        _text,
        is_secret=True,
    ),
)


PREFIX = "LIBRARY_"
# Not settings of the site: for tests, and for compilers and linkers.
NOT_SETTINGS = frozenset(
    {"LIBRARY_CORPORA", "LIBRARY_CHROMIUM", "LIBRARY_KILL_SEED", "LIBRARY_DISK_SEED", "LIBRARY_PATH"}
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, checked; see ``SETTINGS`` for what each means."""

    content: Path
    data: Path
    database_url: str
    url: str
    trusted_proxies: int
    secret_key: str
    languages: tuple[str, ...]
    contact: str
    show_fictional: bool
    publish_wait: float
    second_reviewer: bool
    new_packs: int
    packs_size: int
    writing_size: int
    files_at_once: int
    file_wait: float
    file_seconds: int
    file_memory: int
    film_size: int
    upload_size: int
    uploads_size: int
    clamd: str
    audit_days: int
    log: str
    mail_url: str
    mail_from: str
    works_here: bool
    backup_key: str

    @property
    def path(self) -> str:
        """Return the path of the site's address, such as ``/library``; empty at the root of its host."""
        return urlsplit(self.url).path


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Args:
        environment: Names to values; the process's own environment if ``None``.

    Returns:
        All settings, with the default for those that are not set.

    Raises:
        SettingsError: Some are wrong or unknown; has a sentence for each.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, object] = {}
    problems = [*_unknown(environment), *_said_twice(environment)]
    for setting in SETTINGS:
        name, text = _said(environment, setting)
        try:
            values[setting.field] = setting.read(text)
        except ValueError as error:
            problems.append(
                f"{name} must be {error}." if setting.is_secret else f"{name} must be {error}, not {text!r}."
            )
    if values.get("mail_url") and not values.get("mail_from"):
        problems.append("LIBRARY_MAIL_FROM must be set too: the address that mails come from.")
    if problems:
        raise SettingsError(problems)
    return Settings(**values)  # type: ignore[arg-type]


def _said(environment: Mapping[str, str], setting: Setting) -> tuple[str, str]:
    """Return the name that a setting has in the environment, and its value or default."""
    now, then = environment.get(setting.name, ""), environment.get(setting.former, "")
    if then:
        _log.warning("%s is now called %s. Rename it: a later version will refuse it.", setting.former, setting.name)
    return (setting.former, then) if then and not now else (setting.name, now or setting.default)


def _said_twice(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each setting that has one value under its name and another under its old name."""
    for setting in SETTINGS:
        now, then = environment.get(setting.name, ""), environment.get(setting.former, "")
        if now and then and now != then:
            yield f"{setting.name} is {now!r}, but its old name {setting.former} is {then!r}. Delete the old one."


def _unknown(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each name that looks like a setting but is not one."""
    known = [name.removeprefix(PREFIX) for setting in SETTINGS for name in (setting.name, setting.former) if name]
    for name in sorted(environment):
        own = name.removeprefix(PREFIX)
        if name.startswith(PREFIX) and environment[name] and own not in known and name not in NOT_SETTINGS:
            near = get_close_matches(own, known, 1)
            hint = f"Did you mean {PREFIX}{near[0]}?" if near else "README.md lists all settings."
            yield f"{name} is not a setting. {hint}"
