"""One file → one document."""

import dataclasses
import hashlib
from datetime import date

import pytest

from library.content.body.markdown import render
from library.content.header.schema import HEADER, KEYS, PLAIN
from library.content.pictures import drawn
from library.content.transcripts.decoding import MAX_BYTES
from library.errors import ContentError, Mistake
from library.model.document import (
    Attachment,
    Audience,
    Consent,
    ContentNote,
    Document,
    Evidence,
    Kind,
    Media,
    Provenance,
    ShownAs,
    Status,
    StoredFile,
    Transcript,
    Use,
)
from library.model.passage import Part, Passage
from tests.content.writing import CAPTIONS, MP4, PDF, STORY, VIDEO, VTT, Folder
from tests.pictures import JPEG


def test_the_shortest_file_gives_a_document_with_every_default(folder: Folder) -> None:
    text = folder.write(body="One paragraph.\n")
    assert folder.read() == Document(
        slug="spare-key",
        path=STORY,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title="The spare key",
        kind=Kind.STORY,
        summary="A home carer asks one more question.",
        themes=("listening",),
        roles=("nurse",),
        sectors=("health",),
        provenance=Provenance.FICTIONAL,
        consent=Consent(),
        body_html=render("One paragraph.\n", "en").html,
        passages=(Passage(Part.BODY, "p1", "One paragraph.", "en"),),
        words=2,
    )


def test_every_key_of_a_header_reaches_the_document(folder: Folder) -> None:
    _put_files(folder)
    body = "## Begin\n\nFirst.\n\nSecond.\n"
    text = folder.write(
        VIDEO,
        body=body,
        kind="video",
        themes="[time, listening]",
        settings="[at-home]",
        nation="wales",
        voice="worker",
        shows="about-it",
        outcomes="[feeling-safe]",
        language="cy",
        languages="[cy, en]",
        translation_of="the-key",
        translation="checked",
        authors="[A. Name, 'B: Name']",
        organisation="Iriss",
        year="2021",
        minutes="4",
        published="2026-11-22",
        review_by="2027-11-22",
        licence="CC-BY-4.0",
        source="https://doi.org/10.1332/174426420X15825349063428",
        provenance="published-elsewhere",
        evidence="seen",
        about_summary="We did not find the year.",
        endorsed_by="[Care Inspectorate Wales]",
        linked_from="[Welsh Government]",
        related="[other, another]",
        formerly="[old-key]",
        replaced_by="new-key",
        status="in-review",
        consent="{audience: network, uses: [print, workshop], shown_as: first-name, given: 2026-01-10, "
        "review: 2026-01-10, until: '2030-01-10'}",
        content_notes="[{note: bereavement, where: [p2, t=60]}]",
        short="[p1, t=0]",
        quote="t=0",
        questions='["What did she notice first?"]',
        media='{file: film.mp4, poster: film.jpg, alt: A door, duration: "01:01:12"}',
        transcripts="[{language: cy, file: film.cy.vtt}]",
        attachments="[{file: more/guide.pdf, title: Guide}]",
        pointers='[{at: "00:00:46", text: A note}, {page: 7, text: A page}]',
    )
    rendered = render(body, "cy")
    film, drawn_anew = _stored("film.mp4", MP4, "video/mp4"), _stored("film.jpg", drawn(JPEG)[0], "image/jpeg")
    picture = dataclasses.replace(drawn_anew, source=hashlib.sha256(JPEG).hexdigest())
    captions, guide = _stored("film.cy.vtt", CAPTIONS, "text/vtt"), _stored("more/guide.pdf", PDF, "application/pdf")
    transcript = _stored("film.cy.vtt", VTT, "text/vtt")
    captions = dataclasses.replace(captions, source=transcript.sha256)
    assert folder.read(VIDEO) == Document(
        slug="spare-key",
        path=VIDEO,
        sha256=_hash(text, film, picture, transcript, guide),
        title="The spare key",
        kind=Kind.VIDEO,
        summary="A home carer asks one more question.",
        themes=("time", "listening"),
        roles=("nurse",),
        sectors=("health",),
        settings=("at-home",),
        outcomes=("feeling-safe",),
        nation="wales",
        voice="worker",
        shows="about-it",
        language="cy",
        languages=("cy", "en"),
        translation_of="the-key",
        translation="checked",
        authors=("A. Name", "B: Name"),
        organisation="Iriss",
        year=2021,
        minutes=4,
        published=date(2026, 11, 22),
        review_by=date(2027, 11, 22),
        licence="CC-BY-4.0",
        source="https://doi.org/10.1332/174426420X15825349063428",
        provenance=Provenance.PUBLISHED_ELSEWHERE,
        evidence=Evidence.SEEN,
        about_summary="We did not find the year.",
        endorsed_by=("Care Inspectorate Wales",),
        linked_from=("Welsh Government",),
        related=("other", "another"),
        formerly=("old-key",),
        replaced_by="new-key",
        status=Status.IN_REVIEW,
        consent=Consent(
            audience=Audience.NETWORK,
            uses=frozenset({Use.PRINT, Use.WORKSHOP}),
            shown_as=ShownAs.FIRST_NAME,
            given=date(2026, 1, 10),
            review=date(2026, 1, 10),
            until=date(2030, 1, 10),
        ),
        content_notes=(ContentNote("bereavement", ("p2", "t=60")),),
        short=("p1", "t=0"),
        quote="t=0",
        questions=("What did she notice first?",),
        media=Media(film, picture, "A door", 3672),
        transcripts=(Transcript("cy", captions),),
        attachments=(Attachment(guide, "Guide"),),
        body_html=rendered.html,
        passages=(
            *rendered.passages,
            Passage(Part.TRANSCRIPT, "t=0", "Good morning.", "cy", start=0.0, end=4.0, speaker="Ann"),
            Passage(Part.TRANSCRIPT, "t=60", "Is it?", "cy", start=60.0, end=64.0, speaker="Bob"),
            Passage(Part.POINTER, "t=46", "A note", "cy", start=46.0),
            Passage(Part.POINTER, "page=7", "A page", "cy"),
        ),
        headings=rendered.headings,
        words=rendered.words,
    )


