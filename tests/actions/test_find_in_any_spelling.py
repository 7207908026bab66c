"""A search finds what was meant, however it was joined, parted, accented or abbreviated."""

from itertools import permutations

import pytest

from library.actions.find import MAX_QUERY, SearchRequest, find
from library.actions.understand import understand
from library.model.viewer import ANYBODY
from library.search.query import MOST_PARTS
from library.search.words import fold
from tests.making import Making, found

VOCABULARY = """\
themes:
  - {id: bereavement, label: {en: Bereavement}, also: [grieve]}
  - {id: other, label: {en: Other}}
roles: [{id: nurse, label: {en: Nurse}}]
sectors: [{id: health, label: {en: Health}}]
"""


def every(making: Making, text: str) -> list[str]:
    """Return the documents found that have every word, best first."""
    page = find(making.library, ANYBODY, SearchRequest(text))
    return [result.card.slug for result in page.results if not result.lacking]


@pytest.mark.parametrize(
    ("spellings", "language"),
    [
        (("storytelling", "story-telling", "story telling"), "en"),
        (("online", "on-line", "on line"), "en"),
        (("cooperative", "co-operative", "co operative"), "en"),
        (("IGF1", "IGF-1"), "en"),
        (("mamgu", "mam-gu", "mam gu"), "cy"),
        (("an-diugh", "an diugh"), "gd"),
        (("taigh-òsta", "taigh-osta"), "gd"),
    ],
)
def test_joined_parted_and_hyphenated_spellings_meet(making: Making, spellings: tuple[str, ...], language: str) -> None:
    others = ("story", "telling", "line", "operative")
    for word in others:
        making.write(word, f"{word}.\n", title=word, summary="Other.")
    for at, spelled in enumerate(spellings):
        making.write(f"doc-{at}", f"{spelled}.\n", title="Title", summary="Summary.", language=language)
    making.publish()
    for typed, written in permutations(range(len(spellings)), 2):
        assert f"doc-{written}" in every(making, spellings[typed]), (spellings[typed], spellings[written])


SPELLINGS = (
    ("storytelling", "story-telling", "story telling"),
    ("mamgu", "mam-gu", "mam gu"),
    ("diwaith", "di-waith", "di waith"),
    ("ar-lein", "ar lein"),
    ("an-diugh", "an diugh"),
    ("followup", "follow-up", "follow up"),
    ("cooperative", "co-operative", "co operative"),
    ("24-hour", "twenty-four-hour"),
    ("one-to-one", "1-to-1", "1:1"),
    ("IGF1", "IGF-1", "IGF 1"),
)


@pytest.mark.parametrize("language", ["en", "cy", "gd"])
@pytest.mark.parametrize("at", range(3))
def test_a_spelling_alone_is_found_by_all_the_others(making: Making, at: int, language: str) -> None:
    making.always = {"language": language, "title": "A", "summary": "B."}
    making.write("halves", "Story. Mam. Lein. Follow. Operative. Hour. One. 1.\n")
    for number, spellings in enumerate(SPELLINGS):
        making.write(f"told-{number}", f"Then {spellings[at % len(spellings)]} ended.\n")
    making.publish()
    for number, spellings in enumerate(SPELLINGS):
        assert [every(making, typed)[:1] for typed in spellings] == [[f"told-{number}"]] * len(spellings), spellings


def test_other_forms_of_a_welsh_compound_are_found(making: Making) -> None:
    for slug, form in {"article": "mam-gu’r", "mutated": "fam-gu"}.items():
        making.write(slug, f"Dyma {form} plant.\n", title="A", summary="B.", language="cy")
    making.write("mother", "Mam, Mam, Mam.\n", title="Mam", summary="Mam.")
    making.publish()
    for typed in ("mamgu", "mam-gu", "mam gu"):
        assert set(every(making, typed)) == {"article", "mutated"}, typed


def test_what_was_typed_comes_first(making: Making) -> None:
    for slug, text in {"joined": "storytelling", "parted": "story telling"}.items():
        making.write(slug, f"A {text} evening.\n", title="Title", summary="Summary.")
    making.write("neither", "Nothing.\n")
    making.publish()
    assert every(making, "storytelling") == ["joined", "parted"]
    assert every(making, "story-telling") == ["parted", "joined"]


