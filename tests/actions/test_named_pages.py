"""A search that names a page says so first."""

from dataclasses import replace

from library.actions.find import SearchRequest, find
from library.actions.search_results import SearchPage
from library.model.viewer import ANYBODY, Viewer
from tests.making import COORDINATOR, Making

VOCABULARY = """\
themes:
  - {id: listening, label: {en: Listening and being heard}, also: [active listening]}
  - {id: time, label: {en: Time}}
roles: [{id: nurse, label: {en: Nurses}}]
sectors: [{id: health, label: {en: Health}}]
"""

SETTINGS = """\
settings:
  - {id: hospital, label: {en: Hospital}, also: [infirmary]}
  - {id: care-home, label: {en: Care home}}
"""


def search(making: Making, text: str, viewer: Viewer = ANYBODY, language: str = "") -> SearchPage:
    return find(making.library, viewer, SearchRequest(text, language=language))


def best(making: Making, text: str) -> list[str]:
    return [result.card.slug for result in search(making, text).results]


def named(making: Making, text: str, viewer: Viewer = ANYBODY) -> list[tuple[str, str, str, int]]:
    return [(each.sort, each.title, each.url, each.count) for each in search(making, text, viewer).named]


def test_a_topic_is_named_by_its_label_and_its_other_names(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write("one", themes="[listening]", roles="[nurse]")
    making.write("two", themes="[listening]", roles="[nurse]")
    making.publish()
    page = ("theme", "Listening and being heard", "/themes/listening", 2)
    assert named(making, "listening and being heard") == [page]
    assert named(making, "ACTIVE  listening!") == [page]
    assert named(making, "nurse") == [("role", "Nurses", "/roles/nurse", 2)]
    assert named(making, "active listening on a ward") == []


def test_words_around_a_topic_that_name_no_subject_do_not_hide_it(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write("one", themes="[listening]", roles="[nurse]")
    making.publish()
    listening = [("theme", "Listening and being heard", "/themes/listening", 1)]
    for text in ("active listening approach", "stories about active listening", "active listening practice examples"):
        assert named(making, text) == listening
    for text in ("What is active listening?", "anything on active listening", "tell me about active listening"):
        assert named(making, text) == listening
    assert named(making, "training for nurses") == [("role", "Nurses", "/roles/nurse", 1)]
    assert named(making, "stories") == named(making, "the approach") == named(making, "nurse walks stories") == []
    assert named(making, "approach " * 300) == []


def test_a_topic_beside_rarer_words_is_named_if_the_best_document_is_not_about_it(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY + SETTINGS)
    making.write(
        "passport", "A passport to a hospital. Scared of going.\n", themes="[listening]", title="Scared of going"
    )
    for number in range(4):
        making.write(f"home-{number}", "They live here in peace.\n", settings="[care-home]")
    making.write("ward", "They got better.\n", settings="[hospital]", themes="[time]")
    for number in range(10):
        making.write(f"time-{number}", "Time for a kettle.\n", themes="[listening]")
    making.publish()
    hospital = ("setting", "Hospital", "/search?q=setting%3Ahospital", 1)
    home = ("setting", "Care home", "/search?q=setting%3Acare-home", 4)
    assert named(making, "hospital passport") == named(making, "passport for the hospital") == [hospital]
    assert named(making, "scared of going into a care home") == [home]
    assert search(making, "setting:care-home").total == 4
    # Of other names, the page says which topic was searched for.
    assert named(making, "infirmary passport") == named(making, "a passport") == []
    assert [each.typed for each in search(making, "infirmary passport").expanded] == ["infirmary"]
    assert named(making, "hospital better") == named(making, "kettle time passport") == []
    assert named(making, '"hospital" passport') == named(making, "passport -hospital") == []


def test_a_topic_beside_other_words_is_named_once_above_the_first_results(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY + SETTINGS)
    for number in range(12):
        making.write(f"passport-{number}", "A passport, a ticket, a queue. Scared.\n", themes="[time]")
        making.write(f"home-{number}", "They live here in peace.\n", settings="[care-home]")
    making.publish()
    asked = SearchRequest("scared passport ticket queue care home")
    pages = (asked, replace(asked, layout="passages"), replace(asked, page=2), replace(asked, sort="newest"))
    shown = [len(find(making.library, ANYBODY, each).named) for each in pages]
    assert shown == [1, 1, 0, 0]


def test_what_is_excluded_is_not_named(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write("listening", themes="[listening]")
    making.write("time", themes="[time]")
    making.publish()
    assert named(making, "-time") == named(making, "NOT time") == named(making, '-"active listening"') == []


def test_an_abbreviation_with_points_names_what_it_names_without(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY.replace("active listening", "A.L., AL"))
    making.write("one", themes="[listening]")
    making.publish()
    assert (
        named(making, "A.L.") == named(making, "AL") == [("theme", "Listening and being heard", "/themes/listening", 1)]
    )


def test_letters_and_a_number_name_the_same_in_any_spelling(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY.replace("active listening", "Covid-19"))
    making.write("one", themes="[listening]")
    making.publish()
    page = ("theme", "Listening and being heard", "/themes/listening", 1)
    assert named(making, "covid19") == named(making, "covid-19") == named(making, "Covid 19") == [page]


def test_a_topic_is_not_named_where_the_reader_may_see_no_document_of_it(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write("hidden", themes="[time]", consent="{audience: coordinators, uses: []}")
    making.publish()
    assert named(making, "time") == []
    assert named(making, "time", COORDINATOR) == [("theme", "Time", "/themes/time", 1)]


def test_an_author_is_named_by_the_whole_name_or_the_surname(making: Making) -> None:
    making.write("one", authors="[Siân O'Brien]")
    making.write("hidden", authors="[Ann O'Brien]", consent="{audience: coordinators, uses: []}")
    making.publish()
    page = ("author", "Siân O'Brien", "/search?q=author%3A%22Si%C3%A2n+O%27Brien%22", 1)
    assert named(making, "sian o'brien") == named(making, "O’Brien") == named(making, "obrien") == [page]
    assert named(making, "Siân O’Brien’s") == [page]
    assert named(making, "Siân") == []
    assert search(making, 'author:"Siân O\'Brien"').total == search(making, "author:O’Brien’s").total == 1


def test_an_author_counts_what_the_page_of_the_name_lists(making: Making) -> None:
    making.write("alone", authors="[Miller]")
    making.write("whole", authors="[Emma Miller]")
    making.write("hidden", authors="[Ann Miller]", consent="{audience: coordinators, uses: []}")
    making.publish()
    assert [(title, count) for _, title, _, count in named(making, "miller")] == [("Emma Miller", 1), ("Miller", 2)]
    assert search(making, 'author:"Miller"').total == 2


def test_an_activity_is_named(making: Making) -> None:
    making.write("one")
    making.publish()
    assert named(making, "silent gallery") == [("activity", "Silent gallery", "/workshop#silent-gallery", 0)]


def test_a_work_whose_title_begins_with_the_query_comes_first(making: Making) -> None:
    making.write("friend", "Guidance.\n", title='"Friend not foe: guidance on recording"')
    for number in range(3):
        making.write(f"part-{number}", "Friend, not foe! Friend not foe.\n", title=f"Part {number} of friend not foe")
    making.publish()
    assert search(making, "friend not foe").results[0].card.slug == "friend"
    assert search(making, "friend not foe: guid").results[0].card.slug == "friend"


def test_of_works_whose_titles_begin_alike_the_one_with_that_address_comes_first(making: Making) -> None:
    making.write(
        "friend-not-foe", f"Guidance. {'Other words. ' * 50}\n", title='"Friend not foe: guidance on recording"'
    )
    making.write("film", "Friend, not foe! Friend not foe.\n", title='"Friend not foe: the film"')
    making.publish()
    assert [result.card.slug for result in search(making, "Friend not foe").results] == ["friend-not-foe", "film"]


def test_a_title_that_begins_with_the_query_is_found_among_many_that_share_its_words(making: Making) -> None:
    for number in range(30):
        making.write(f"part-{number}", "Kettle. Kettle. Kettle.\n", title=f"More about the kettle {number}")
    making.write("song", "Words.\n", title="Kettle songs")
    making.publish()
    assert best(making, "kettle")[0] == best(making, "kettle son")[0] == "song"


def test_words_that_begin_many_titles_name_only_the_work_with_that_title_or_address(making: Making) -> None:
    for number in range(30):
        making.write(f"part-{number}", "Kettle. Kettle. Kettle.\n", title=f"Kettle part {number}")
    making.write("whole", f"{'Other words. ' * 50}\n", title="Kettle!")
    making.publish()
    assert best(making, "kettle")[0] == "whole"
    making.write("kettle", f"{'Other words. ' * 50}\n", title="Kettle for one")
    making.publish()
    assert best(making, "kettle")[:2] == ["kettle", "whole"]


def test_among_equals_the_language_of_the_page_comes_first(making: Making) -> None:
    # A name is in no language, so that both documents have the same score.
    for language in ("cy", "gd"):
        making.write(language, "Gair.\n", language=language, authors="[Morag Barrie]", title="Gair", summary="Gair.")
    making.publish()
    for language in ("cy", "gd"):
        assert search(making, "Morag", language=language).results[0].card.slug == language


def test_every_one_of_many_equals_is_on_one_page_in_any_language(making: Making) -> None:
    for number in range(45):
        language = "gd" if number < 15 else "cy"
        making.write(f"{number}", "Gair.\n", language=language, authors="[Morag Barrie]", title="Gair", summary="Gair.")
    making.publish()
    for language in ("gd", "cy", ""):
        pages = [
            find(making.library, ANYBODY, SearchRequest("Morag", page=at, language=language)) for at in range(1, 6)
        ]
        slugs = [result.card.slug for page in pages for result in page.results]
        assert (len(slugs), len(set(slugs))) == (45, 45)


def test_a_collection_is_named_by_its_title_or_by_a_beginning_that_says_something(making: Making) -> None:
    title = "When kettles sing for someone"
    making.content.put("collections/sing.md", f"---\ntitle: {title}\nsummary: Of it.\norder: 1\n---\nIt.\n")
    making.content.put("collections/kettles.md", "---\ntitle: Kettles\nsummary: Of them.\norder: 2\n---\nThey.\n")
    making.write("one")
    making.publish()
    assert named(making, "kettles") == [("collection", "Kettles", "/collections/kettles", 0)]
    page = ("collection", title, "/collections/sing", 0)
    assert named(making, "when kettles sing") == named(making, f"{title}!") == [page]
    assert named(making, "when") == named(making, "when kettles") == []
