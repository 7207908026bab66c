"""Times, sizes and dates in words."""

import pytest

from library.actions.find import SearchRequest, find
from library.model.viewer import ANYBODY
from library.web import formatting
from tests.web.shelves import Shelves


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (76.9, "1:16"), (3723, "1:02:03"), (36000, "10:00:00")])
def test_a_time_within_a_recording(seconds: float, words: str) -> None:
    assert formatting.clock(seconds) == words


@pytest.mark.parametrize(
    ("count", "english", "welsh"),
    [
        (1, "1 KB", "1 KB"),
        (412_345, "412 KB", "412 KB"),
        (1_260_000, "1.3 MB", "1.3 MB"),
        (2_000_000_000, "2,000 MB", "2,000 MB"),
    ],
)
def test_the_size_of_a_file(count: int, english: str, welsh: str, shelves: Shelves) -> None:
    with shelves.app.test_request_context("/"):
        assert formatting.size(count) == english
    with shelves.app.test_request_context("/cy/"):
        assert formatting.size(count) == welsh


def test_the_time_that_a_document_takes_is_in_the_language_of_the_page(shelves: Shelves) -> None:
    (card,) = (each.card for each in find(shelves.library, ANYBODY, SearchRequest("spare key")).results[:1])
    with shelves.app.test_request_context("/"):
        english = formatting.time_of(card)
    with shelves.app.test_request_context("/cy/"):
        welsh = formatting.time_of(card)
    with shelves.app.test_request_context("/"):
        assert formatting.time_of(card) == english
    assert (english.split()[-1], welsh.split()[-1]) == ("read", "darllen")


def test_minutes_take_the_right_form(shelves: Shelves) -> None:
    with shelves.app.test_request_context("/"):
        assert [formatting.minutes(count) for count in (1, 2)] == ["1 minute", "2 minutes"]
    with shelves.app.test_request_context("/cy/"):
        assert [formatting.minutes(count) for count in (1, 2, 3, 11)] == ["1 munud", "2 funud", "3 munud", "11 munud"]