@pytest.mark.parametrize(("digits", "words"), [("15", "fifteen"), ("40", "forty"), ("25", "twenty-five")])
def test_numbers_in_words_and_in_digits_meet(making: Making, digits: str, words: str) -> None:
    making.write("digits", f"It took {digits} minutes.\n", title="Title", summary="Summary.")
    making.write("words", f"It took {words} minutes.\n", title="Title", summary="Summary.")
    making.write("neither", "It took ages.\n")
    making.publish()
    assert every(making, f"{digits} minutes") == ["digits", "words"]
    assert every(making, f"{words} minutes") == ["words", "digits"]


def test_a_number_is_not_found_inside_a_time_or_a_decimal(making: Making) -> None:
    making.write("time", "The 10:15 bus.\n", title="Title", summary="Summary.")
    making.write("decimal", "It cost £2.15 in all.\n", title="Title", summary="Summary.")
    making.write("number", "It took 15 minutes.\n", title="Title", summary="Summary.")
    making.publish()
    assert every(making, "15") == ["number"]
    assert every(making, "10.15 bus") == every(making, "10:15") == ["time"]
    assert every(making, "2.15") == ["decimal"]


def test_a_number_without_its_comma_for_thousands_is_found(making: Making) -> None:
    for slug, number in {"comma": "1,250", "bare": "1250", "part": "250"}.items():
        making.write(slug, f"It cost {number} in all.\n")
    making.publish()
    assert every(making, "1250") == ["bare", "comma"]


@pytest.mark.parametrize(("written", "typed"), [("œuvre", "oeuvre"), ("Ægir", "Aegir"), ("Sønderby", "sonderby")])
def test_letters_that_are_written_as_two_or_with_a_stroke_are_found_without(
    making: Making, written: str, typed: str
) -> None:
    making.write("told", f"It was {written} then.\n")
    making.write("neither", "Nothing.\n")
    making.publish()
    assert every(making, typed) == every(making, written) == ["told"]


def test_the_parts_of_a_compound_are_the_last_resort(making: Making) -> None:
    making.write("based", "The outcome is based on talk.\n")
    making.write("neither", "Nothing.\n")
    making.publish()
    assert every(making, "outcome-based") == ["based"]
    making.write("whole", "An outcome based plan.\n")
    making.publish()
    assert every(making, "outcome-based") == ["whole"]


def test_letters_and_a_number_meet_in_any_spelling(making: Making) -> None:
    for slug, text in {"joined": "covid19", "hyphened": "Covid-19", "apart": "COVID 19"}.items():
        making.write(slug, f"It was {text} then.\n", title="Title", summary="Summary.")
    making.write("neither", "Nothing.\n")
    making.publish()
    for typed in ("covid19", "covid-19", "covid–19", "Covid 19", "‘covid-19’", "covid19 OR zyzzyva"):
        assert set(every(making, typed)) == {"joined", "hyphened", "apart"}, typed


@pytest.mark.parametrize("typed", ["covid19", "covid-19", "covid 19"])
def test_without_that_number_the_letters_are_found(making: Making, typed: str) -> None:
    making.write("covid", "He had Covid.\n")
    making.write("neither", "Page p3.\n")
    making.publish()
    assert found(making.library, typed) == ["covid"]
    assert found(making.library, "a3") == []


def test_every_hyphen_and_dash_joins_the_words_of_a_query(making: Making) -> None:
    making.write("hyphened", "A well-being plan.\n")
    making.write("apart", "Being here is well.\n")
    making.write("mam-gu", "Mae mam-gu yma.\n", language="cy")
    making.publish()
    for hyphen in "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212":
        assert every(making, f"well{hyphen}being") == ["hyphened"], hyphen
        assert every(making, f"mam{hyphen}gu") == ["mam-gu"], hyphen


@pytest.mark.parametrize("hyphen", "-\u2010\u2011")
def test_a_hyphen_in_a_welsh_text_is_part_of_the_word_and_a_dash_is_not(making: Making, hyphen: str) -> None:
    making.write("grandmother", f"Mae mam{hyphen}gu yma.\n", title="Un", summary="Dau.", language="cy")
    making.write("pause", "Dwi’n cerdded—wedyn siarad.\n", title="Un", summary="Dau.", language="cy")
    making.publish()
    assert every(making, "mam-gu") == ["grandmother"]
    assert every(making, "cerdded") == every(making, "cerdded—wedyn") == ["pause"]


