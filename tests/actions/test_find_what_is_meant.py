"""Search understands what is meant: other names, filters, typing mistakes, and what a page says about them."""

from __future__ import annotations

import pytest

from library.actions.find import SearchRequest, find
from library.actions.search_notices import Without
from library.actions.search_results import SearchPage
from library.model.viewer import ANYBODY
from tests.making import Making

VOCABULARY = """\
themes:
  - {id: person-led, label: {en: Led by the person}, also: [self-directed support, SDS]}
  - {id: listening, label: {en: Listening and being heard, cy: Gwrando}}
  - {id: time, label: {en: Time to talk}}
roles: [{id: nurse, label: {en: Nurse}}, {id: social-worker, label: {en: Social worker}}]
sectors: [{id: health, label: {en: Health}}]
content_notes: [{id: bereavement, label: {en: Death and bereavement}, also: [grief]}]
nations: [{id: wales, label: {en: Wales}}]
ambiguous: [{name: DST, meanings: [digital storytelling, decision support tool]}]
"""


@pytest.fixture
def shelf(making: Making) -> Making:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write("typed", "Our SDS budget.\n", themes="[time]")
    making.write("written-out", "Here is self-directed support at work.\n", themes="[time]")
    making.write("tagged", "A walk to the bollard.\n", themes="[person-led]")
    making.write("other", "A kettle and a spoon.\n", themes="[time]", roles="[social-worker]", nation="wales")
    making.publish()
    return making


def search(making: Making, text: str, **options: object) -> SearchPage:
    return find(making.library, ANYBODY, SearchRequest(text, **options))  # type: ignore[arg-type]


def slugs(page: SearchPage) -> list[str]:
    return [result.card.slug for result in page.results]


def test_another_name_finds_what_it_names_after_what_was_typed(shelf: Making) -> None:
    page = search(shelf, "SDS")
    assert slugs(page)[0] == "typed"
    assert set(slugs(page)) == {"typed", "written-out", "tagged"}
    assert [(each.typed, each.term.id) for each in page.expanded] == [("SDS", "person-led")]
    by_slug = {result.card.slug: result for result in page.results}
    assert [term.id for term in by_slug["tagged"].terms] == ["person-led"]
    (snippet,) = by_slug["written-out"].snippets
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["self", "directed", "support"]


def test_a_document_that_carries_the_topic_comes_before_one_that_mentions_another_name_for_it(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY.replace("SDS]", "SDS, direct payments, personal budget]"))
    making.write("mentions", "He had a personal budget.\n", themes="[time]")
    making.write("carries", "A walk to the bollard, and what they said there.\n", themes="[person-led]")
    making.write("both", "A walk to the bollard, and the personal budget that paid for it.\n", themes="[person-led]")
    making.write("other", "A kettle.\n", themes="[time]")
    making.publish()
    assert slugs(search(making, "direct payments")) == ["both", "carries", "mentions"]


def test_an_ordinary_word_of_a_language_with_few_documents_is_no_rare_word(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY)
    for at in range(12):
        making.write(f"english-{at}", "A kettle.\n" if at < 4 else "A spoon.\n", themes="[time]")
    for at in range(4):
        making.write(f"welsh-{at}", "Dod, mynd, gweld, clywed.\n", themes="[time]", language="cy")
    making.publish()
    assert "english-0" in slugs(search(making, "dod mynd gweld clywed kettle"))


def test_a_name_whose_words_are_together_comes_before_its_words_apart(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY.replace("SDS]", "SDS, care at the end]"))
    making.write("together", "She had care at the end and a bus pass of his.\n", themes="[time]")
    making.write("apart", "At the end of it she had his bus pass and a care.\n", themes="[time]")
    making.publish()
    assert slugs(search(making, "care at the end")) == ["together", "apart"]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("examples of waiting", "example"),
        ("a video about waiting", "film"),
        ("waiting guide", "guide"),
        ('waiting for a "video"', "says-it"),
    ],
)
def test_a_word_that_names_a_kind_prefers_documents_of_that_kind(making: Making, text: str, best: str) -> None:
    words = {"title": "Mornings", "summary": "Of a day."}
    parts = "\n\n".join(f"## {heading}\n\nThey were waiting." for heading in ("One", "Two", "Three"))
    making.write("example", parts, kind="example", **words)
    link = {"source": "https://example.org/", "provenance": "published-elsewhere", "organisation": "NHS"}
    making.write("film", "They were waiting.\n", kind="video", **words, **link)
    making.write("guide", "They were waiting.\n", kind="guidance", **words, **link)
    making.write("says-it", "Waiting. Waiting for an example, a video, a guide.\n", **words)
    making.publish()
    page = search(making, text)
    assert slugs(page)[0] == best
    assert page.nowhere == ()


