"""Works that live elsewhere: a page for each that the network named, and no more said than is known."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from itertools import takewhile
from urllib.parse import urlsplit

import pytest

from library.content.body.markdown import count_words
from library.model.document import Document, Evidence, Kind, Use
from library.model.introduction import Collection
from library.model.passage import Part
from tests.shelves.conftest import CONTENT, OurShelves

LEAST_WORKS = 32
OWN_WORDS = range(60, 151)

# Copies of other people's works, which nobody asked for leave; and homes that are gone.
NEVER_LINKED = (
    "vdocument",
    "dokumen.tips",
    "mafiadoc",
    "paperzz",
    "slideshare",
    "slideplayer",
    "docplayer",
    "ihub.scot",
)

# What the network's submission of November 2021 names.
NAMED = {
    "A Shared Experience": "a-shared-experience",
    "Friend not foe": "friend-not-foe",
    "the video on personal and accessible recording": "friend-not-foe-personal-and-accessible",
    "the video on live and joined-up recording": "friend-not-foe-live-and-joined-up",
    "the video for adults who cannot verbalise": "finding-out-without-words",
    "the Midlothian approach": "the-midlothian-way",
    "the work in Neath Port Talbot": "neath-port-talbot-outcomes-work",
    "the survey and workshop of October 2020": "october-2020-survey-and-workshop",
    "the literature review": "literature-review-of-conversations",
    "the review of resources": "review-of-conversation-resources",
    "the event of October 2021": "october-2021-workshop",
    "the submission itself": "pon-submission-2021",
}


def own_words(document: Document) -> int:
    """Count our words about a work: everything before the first heading."""
    body = (passage for passage in document.passages if passage.part is Part.BODY)
    return sum(count_words(passage.text) for passage in takewhile(lambda passage: not passage.heading, body))


@pytest.mark.parametrize("name", NAMED)
def test_what_the_network_named_has_a_page(name: str, ours: OurShelves) -> None:
    document = ours[NAMED[name]]
    assert document in ours.outside
    assert document.consent.audience == "public"


def test_there_are_enough_of_them(ours: OurShelves) -> None:
    assert len(ours.outside) >= LEAST_WORKS


def test_each_is_described_in_sixty_to_a_hundred_and_fifty_words_of_our_own(ours: OurShelves) -> None:
    counts = {document.slug: own_words(document) for document in ours.outside}
    assert {slug: words for slug, words in counts.items() if words not in OWN_WORDS} == {}


# Of these the sheet of facts names no maker, and nothing is made up.
MAKER_NOT_FOUND = {
    "finding-out-without-words",
    "national-trauma-transformation-programme",
    "neath-port-talbot-outcomes-work",
    "social-services-and-well-being-wales-act",
    "sswb-act-law-wales",
    "the-midlothian-way",
}


def test_each_says_who_made_it_how_we_know_and_under_what_licence(ours: OurShelves) -> None:
    assert {each.slug for each in ours.outside if not (each.organisation or each.authors)} <= MAKER_NOT_FOUND
    assert [each.slug for each in ours.outside if not (each.evidence and each.licence)] == []


def test_what_is_only_linked_to_leaves_the_site_in_no_way(ours: OurShelves) -> None:
    assert {each.slug: each.consent.uses for each in ours.outside if each.consent.uses - {Use.WEB_SEARCH}} == {}
    assert [each.slug for each in ours.outside if each.files] == []


def test_each_says_what_was_not_found_or_seen(ours: OurShelves) -> None:
    said = re.compile(r"\b(?:not|no|nor|never|unknown|only|inferred|conclu\w+)\b", re.IGNORECASE)
    doubtful = (each for each in ours.outside if each.evidence is not Evidence.SEEN or each.year is None)
    assert [each.slug for each in doubtful if not said.search(each.about_summary)] == []


# How an editor speaks of the work on a page: what was seen, found, noted, believed, or not.
EDITORS_NOTE = re.compile(
    r"\b(?:we|us) (?:\w+ )?(?:not|nor|never|only|nothing|no)\b"
    r"|\bwe (?:have )?(?:saw|seen|watched|noted|found|looked|read|inferred|concluded|believe|know|take|took|hold)\b"
    r"|\b(?:our|my) (?:inference|guess|description|reading)\b|\bnot its title\b|\bno link\b",
    re.IGNORECASE,
)


def test_the_titles_and_texts_of_works_elsewhere_hold_no_note_of_an_editor(ours: OurShelves) -> None:
    texts = {
        each.slug: [each.title, each.summary, *(passage.text for passage in each.passages)] for each in ours.outside
    }
    assert {slug: found for slug, all_of in texts.items() if (found := EDITORS_NOTE.findall(" ".join(all_of)))} == {}


def test_introductions_hold_no_note_of_an_editor_either(ours: OurShelves) -> None:
    collections = {each.slug: [each.title, each.summary, *texts_of(each)] for each in ours.introductions.collections}
    themes = {each.theme: [start.why for start in each.starts] for each in ours.introductions.themes}
    texts = collections | themes
    assert {name: found for name, all_of in texts.items() if (found := EDITORS_NOTE.findall(" ".join(all_of)))} == {}


def texts_of(collection: Collection) -> list[str]:
    """Return the blocks of a collection as plain text."""
    blocks = (block for section in collection.sections for block in section.blocks)
    return [unescape(re.sub(r"<[^>]+>", "", block.html)) for block in blocks]


LONGEST_TITLE = 90
# Their own title is how people ask for them and cite them.
CITED_AS_THEY_ARE = {Kind.PAPER, Kind.LAW}


def test_titles_are_short_and_each_its_own(ours: OurShelves) -> None:
    titles = Counter(document.title for document in ours.outside)
    assert [title for title, times in titles.items() if times > 1 or len(title) > LONGEST_TITLE] == []


def test_a_title_says_whose_the_work_is(ours: OurShelves) -> None:
    works = [each for each in ours.outside if each.kind not in CITED_AS_THEY_ARE and each.slug not in MAKER_NOT_FOUND]
    assert [each.slug for each in works if not any(name in each.title for name in makers(each))] == []


def makers(document: Document) -> list[str]:
    """Return the names that a reader would know a work by: organisations, and surnames of authors."""
    organisations = re.split(r" and (?=the |Social Care Wales|SCSWIS)|, | with the ", document.organisation)
    inside = re.findall(r"\((.+?)\)", document.organisation)
    return [name for name in (*organisations, *inside, *(name.split()[-1] for name in document.authors)) if name]


def test_no_page_links_to_a_copy_or_a_home_that_is_gone() -> None:
    for path in CONTENT.rglob("*.md"):
        hosts = {
            urlsplit(link).hostname or "" for link in re.findall(r"https?://[^\s)\"'>\]]+", path.read_text("utf-8"))
        }
        assert [host for host in hosts for part in NEVER_LINKED if part in host] == [], path.name


def test_every_address_is_whole_and_none_stands_for_two_works_of_a_kind(ours: OurShelves) -> None:
    addresses = [document.source for document in ours.outside if document.source]
    assert [each for each in addresses if not re.fullmatch(r"https?://[a-z0-9.-]+\.[a-z]+(?:/[^\s]*)?", each)] == []


def test_no_page_names_an_address_of_a_person() -> None:
    mail = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]+")
    assert [path.name for path in CONTENT.rglob("*.md") if mail.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("slug", ["friend-not-foe-personal-and-accessible", "friend-not-foe-live-and-joined-up"])
def test_the_known_videos_have_pointers_as_far_as_they_were_seen(slug: str, ours: OurShelves) -> None:
    pointers = [passage for passage in ours[slug].passages if passage.part == "pointer"]
    assert pointers
    assert all(passage.start is not None and passage.start <= 114 for passage in pointers)


def test_events_say_when_they_were(ours: OurShelves) -> None:
    dated = {document.slug for document in ours.outside if document.kind is Kind.EVENT and document.year}
    assert {"october-2020-survey-and-workshop", "october-2021-workshop"} <= dated


def test_the_real_pairs_of_two_languages_are_public(ours: OurShelves) -> None:
    welsh = ours["beth-yw-ystyr-canlyniadau-personol"]
    assert (welsh.translation_of, welsh.work_language) == ("what-do-we-mean-by-personal-outcomes", "cy")
    assert ours["social-services-and-well-being-wales-act"].languages == ("en", "cy")
    assert {ours[slug].consent.audience for slug in (welsh.slug, welsh.translation_of)} == {"public"}
