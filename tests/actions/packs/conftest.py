"""A library with a document of each permission, and packs of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from library.actions.packs.lifecycle import start_pack
from library.model.pack import Pack, StoredPack
from tests.making import Making

STORY = "One paragraph to begin with.\n\nShe put her hand on the wall.\n\nThe kettle was cold.\n\nAnd that was all.\n"
FICTIONAL = "{audience: public, uses: [workshop, excerpt, print, record]}"

# Slug to the uses of a told story.
USES = {
    "all": "workshop, excerpt, print, record",
    "no-record": "workshop, excerpt, print",
    "no-print": "workshop, excerpt, record",
    "no-excerpt": "workshop, print, record",
    "no-workshop": "excerpt, print, record",
}


def fill(making: Making) -> None:
    """Write and publish the documents."""
    making.write(
        "made-up",
        STORY,
        consent=FICTIONAL,
        questions='["What did she notice?", "What would you have asked?"]',
        short="[p2, p3]",
        content_notes="[{note: bereavement, where: [p2]}]",
    )
    for slug, uses in USES.items():
        making.write_told(slug, STORY, f"audience: public, uses: [{uses}]", questions='["Who was there?"]')
    making.write_told("for-the-network", STORY, "audience: network, uses: [workshop, excerpt]")
    making.write(
        "elsewhere",
        "Our own words about it.\n",
        kind="video",
        provenance="published-elsewhere",
        licence="link-only",
        evidence="seen",
        source="https://example.org/elsewhere",
        consent="{audience: public}",
        pointers='[{at: "00:00:46", text: "A note set against what he wants"}]',
    )
    making.publish()


@pytest.fixture
def packs(tmp_path: Path) -> Iterator[Making]:
    making = Making(tmp_path)
    fill(making)
    yield making
    making.library.close()


def stored(making: Making, pack: Pack) -> StoredPack:
    """Keep a pack."""
    return start_pack(making.library, pack).stored
