"""Settings: read from the environment, every problem said at once."""

import os
from pathlib import Path

import pytest

from library.bootstrap import library_from_environment, secret_key
from library.errors import SettingsError
from library.settings import SETTINGS, Settings, read_settings


def test_where_the_environment_is_silent_the_defaults_hold() -> None:
    assert read_settings({"LIBRARY_URL": ""}) == Settings(
        content=Path("content").absolute(),
        data=Path("var").absolute(),
        url="http://127.0.0.1:8000",
        trusted_proxies=0,
        secret_key="",
        languages=("en",),
        contact="",
        show_invented=True,
        publish_wait=30.0,
    )


def test_what_the_environment_says_is_read() -> None:
    settings = read_settings(
        {
            "LIBRARY_CONTENT": "/srv/words",
            "LIBRARY_URL": "https://stories.example.org/",
            "LIBRARY_TRUSTED_PROXIES": "2",
            "LIBRARY_LANGUAGES": "en, cy,cy",
            "LIBRARY_SHOW_INVENTED": "off",
            "LIBRARY_PUBLISH_WAIT": "2.5",
        }
    )
    assert settings.content == Path("/srv/words")
    assert settings.url == "https://stories.example.org"
    assert (settings.trusted_proxies, settings.languages) == (2, ("en", "cy"))
    assert (settings.show_invented, settings.publish_wait) == (False, 2.5)


def test_every_wrong_setting_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings(
            {
                "LIBRARY_URL": "stories.example.org",
                "LIBRARY_TRUSTED_PROXIES": "many",
                "LIBRARY_LANGUAGES": "cy",
                "LIBRARY_SHOW_INVENTED": "maybe",
                "LIBRARY_PUBLISH_WAIT": "soon",
                "LIBRARY_CONTENT": "/srv/words",
            }
        )
    assert raised.value.problems == (
        "LIBRARY_URL is 'stories.example.org'; it should be an address such as https://library.example.org.",
        "LIBRARY_TRUSTED_PROXIES is 'many'; it should be a whole number from 0 to 999.",
        "LIBRARY_LANGUAGES is 'cy'; it should be en, or en with cy or gd after it, such as en,cy.",
        "LIBRARY_SHOW_INVENTED is 'maybe'; it should be on or off.",
        "LIBRARY_PUBLISH_WAIT is 'soon'; it should be a number of seconds such as 30.",
    )
    assert str(raised.value) == "\n".join(raised.value.problems)


@pytest.mark.parametrize(
    "url", ["https://a.example/path", "https://a:b@c.example", "ftp://a.example", "https://", "//a"]
)
def test_an_address_with_more_or_less_than_a_host_is_refused(url: str) -> None:
    with pytest.raises(SettingsError):
        read_settings({"LIBRARY_URL": url})


def test_each_setting_has_a_row_of_its_own() -> None:
    assert [setting.field for setting in SETTINGS] == list(Settings.__slots__)
    assert all(setting.name == f"LIBRARY_{setting.field.upper()}" for setting in SETTINGS)


def test_a_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = read_settings({"LIBRARY_DATA": str(tmp_path / "data")})
    made = secret_key(settings)
    assert len(made) == 64
    assert secret_key(settings) == made
    assert [path.name for path in settings.data.iterdir()] == ["secret_key"]
    assert os.stat(settings.data / "secret_key").st_mode & 0o777 == 0o600  # noqa: PTH116 (the mode and nothing else)


def test_a_secret_key_that_is_set_is_used_and_not_written(tmp_path: Path) -> None:
    library = library_from_environment({"LIBRARY_DATA": str(tmp_path / "data"), "LIBRARY_SECRET_KEY": "given"})
    assert secret_key(library.settings) == "given"
    assert not (tmp_path / "data").exists()
