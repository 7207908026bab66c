"""Reasons why something cannot be used."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """Why an item, or its words, cannot be used."""

    GONE = "gone"  # unknown, withdrawn or not public: never told apart
    WORKSHOP = "workshop"  # the use `workshop` was not agreed to
    EXCERPT = "excerpt"  # the use `excerpt` was not agreed to
    PRINT = "print"  # the use `print` was not agreed to
    ELSEWHERE = "elsewhere"  # a link-only work
    RECORD = "record"  # the use `record` was not agreed to
    CHANGED = "changed"  # other words stand there now
    CHANGED_IN_PART = "changed-in-part"  # some of the chosen passages have been edited since
    CHANGED_BESIDE = "changed-beside"  # its title, names, summary or video has changed
    NOTED = "noted"  # it has a new content note
    OTHER_LANGUAGE = "other-language"  # the translation can no longer be used
    FICTIONAL = "fictional"  # no evidence of anything
    OWN_WORDS = "own-words"  # the facilitator's text, so not a quotation
    FULL = "full"  # the pack has the most items allowed
    MANY_WORDS = "many-words"  # the pack has the most text allowed
    LONG_PACK = "long-pack"  # the pack is too long for files
    MANY_FILES = "many-files"  # too many different files were made of the pack in one day
    EDITIONS_FULL = "editions-full"  # the pack has the most editions allowed
    MANY_PACKS = "many-packs"  # too many packs were started from one address in one day
    RECORDS_FULL = "records-full"  # all packs together have reached their limit
    NO_PASSAGE = "no-passage"  # no passage was chosen, or none that can be used


# For files and the terminal; pages have their own words in each language. `{}` is the item's number.
SENTENCES = {
    Refusal.GONE: "Number {} is no longer in the library for everybody.",
    Refusal.WORKSHOP: "Number {} was not agreed to for workshops.",
    Refusal.EXCERPT: "The words of number {} were not agreed to outside the site. They can be read at its address.",
    Refusal.PRINT: "The words of number {} were not agreed to on paper. They can be read at its address.",
    Refusal.ELSEWHERE: "Number {} lives elsewhere, so its own words are not here. They are at its address.",
    Refusal.RECORD: "Number {} may not be recorded: stop recording, transcription and AI notes before it.",
    Refusal.CHANGED: "The words that were chosen for number {} have been changed since.",
    Refusal.CHANGED_IN_PART: "Some of the words that were chosen for number {} have been changed since.",
    Refusal.CHANGED_BESIDE: "A name, the summary or the film of number {} has been changed since.",
    Refusal.NOTED: "Number {} has a content note now. Say it before you begin.",
    Refusal.OTHER_LANGUAGE: "Number {} is not to be used any more in its other language.",
    Refusal.FICTIONAL: "Number {} is fictional, so it cannot be used as evidence in a report.",
    Refusal.OWN_WORDS: "Number {} is the facilitator’s own.",
    Refusal.FULL: "The pack is full.",
    Refusal.MANY_WORDS: "The pack has as many words of your own as it may have.",
    Refusal.LONG_PACK: (
        "The pack is too long for files, which hold about 25,000 words and 800 paragraphs and lines at most. "
        "Take something out, or share it between two packs."
    ),
    Refusal.MANY_FILES: "Too many different files were made of this pack today. Try again tomorrow.",
    Refusal.EDITIONS_FULL: "Too many different files were made of this pack. Copy it, and take files from the copy.",
    Refusal.MANY_PACKS: "Too many packs were started from this network today. Try again tomorrow.",
    Refusal.RECORDS_FULL: "There is no room for more packs just now. The people who run this site can make some.",
    Refusal.NO_PASSAGE: "No passage was chosen.",
}


def sentence(refusal: Refusal, number: int) -> str:
    """Return the reason as a sentence, with the number of the item."""
    return SENTENCES[refusal].format(number)
