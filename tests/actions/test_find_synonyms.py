"""Words that people search with find the words that texts use, and the page says so."""

from library.actions.find import SearchRequest, find
from library.actions.search_results import SearchPage
from library.model.viewer import ANYBODY
from tests.making import Making

VOCABULARY = """\
themes: [{id: listening, label: {en: Listening}}]
roles: [{id: nurse, label: {en: Nurses}}]
sectors: [{id: health, label: {en: Health}}]
synonyms:
  - {name: lock box, also: [key safe]}
  - {name: icebreaker, also: [warm-up, opening question]}
"""


def search(making: Making, text: str, *, as_typed: bool = False) -> SearchPage:
    return find(making.library, ANYBODY, SearchRequest(text, as_typed=as_typed))


def slugs(page: SearchPage) -> list[str]:
    return [result.card.slug for result in page.results]


def filled(making: Making) -> Making:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write("safe", "The key safe was by the door.\n", roles="[nurse]", themes="[listening]")
    making.write("warm", "A warm-up before they began.\n", roles="[nurse]", themes="[listening]")
    making.write("box", "She kept the lock box in a drawer.\n", roles="[nurse]", themes="[listening]")
    making.publish()
    return making


def test_a_synonym_finds_the_words_of_texts_and_what_was_typed_comes_first(making: Making) -> None:
    page = search(filled(making), "lock box")
    assert slugs(page) == ["box", "safe"]
    assert [(each.typed, each.words) for each in page.synonyms] == [("lock box", ("key safe",))]
    assert [result.lacking for result in page.results] == [(), ()]


def test_other_forms_of_a_synonym_are_recognised(making: Making) -> None:
    page = search(filled(making), "Icebreakers please")
    assert slugs(page) == ["warm"]
    assert [each.typed for each in page.synonyms] == ["Icebreakers"]


def test_words_as_typed_quoted_or_excluded_have_no_synonyms(making: Making) -> None:
    filled(making)
    assert slugs(search(making, "lock box", as_typed=True)) == ["box"]
    assert slugs(search(making, '"lock box"')) == ["box"]
    assert "safe" in slugs(search(making, "key -icebreaker"))
    assert search(making, "a box and a lock").synonyms == ()


def test_words_that_no_document_has_are_told_where_others_are_found_for_them(making: Making) -> None:
    filled(making)
    assert search(making, "icebreaker").nowhere == ("icebreaker",)
    assert search(making, "lock box").nowhere == ()
    assert search(making, "zyzzyva").nowhere == ()


FORMS = """\
themes: [{id: listening, label: {en: Listening}, also: [lock box hire]}]
roles: [{id: nurse, label: {en: Nurses}}]
sectors: [{id: health, label: {en: Health}}]
synonyms:
  - {name: lock box, also: [key safe]}
  - {name: training, also: [introduction]}
  - {name: kindness, also: [gentle]}
  - {name: nain, also: [grandmother]}
  - {name: cof, also: [memory]}
  - {name: cèile, also: [husband]}
"""


def also_searched(making: Making, text: str) -> list[str]:
    return [each.typed for each in search(making, text).synonyms]


def test_a_synonym_is_found_in_its_forms_and_not_by_another_word_of_the_same_stem(making: Making) -> None:
    making.content.put("vocabulary.yaml", FORMS)
    making.publish()
    assert [also_searched(making, typed) for typed in ("kindness", "kinds", "kindly")] == [["kindness"], [], ["kindly"]]
    assert [also_searched(making, typed) for typed in ("fy nain", "cèile", "ceile")] == [["nain"], ["cèile"], ["ceile"]]
    assert [also_searched(making, typed) for typed in ("best of all", "ceiling")] == [[], []]


def test_a_synonym_that_is_only_part_of_the_name_of_a_topic_is_not_meant(making: Making) -> None:
    making.content.put("vocabulary.yaml", FORMS)
    making.publish()
    assert also_searched(making, "lock box") == ["lock box"]
    assert also_searched(making, "lock box hire") == []
    assert also_searched(making, "lock box higher") == ["lock box"]


def test_a_misspelled_synonym_is_corrected_where_a_document_has_what_it_means(making: Making) -> None:
    page = search(filled(making), "icebraeker")
    assert (page.corrected, slugs(page)) == ("icebreaker", ["warm"])
    making.delete("warm")
    making.publish(allow_removals=True)
    assert search(making, "icebraeker").corrected is None
