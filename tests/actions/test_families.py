"""Random families of translations, changed at random: in place, built anew and a plain specification agree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from library.actions.publish import publish
from library.errors import ContentError
from library.model.document import Audience, Status, Use
from library.storage.builds import current_build
from library.storage.catalogue_writer import CatalogueWriter
from tests.making import COORDINATOR, VIEWERS, Making, library_at

DAYS = (date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 24))
STATUSES = {Status.DRAFT: 0, Status.IN_REVIEW: 1, Status.WITHDRAWN: 2, Status.PUBLISHED: 3}


@dataclass(frozen=True)
class Told:
    """What a file says."""

    status: Status
    audience: Audience
    uses: frozenset[Use]
    until: date | None
    published: date | None


told = st.builds(
    Told,
    st.sampled_from([Status.PUBLISHED, Status.PUBLISHED, Status.PUBLISHED, *Status]),
    st.sampled_from(Audience),
    st.frozensets(st.sampled_from([Use.WORKSHOP, Use.EXCERPT])).map(lambda uses: uses | {Use.TRANSLATE}),
    st.sampled_from([None, *DAYS]),
    st.sampled_from([None, *DAYS]),
)
FAMILY = {"ann": "", "ann-cy": "ann", "ann-gd": "ann", "bea": "", "a-bea": "bea"}
LANGUAGES = {"ann": "en", "ann-cy": "cy", "ann-gd": "gd", "bea": "en", "a-bea": "cy"}

families = st.fixed_dictionaries(dict.fromkeys(FAMILY, told))
edits = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(list(FAMILY)), told, max_size=3),
        st.sampled_from(DAYS),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


def write(making: Making, slug: str, says: Told) -> None:
    consent = f"audience: {says.audience}, uses: [{', '.join(sorted(says.uses))}]"
    more = {"published": str(says.published)} if says.published else {}
    making.write_told(
        slug,
        f"Words of {slug}.\n",
        consent + (f", until: {says.until}" if says.until else ""),
        status=says.status,
        language=LANGUAGES[slug],
        **({"translation_of": FAMILY[slug]} if FAMILY[slug] else {}) | more,
    )


def both(one: Told, other: Told) -> Told:
    return Told(
        status=min(one.status, other.status, key=STATUSES.__getitem__),
        audience=min(
            one.audience, other.audience, key=[Audience.COORDINATORS, Audience.NETWORK, Audience.PUBLIC].index
        ),
        uses=one.uses & other.uses,
        until=min(one.until or date.max, other.until or date.max),
        published=max(one.published or date.min, other.published or date.min),
    )


class Specification:
    """What may be shown, worked out from all that was ever said."""

    def __init__(self) -> None:
        self.ended: dict[str, date] = {}
        self.now: dict[str, Told] = {}

    def publish(self, family: dict[str, Told], day: date) -> None:
        """Take in what all files say."""
        everything = Told(Status.PUBLISHED, Audience.PUBLIC, frozenset(Use), None, None)
        for slug, original in FAMILY.items():
            self.now[slug] = says = both(family[slug], family[original] if original else everything)
            assert says.until
            over = says.status is Status.PUBLISHED and (says.until < day or self.ended.get(slug) == says.until)
            self.ended.pop(slug, None)
            if over:
                self.ended[slug] = says.until
                self.now[slug] = replace(says, status=Status.WITHDRAWN)

    def reads(self, slug: str, audience: Audience, day: date) -> str:
        """Return what a reader finds at an address."""
        says = self.now[slug]
        assert says.until
        assert says.published
        may_see = says.audience.width >= audience.width and says.published <= day
        if says.status is Status.PUBLISHED and may_see and day <= says.until:
            return f"Words of {slug}."
        gone = says.status is Status.WITHDRAWN or (says.status is Status.PUBLISHED and day > says.until)
        return "410" if gone and may_see else "404"


def inside(making: Making) -> dict[str, tuple[object, ...]]:
    """Return what the catalogue that serves holds of each document, without integers and stamps."""
    with CatalogueWriter(current_build(making.root / "data").catalogue) as writer:
        documents = {document.slug: document for _, document in writer.documents(writer.published_ids())}
        rows = writer.rows()
    return {row.slug: (row.status, row.agreed, row.ended, row.sha256, documents.get(row.slug)) for row in rows}


def check(making: Making, specification: Specification) -> None:
    for viewer in VIEWERS:
        shown = {slug: making.reads(slug, viewer) for slug in FAMILY}
        assert shown == {slug: specification.reads(slug, viewer.audience, making.day.today) for slug in FAMILY}
        # Search shows one of those that translate one another.
        found, seen = making.found("words", viewer), {slug for slug, text in shown.items() if text[0] == "W"}
        assert seen.issuperset(found)
        assert sorted(FAMILY[slug] or slug for slug in found) == sorted({FAMILY[slug] or slug for slug in seen})
    held = inside(making)
    for slug, says in specification.now.items():
        document = held[slug][4]
        assert (document is None) == (says.status is not Status.PUBLISHED)
        assert document is None or document.consent.uses == says.uses  # type: ignore[attr-defined]


HABITS: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
    # Each step publishes: to look for the smallest failing case would take minutes.
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
}


@settings(max_examples=6, **HABITS)
@given(families, edits)
def test_in_place_built_anew_and_specification_agree(
    tmp_path_factory: pytest.TempPathFactory, family: dict[str, Told], edits: list[tuple[dict[str, Told], date, bool]]
) -> None:
    agree(tmp_path_factory, family, edits)


@pytest.mark.soak
@settings(max_examples=150, **HABITS)
@given(families, edits)
def test_in_place_built_anew_and_specification_agree_over_many_families(
    tmp_path_factory: pytest.TempPathFactory, family: dict[str, Told], edits: list[tuple[dict[str, Told], date, bool]]
) -> None:
    agree(tmp_path_factory, family, edits)


def agree(
    tmp_path_factory: pytest.TempPathFactory, family: dict[str, Told], edits: list[tuple[dict[str, Told], date, bool]]
) -> None:
    making = Making(tmp_path_factory.mktemp("families"))
    anew = Making(tmp_path_factory.mktemp("anew"))
    anew.library = library_at(anew.root, making.day)
    specification = Specification()
    for changes, day, broken in [({}, DAYS[1], False), *edits]:
        family |= changes
        for made in (making, anew):
            made.day.today = making.day.today = day
            for slug, says in family.items():
                if slug in changes or not (made.root / "data").exists():
                    write(made, slug, says)
        if broken and specification.now:
            _never_wider(making, specification, family, day)
        publish(making.library)
        publish(anew.library, rebuild=True)
        specification.publish(family, day)
        check(making, specification)
        assert inside(making) == inside(anew)
    making.library.close()
    anew.library.close()


def _never_wider(making: Making, specification: Specification, family: dict[str, Told], day: date) -> None:
    """Publish with a mistake beside: nobody sees more than before, or more than the files say now."""
    before = {slug: making.reads(slug, COORDINATOR) for slug in FAMILY}
    making.write("other", themes="[listning]")
    with pytest.raises(ContentError):
        publish(making.library)
    making.delete("other")
    after = Specification()
    after.ended = dict(specification.ended)
    after.publish(family, day)
    for viewer in VIEWERS:
        for slug in FAMILY:
            if making.reads(slug, viewer)[0] == "W":
                assert after.reads(slug, viewer.audience, day)[0] == before[slug][0] == "W"
