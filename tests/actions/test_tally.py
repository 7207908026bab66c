"""Who will see what after a publish is what a publish then shows, whatever the files say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from library.actions.check import check
from library.actions.publish import publish
from library.actions.tally import seen_now
from tests.making import Making

STORIES: dict[str, dict[str, str]] = {
    "public": {},
    "draft": {"status": "draft"},
    "read": {"status": "in-review"},
    "gone": {"status": "withdrawn"},
    "later": {"published": "2026-11-23"},
    "today": {"published": "2026-11-22"},
    "over": {"consent": "audience: public, uses: [translate], until: 2026-11-21"},
    "last-day": {"consent": "audience: public, uses: [], until: 2026-11-22"},
    "members": {"consent": "audience: network, uses: [translate]"},
    "few": {"consent": "audience: coordinators, uses: []"},
    "draft-over": {"status": "draft", "consent": "audience: public, uses: [], until: 2026-11-21"},
    "cy-of-members": {"language": "cy", "translation_of": "members", "consent": "audience: public, uses: []"},
    "cy-of-over": {"language": "cy", "translation_of": "over", "consent": "audience: public, uses: []"},
    "cy-of-gone": {"language": "cy", "translation_of": "gone", "consent": "audience: public, uses: []"},
}


def write(making: Making) -> None:
    for slug, changes in STORIES.items():
        making.write_told(slug, **{"consent": "audience: public, uses: []", **changes})
    making.write("made-up")


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 23)])
def test_what_check_says_is_what_publish_shows(making: Making, day: date) -> None:
    write(making)
    making.day.today = day
    found = check(making.library)
    publish(making.library)
    assert seen_now(making.library) == found.seen
    assert check(making.library).differences == ()
    assert {each.address: each.after for each in found.differences} == {
        address: word for address, word in found.seen.items() if word in {"public", "for members", "for coordinators"}
    }


def test_where_fictional_documents_are_hidden_check_says_so(making: Making) -> None:
    write(making)
    making.library.settings = replace(making.library.settings, show_fictional=False)
    found = check(making.library)
    publish(making.library)
    assert found.seen["/stories/made-up"] == "hidden as fictional"
    assert seen_now(making.library) == found.seen