def test_a_kind_that_no_text_mentions_is_found(making: Making) -> None:
    making.write("walking", "A walk.\n", kind="guidance", provenance="published-elsewhere", organisation="NHS")
    making.write("story", "A walk.\n")
    making.publish()
    page = search(making, "guides", explain=True)
    assert (slugs(page), page.nowhere) == (["walking"], ())
    assert next(share.words for share in page.results[0].shares) == "guidance"
    assert slugs(search(making, "guides", as_typed=True)) == []


def test_an_event_that_is_over_comes_last_among_equals(making: Making) -> None:
    words = {"title": "Listening", "summary": "Of a day.", "provenance": "published-elsewhere", "organisation": "NHS"}
    for slug, kind, year in (("report", "report", 2020), ("the-past", "event", 2021), ("coming", "event", 2100)):
        making.write(slug, "A walk to the bollard.\n", kind=kind, year=str(year), **words)
    making.publish()
    assert slugs(search(making, "bollard"))[-1] == "the-past"


def test_the_typed_words_alone_can_be_asked_for(shelf: Making) -> None:
    page = search(shelf, "SDS", as_typed=True)
    assert (slugs(page), page.expanded) == (["typed"], ())


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("SDS budget", (2, 3, False)),
        ("SDS", (2, 3, False)),
        ("lock box", (1, 2, False)),
        ("lock box bollard", (0, 3, True)),
        ("well being", (2, 2, False)),
        ("a story of wellbeing", (2, 2, False)),
        ("social worker kettle", (1, 1, False)),
    ],
)
def test_a_topic_another_name_or_a_synonym_is_not_the_typed_word(
    making: Making, typed: str, counted: tuple[int, int, bool]
) -> None:
    making.content.put("vocabulary.yaml", f"{VOCABULARY}synonyms: [{{name: lock box, also: [key safe]}}]\n")
    making.write("typed", "Our SDS budgets. Well-being.\n", themes="[time]")
    making.write("both", "The budget that SDS gives. A lock, and a box.\n", themes="[time]")
    making.write("tagged", "A walk to the bollard. A budget.\n", themes="[person-led]")
    making.write("other", "A kettle in the key safe. Wellbeing.\n", themes="[time]", roles="[social-worker]")
    making.publish()
    page = search(making, typed)
    assert (page.with_every_word, page.total, page.relaxed) == counted