def _put_files(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/film.jpg", JPEG)
    folder.put("resources/film.cy.vtt", VTT)
    folder.put("resources/more/guide.pdf", PDF)


def _stored(name: str, content: bytes, media_type: str) -> StoredFile:
    digest = hashlib.sha256(content).hexdigest()
    return StoredFile(name, f"resources/{name}", len(content), digest, media_type)


def _hash(text: str, *files: StoredFile) -> str:
    named = "".join(f"\n{file.name}\n{file.source or file.sha256}" for file in files)
    return hashlib.sha256((text + named).encode()).hexdigest()


def test_every_field_of_a_document_is_filled_from_a_key_or_from_the_file() -> None:
    from_file = {"slug", "path", "sha256", "consent", "body_html", "passages", "headings", "words", "pictures"}
    from_file |= {"transcripts"}
    assert {field.name for field in dataclasses.fields(Document)} == {key.name for key in PLAIN} | from_file
    assert set(KEYS) == {key.name for key in PLAIN} | {"consent", "pointers", "transcripts"}


def test_the_required_keys_are_those_of_the_design() -> None:
    required = [key.name for key in HEADER if key.required]
    assert required == ["title", "kind", "summary", "themes", "roles", "sectors", "provenance"]


def test_the_hash_changes_when_a_named_file_changes(folder: Folder) -> None:
    _put_files(folder)
    folder.write(VIDEO, kind="video", media='{file: film.mp4, duration: "00:01:00"}')
    before = folder.read(VIDEO).sha256
    assert folder.read(VIDEO).sha256 == before
    folder.put("resources/film.mp4", MP4 + b"more")
    assert folder.read(VIDEO).sha256 != before


def test_every_mistake_is_told_at_once_and_in_order(folder: Folder) -> None:
    mistakes = folder.mistakes_with(
        body="",
        drop="roles",
        title="Kate: a story",
        themes="[lisening]",
        colour="green",
        published="2026-02-30",
        media="{file: film.mp4}",
        short="[p9]",
    )
    assert mistakes == [
        "2: roles is missing. Add a line that starts with roles:",
        '2: title: This line has two colons. Put quotation marks around the text after the first one: "..."',
        "5: themes: “lisening” is not a theme. Did you mean “listening”? "
        "For all of them, see themes in vocabulary.yaml.",
        "8: “colour” is not a key. Delete this line.",
        "9: published: Check the month and the day. There is no date 2026-02-30.",
        "10: media duration is missing. Add duration: and its value, "
        "with a comma before it if this is in curly brackets.",
        ("10: media file: “film.mp4” is missing. Check the name, including capitals, or put the file beside this one."),
        "11: short: “p9” is not a passage of this document. The text has no passages yet.",
    ]


def test_mistakes_in_a_transcript_carry_the_name_of_that_file(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/film.vtt", "There are no times here.\n")
    mistakes = folder.mistakes_with(
        VIDEO,
        kind="video",
        media='{file: film.mp4, duration: "00:01:00"}',
        transcripts="[{language: en, file: film.vtt}]",
        short="[t=5]",  # nobody can tell whether it exists
    )
    assert [mistake.split(" ")[0] for mistake in mistakes] == ["resources/film.vtt:1:"]


def test_a_transcript_that_is_too_large_is_a_mistake(folder: Folder) -> None:
    folder.put("resources/film.mp4", MP4)
    folder.put("resources/film.vtt", VTT + b"\n" * MAX_BYTES)
    mistakes = folder.mistakes_with(
        VIDEO,
        kind="video",
        media='{file: film.mp4, duration: "00:01:00"}',
        transcripts="[{language: en, file: film.vtt}]",
    )
    assert mistakes == ["resources/film.vtt:1: Split this file or shorten it. It is larger than 16384 KB."]


def test_a_mistake_in_the_body_is_told_with_those_in_the_header(folder: Folder) -> None:
    mistakes = folder.mistakes_with(body="x" * 100_001, year="5")
    assert [mistake.split(":")[0] for mistake in mistakes] == ["9", "11"]


def test_a_hundred_mistakes_are_enough(folder: Folder) -> None:
    mistakes = folder.mistakes_with(**{f"key{number}": "x" for number in range(500)})
    assert len(mistakes) == 100


def test_a_path_that_is_no_document_is_refused_with_its_reason(folder: Folder) -> None:
    folder.write("stories/My Story.md")
    with pytest.raises(ContentError) as caught:
        folder.read("stories/My Story.md")
    sentence = (
        "Rename this file, because its name becomes the address of its page. Use a to z, digits "
        "and single hyphens, at most 100 characters. For example: my-story.md"
    )
    assert caught.value.mistakes == (Mistake("stories/My Story.md", 1, sentence),)
