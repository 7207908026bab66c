"""Reasons why something cannot be used."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from library.translation import N_

if TYPE_CHECKING:
    from library.translation import Translator


class Refusal(StrEnum):
    """Why an item, or its words, cannot be used."""

    GONE = "gone"  # unknown, withdrawn or not public: never told apart
    WORKSHOP = "workshop"  # the use `workshop` was not agreed to
    EXCERPT = "excerpt"  # the use `excerpt` was not agreed to
    PRINT = "print"  # the use `print` was not agreed to
    ELSEWHERE = "elsewhere"  # a link-only work
    MEMBERS = "members"  # for members only, so for their own packs, and for its maker's files only
    COORDINATORS = "coordinators"  # for coordinators only, so in no pack
    RECORD = "record"  # the use `record` was not agreed to
    CHANGED = "changed"  # the passages have been edited since
    CHANGED_IN_PART = "changed-in-part"  # some of the chosen passages have been edited since
    CHANGED_BESIDE = "changed-beside"  # its title, names, summary or video has changed
    NOTED = "noted"  # it has a new content note
    OTHER_LANGUAGE = "other-language"  # the translation can no longer be used
    FICTIONAL = "fictional"  # no evidence of anything
    NO_EVIDENCE = "no-evidence"  # nothing in the pack can be quoted as evidence
    OWN_WORDS = "own-words"  # the facilitator's text, so not a quotation
    FULL = "full"  # the pack has the most items allowed
    MANY_WORDS = "many-words"  # the pack has the most text allowed
    LONG_PACK = "long-pack"  # the pack is too long for files
    MANY_FILES = "many-files"  # too many different files were made of the pack in one day
    EDITIONS_FULL = "editions-full"  # the pack has the most editions allowed
    MANY_PACKS = "many-packs"  # too many packs were started from one address in one day
    RECORDS_FULL = "records-full"  # all packs together have reached their limit
    LAST_ADMINISTRATOR = "last-administrator"  # nobody else could change people and settings
    IS_MEMBER = "is-member"  # the address belongs to a person with an account
    IS_INVITED = "is-invited"  # someone else invited the address at the same moment
    MANY_INVITATIONS = "many-invitations"  # the most invitations that may wait
    NO_PASSAGE = "no-passage"  # no passage was chosen, or none that can be used


# For files and the terminal; pages have their own words. ``%(number)s`` is the item's, with its title or without.
SENTENCES = {
    Refusal.GONE: N_("Item %(number)s is no longer public."),
    Refusal.WORKSHOP: N_("The storyteller did not agree to use item %(number)s in workshops."),
    Refusal.EXCERPT: N_("The storyteller agreed to item %(number)s being read on the website only."),
    Refusal.PRINT: N_("The storyteller did not agree to printing item %(number)s. You can read it online."),
    Refusal.ELSEWHERE: N_("Item %(number)s is on another website. We include a summary and a link."),
    Refusal.MEMBERS: N_("Item %(number)s is for members only."),
    Refusal.COORDINATORS: N_("Item %(number)s is for coordinators only."),
    Refusal.RECORD: N_("Turn off recording, transcription and AI note-taking before item %(number)s."),
    Refusal.CHANGED: N_("The passages you chose for item %(number)s have since been edited."),
    Refusal.CHANGED_IN_PART: N_("Some of the passages you chose for item %(number)s have since been edited."),
    Refusal.CHANGED_BESIDE: N_(
        "The title, credits, summary, question, video or pictures of item %(number)s have since been edited."
    ),
    Refusal.NOTED: N_("Item %(number)s now has a content note. Read it out before you begin."),
    Refusal.OTHER_LANGUAGE: N_("The other-language version of item %(number)s can no longer be used."),
    Refusal.FICTIONAL: N_("Item %(number)s is fictional, so it cannot be used as evidence in a report."),
    Refusal.NO_EVIDENCE: N_("There are no references to import: nothing in this pack can be quoted as evidence."),
    Refusal.OWN_WORDS: N_("Item %(number)s is the facilitator’s own text."),
    Refusal.FULL: N_("This pack is full. Remove something or start a new pack."),
    Refusal.MANY_WORDS: N_("This pack has no room for more of your own text. Shorten something first."),
    Refusal.LONG_PACK: N_(
        "This pack is too long to download. Files hold about 25,000 words, and 800 paragraphs and lines. "
        "Remove something, or split it into two packs."
    ),
    Refusal.MANY_FILES: N_("You have reached today’s download limit for this pack. Try again tomorrow."),
    Refusal.EDITIONS_FULL: N_("You have reached the download limit for this pack. Make a copy and download from that."),
    Refusal.MANY_PACKS: N_("Too many packs were started from this network today. Try again tomorrow."),
    Refusal.RECORDS_FULL: N_("There is no space for more packs. Ask the people who run this site to make room."),
    Refusal.LAST_ADMINISTRATOR: N_("Make someone else an administrator first. This is the only one."),
    Refusal.IS_MEMBER: N_("This person already has an account."),
    Refusal.IS_INVITED: N_("Someone else has just invited this person."),
    Refusal.MANY_INVITATIONS: N_("Too many invitations are waiting. Withdraw some first."),
    Refusal.NO_PASSAGE: N_("Select at least one passage."),
}


def sentence(translator: Translator, refusal: Refusal, number: int, title: str = "") -> str:
    """Return the reason as a sentence.

    Args:
        translator: For our own words.
        refusal: The reason.
        number: Of the item.
        title: Of its document, if readers may know it.
    """
    named = f"{number} (‘{title}’)" if title else number
    return translator.gettext(SENTENCES[refusal], number=named)