def test_a_word_that_a_topic_stood_in_for_is_not_said_to_be_missing(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write("tagged", "A walk.\n", themes="[person-led]")
    making.publish()
    page = search(making, "SDS")
    assert (slugs(page), page.nowhere) == (["tagged"], ())
    assert [each.term.id for each in page.expanded] == ["person-led"]


def test_an_ambiguous_name_is_said_to_be_so(shelf: Making) -> None:
    assert [each.name for each in search(shelf, "a DST").ambiguous] == ["DST"]


def test_an_ambiguous_name_beside_one_of_its_meanings_is_clear(shelf: Making) -> None:
    assert search(shelf, "DST decision support tool").ambiguous == ()
    assert [each.name for each in search(shelf, "DST decision").ambiguous] == ["DST"]


@pytest.mark.parametrize(
    ("text", "has_words"),
    [
        ("", False),
        ("kettle", True),
        ("-kettle", False),
        ("theme:listening", False),
        ("role:social worker", False),
        ("role:social worker kettle", True),
        # Asked for twice, it is no more a word than once.
        ("role:social worker role:social worker", False),
        # A common word alone is looked for, whatever filters stand beside it.
        ("the role:social worker", True),
        ("theme:of-nothing-known", True),
    ],
)
def test_a_page_says_whether_words_were_looked_for_beside_filters(shelf: Making, text: str, has_words: bool) -> None:
    assert search(shelf, text).has_words is has_words


def test_typed_filters_narrow_and_are_shown_as_they_were_understood(shelf: Making) -> None:
    page = search(shelf, "role:social worker kettle -theme:listening")
    assert slugs(page) == ["other"]
    assert [(each.axis, each.values, each.words, each.excluded, each.without) for each in page.filters] == [
        ("role", ("social-worker",), "social worker", False, "kettle -theme:listening"),
        ("theme", ("listening",), "listening", True, "role:social worker kettle"),
    ]
    assert slugs(search(shelf, "role:social-worker")) == ["other"]
    assert search(shelf, "-theme:time").total == 1
    assert search(shelf, "theme:time theme:person-led").total == 4
    assert search(shelf, "theme:time nation:wales").total == 1


def test_a_filter_that_nobody_knows_is_looked_for_as_words(shelf: Making) -> None:
    page = search(shelf, "theme:kettle")
    assert (slugs(page), page.misread, page.filters) == (["other"], ("theme:kettle",), ())


def test_a_mistake_in_a_filter_is_corrected_if_no_document_has_its_words(shelf: Making) -> None:
    page = search(shelf, "kettle role:socal worker")
    assert (slugs(page), page.corrected, page.misread) == (["other"], 'kettle role:"Social worker"', ())
    page = search(shelf, "theme:ketle")
    assert (slugs(page), page.corrected, page.misread) == (["other"], "theme:kettle", ("theme:kettle",))
    assert search(shelf, "theme:kettle").corrected is None


def test_a_filter_tells_nothing_of_hidden_authors(shelf: Making) -> None:
    shelf.write("secret", "Words.\n", authors="[Morag Zander]", consent="{audience: network, uses: []}")
    shelf.write("open", "Words.\n", authors="[Morag Barrie]", year="2019")
    shelf.publish()
    assert search(shelf, "author:zander").misread == ("author:zander",)
    assert search(shelf, "author:nobody").misread == ("author:nobody",)
    page = search(shelf, "author:morag")
    assert ([each.values for each in page.filters], slugs(page)) == ([("Morag Barrie",)], ["open"])
    assert slugs(search(shelf, "year:2018..2020")) == ["open"]


def test_a_slip_is_mended_by_itself_where_only_the_mended_words_go_together(shelf: Making) -> None:
    page = search(shelf, "ketle")
    assert (slugs(page), page.corrected, page.suggestion, page.query) == (["other"], "kettle", None, "ketle")
    page = search(shelf, "ketle spoon")
    assert (slugs(page), page.corrected, page.suggestion) == (["other"], "kettle spoon", None)
    page = search(shelf, "ketle bollard")
    assert (sorted(slugs(page)), page.corrected, page.suggestion) == (["tagged"], None, "kettle bollard")
    assert search(shelf, "kettle").suggestion is None
    alone = search(shelf, "ketle", as_typed=True)
    assert (alone.total, alone.corrected, alone.suggestion) == (0, None, None)


def test_a_mended_query_keeps_its_signs_and_filters(shelf: Making) -> None:
    assert search(shelf, '"ketle and" -sopon theme:time').corrected == '"kettle and" -sopon theme:time'


def test_a_typed_filter_asks_what_the_same_filter_asks_where_it_is_chosen(shelf: Making) -> None:
    typed = search(shelf, "ketle theme:person-led")
    chosen = search(shelf, "ketle", filters={"theme": frozenset({"person-led"})})
    assert (typed.total, typed.corrected) == (chosen.total, f"{chosen.corrected} theme:person-led")
    assert (chosen.total, chosen.corrected) == (0, "kettle")
    assert typed.help is not None
    assert chosen.help is not None
    assert [each.count for each in typed.help.without] == [each.count for each in chosen.help.without] == [1]
    assert typed.typed_total == chosen.typed_total == 0


def test_nothing_found_says_whether_filters_hide_results(shelf: Making) -> None:
    filters = {"theme": frozenset({"person-led"}), "role": frozenset({"nurse"})}
    for text, unfiltered in {"kettle": 1, "zzqx": 0}.items():
        for asked in (search(shelf, text, filters=filters), search(shelf, f"{text} theme:person-led role:nurse")):
            assert asked.help is not None
            assert (asked.total, asked.help.without, asked.help.unfiltered) == (0, (), unfiltered)


def test_nothing_found_says_what_was_looked_for_and_what_would_be_found(shelf: Making) -> None:
    filters = {"theme": frozenset({"person-led"}), "nation": frozenset({"wales"})}
    page = search(shelf, "kettle role:nurse", filters=filters)
    assert page.total == 0
    assert page.help is not None
    assert page.help.looked_for == ("kettle",)
    assert page.help.without == ()
    page = search(shelf, "kettle", filters={"theme": frozenset({"person-led"})})
    assert page.help is not None
    assert page.help.without == (Without("theme", ("person-led",), None, 1),)
    page = search(shelf, "kettle role:nurse")
    assert page.help is not None
    assert page.help.without == (Without("role", ("nurse",), "kettle", 1),)
    assert search(shelf, "kettle").help is None


def test_a_phrase_that_is_not_found_is_offered_without_quotation_marks(shelf: Making) -> None:
    for text, offered in {
        '"spoon kettle"': [("spoon kettle", 1), ("spoon", 1), ("kettle", 1)],
        '"spoon kettle" theme:person-led': [("spoon kettle", 1), ("spoon", 1), ("kettle", 1)],
        '"zzqx the kettle"': [("zzqx the kettle", 1), ("kettle", 1)],
        "zzqx": [],
        '"': [],
        '" "': [],
    }.items():
        page = search(shelf, text)
        assert page.help is not None
        assert [(each.words, each.count) for each in page.help.words_apart] == offered, text


def test_another_name_of_a_topic_that_nothing_carries_is_not_said_to_be_searched_for(shelf: Making) -> None:
    unused = "  - {id: unused, label: {en: Unused}, also: [urn, cup]}\nroles:"
    shelf.content.put("vocabulary.yaml", VOCABULARY.replace("roles:", unused))
    shelf.write("cup", "A cup.\n", themes="[time]")
    shelf.publish()
    assert [each.term.id for each in search(shelf, "urn").expanded] == ["unused"]
    shelf.delete("cup")
    shelf.publish()
    assert search(shelf, "urn").expanded == ()


def test_nothing_found_names_the_nearest_terms_that_have_documents(shelf: Making) -> None:
    page = search(shelf, "directed lives", as_typed=False)
    assert page.total == 1
    page = search(shelf, '"self directed lives"')
    assert page.help is not None
    assert [each.term.id for each in page.help.terms][:1] == ["person-led"]
    assert all(each.count for each in page.help.terms)


def test_words_that_only_filters_keep_from_results_are_right(shelf: Making) -> None:
    page = search(shelf, "talk", filters={"theme": frozenset({"person-led"})})
    assert page.help is not None
    assert (page.help.unfiltered, page.help.terms) == (3, ())
    page = search(shelf, "talk -talk", filters={"theme": frozenset({"person-led"})})
    assert page.help is not None
    assert [each.term.id for each in page.help.terms] == ["time"]


def test_the_name_of_a_person_is_near_no_term(making: Making) -> None:
    making.content.put(
        "vocabulary.yaml",
        "themes: [{id: pain, label: {en: Pain}}]\nroles: [{id: nurse, label: {en: Nurse}}]\n"
        "sectors: [{id: health, label: {en: Health}}]\n",
    )
    making.write("one", themes="[pain]", roles="[nurse]", sectors="[health]")
    making.publish()
    for typed, terms in {"Iain": [], "Iain’s": [], "pqin": ["pain"]}.items():
        page = search(making, typed, as_typed=True)
        assert page.help is not None
        assert [each.term.id for each in page.help.terms] == terms, typed


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("gofal", []),
        ("osta", []),
        ("thaigh-òsta", []),
        ("pots", []),
        ("pozt", ["post"]),
        ("gaols", []),
        ("gopls", ["goals"]),
        ("recordnigs", ["goals"]),
        ('"goals recorded here"', ["goals"]),
    ],
)
def test_a_word_of_a_dictionary_or_with_two_mistakes_in_few_letters_is_near_no_term(
    making: Making, typed: str, near: list[str]
) -> None:
    making.content.put(
        "vocabulary.yaml",
        "themes: [{id: goals, label: {en: Goals}, also: [recordings of goals]}, {id: post, label: {en: Post}}]\n"
        "roles: [{id: nurse, label: {en: Nurse}}]\nsectors: [{id: health, label: {en: Health}}]\n",
    )
    making.write("one", themes="[goals, post]", roles="[nurse]", sectors="[health]")
    making.publish()
    page = search(making, typed, as_typed=True)
    assert page.help is not None
    assert [each.term.id for each in page.help.terms] == near


