"""A search that names a topic by a part of its label or by the beginning says so first."""

from collections.abc import Iterator

import pytest

from library.actions.find import SearchRequest, find
from library.model.viewer import ANYBODY
from tests.actions.test_named_pages import named, search
from tests.making import Making

VOCABULARY = """\
themes:
  - {id: listening, label: {en: Listening and being heard, cy: Gwrando a chael eich clywed}}
  - {id: policy, label: {en: Policy and law}}
  - {id: time, label: {en: Time to talk and build relationships}}
  - {id: unused, label: {en: Kinship and kettles}}
roles:
  - {id: nurse, label: {en: Nurse}}
  - {id: policy-maker, label: {en: Policy maker}}
  - {id: care-home-worker, label: {en: Care home worker}}
sectors:
  - {id: health, label: {en: Health}}
  - {id: housing, label: {en: Housing support}}
  - {id: care-work, label: {en: Care work}}
circumstances:
  - {id: fostering, label: {en: Fostering and kinship care}}
  - {id: dying, label: {en: Dying and the end of life}}
  - {id: care-experience, label: {en: Care experience}}
settings:
  - {id: hospital, label: {en: Hospital}, also: [infirmary]}
  - {id: care-home, label: {en: Care home}}
  - {id: adoption, label: {en: Adoption}}
content_notes: [{id: death, label: {en: Death}, also: [dying]}]
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Making]:
    making = Making(tmp_path_factory.mktemp("topics"))
    making.content.put("vocabulary.yaml", VOCABULARY)
    every = {"themes": "[listening, policy, time]", "roles": "[nurse, policy-maker, care-home-worker]"}
    making.write(
        "ward",
        "A passport.\n",
        sectors="[health, housing, care-work]",
        circumstances="[fostering, dying, care-experience]",
        settings="[hospital, care-home]",
        **every,
    )
    for number in range(10):
        making.write(f"bus-{number}", "A bus stop.\n", themes="[time]", roles="[nurse]")
    making.write("kettle", "A kettle for the hospital.\n", themes="[time]", roles="[nurse]")
    making.publish()
    yield making
    making.library.close()


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("listening", ["Listening and being heard"]),
        ("being heard", ["Listening and being heard"]),
        ("Law", ["Policy and law"]),
        ("laws", ["Policy and law"]),
        ("policies", ["Policy and law"]),
        ("policy m", []),
        ("policy maker", ["Policy maker"]),
        ("time", ["Time to talk and build relationships"]),
        ("time to", ["Time to talk and build relationships"]),
        ("stories about time", ["Time to talk and build relationships"]),
        ("a policy maker", ["Policy maker"]),
        ("The law", ["Policy and law"]),
        ("the", []),
        ("to", []),
        ("talk", []),
        ("dying", ["Dying and the end of life"]),
        ("kinship", ["Fostering and kinship care"]),
        ("housing", ["Housing support"]),
        ("house", []),
        ("support", []),
        ("gwrando", ["Listening and being heard"]),
        # More labels begin with it than a reader would look at.
        ("care", []),
        ("care home", ["Care home"]),
        ("hospitals", ["Hospital"]),
        ("infirmary", ["Hospital"]),
        ("adoption", []),
    ],
)
def test_a_part_of_a_label_or_the_beginning_of_one_names_its_topic(shelf: Making, text: str, titles: list[str]) -> None:
    assert [each.title for each in search(shelf, text).named] == titles


def test_a_beginning_that_a_few_labels_share_names_them_all(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY.replace("Policy and law", "Policy made at home"))
    making.write("one", themes="[policy]", roles="[policy-maker]")
    making.publish()
    assert [each[0] for each in named(making, "policy")] == ["theme", "role"]


def test_a_setting_is_named_by_its_label_alone(shelf: Making) -> None:
    assert named(shelf, "hospital") == [("setting", "Hospital", "/search?q=setting%3Ahospital", 1)]


@pytest.mark.parametrize("text", ["hospital kettle", "hospital", "listening", "bus stop"])
def test_a_filter_changes_nothing_of_what_a_query_names(shelf: Making, text: str) -> None:
    free = search(shelf, text).named
    assert search(shelf, f"{text} kind:story").named == search(shelf, f"kind:law {text} -kind:video").named == free
    for theme in ("listening", "time", "unused"):
        chosen = SearchRequest(text, {"theme": frozenset({theme})})
        assert find(shelf.library, ANYBODY, chosen).named == free
    assert bool(free) == (text != "bus stop")
