"""A form is taken from a page of ours alone, though no page carries a token."""

import pytest
from flask.testing import FlaskClient

from library.model.viewer import Role
from library.web.route import SEND
from library.web.routes import ROUTES
from tests.web.shelves import Shelves

FORGED = [
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "localhost"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
    {"Referer": "http://localhost/"},
]
GENUINE = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Origin": "http://localhost"},
    {"Origin": "https://library.example.org"},
]


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_a_form_from_elsewhere_or_nowhere_does_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/packs/start", headers=headers)
    assert answer.status_code == 403
    assert "Sorry, something went wrong" in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("headers", GENUINE, ids=str)
def test_a_form_of_ours_is_taken(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/packs/start", headers=headers).status_code == 303


def test_every_form_is_protected_in_every_language(shelves: Shelves) -> None:
    forms = [rule for rule in shelves.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(forms) == 3 * len([route for route in ROUTES if route.methods == SEND])
    browser = shelves.seen_by(Role.ADMINISTRATOR).client
    for rule in forms:
        with shelves.app.test_request_context():
            address = shelves.app.url_map.bind("").build(
                rule.endpoint, dict.fromkeys(rule.arguments, "x"), method="POST"
            )
        assert browser.post(address).status_code == 403
        assert browser.get(address).status_code in {404, 405}