# ---- passages


def test_the_view_of_passages_lists_the_best_of_all_documents(making: Making) -> None:
    making.write("one", "The kettle sang.\n\nA spoon.\n\nThe kettle and the spoon.\n")
    making.write("two", "A kettle there and a spoon here.\n\nNothing.\n")
    making.publish()
    page = search(making, "kettle spoon", layout="passages")
    assert [each.snippet.url for each in page.passages][:2] == ["/stories/one#p3", "/stories/two#p1"]
    assert {each.snippet.url for each in page.passages} == {
        f"/stories/{at}" for at in ("one#p1", "one#p2", "one#p3", "two#p1")
    }
    assert (page.layout, page.results, page.total, page.pages) == ("passages", (), 2, 1)


def test_passages_come_in_pages_and_no_document_takes_more_than_three(making: Making) -> None:
    for number in range(6):
        making.write(f"story-{number}", "\n\n".join(["A kettle."] * 5) + "\n")
    making.publish()
    pages = [search(making, "kettle", layout="passages", page=number) for number in (1, 2)]
    assert [len(page.passages) for page in pages] == [10, 8]
    urls = [each.snippet.url for page in pages for each in page.passages]
    assert len(set(urls)) == 18
    assert pages[0].pages == 2


def test_a_passage_that_answers_by_its_heading_is_shown_with_it(making: Making) -> None:
    making.write("one", "## The kettle\n\nIt sang all morning.\n")
    making.publish()
    page = search(making, "kettle", layout="passages")
    (found,) = page.passages
    marked = [found.heading[start:end] for start, end in found.heading_marks]
    assert (found.snippet.text, marked, page.passages_found) == ("It sang all morning.", ["kettle"], 1)


