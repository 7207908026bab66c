"""Settings: read once from the environment, and everything that is wrong said at once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from library.bootstrap import library_from_environment
from library.errors import SettingsError
from library.settings import NOT_SETTINGS, SETTINGS, Settings, read_settings
from library.storage.signing_key import secret_key

DEFAULTS = Settings(
    content=Path.cwd() / "content",
    data=Path.cwd() / "var",
    database_url="",
    url="http://127.0.0.1:8000",
    trusted_proxies=0,
    secret_key="",
    languages=("en",),
    contact="",
    show_fictional=True,
    publish_wait=30.0,
    second_reviewer=False,
    new_packs=500,
    packs_size=1_000,
    writing_size=1_000,
    files_at_once=2,
    file_wait=5.0,
    file_seconds=25,
    file_memory=500,
    film_size=2_000,
    upload_size=50,
    uploads_size=20_000,
    clamd="",
    audit_days=730,
    log="text",
    mail_url="",
    mail_from="",
    works_here=True,
    backup_key="",
)


def problem(name: str, text: str) -> str:
    """Return the only problem that a setting makes."""
    with pytest.raises(SettingsError) as caught:
        read_settings({name: text})
    (sentence,) = caught.value.problems
    assert str(caught.value) == sentence
    return sentence


def test_a_silent_environment_gives_the_defaults() -> None:
    assert read_settings({}) == read_settings({setting.name: "" for setting in SETTINGS}) == DEFAULTS


def test_the_environment_of_the_process_is_read_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setenv("LIBRARY_PUBLISH_WAIT", "7")
    assert read_settings().publish_wait == 7.0


def test_every_setting_is_a_field_and_every_field_a_setting() -> None:
    assert [setting.field for setting in SETTINGS] == [field.name for field in fields(Settings)]
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


def test_every_setting_says_what_it_is_for_in_one_sentence() -> None:
    assert [setting.name for setting in SETTINGS if not setting.sentence.endswith(".")] == []
    assert [setting.name for setting in SETTINGS if not setting.name.startswith("LIBRARY_")] == []


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("LIBRARY_CONTENT", "/srv/content", Path("/srv/content")),
        ("LIBRARY_CONTENT", "here", Path.cwd() / "here"),
        ("LIBRARY_DATA", "~/data", Path.home() / "data"),
        ("LIBRARY_URL", "https://library.example.org", "https://library.example.org"),
        ("LIBRARY_URL", "https://library.example.org/", "https://library.example.org"),
        ("LIBRARY_URL", "http://[::1]:8000", "http://[::1]:8000"),
        ("LIBRARY_URL", "https://example.org/our/library/", "https://example.org/our/library"),
        ("LIBRARY_TRUSTED_PROXIES", "2", 2),
        ("LIBRARY_SECRET_KEY", "a key", "a key"),
        ("LIBRARY_LANGUAGES", "en", ("en",)),
        ("LIBRARY_LANGUAGES", "en, cy,gd", ("en", "cy", "gd")),
        ("LIBRARY_LANGUAGES", "en,,en,cy", ("en", "cy")),
        ("LIBRARY_CONTACT", "mailto:somebody@example.org", "mailto:somebody@example.org"),
        ("LIBRARY_SHOW_FICTIONAL", "off", False),
        ("LIBRARY_SHOW_FICTIONAL", "on", True),
        ("LIBRARY_PUBLISH_WAIT", "0.5", 0.5),
        ("LIBRARY_PUBLISH_WAIT", "0", 0.0),
        ("LIBRARY_LOG", "json", "json"),
        ("LIBRARY_MAIL_FROM", "Our library <library@example.org>", "Our library <library@example.org>"),
        ("LIBRARY_JOBS", "apart", False),
    ],
)
def test_a_setting_is_read(name: str, text: str, value: object) -> None:
    field = next(setting.field for setting in SETTINGS if setting.name == name)
    assert asdict(read_settings({name: text})) == asdict(DEFAULTS) | {field: value}


SENDER = "an address such as library@example.org or Library <library@example.org>"
ADDRESS = "an address such as https://library.example.org or https://example.org/library"


@pytest.mark.parametrize(
    ("name", "text", "right"),
    [
        ("LIBRARY_URL", "library.example.org", ADDRESS),
        ("LIBRARY_URL", "ftp://library.example.org", ADDRESS),
        ("LIBRARY_URL", "https://", ADDRESS),
        ("LIBRARY_URL", "https://somebody@library.example.org", ADDRESS),
        ("LIBRARY_URL", "https://library.example.org?a=b", ADDRESS),
        ("LIBRARY_URL", "https://library.example.org#a", ADDRESS),
        ("LIBRARY_URL", "http://[::1", ADDRESS),
        ("LIBRARY_URL", "http://library.example.org:80000", ADDRESS),
        ("LIBRARY_URL", "https://example.org/library/../shelf", ADDRESS),
        ("LIBRARY_URL", "https://example.org//library", ADDRESS),
        ("LIBRARY_URL", "https://example.org/our library", ADDRESS),
        ("LIBRARY_URL", 'https://example.org/"library', ADDRESS),
        ("LIBRARY_TRUSTED_PROXIES", "-1", "a whole number from 0 to 999"),
        ("LIBRARY_TRUSTED_PROXIES", "one", "a whole number from 0 to 999"),
        ("LIBRARY_TRUSTED_PROXIES", "²", "a whole number from 0 to 999"),
        ("LIBRARY_LANGUAGES", "cy", "en, or en with cy or gd after it, such as en,cy"),
        ("LIBRARY_LANGUAGES", "en,fr", "en, or en with cy or gd after it, such as en,cy"),
        ("LIBRARY_LANGUAGES", ",", "en, or en with cy or gd after it, such as en,cy"),
        ("LIBRARY_CONTACT", "somebody@example.org", "a mailto: or https: address"),
        ("LIBRARY_CONTACT", "javascript:alert(1)", "a mailto: or https: address"),
        ("LIBRARY_SHOW_FICTIONAL", "yes", "on or off"),
        ("LIBRARY_PUBLISH_WAIT", "soon", "a number of seconds such as 30"),
        ("LIBRARY_PUBLISH_WAIT", "-1", "a number of seconds such as 30"),
        ("LIBRARY_PUBLISH_WAIT", "inf", "a number of seconds such as 30"),
        ("LIBRARY_LOG", "xml", "text or json"),
        ("LIBRARY_MAIL_FROM", "Our library", SENDER),
        (
            "LIBRARY_MAIL_FROM",
            "a@b\nBcc: c@d",
            SENDER,
        ),
        ("LIBRARY_JOBS", "elsewhere", "here or apart"),
    ],
)
def test_a_wrong_setting_says_what_would_be_right(name: str, text: str, right: str) -> None:
    assert problem(name, text) == f"{name} must be {right}, not {text!r}."


SERVER = "smtp://user:password@host:587 or smtps://user:password@host:465"
DATABASE = "sqlite:///path or postgresql://user:password@host/name"


@pytest.mark.parametrize(
    ("name", "text", "right"),
    [
        ("LIBRARY_MAIL_URL", "https://ann:secret@example.org", SERVER),
        ("LIBRARY_MAIL_URL", "smtp://ann:secret@", SERVER),
        ("LIBRARY_MAIL_URL", "smtp://ann:secret@example.org:99999", SERVER),
        ("LIBRARY_DATABASE_URL", "mysql://ann:secret@example.org/library", DATABASE),
    ],
)
def test_a_wrong_setting_that_may_hold_a_password_is_not_repeated(name: str, text: str, right: str) -> None:
    assert problem(name, text) == f"{name} must be {right}."


def test_a_mail_server_needs_an_address_that_mails_come_from() -> None:
    assert problem("LIBRARY_MAIL_URL", "smtp://example.org") == (
        "LIBRARY_MAIL_FROM must be set too: the address that mails come from."
    )
    sent = {"LIBRARY_MAIL_URL": "smtp://example.org", "LIBRARY_MAIL_FROM": "library@example.org"}
    assert read_settings(sent).mail_url == "smtp://example.org"


OLD, NEW = "LIBRARY_SHOW_INVENTED", "LIBRARY_SHOW_FICTIONAL"


@pytest.mark.parametrize(("text", "value"), [("off", False), ("on", True)])
def test_a_setting_is_read_by_its_old_name_with_a_warning(
    text: str, value: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert read_settings({OLD: text}).show_fictional is value
    assert caplog.messages == [f"{OLD} is now called {NEW}. Rename it: a later version will refuse it."]


def test_the_name_of_today_gives_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    assert read_settings({NEW: "off"}).show_fictional is False
    assert caplog.messages == []


def test_an_old_name_that_is_wrong_is_the_name_in_the_message() -> None:
    assert problem(OLD, "yes") == f"{OLD} must be on or off, not 'yes'."


def test_an_old_name_and_a_new_one_may_not_contradict_each_other() -> None:
    assert read_settings({OLD: "off", NEW: "off"}).show_fictional is False
    with pytest.raises(SettingsError) as caught:
        read_settings({OLD: "off", NEW: "on"})
    assert caught.value.problems == (f"{NEW} is 'on', but its old name {OLD} is 'off'. Delete the old one.",)


def test_the_home_of_somebody_unknown_is_a_wrong_setting() -> None:
    assert problem("LIBRARY_DATA", "~nobody-of-this-name/data").startswith("LIBRARY_DATA must be a folder")


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"LIBRARY_SHOW_FICTIONAL": "yes", "LIBRARY_URL": "nowhere", "LIBRARY_PUBLISH_WAIT": "soon"})
    assert [sentence.split()[0] for sentence in caught.value.problems] == [
        "LIBRARY_URL",
        "LIBRARY_SHOW_FICTIONAL",
        "LIBRARY_PUBLISH_WAIT",
    ]
    assert str(caught.value) == "\n".join(caught.value.problems)


def test_a_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = read_settings({"LIBRARY_DATA": str(tmp_path / "data")})
    made = secret_key(settings)
    assert re.fullmatch("[0-9a-f]{64}", made)
    assert secret_key(settings) == made
    assert [path.name for path in settings.data.iterdir()] == ["secret_key"]
    assert (settings.data / "secret_key").stat().st_mode & 0o777 == 0o600


def test_processes_that_start_together_share_one_secret_key(tmp_path: Path) -> None:
    settings = read_settings({"LIBRARY_DATA": str(tmp_path / "data")})
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(settings), range(8)))
    assert len(keys) == 1
    assert [path.name for path in settings.data.iterdir()] == ["secret_key"]


def test_a_secret_key_that_is_set_is_used_and_not_written(tmp_path: Path) -> None:
    library = library_from_environment({"LIBRARY_DATA": str(tmp_path / "data"), "LIBRARY_SECRET_KEY": "given"})
    assert secret_key(library.settings) == "given"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("LIBRARY_CONTACTS", "LIBRARY_CONTACTS is not a setting. Did you mean LIBRARY_CONTACT?"),
        ("LIBRARY_PROXIES", "LIBRARY_PROXIES is not a setting. Did you mean LIBRARY_TRUSTED_PROXIES?"),
        ("LIBRARY_XYZZY", "LIBRARY_XYZZY is not a setting. README.md lists all settings."),
    ],
)
def test_a_name_that_is_no_setting_is_reported_with_the_one_it_is_like(name: str, sentence: str) -> None:
    assert problem(name, "anything") == sentence


def test_a_name_that_is_no_setting_is_reported_together_with_what_is_wrong() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"LIBRARY_DATE": "x", "LIBRARY_SHOW_FICTIONAL": "yes"})
    assert len(caught.value.problems) == 2


def test_names_for_tests_and_compilers_are_let_be() -> None:
    assert read_settings(dict.fromkeys(NOT_SETTINGS, "x") | {"PATH": "/bin"}) == DEFAULTS
