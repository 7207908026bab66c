"""A search that names an author says so first."""

from collections.abc import Iterator

import pytest

from library.actions.find import SearchRequest, find
from library.model.viewer import ANYBODY
from tests.actions.test_named_pages import named
from tests.making import Making


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Making]:
    making = Making(tmp_path_factory.mktemp("authors"))
    elsewhere = {"kind": "guidance", "provenance": "published-elsewhere"}
    for slug, organisation in {
        "wales": "Social Care Wales",
        "nes": "NHS Education for Scotland",
        "thistle": "Thistle Foundation",
        "alzheimer": "Alzheimer Alba",
        "upper": "IRISS",
        "lower": "Iriss",
        "again": "Iriss",
        "university": "The Open University",
    }.items():
        making.write(slug, "A bus.\n", organisation=organisation, **elsewhere)
    for number in range(5):
        making.write(f"bus-{number}", "A social open bus.\n")
    making.write("slides", "A bus.\n", authors="[Ross Grieve, Alison Linyard]")
    making.write("other", "A bus.\n", authors="[Emma Miller, Rhoda Emlyn Jones, Siân O'Donnell]")
    making.write("hidden", authors="[Emma Zander]", consent="{audience: coordinators, uses: []}")
    making.publish()
    yield making
    making.library.close()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Miller", ["Emma Miller"]),
        ("Miller, Emma", ["Emma Miller"]),
        ("emma", []),
        ("O Donnell", ["Siân O'Donnell"]),
        ("sian o donnell", ["Siân O'Donnell"]),
        ("ODonnell, Sian", ["Siân O'Donnell"]),
        ("Emlyn Jones, Rhoda", ["Rhoda Emlyn Jones"]),
        ("Emlyn Jones", ["Rhoda Emlyn Jones"]),
        ("grieve ross", ["Ross Grieve"]),
        ("Grieve and Linyard", ["Ross Grieve", "Alison Linyard"]),
        ("Linyard & Grieve", ["Ross Grieve", "Alison Linyard"]),
        ("Grieve and Miller", []),
        ("Zander, Emma", []),
        ("wales", []),
        ("alba", []),
        ("foundation", []),
        ("Social Care Wales", ["Social Care Wales"]),
        ("wales social care", []),
        ("social care", ["Social Care Wales"]),
        ("social", []),
        ("SCW", ["Social Care Wales"]),
        ("N.E.S.", ["NHS Education for Scotland"]),
        ("NEFS", ["NHS Education for Scotland"]),
        ("Thistle", ["Thistle Foundation"]),
        ("open university", ["The Open University"]),
        ("open", []),
        ("iriss", ["Iriss"]),
        ("IRISS", ["Iriss"]),
    ],
)
def test_a_person_has_a_surname_and_an_organisation_a_beginning_and_an_acronym(
    shelf: Making, text: str, names: list[str]
) -> None:
    assert sorted(title for sort, title, *_ in named(shelf, text) if sort == "author") == sorted(names)


def test_an_organisation_in_two_spellings_counts_the_documents_of_both(shelf: Making) -> None:
    assert named(shelf, "iriss") == [("author", "Iriss", "/search?q=author%3A%22Iriss%22", 3)]


def test_people_who_wrote_a_work_are_no_other_name_of_a_topic(making: Making) -> None:
    making.content.put(
        "vocabulary.yaml",
        "themes: [{id: loss, label: {en: Loss}, also: [grief, grieving]}]\nroles: [{id: nurse, label: {en: Nurse}}]\n"
        "sectors: [{id: health, label: {en: Health}}]\n",
    )
    making.write("slides", "A bus.\n", themes="[loss]", roles="[nurse]", authors="[Ross Grieve, Alison Linyard, Grief]")
    making.publish()
    for text in ("Ross Grieve", "grieve ross", "Grieve and Linyard"):
        assert find(making.library, ANYBODY, SearchRequest(text)).expanded == ()
    for text in ("grieving", 'Ross "bus" grief', 'grief "bus"'):
        assert find(making.library, ANYBODY, SearchRequest(text)).expanded != ()