def test_in_capitals_not_excludes_unless_a_document_has_the_words_together(making: Making) -> None:
    making.write("title", "A tram and a foe.\n", title="Friend not foe")
    making.write("friend", "A friend and a tram.\n")
    making.write("tram", "A tram.\n")
    making.publish()
    assert slugs(search(making, "FRIEND NOT FOE"))[0] == "title"
    assert sorted(slugs(search(making, "TRAM NOT FRIEND"))) == ["tram"]
    assert sorted(slugs(search(making, "TRAM NOT IN (FRIEND OR FOE)"))) == ["tram"]
    assert sorted(slugs(search(making, "TRAM NOT FREIND"))) == ["friend", "title", "tram"]
    assert "tram" in slugs(search(making, "DO NOT TRAM"))


def test_a_filter_that_not_excludes_is_removed_with_its_not(shelf: Making) -> None:
    page = search(shelf, "kettle NOT role:nurse spoon")
    assert [(each.words, each.excluded, each.without) for each in page.filters] == [("nurse", True, "kettle spoon")]
    assert slugs(page) == ["other"]


def test_without_words_there_are_no_passages_to_view(making: Making) -> None:
    making.write("one")
    making.publish()
    page = search(making, "", layout="passages")
    assert (page.layout, len(page.results)) == ("documents", 1)


def test_a_phrase_that_runs_on_into_the_next_paragraph_is_shown_where_it_begins(making: Making) -> None:
    making.write("one", "Asked what matters\n\nto Morag, he said nothing.\n")
    making.publish()
    (result,) = search(making, '"what matters to morag"').results
    assert [each.url for each in result.snippets] == ["/stories/one#p1"]


# ---- content notes


@pytest.fixture
def noted(making: Making) -> Making:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write(
        "garden",
        "The garden in spring.\n\nAt the funeral the garden was full of lilies.\n",
        content_notes="[{note: bereavement, where: [p2]}]",
    )
    making.write("whole", "Lilies on a stone.\n", content_notes="[{note: bereavement}]")
    making.publish()
    return making