def test_an_invisible_character_splits_no_word(making: Making) -> None:
    signs = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u202e"
    for at, sign in enumerate(signs):
        making.write(f"pasted-{at}", f"Old news{sign}papers.\n")
    making.write("news", "The news.\n")
    making.publish()
    for sign in signs:
        assert found(making.library, f"newspa{sign}pers") == [f"pasted-{at}" for at in range(len(signs))], sign
        assert find(making.library, ANYBODY, SearchRequest(f"newspa{sign}pers")).query == "newspapers"


def test_a_query_of_many_compounds_has_only_so_many_groups(making: Making) -> None:
    making.write("one", "Y x. Zc zb. Ze zd.\n")
    making.publish()
    letters = "abcdefghijklmnopqrstuvwxyz"
    typed = " ".join(f"z{first}-z{second}-x-y" for first in letters for second in letters)[:MAX_QUERY]
    query = understand(making.library.view(ANYBODY), f"{typed} -not", as_typed=False).query
    assert len(query.wanted) == MOST_PARTS
    few = understand(making.library.view(ANYBODY), "zb-zc zd-ze -zf", as_typed=False).query
    assert [group.text for group in few.wanted] == ["zb", "zc", "zd", "ze"]
    assert [phrase.text for phrase in few.unwanted] == ["zf"]


@pytest.mark.parametrize("typed", ["cant", "on-line", "co-operative", "storytelling"])
def test_another_spelling_of_what_was_typed_is_not_said_to_be_missing(making: Making, typed: str) -> None:
    making.write("one", "I can’t. Online. Cooperative. Story telling.\n")
    making.publish()
    page = find(making.library, ANYBODY, SearchRequest(typed))
    assert (page.total, page.nowhere) == (1, ())


def test_a_compound_that_no_document_has_is_named_as_it_was_typed(making: Making) -> None:
    making.content.put("vocabulary.yaml", f"{VOCABULARY}synonyms: [{{name: mourn-day, also: [wake]}}]\n")
    making.write("one", "A wake.\n", themes="[other]")
    making.publish()
    assert find(making.library, ANYBODY, SearchRequest("mourn-day")).nowhere == ("mourn-day",)


@pytest.mark.parametrize("typed", ["co-operative", "zy-zzyva", "zyzzyva19"])
def test_a_compound_without_a_trace_is_looked_for_as_it_was_typed(making: Making, typed: str) -> None:
    making.write("neither", "Nothing.\n")
    making.publish()
    page = find(making.library, ANYBODY, SearchRequest(typed))
    assert page.help is not None
    assert (page.total, page.help.looked_for) == (0, (typed,))


def test_a_prefix_alone_is_no_part_of_a_compound(making: Making) -> None:
    making.write("co", "Outcomes and Co.\n")
    making.write("neither", "Nothing.\n")
    making.publish()
    assert found(making.library, "co-operative") == []


def test_a_part_that_says_nothing_does_not_answer_for_a_compound(making: Making) -> None:
    making.write("parts", "One to 1. An hour at 24. Gu. Mam. Co.\n")
    making.publish()
    for typed in ("one-to-one", "1-to-1", "24-hour", "IGF-1", "mam-gu", "mam gu", "co operative"):
        page = find(making.library, ANYBODY, SearchRequest(typed))
        assert page.help is not None
        offered = [each.words for each in page.help.words_apart]
        assert (page.total, set(offered) <= {"hour", "mam"}) == (0, True), (typed, offered)


def test_a_document_with_a_part_of_a_compound_is_said_to_lack_it(making: Making) -> None:
    parts = {"co-operative": "operative", "follow-up": "follow", "abc-19": "abc"}
    for part in parts.values():
        making.write(part, f"The {part}.\n")
    making.publish()
    for typed, part in parts.items():
        page = find(making.library, ANYBODY, SearchRequest(typed))
        assert [(result.card.slug, result.lacking) for result in page.results] == [(part, (typed,))]
        assert page.with_every_word == 0


NAMES = {
    "storytelling": ("story-telling", "story telling"),
    "person-centred": ("personcentred", "person centred", "person−centred"),
    "lock box": ("lockbox", "lock-box", "lock boxes"),
    "care leaver": ("careleaver", "careleavers", "care-leavers"),
    "through-care": ("throughcare", "through care"),
}


