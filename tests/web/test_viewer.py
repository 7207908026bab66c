"""Who is asking: the site is given one function that says so."""

import pytest

from library.model.document import Audience
from library.model.viewer import ANYBODY, Role, Viewer
from library.web.app import create_app
from tests.web.shelves import Shelves


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        (Role.ANYONE, Audience.PUBLIC),
        (Role.MEMBER, Audience.NETWORK),
        (Role.COORDINATOR, Audience.COORDINATORS),
        (Role.ADMINISTRATOR, Audience.COORDINATORS),
    ],
)
def test_each_role_reads_what_is_for_it(role: Role, audience: Audience) -> None:
    assert Viewer(role).audience is audience


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_those_before_it_may(role: Role) -> None:
    roles = list(Role)
    assert [other for other in roles if Viewer(role).is_at_least(other)] == roles[: roles.index(role) + 1]


def test_who_is_not_known_is_anybody() -> None:
    assert Viewer() == ANYBODY
    assert not ANYBODY.is_at_least(Role.MEMBER)


def test_each_request_is_answered_for_one_viewer_and_the_next_is_asked_about_anew(shelves: Shelves) -> None:
    asked: list[Viewer] = []
    coming = iter([Viewer(Role.MEMBER), ANYBODY, Viewer(Role.COORDINATOR)])

    def viewer() -> Viewer:
        asked.append(next(coming))
        return asked[-1]

    client = create_app(shelves.library, shelves.library.settings, viewer).test_client()
    answers = [client.get("/stories/inside") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 404, 200]
    assert [answer.headers["Cache-Control"] for answer in answers] == [
        "private, no-store",
        "no-store",
        "private, no-store",
    ]
    assert asked == [Viewer(Role.MEMBER), ANYBODY, Viewer(Role.COORDINATOR)]
