"""Rules that connect the keys of a header with one another, with the file's folder and with the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.content.file_types import AUDIO, VIDEO, captions_name
from library.content.header.schema import (
    ABOUT_SUMMARY,
    ATTACHMENTS,
    EVIDENCE,
    KIND,
    LICENCE,
    MEDIA,
    MINUTES,
    POINTERS,
    PROVENANCE,
    SOURCE,
    TRANSCRIPTS,
    TRANSLATION,
    TRANSLATION_OF,
    files_of,
)
from library.model.document import LINK_ONLY, Kind, Provenance
from library.model.language import passage_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.content.body.markdown import Body
    from library.content.header.fields import Fields
    from library.content.mistakes import Mistakes
    from library.model.document import Media, TextPicture

HEADINGS_OF_EXAMPLE = 3

# What the first lines of a fictional document say, in the three languages of the site.
_SAYS_FICTIONAL = re.compile(r"(?<!not )(?<!non-)\b(?:fictional|dd?ychmygol|mh?ac-meanmnach)\b", re.IGNORECASE)
_FICTIONAL_OR_TOLD = (
    "provenance: Write fictional, or correct the first paragraph. The paragraph says that this is fictional, "
    "but readers see “Real story”."
)

_HOSTED = (MEDIA, TRANSCRIPTS, ATTACHMENTS)
_ELSEWHERE = (MINUTES, EVIDENCE, ABOUT_SUMMARY)
# A document of any other kind, such as a story with a video, can have either.
_TYPES = {
    Kind.VIDEO: {file_type.media_type for file_type in VIDEO},
    Kind.AUDIO: {file_type.media_type for file_type in AUDIO},
}


def check_header(header: Fields, mistakes: Mistakes) -> None:
    """Report every pair of keys that do not go together, and a kind in the wrong folder."""
    _check_folder(header, mistakes)
    _check_translation(header, mistakes)
    _check_elsewhere(header, mistakes)
    _check_link_only(header, mistakes)
    _check_media(header, mistakes)
    _check_repeats(header, mistakes)


def check_body(
    header: Fields, body: Body, pictures: Sequence[TextPicture], first_line: int, mistakes: Mistakes
) -> None:
    """Report a missing body, an example without its three parts, and pictures that cannot be there.

    Advise on a real story that calls itself fictional: whichever is wrong, readers could not trust the label.

    A link-only page or one with a video or transcript needs no body: it has a summary, pointers or a transcript.
    """
    _check_pictures(header, pictures, first_line, mistakes)
    told = header.get(PROVENANCE) is Provenance.TOLD
    if told and body.passages and _SAYS_FICTIONAL.search(body.passages[0].text):
        mistakes.advise(header.line(PROVENANCE), _FICTIONAL_OR_TOLD)
    needs_none = header.get(LICENCE) == LINK_ONLY or MEDIA in header or TRANSCRIPTS in header
    if not body.passages and not needs_none:
        mistakes.add(first_line, "The text is missing. Add it below the second line of hyphens.")
    parts = sum(heading.level == 2 for heading in body.headings)
    if header.get(KIND) is Kind.EXAMPLE and parts != HEADINGS_OF_EXAMPLE:
        sentence = (
            "A before-and-after example needs three ## headings: the original record, the rewritten record, and why."
        )
        mistakes.add(header.line(KIND), f"{sentence} It has {parts}.")


def _check_pictures(header: Fields, pictures: Sequence[TextPicture], first_line: int, mistakes: Mistakes) -> None:
    if pictures and header.get(LICENCE) == LINK_ONLY:
        sentence = "picture: Delete it. The licence is link-only, so we cannot hold files of this work."
        mistakes.add(first_line, sentence)
    ours = [file.name for each in pictures for file in (each.file, each.small) if file]
    for name in _repeated((*ours, *{file.name for file in files_of(header)})):
        mistakes.add(first_line, f"picture: Rename one of two files. Both would be served as {name}.")


def _check_folder(header: Fields, mistakes: Mistakes) -> None:
    kind = header.get(KIND)
    if kind is not None and not mistakes.path.startswith(f"{kind.shelf}/"):
        sentence = f"Move this file to the {kind.shelf} folder or change its kind. Its kind is {kind}."
        mistakes.add(header.line(KIND), sentence)


def _check_translation(header: Fields, mistakes: Mistakes) -> None:
    # The opposite is allowed: if one author wrote both versions, neither needs a check.
    if TRANSLATION in header and TRANSLATION_OF not in header:
        mistakes.add(header.line(TRANSLATION), "translation: Add a line translation_of: with the name of the original.")


def _check_elsewhere(header: Fields, mistakes: Mistakes) -> None:
    """Report keys that only a work on another website can have."""
    provenance = header.get(PROVENANCE)
    if provenance in {None, Provenance.PUBLISHED_ELSEWHERE}:
        return
    for key in _ELSEWHERE:
        if key in header:
            sentence = f"{key.name}: Delete this line, or change provenance to {Provenance.PUBLISHED_ELSEWHERE}."
            mistakes.add(header.line(key), f"{sentence} Only our page about a work published elsewhere can have it.")


def _check_link_only(header: Fields, mistakes: Mistakes) -> None:
    # A source is not required, because some works that we may not copy have no known public address.
    for key in _HOSTED:
        if key in header and header.get(LICENCE) == LINK_ONLY:
            sentence = (
                f"{key.name}: Delete these lines. The licence is link-only, so we cannot hold files of this work."
            )
            mistakes.add(header.line(key), sentence)


def _check_media(header: Fields, mistakes: Mistakes) -> None:
    kind, media = header.get(KIND), header.get(MEDIA)
    if media and kind in _TYPES and media.file.media_type not in _TYPES[kind]:
        sentence = (
            f"media: Change the kind or the file. The kind is {kind}, but {media.file.name} is {media.file.media_type}."
        )
        mistakes.add(header.line(MEDIA), sentence)
    if media:
        _advise_on_chapters(header, media, mistakes)
    if TRANSCRIPTS in header and MEDIA not in header:
        _check_outside_transcript(header, mistakes)


def _advise_on_chapters(header: Fields, media: Media, mistakes: Mistakes) -> None:
    """Give advice on pointers after the end of a recording."""
    for pointer in header.get(POINTERS) or ():
        if pointer.start is not None and pointer.start > media.duration:
            sentence = "pointers: Check this time, or the duration of the media. The recording has ended by then"
            mistakes.advise(header.line(POINTERS), f"{sentence} ({pointer.anchor}).")


def _check_outside_transcript(header: Fields, mistakes: Mistakes) -> None:
    """Report a transcript of nothing, and one of a work on another website that no licence allows us to hold."""
    if SOURCE not in header:
        sentence = "transcripts: Add media, or source with the address of the recording. A transcript needs one."
        mistakes.add(header.line(TRANSCRIPTS), sentence)
    elif header.get(PROVENANCE) is Provenance.PUBLISHED_ELSEWHERE and LICENCE not in header:
        sentence = "transcripts: Add a licence that allows us to hold this transcript, or delete these lines."
        mistakes.add(header.line(TRANSCRIPTS), f"{sentence} The work is on another website.")


def _check_repeats(header: Fields, mistakes: Mistakes) -> None:
    """Report repeats in lists of things that must be unique."""
    languages = [passage_language(transcript.language) for transcript in header.get(TRANSCRIPTS) or ()]
    for language in _repeated(languages):
        mistakes.add(
            header.line(TRANSCRIPTS), f"transcripts: Keep only one for each language. There are two for {language}."
        )
    places = [pointer.anchor for pointer in header.get(POINTERS) or ()]
    for place in _repeated(places):
        mistakes.add(header.line(POINTERS), f"pointers: Merge the two that point to the same place ({place}).")
    transcripts = [file.name for transcript in header.get(TRANSCRIPTS) or () for file in transcript.files]
    for name in _repeated(map(captions_name, transcripts)):
        if name not in _repeated(transcripts):
            sentence = f"transcripts: Rename one of two files: the captions of both would be called {name}."
            mistakes.add(header.line(TRANSCRIPTS), sentence)
    for name in _repeated(file.name for file in files_of(header)):
        last = next(key for key in reversed(_HOSTED) if key in header)
        mistakes.add(header.line(last), f"{last.name}: Name each file once. {name} is listed twice.")


def _repeated(values: Iterable[str]) -> list[str]:
    listed = list(values)
    return sorted({value for value in listed if listed.count(value) > 1})
