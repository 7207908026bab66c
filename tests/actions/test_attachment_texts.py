"""The words of attachments are found as passages of their document, and never where their document's words are not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from library.actions.check import check
from library.actions.find import SearchRequest, find
from library.actions.search_json import search_answer
from library.actions.search_results import SearchPage
from library.errors import ContentError
from library.model.attachment_text import AttachmentText, Fragment
from library.model.language import LANGUAGES
from library.model.lexicon import RowKind
from library.model.viewer import ANYBODY
from library.search.query_reading import parse
from tests.content.test_attachments import saved, word
from tests.making import COORDINATOR, NETWORK, Making
from tests.pdfs import bomb, locked, pdf, scanned

LEAFLET = "[{file: leaflet.pdf, title: The leaflet}]"
ALL = "audience: public, uses: [workshop, excerpt, print]"


@pytest.fixture(autouse=True)
def dated(making: Making) -> None:
    """Give every document a date, without which its author gets advice."""
    making.always["published"] = "2020-01-01"


@pytest.fixture
def leaflet(making: Making) -> Making:
    """A library with a leaflet of three pages, of which the second has words that nothing else has."""
    making.content.put("stories/leaflet.pdf", pdf("Welcome.", "A quoxotic page about tea.", "Goodbye."))
    making.write("other", "A story about tea, and about nothing else.\n")
    return making


def search(making: Making, text: str, layout: str = "documents") -> SearchPage:
    return find(making.library, ANYBODY, SearchRequest(text, layout=layout))


def texts_of(making: Making) -> list[Path]:
    return sorted((making.root / "data" / "texts").glob("*"))


# -------------------------------------------------------------------------------------------------------------- finding


def test_a_hit_in_a_pdf_names_the_attachment_and_opens_its_page(leaflet: Making) -> None:
    leaflet.write_told("with", consent=ALL, attachments=LEAFLET)
    leaflet.publish()
    (result,) = search(leaflet, "quoxotic").results
    (snippet,) = result.snippets
    assert (result.card.slug, snippet.attachment, snippet.page) == ("with", "The leaflet", 2)
    assert snippet.url == "/stories/with/files/leaflet.pdf#page=2"
    assert snippet.text[slice(*snippet.marks[0])] == "quoxotic"
    (passage,) = search(leaflet, "quoxotic", "passages").passages
    assert passage.snippet == snippet


def test_a_hit_in_a_word_file_names_it_and_quotes_its_paragraph(making: Making) -> None:
    making.content.put("stories/form.docx", saved(word("A quoxotic form.")))
    making.write_told("with", consent=ALL, attachments="[{file: form.docx, title: The form}]")
    making.publish()
    (snippet,) = search(making, "quoxotic").results[0].snippets
    assert (snippet.text, snippet.attachment, snippet.page) == ("A quoxotic form.", "The form", None)
    assert snippet.url == "/stories/with/files/form.docx"


def test_the_contract_of_search_says_which_attachment_and_page_and_is_otherwise_as_before(leaflet: Making) -> None:
    leaflet.write_told("with", "A story.\n", consent=ALL, attachments=LEAFLET)
    leaflet.publish()

    def passages(text: str) -> list[dict[str, object]]:
        answer = search_answer(search(leaflet, text), lambda _axis, value: value)
        return [passage for result in answer["results"] for passage in result["passages"]]  # type: ignore[attr-defined]

    assert passages("quoxotic") == [
        {
            "text": "A quoxotic page about tea.",
            "url": "/stories/with/files/leaflet.pdf#page=2",
            "marks": ((2, 10),),
            "attachment": "The leaflet",
            "page": 2,
        }
    ]
    assert [set(each) for each in passages("nothing else")] == [{"text", "url", "marks"}]


@pytest.mark.parametrize(
    ("query", "own", "other"),
    [
        ("kettle", "The kettle and the tea.", "The kettle was on for the tea."),
        ('"kettle tea"', "A kettle tea.", "The kettle tea was on."),
    ],
)
def test_a_long_attachment_never_lifts_a_document_that_has_the_words_or_phrase_itself(
    making: Making, query: str, own: str, other: str
) -> None:
    making.content.put("stories/leaflet.pdf", pdf(*["kettle tea kettle " * 200] * 20))
    making.write_told("with", f"{own}\n", consent=ALL)
    making.write("other", f"{other}\n")
    making.publish()
    before = {each.card.slug: each.score for each in search(making, query).results}
    making.write_told("with", f"{own}\n", consent=ALL, attachments=LEAFLET)
    making.publish()
    assert {each.card.slug: each.score for each in search(making, query).results} == before


def test_what_only_an_attachment_says_is_found_after_what_a_story_says(making: Making) -> None:
    making.content.put("stories/leaflet.pdf", pdf(*["kettle tea kettle " * 200] * 20))
    making.write_told("with", "A story.\n", consent=ALL, attachments=LEAFLET)
    making.write("other", "The kettle was on, as it was on each day of that long and rainy week in March, for tea.\n")
    making.publish()
    for words in ("kettle", "kettle tea"):
        assert [each.card.slug for each in search(making, words).results] == ["other", "with"]


def test_words_from_all_over_an_attachment_are_no_match_for_all_words(making: Making) -> None:
    making.content.put("stories/leaflet.pdf", pdf("A kettle.", "The bollard.", "A kettle and a lift, on one page."))
    making.write_told("with", "A story about a harbour.\n", consent=ALL, attachments=LEAFLET)
    making.publish()
    view = making.library.view(ANYBODY)

    def has_all(text: str) -> bool:
        query = parse(text)
        return bool(view.index.matching(query, every=True, visible=view.visible, languages=LANGUAGES))

    assert has_all("kettle lift")
    assert has_all("kettle lift harbour")
    assert has_all("bollard harbour")
    assert not has_all("kettle bollard")
    assert not has_all("kettle bollard harbour")
    assert search(making, "kettle bollard").total == 1  # as one that has some of the words


def test_an_attachment_that_has_every_word_comes_after_stories_that_have_two_of_them(making: Making) -> None:
    pages = (f"On this page of {n}: the {word}." for n in range(9) for word in ("kettle", "bollard", "lift", "harbour"))
    making.content.put("stories/leaflet.pdf", pdf(*pages))
    making.write_told("with", "Short.\n", consent=ALL, attachments=LEAFLET)
    for one, other in (("kettle", "bollard"), ("lift", "harbour"), ("kettle", "harbour"), ("bollard", "lift")):
        making.write(f"{one}-{other}", f"There was a {one}, as there was each day of that week, and the {other}.\n")
    for number in range(9):
        making.write(f"more-{number}", "Nothing of the kind was there on any day of that long and rainy week.\n")
    making.publish()
    found = [each.card.slug for each in search(making, "kettle bollard lift harbour").results]
    assert (len(found), found[-1]) == (5, "with")


def test_one_attachment_gives_a_few_passages_only(making: Making) -> None:
    making.content.put("stories/leaflet.pdf", pdf(*(f"The kettle of day {n} was on. " * 30 for n in range(20))))
    making.write_told("with", "A story.\n", consent=ALL, attachments=LEAFLET)
    making.publish()
    assert search(making, "kettle", "passages").passages_found == 3


def test_words_of_attachments_are_neither_suggested_nor_make_documents_similar(leaflet: Making) -> None:
    leaflet.write_told("with", consent=ALL, attachments=LEAFLET)
    leaflet.publish()
    view = leaflet.library.view(ANYBODY)
    assert "quoxotic" not in repr([view.catalogue.texts(kind) for kind in RowKind])


def test_a_phrase_does_not_run_from_one_attachment_into_the_next(making: Making) -> None:
    making.content.put("stories/a.docx", saved(word("It ends with quoxotic")))
    making.content.put("stories/b.docx", saved(word("kettles to begin.")))
    files = "[{file: a.docx, title: A}, {file: b.docx, title: B}]"
    making.write_told("with", consent=ALL, attachments=files)
    making.publish()
    assert making.found('"quoxotic kettles"') == []
    assert making.found('"with quoxotic"') == ["with"]


# -------------------------------------------------------------------------------------------------------------- consent


@pytest.mark.parametrize("uses", ["[]", "[workshop, print]", "[workshop, excerpt]"])
def test_an_attachment_that_readers_are_not_offered_is_not_read(leaflet: Making, uses: str) -> None:
    leaflet.write_told("with", consent=f"audience: public, uses: {uses}", attachments=LEAFLET)
    leaflet.publish()
    assert leaflet.found("quoxotic") == []
    assert texts_of(leaflet) == []


def test_words_of_an_attachment_are_found_by_those_who_may_see_its_document(leaflet: Making) -> None:
    leaflet.write_told("with", consent="audience: network, uses: [excerpt, print]", attachments=LEAFLET)
    leaflet.publish()
    assert [leaflet.found("quoxotic", each) for each in (ANYBODY, NETWORK, COORDINATOR)] == [[], ["with"], ["with"]]


@pytest.mark.parametrize("change", [{"status": "draft"}, {"status": "withdrawn"}, {"published": "2199-01-01"}])
def test_words_of_an_attachment_are_not_found_while_its_document_is_not_shown(
    leaflet: Making, change: dict[str, str]
) -> None:
    leaflet.write_told("with", consent=ALL, attachments=LEAFLET, **change)
    leaflet.publish()
    assert leaflet.found("quoxotic") == []


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_use_that_is_taken_back_hides_the_words_at_once(leaflet: Making, is_broken: bool) -> None:
    leaflet.write_told("with", "Its own words.\n", consent=ALL, attachments=LEAFLET)
    leaflet.publish()
    assert leaflet.found("quoxotic") == ["with"]
    leaflet.write_told("with", "Its own words.\n", consent="audience: public, uses: [workshop]", attachments=LEAFLET)
    if is_broken:
        leaflet.write("other", themes="[listning]")
        with pytest.raises(ContentError):
            leaflet.publish()
        # Until everything can be read, the index still finds the words: so the document is not shown at all.
        assert leaflet.found("own words") == []
    else:
        leaflet.publish()
        assert leaflet.found("own words") == ["with"]
    assert leaflet.found("quoxotic") == []


def test_the_words_of_a_translation_need_the_uses_of_its_original(leaflet: Making) -> None:
    uses = "audience: public, uses: [workshop, excerpt, print, translate]"
    leaflet.write_told("first", consent=uses)
    leaflet.write_told("with", "Dechrau.\n", consent=uses, language="cy", translation_of="first", attachments=LEAFLET)
    leaflet.publish()
    assert leaflet.found("quoxotic") == ["with"]
    leaflet.write_told("first", consent="audience: public, uses: [workshop, translate]")
    leaflet.publish()
    assert leaflet.found("quoxotic") == []
    assert leaflet.found("dechrau") == ["with"]


def test_a_content_note_on_any_part_is_on_all_of_an_attachment(leaflet: Making) -> None:
    note = "[{note: bereavement, where: [p1]}]"
    leaflet.write_told("with", "One.\n\nTwo.\n", consent=ALL, attachments=LEAFLET, content_notes=note)
    leaflet.publish()
    (result,) = search(leaflet, "quoxotic").results
    assert (result.snippets, [each.id for each in result.noted]) == ((), ["bereavement"])
    (asked,) = search(leaflet, "quoxotic bereavement").results
    assert [each.page for each in asked.snippets] == [2]


def test_the_words_leave_the_disk_with_their_document(leaflet: Making) -> None:
    leaflet.write_told("with", consent=ALL, attachments=LEAFLET)
    leaflet.publish()
    assert [b"quoxotic" in each.read_bytes() for each in texts_of(leaflet)] == [True]
    leaflet.write_told("with", consent=ALL, attachments=LEAFLET, status="withdrawn")
    leaflet.publish()
    assert texts_of(leaflet) == []


# ----------------------------------------------------------------------------------------------------------- publishing


def test_an_attachment_is_read_once_however_often_it_is_published(leaflet: Making) -> None:
    leaflet.write_told("with", consent=ALL, attachments=LEAFLET)
    leaflet.publish()
    (stored,) = texts_of(leaflet)
    stored.write_bytes(msgspec.json.encode(AttachmentText((Fragment(1, "Zanthropic words."),), pages=1, read=1)))
    leaflet.write_told("with", "Changed.\n", consent=ALL, attachments=LEAFLET)
    leaflet.publish()
    assert (leaflet.found("zanthropic"), leaflet.found("quoxotic")) == (["with"], [])
    leaflet.publish(rebuild=True)
    assert leaflet.found("zanthropic") == ["with"]


def test_a_stored_text_that_is_damaged_is_read_again(leaflet: Making) -> None:
    leaflet.write_told("with", consent=ALL, attachments=LEAFLET)
    leaflet.publish()
    (stored,) = texts_of(leaflet)
    stored.write_bytes(stored.read_bytes()[:40])
    leaflet.publish(rebuild=True)
    assert leaflet.found("quoxotic") == ["with"]


def test_a_changed_attachment_is_read_again_and_the_former_words_leave(leaflet: Making) -> None:
    leaflet.write_told("with", consent=ALL, attachments=LEAFLET)
    leaflet.publish()
    leaflet.content.put("stories/leaflet.pdf", pdf("Zanthropic words."))
    leaflet.publish()
    assert (leaflet.found("zanthropic"), leaflet.found("quoxotic")) == (["with"], [])
    assert [b"quoxotic" in each.read_bytes() for each in texts_of(leaflet)] == [False]


def test_a_file_that_cannot_be_read_is_published_and_the_check_says_what_readers_miss(making: Making) -> None:
    files = {
        "bomb.pdf": bomb(),
        "cut.pdf": pdf("Hello.")[:900],
        "locked.pdf": locked(pdf("Hello."), "secret"),
        "right.pdf": pdf("Quoxotic."),
        "scan.pdf": scanned(),
    }
    for name, data in files.items():
        making.content.put(f"stories/{name}", data)
    listed = ", ".join(f"{{file: {name}, title: T}}" for name in files)
    making.write_told("with", consent=ALL, attachments=f"[{listed}]")
    assert [str(each) for each in check(making.library).advice] == [
        "stories/with.md:10: attachments: " + sentence
        for sentence in (
            "Readers can download bomb.pdf but cannot search it. It is too complicated to read. "
            "Open it, choose Print, and save it as a new PDF.",
            "Readers can download scan.pdf but cannot search it. Its pages are pictures. "
            "Save it again with text recognition (OCR).",
            "Readers cannot open locked.pdf without its password. Save a copy without a password, and use that.",
            "Readers may not be able to open cut.pdf. It is damaged or incomplete. Save or copy it again.",
        )
    ]
    assert texts_of(making) == []
    making.publish()
    assert making.found("quoxotic") == ["with"]
    document = making.library.view(ANYBODY).catalogue.documents([1])[1]
    assert [each.file.name for each in document.attachments] == list(files)


def test_a_full_disk_does_not_stop_a_publish_from_reading(leaflet: Making) -> None:
    leaflet.write_told("with", consent=ALL, attachments=LEAFLET)
    (leaflet.root / "data").mkdir(exist_ok=True)
    (leaflet.root / "data" / "texts").write_bytes(b"no folder")
    leaflet.publish()
    assert leaflet.found("quoxotic") == ["with"]
