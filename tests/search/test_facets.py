"""Counts: what would be found if a value alone were chosen on its axis."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from library.search.facets import TranslationGroups, count, narrow

AXES = ("theme", "role", "kind")
VALUES = ("a", "b", "c")

Documents = dict[int, dict[str, set[str]]]

DOCUMENTS = st.dictionaries(
    st.integers(1, 30),
    st.fixed_dictionaries({axis: st.sets(st.sampled_from(VALUES)) for axis in AXES}),
    max_size=14,
)
CHOSEN = st.fixed_dictionaries({axis: st.sets(st.sampled_from((*VALUES, "unknown")), max_size=2) for axis in AXES})


def bitmaps(documents: Documents) -> dict[str, dict[str, BitMap]]:
    return {
        axis: {value: BitMap(each for each, has in documents.items() if value in has[axis]) for value in VALUES}
        for axis in AXES
    }


def answers(documents: Documents, chosen: dict[str, set[str]]) -> set[int]:
    return {
        each
        for each, has in documents.items()
        if all(not wanted or has[axis] & wanted for axis, wanted in chosen.items())
    }


@settings(max_examples=250)
@given(documents=DOCUMENTS, chosen=CHOSEN, data=st.data())
def test_counts_are_what_a_plain_look_at_every_document_gives(
    documents: Documents, chosen: dict[str, set[str]], data: st.DataObject
) -> None:
    found = {each for each in documents if data.draw(st.booleans())}
    ids = sorted(documents)
    originals = dict.fromkeys(ids[1:3], min(ids, default=0)) if data.draw(st.booleans()) else {}
    groups = TranslationGroups(originals)
    values = bitmaps(documents)

    def results(shown: set[int]) -> int:
        return len({originals.get(each, each) for each in shown})

    assert set(narrow(BitMap(found), chosen, values)) == found & answers(documents, chosen)
    expected = {
        axis: {value: results(found & answers(documents, chosen | {axis: {value}})) for value in VALUES}
        for axis in AXES
    }
    assert count(BitMap(found), chosen, values, groups) == expected
    representatives = groups.one_per_work(BitMap(found))
    assert len(representatives) == groups.count(BitMap(found)) == results(found)
    assert set(representatives) <= found


def test_of_a_group_the_original_stands_for_all_where_it_is_found() -> None:
    groups = TranslationGroups({20: 10, 5: 10})
    assert set(groups.one_per_work(BitMap([5, 10, 20, 30]))) == {10, 30}
    assert set(groups.one_per_work(BitMap([5, 20]))) == {5}
    assert groups.others(20) == (5, 10)
    assert groups.others(30) == ()


def test_finding_is_left_as_it_was() -> None:
    found = BitMap([1, 2])
    narrow(found, {"theme": {"a"}}, {"theme": {"a": BitMap([1])}})
    assert set(found) == {1, 2}
