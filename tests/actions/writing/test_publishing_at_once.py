"""Several people publish at once in the threads of one server, while others read: all of it is published."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from library.actions.writing.publishing import publish_drafts
from tests.actions.writing.drafting import draft_of, text_of
from tests.making import Making

PEOPLE = 4
# A safety net; it takes seconds.
LONGEST = 300


def test_people_publish_at_once_while_others_read(published: Making) -> None:
    paths = [f"stories/kettle-{number}.md" for number in range(PEOPLE)]
    for number, path in enumerate(paths):
        draft_of(published, path, text_of(published, f"Porridge {number}."), number)
    ended = threading.Event()
    seen: list[list[str]] = []

    def read() -> None:
        while not ended.is_set():
            seen.append(published.found("porridge"))

    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        reading = pool.submit(read)
        try:
            publishing = [
                pool.submit(publish_drafts, published.library, [path], number) for number, path in enumerate(paths)
            ]
            done = [each.result(LONGEST).paths for each in publishing]
        finally:
            ended.set()
        reading.result(LONGEST)
    assert done == [(path,) for path in paths]
    assert published.found("porridge") == [f"kettle-{number}" for number in range(PEOPLE)]
    assert published.library.drafts.all() == ()
    # What was found once stayed.
    assert all({*one} <= {*other} for one, other in pairwise(seen))
