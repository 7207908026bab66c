"""What the tests of writing share."""

import pytest

from library.actions.publish_audit import publish_and_record
from library.model.audit import TERMINAL
from tests.making import Making


@pytest.fixture
def published(making: Making) -> Making:
    making.always["published"] = "2020-01-01"
    for slug in ("one", "two"):
        making.write(slug)
    publish_and_record(making.library, TERMINAL)
    making.library.people.count()  # the records are there from now on
    return making