@pytest.mark.parametrize("where", ["name", "synonym"])
def test_a_name_or_synonym_is_meant_in_any_spelling(making: Making, where: str) -> None:
    terms = [f"  - {{id: t{at}, label: {{en: T{at}}}, also: [{name}]}}" for at, name in enumerate(NAMES)]
    pairs = [f"  - {{name: {name}, also: [meant{at}]}}" for at, name in enumerate(NAMES)]
    added = "\n".join(terms) if where == "name" else ""
    listed = "synonyms:\n" + "\n".join(pairs) + "\n" if where == "synonym" else ""
    making.content.put("vocabulary.yaml", VOCABULARY.replace("themes:\n", f"themes:\n{added}\n") + listed)
    making.always = {"title": "A", "summary": "B."}
    making.write("neither", "Care, a person, a caregiver.\n", themes="[other]")
    for at in range(len(NAMES)):
        making.write(f"doc-{at}", f"Meant{at}.\n", themes=f"[t{at}]" if where == "name" else "[other]")
    making.publish()
    for at, (written, typed) in enumerate(NAMES.items()):
        for text in (written, *typed):
            page = find(making.library, ANYBODY, SearchRequest(text))
            assert [result.card.slug for result in page.results][:1] == [f"doc-{at}"], text
            assert (page.corrected, page.suggestion) == (None, None), text


@pytest.mark.parametrize("written", ["mam-gu", "mamgu", "mam gu", "co-worker", "coworker"])
def test_a_name_of_which_a_part_says_nothing_is_meant_in_any_spelling(making: Making, written: str) -> None:
    listed = f"synonyms: [{{name: {written}, also: [nain]}}]\n"
    making.content.put("vocabulary.yaml", f"{VOCABULARY}{listed}")
    making.write("meant", "Nain.\n", themes="[other]")
    making.write("part", "Mam. Co.\n", themes="[other]")
    making.publish()
    first = written[:2]
    spellings = ("mam-gu", "mamgu", "mam gu") if first == "ma" else ("co-worker", "coworker", "co worker")
    assert [found(making.library, typed) for typed in spellings] == [["meant"]] * 3


def test_a_therapist_is_not_the_rapist(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY.replace("[grieve]", "[therapist]"))
    making.write("topic", "Nothing.\n", themes="[bereavement]")
    making.publish()
    assert found(making.library, "therapist") == ["topic"]
    assert found(making.library, "the rapist") == []


SURNAMES = {
    "Siân O'Donnell": ("O Donnell", "O' Donnell", "O’Donnell", "odonnell"),
    "Catrìona NicLeòid": ("Nic Leòid", "Nic Leoid", "nic-leoid", "nicleoid"),
    "Seán MacLeod": ("Mac Leod", "mac leod", "MacLeod"),
}


@pytest.mark.parametrize("where", ["authors", "text"])
def test_a_surname_is_found_joined_and_parted(making: Making, where: str) -> None:
    for at, name in enumerate(SURNAMES):
        by = {"authors": f'["{name}"]'} if where == "authors" else {}
        making.write(f"by-{at}", "Nothing.\n" if by else f"It was Mrs {name} who came.\n", **by)
    making.write("other", "The mac led to a nick. Ross Grieve.\n")
    making.publish()
    for at, typed in enumerate(SURNAMES.values()):
        for text in typed:
            page = find(making.library, ANYBODY, SearchRequest(text))
            assert [result.card.slug for result in page.results if not result.lacking] == [f"by-{at}"], text
            assert (page.corrected, page.suggestion) == (None, None), text
            assert len(page.named) == (where == "authors"), text


def test_what_is_found_without_its_apostrophe_is_not_corrected(making: Making) -> None:
    making.write("told", "You mustn’t grumble. It doesn’t help. I didn’t ask.\n")
    making.publish()
    for typed in ("mustnt grumble", "doesnt", "didnt ask"):
        page = find(making.library, ANYBODY, SearchRequest(typed))
        assert (page.with_every_word, page.suggestion, page.corrected) == (1, None, None), typed


def test_a_slip_inside_a_compound_is_corrected(making: Making) -> None:
    making.write("told", "A story-telling evening.\n")
    making.publish()
    page = find(making.library, ANYBODY, SearchRequest("story-teling"))
    assert ([result.card.slug for result in page.results], page.corrected) == (["told"], "story-telling")


def test_a_name_is_found_as_it_is_spelled_and_not_by_other_forms(making: Making) -> None:
    making.write("by-ross", "Nothing of the kind.\n", authors="[Ross Grieve]")
    making.write("about-grief", "She was grieving.\n")
    making.publish()
    assert every(making, "grieving") == ["about-grief"]
    assert set(every(making, "grieve")) == {"by-ross", "about-grief"}
    assert every(making, "ross GRIEVE") == ["by-ross"]