def urls(page: SearchPage) -> dict[str, list[str]]:
    return {result.card.slug: [each.url for each in result.snippets] for result in page.results}


def test_a_passage_under_a_content_note_is_found_and_not_shown(noted: Making) -> None:
    page = search(noted, "lilies")
    assert urls(page) == {"garden": [], "whole": []}
    assert [[term.id for term in result.noted] for result in page.results] == [["bereavement"]] * 2
    assert search(noted, "lilies", layout="passages").passages == ()
    (result,) = search(noted, "garden").results
    assert ([each.url for each in result.snippets], [term.id for term in result.noted]) == (
        ["/stories/garden#p1"],
        ["bereavement"],
    )
    assert [each.snippet.url for each in search(noted, "garden", layout="passages").passages] == ["/stories/garden#p1"]


@pytest.mark.parametrize("text", ["funeral death", "grief OR funeral", '"at the funeral the garden"'])
def test_who_asks_for_what_a_note_is_about_is_shown_it(noted: Making, text: str) -> None:
    assert urls(search(noted, text))["garden"] == ["/stories/garden#p2"]


@pytest.mark.parametrize("notes", ["bereavement, drink", "drink, bereavement"])
def test_under_two_notes_each_has_to_be_asked_for(making: Making, notes: str) -> None:
    other = "content_notes: [{id: drink, label: {en: Alcohol}}, "
    making.content.put("vocabulary.yaml", VOCABULARY.replace("content_notes: [", other))
    both = ", ".join(f"{{note: {note}, where: [p1]}}" for note in notes.split(", "))
    making.write("one", "Lilies and a bottle.\n", content_notes=f"[{both}]")
    making.publish()
    for text, kept_back in (
        ("lilies", {"bereavement", "drink"}),
        ("lilies grief", {"drink"}),
        ("lilies alcohol grief", set()),
    ):
        (result,) = search(making, text).results
        assert ({term.id for term in result.noted}, len(result.snippets)) == (kept_back, 0 if kept_back else 1)
        assert len(search(making, text, layout="passages").passages) == len(result.snippets)


def test_what_is_shown_under_a_note_says_so(noted: Making) -> None:
    (result,) = [each for each in search(noted, "funeral grief").results if each.card.slug == "garden"]
    assert [[term.id for term in snippet.notes] for snippet in result.snippets] == [["bereavement"]]
    assert [[term.id for term in snippet.notes] for snippet in search(noted, "spring").results[0].snippets] == [[]]


def test_whoever_asks_for_what_a_note_is_about_finds_the_documents_that_carry_it(noted: Making) -> None:
    page = search(noted, "bereavement")
    assert sorted(slugs(page)) == ["garden", "whole"]
    assert {tuple(term.id for term in result.terms) for result in page.results} == {("bereavement",)}


@pytest.mark.parametrize("text", ["lilies day-to-day", '"no such thing" OR lilies'])
def test_no_hyphens_and_no_other_quotation_open_a_noted_passage(noted: Making, text: str) -> None:
    assert all(found == [] for found in urls(search(noted, text)).values())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("funeral garden full lilies", True),
        ("the funeral the garden full of lilies on a bus", True),
        ("funeral garden lilies", False),
        ("funeral garden full lilies bus tram ferry harbour", False),
    ],
)
def test_who_remembers_most_of_a_noted_passage_is_shown_it(noted: Making, text: str, shown: bool) -> None:
    (result,) = [each for each in search(noted, text).results if each.card.slug == "garden"]
    assert ("/stories/garden#p2" in [each.url for each in result.snippets]) == shown
    assert (not result.noted) == shown


def test_everyday_words_are_no_memory_of_a_noted_passage(noted: Making) -> None:
    for number in range(6):
        noted.write(f"everyday-{number}", "She said that I should get back home by the evening.\n")
    noted.write(
        "evening",
        "She said that I should get back home by the evening.\n\nLilies were delivered by tram on Thursday.\n",
        content_notes="[{note: bereavement}]",
    )
    noted.publish()
    for text, shown in (("she said get back home evening", False), ("lilies delivered by tram thursday", True)):
        (result,) = [each for each in search(noted, text).results if each.card.slug == "evening"]
        assert bool(result.snippets) == shown
        found = search(noted, text, layout="passages").passages
        assert any(each.card.slug == "evening" for each in found) == shown