def test_a_name_in_a_text_is_not_found_by_other_forms_either(making: Making) -> None:
    making.write("by-ross", "Slides of Grieve and others.\n", authors="[Ross Grieve]", summary="Ross Grieve talks.")
    making.write("about-ross", "What Ross Grieve says of Nick Andrews.\n", summary="Other.")
    making.write("about-grief", "She was grieving.\n")
    making.publish()
    assert every(making, "grieving") == ["about-grief"]
    assert every(making, "grieve")[0] == "by-ross"
    assert set(every(making, "Grieve's")) == {"by-ross", "about-ross", "about-grief"}
    assert set(every(making, '"ross grieve"')) == {"by-ross", "about-ross"}
    assert every(making, "andrew") == []
    assert every(making, "andrews says") == ["about-ross"]


def test_what_the_vocabulary_adds_is_no_name(making: Making) -> None:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write("by-ross", "Ross Grieve has nothing of the kind.\n", authors="[Ross Grieve]", themes="[other]")
    making.write("about-grief", "She was grieving.\n", themes="[bereavement]")
    making.publish()
    assert every(making, "bereavement") == ["about-grief"]


@pytest.mark.parametrize("typed", ["O'Brien", "o’brien", "obrien", "OBRIEN", "Siân O'Brien", "sian obrien"])
def test_accents_apostrophes_and_case_of_a_name_make_no_difference(making: Making, typed: str) -> None:
    making.write("by-sian", "Nothing.\n", authors="[Siân O'Brien]")
    making.publish()
    assert every(making, typed) == ["by-sian"]


@pytest.mark.parametrize("typed", ["Grant", "grant's", "Grant’s", "Grants", "Ann Grant's", "Ann Grants"])
def test_a_name_is_found_with_and_without_a_possessive_ending(making: Making, typed: str) -> None:
    making.write("by-ann", "Nothing.\n", authors="[Ann Grant]")
    making.write("by-other", "Nothing.\n", authors="[Bob Grand]")
    making.publish()
    assert every(making, typed) == ["by-ann"]


@pytest.mark.parametrize("typed", ["Women's Aid", "women’s aid", "womens aid", "women aid"])
def test_a_possessive_ending_in_a_name_makes_no_difference(making: Making, typed: str) -> None:
    making.write("told", "Nothing.\n", organisation="Women’s Aid")
    making.write("untold", "Nothing.\n", organisation="Walking Aid")
    making.publish()
    assert every(making, typed) == ["told"]


@pytest.mark.parametrize("typed", ["Ross", "Los", "Gus"])
def test_a_short_name_keeps_its_last_letter(making: Making, typed: str) -> None:
    making.write("by", "Nothing.\n", authors="[Lo Gu]", organisation="Ros")
    making.publish()
    assert every(making, typed) == []


def test_a_word_that_is_rare_in_names_weighs_no_more_than_elsewhere(making: Making) -> None:
    for number in range(60):
        making.write(f"care-{number}", "Care.\n")
    making.write("council", "Nothing.\n", organisation="Social Care Wales")
    making.publish()
    assert find(making.library, ANYBODY, SearchRequest("zyzzyva care")).total == 0


def test_not_in_capitals_excludes(making: Making) -> None:
    making.write("home", "A carer at home.\n")
    making.write("ward", "A carer in hospital.\n")
    making.write("neither", "Nothing.\n")
    making.publish()
    assert every(making, "carer NOT hospital") == every(making, "carer -hospital") == ["home"]
    assert every(making, "carer NOT theme:hospital NOT") == every(making, "carer -theme:hospital")
    assert set(every(making, "carer not in hospital")) == {"ward"}
    assert set(every(making, "CARER NOT HOSPITAL")) == {"home"}


def test_not_excludes_the_next_word_that_says_something(making: Making) -> None:
    making.write("home", "A carer at the home, in bed.\n")
    making.write("ward", "A carer in the hospital.\n")
    making.publish()
    assert every(making, "carer NOT in the hospital") == every(making, "carer NOT -- hospital") == ["home"]
    assert set(every(making, "carer NOT the")) == {"home", "ward"}


def test_an_abbreviation_with_points_is_the_same_without(making: Making) -> None:
    making.write("sds", "SDS was new to her.\n")
    making.write("letters", "Point S, then D, then S.\n")
    making.publish()
    assert every(making, "S.D.S.") == every(making, "S.D.S") == every(making, "SDS") == every(making, "sds") == ["sds"]


@pytest.mark.parametrize("typed", ["GP", "GPs", "gps", "G.P", "G.P.s", "GP's"])
def test_several_abbreviations_are_found_as_one_is_and_with_points(making: Making, typed: str) -> None:
    making.write("one", "The GP came.\n")
    making.write("two", "Both GPs came.\n")
    making.write("none", "Mrs P. came.\n")
    making.publish()
    assert set(every(making, typed)) == {"one", "two"}


@pytest.mark.parametrize("typed", ["cant", "can't", "can’t", "can´t", "can`t", "can′t", "can‘t"])
def test_a_word_typed_without_its_apostrophe_is_found(making: Making, typed: str) -> None:
    making.write("cannot", "I can’t go.\n")
    making.write("neither", "Nothing.\n")
    making.publish()
    assert every(making, typed) == ["cannot"]


def test_common_words_alone_are_a_phrase_first(making: Making) -> None:
    making.write("hamlet", "To be or not to be.\n")
    making.write("others", "Not to be there, or to be.\n")
    making.publish()
    assert every(making, "to be or not to be") == ["hamlet"]
    assert set(every(making, "be to not")) == {"hamlet", "others"}
    assert set(every(making, "be OR or")) == {"hamlet", "others"}


def test_common_words_that_no_document_has_as_a_phrase_are_said_to_be_missing(making: Making) -> None:
    making.write("hamlet", "To be or not to be.\n")
    making.publish()
    missing = {
        typed: find(making.library, ANYBODY, SearchRequest(typed)).nowhere
        for typed in ("be to not", "not to be", "be", '"be to"')
    }
    assert missing == {"be to not": ("be to not",), "not to be": (), "be": (), '"be to"': ()}
    assert find(making.library, ANYBODY, SearchRequest("be to not", as_typed=True)).nowhere == ()


@pytest.mark.parametrize("typed", ["🎉", "???", "— …", "&"])
def test_a_sign_alone_finds_nothing_and_says_so(making: Making, typed: str) -> None:
    making.write("story", "A story.\n")
    making.publish()
    page = find(making.library, ANYBODY, SearchRequest(typed))
    assert page.help is not None
    assert (page.total, page.help.only_signs) == (0, True)


def test_spaces_alone_list_everything(making: Making) -> None:
    making.write("story", "A story.\n")
    making.publish()
    assert find(making.library, ANYBODY, SearchRequest("  ")).total == 1


def test_an_accent_that_was_typed_counts(making: Making) -> None:
    making.write("song", "Cân a sôn.\n", language="cy")
    for number in range(3):
        making.write(f"tin-{number}", "Can my son do it? Son, can.\n")
    making.publish()
    assert every(making, "cân") == ["song"]
    assert every(making, "sôn")[0] == "song"


@pytest.mark.parametrize(("typed", "language"), [("môr", "cy"), ("tòil", "gd")])
def test_in_its_own_language_a_word_with_the_accent_that_was_typed_comes_first(
    making: Making, typed: str, language: str
) -> None:
    plain = fold(typed)
    for slug, word in {"plain": plain, "accent": typed, "same": plain}.items():
        making.write(slug, f"Aig {word}.\n", title="Title", summary="Summary.", language=language)
    making.publish()
    assert (every(making, typed)[0], set(every(making, typed))) == ("accent", {"plain", "accent", "same"})
    scores = {result.score for result in find(making.library, ANYBODY, SearchRequest(plain)).results}
    assert len(scores) == 1


def test_a_word_with_an_accent_is_none_of_the_common_words_without(making: Making) -> None:
    making.write("mutated", "Ei gân, a chân.\n", language="cy")
    making.write("common", "Mae gan bob un.\n", language="cy")
    making.publish()
    assert every(making, "gân") == every(making, "cân") == ["mutated"]


def test_an_accented_word_that_a_dictionary_knows_is_not_corrected(making: Making) -> None:
    making.write("man", "A man can.\n")
    making.publish()
    assert find(making.library, ANYBODY, SearchRequest("gân")).corrected is None


def test_after_a_search_without_results_its_words_are_offered(making: Making) -> None:
    for number in range(60):
        making.write(f"care-{number}", "Care.\n")
    making.write("home", "Home.\n")
    making.publish()
    page = find(making.library, ANYBODY, SearchRequest("zyzzyva care"))
    assert page.help is not None
    assert [(each.words, each.count) for each in page.help.words_apart] == [("care", 60)]