def test_the_whole_name_of_an_author_is_no_other_name_of_a_topic(noted: Making) -> None:
    noted.write("paper", authors="[Ross Grief]")
    noted.write("draft", authors="[Ann Grief]", consent="{audience: coordinators, uses: []}")
    noted.publish()
    assert (slugs(search(noted, "Ross Grief")), search(noted, "Ross Grief").expanded) == (["paper"], ())
    assert search(noted, "Grief, Ross").expanded == ()
    for text in ("Grief", "Grief Ann", "Ann Grief", "Ross Grief grief"):
        assert [each.term.id for each in search(noted, text).expanded] == ["bereavement"]


def test_the_way_to_a_noted_part_leads_to_its_best_passage(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY)
    note = "[{note: bereavement, where: [p1, p2]}]"
    making.write("one", "A bus.\n\nLilies and a bus.\n\nTea.\n", content_notes=note)
    making.publish()
    (result,) = search(making, "lilies bus").results
    assert (result.snippets, result.noted_url) == ((), "/stories/one#p2")


@pytest.fixture
def two_funerals(making: Making) -> Making:
    making.content.put("vocabulary.yaml", VOCABULARY)
    note = "[{note: bereavement, where: [p2]}]"
    making.write("kept-back", "A bus.\n\nLilies by the harbour wall, and more lilies.\n", content_notes=note)
    making.write("shown", "Lilies by the road, and far away from them in a long sentence a harbour.\n")
    making.publish()
    return making


def test_a_document_with_nothing_to_show_of_the_words_comes_after_one_with_something(two_funerals: Making) -> None:
    assert slugs(search(two_funerals, "lilies harbour")) == ["shown", "kept-back"]
    page = search(two_funerals, "lilies harbour", explain=True)
    assert [sum(share.score for share in each.shares) for each in page.results] == pytest.approx(
        [each.score for each in page.results]
    )


def test_who_asks_for_what_a_note_is_about_gets_the_order_of_the_words_alone(two_funerals: Making) -> None:
    page = search(two_funerals, "lilies harbour grief")
    assert (slugs(page)[0], page.results[0].snippets[0].url) == ("kept-back", "/stories/kept-back#p2")


def test_no_word_of_a_noted_passage_is_offered(noted: Making) -> None:
    page = search(noted, "liliez")
    assert (page.total, page.corrected, page.suggestion) == (0, None, None)


# ---- explaining


def test_what_is_explained_adds_up_and_names_words_and_fields(shelf: Making) -> None:
    page = search(shelf, "SDS budgets time", explain=True)
    for result in page.results:
        assert sum(share.score for share in result.shares) == pytest.approx(result.score)
    best = page.results[0]
    assert best.card.slug == "typed"
    told = {(share.words, share.found_as, share.added, share.fields) for share in best.shares}
    assert ("budgets", ("budget",), False, ("text",)) in told
    assert ("SDS", ("sds",), False, ("text",)) in told
    assert ("", (), False, ()) in told
    tagged = next(result for result in page.results if result.card.slug == "tagged")
    assert ("Led by the person", (), True, ("labels",)) in {
        (share.words, share.found_as, share.added, share.fields) for share in tagged.shares
    }
    assert all(result.shares == () for result in search(shelf, "SDS").results)


def test_a_title_as_a_whole_is_not_taken_for_names_of_topics_in_it(shelf: Making) -> None:
    shelf.write("budget-for-sds", "Words.\n", title="No SDS for a nurse")
    shelf.publish()
    assert [expansion.typed for expansion in search(shelf, "SDS for the nurse").expanded] == ["SDS"]
    titled = search(shelf, "no sds for a nurse")
    assert (titled.expanded, slugs(titled)[0]) == ((), "budget-for-sds")
    assert search(shelf, "budget for SDS").expanded == ()
    assert search(shelf, "self-directed support").expanded


def test_results_do_not_name_the_filler_that_they_lack(shelf: Making) -> None:
    lacking = {
        result.card.slug: result.lacking for result in search(shelf, "kettle because nobody spoon bollard").results
    }
    assert lacking == {"other": ("bollard",), "tagged": ("kettle", "spoon")}
    assert [result.lacking for result in search(shelf, "because kettle").results] == [()]
