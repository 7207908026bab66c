"""A form shown again to its sender, with every entry, and why some could not be saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from library.actions.account.details import EMPTY, TOO_LONG
from library.actions.packs.form_fields import FIELDS, Kind, Problem
from library.actions.people.handing_over import NOBODY
from library.actions.second_factor.passwords import PasswordProblem
from library.actions.second_factor.setting_up import WRONG_CODE
from library.actions.writing.addresses import AddressProblem
from library.actions.writing.commenting import CommentProblem
from library.actions.writing.editorial import EditorialProblem
from library.actions.writing.scheduling import TimeProblem
from library.actions.writing.starting import StartProblem
from library.actions.writing.vocabulary import VocabularyProblem
from library.actions.writing.withdrawing import LONG_REASON, NO_REASON
from library.model.pack import MOST_LINES
from library.model.refusal import Refusal
from library.model.sign_in import SignInProblem
from library.web.formatting import number
from library.web.labels import REFUSALS, most_words
from library.web.phrases import gettext, plain
from library.web.phrases import lazy_gettext as _l

if TYPE_CHECKING:
    from library.web.phrases import LazyPhrase

# `%(most)s` is the most that the field takes, `%(lines)s` how many lines.
SENTENCES: dict[str, LazyPhrase] = {
    Problem.NO_TIME: _l("Enter a time, such as 9:30 or 14:00."),
    Problem.NO_MINUTES: _l("Enter minutes in figures, such as 60."),
    Problem.NO_NUMBER: _l("Enter a number in figures, such as 12."),
    Problem.NO_POSITION: _l("Enter a number from 1 to %(most)s."),
    Problem.TOO_HIGH: _l("Enter %(most)s or less."),
    Problem.NO_FIELD: _l("This form does not have this field. Nothing has been saved."),
    Problem.NO_CHOICE: _l("Select one of the options."),
    Problem.TOO_LONG: _l("This is too long. Use %(most)s characters or fewer."),
    Problem.TOO_MANY_LINES: _l("This has too many lines. Use %(lines)s or fewer."),
    Problem.EMPTY: _l("Enter a title or some text."),
    Problem.PACK_FULL: REFUSALS[Refusal.MANY_WORDS],
    SignInProblem.NO_EMAIL: _l("Enter an email address, such as name@example.org."),
    SignInProblem.MANY_MAILS: _l("Too many emails were requested. Use the newest one, or try again in an hour."),
    SignInProblem.NO_CODE: _l("Enter the 6 digits from the email."),
    SignInProblem.WRONG_CODE: _l("This code is not right. Check the newest email."),
    SignInProblem.MANY_CODES: _l(
        "Too many wrong codes were entered. Open the link in the email in this browser instead."
    ),
    SignInProblem.WRONG_PASSWORD: _l("The email address, password or code is not right. Codes work only once."),
    SignInProblem.MANY_PASSWORDS: _l("Too many wrong passwords or codes were entered. Try again in an hour."),
    PasswordProblem.SHORT: _l("Use 12 characters or more. Three or four words are easy to remember."),
    PasswordProblem.LONG: _l("Use 200 characters or fewer."),
    PasswordProblem.COMMON: _l("Many people use this password, so it is guessed first. Choose another."),
    PasswordProblem.ABOUT_YOU: _l(
        "This is little more than your name, your address or the name of this site. Choose another."
    ),
    TOO_LONG: _l("This is too long. Use 100 characters or fewer."),
    EMPTY: _l("Enter your name."),
    NOBODY: _l("Nobody else has an account with this address. Check it, or choose to delete your packs."),
    WRONG_CODE: _l("This code is not right. Enter the one that the app shows now."),
    TimeProblem.NO_DAY: _l("Enter a day, such as 2026-12-01."),
    TimeProblem.NO_CLOCK: _l("Enter a time, such as 09:30."),
    TimeProblem.PASSED: _l("Choose a later time. This one has passed in London."),
    TimeProblem.FAR: _l("Choose a time within the next two years."),
    NO_REASON: _l("Say why, in a few words."),
    LONG_REASON: _l("This is too long. Use 200 characters or fewer."),
    SignInProblem.OVER: _l("This code no longer works. Ask for a new email."),
    StartProblem.NO_TITLE: _l("Enter a title."),
    StartProblem.LONG_TITLE: _l("This is too long. Use 200 characters or fewer."),
    StartProblem.LONG_TEXT: _l("This is too long. Use 1,000 characters or fewer."),
    StartProblem.NO_KIND: _l("Select what it is."),
    StartProblem.NO_LANGUAGE: _l("Select a language."),
    StartProblem.NO_LINK: _l("Copy the full address, starting with https://."),
    StartProblem.NO_WORD_FILE: _l("Select a Word file. Its name ends in .docx."),
    StartProblem.NOT_TRANSLATABLE: _l(
        "The storyteller has not agreed to translations. Ask them, and add this use to the story first."
    ),
    StartProblem.SAME_LANGUAGE: _l("The original is in this language. Select another."),
    StartProblem.WITHDRAWN: _l("This document is withdrawn, so nothing new can begin with it."),
    CommentProblem.EMPTY: _l("Write a comment."),
    CommentProblem.TOO_LONG: _l("This is too long. Use 2,000 characters or fewer."),
    CommentProblem.TOO_MANY: _l("This document has too many comments. Delete some that are resolved."),
    VocabularyProblem.NO_LABEL: _l("Enter a name in English."),
    VocabularyProblem.LONG_LABEL: _l("This is too long. Use 100 characters or fewer for each name."),
    VocabularyProblem.LONG_NOTE: _l("This is too long. Use 500 characters or fewer."),
    VocabularyProblem.MANY_NAMES: _l("These are too many. Use 100 or fewer."),
    VocabularyProblem.SAME_TERM: _l("There is a term with this name already."),
    VocabularyProblem.NO_NAME: _l("Enter the words that people search for."),
    VocabularyProblem.SAME_NAME: _l("These words are in the list already. Change them there."),
    VocabularyProblem.NO_WORDS: _l("Enter at least one word or phrase."),
    EditorialProblem.NO_TITLE: _l("Enter a title."),
    EditorialProblem.NO_SUMMARY: _l("Enter a summary."),
    EditorialProblem.NO_ORDER: _l("Enter a number from 1 to 999."),
    EditorialProblem.NO_TEXT: _l("Enter some text."),
    EditorialProblem.NO_DOCUMENT: _l("Enter the address of a document."),
    EditorialProblem.NO_REASON: _l("Say why someone would start with this document."),
    EditorialProblem.LONG: _l("This is too long. Shorten it."),
    EditorialProblem.TAKEN: _l("There is a collection with this title already. Choose another."),
    AddressProblem.NO_SLUG: _l("Use a to z, digits and single hyphens, and 100 characters or fewer."),
    AddressProblem.TAKEN: _l("Another document has this address, or had it. Choose another."),
}


@dataclass(frozen=True, slots=True)
class PostedForm:
    """One of a page's forms, as it was sent.

    Attributes:
        name: Which form; empty if none was sent.
        typed: The entries, by the name of the field.
        problems: Why an entry could not be saved, by the name of the field.
        limits: The largest numbers by the name of the field, where they are not always the same.
    """

    name: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)

    def only(self, name: str) -> PostedForm:
        """Return this form if it has that name, otherwise one that was not sent."""
        return self if self.name == name else NOT_SENT

    def value(self, name: str, stored: object) -> object:
        """Return the value to show in a field: the entry, otherwise the stored value."""
        return self.typed.get(name, stored)

    def why(self, name: str) -> str:
        """Return why the entry of a field was not saved and what to enter; empty if there is no problem."""
        if name not in self.problems:
            return ""
        most = self.limits.get(name, FIELDS[name].most if name in FIELDS else 0)
        return SENTENCES[self.problems[name]] % {"most": number(most), "lines": number(MOST_LINES)}

    def says_all(self, name: str) -> bool:
        """Return whether the reason names the fields itself, so that a label before it would say it twice."""
        return self.problems.get(name) == Problem.EMPTY

    def limit(self, name: str, stored: str) -> Markup:
        """Return the attributes that let a script count the characters of a field, after a space.

        Nothing stops typing or pasting, because anything that does not fit would be lost silently.

        Args:
            name: Of the field.
            stored: Its current text; it may be as long again.
        """
        too_many = plain(gettext("%(number)s characters too many", number="#"))
        return Markup(' data-most="{}" data-too-many="{}"').format(max(FIELDS[name].most, len(stored)), too_many)

    def has(self, name: str) -> bool:
        """Return whether a field is declared."""
        return name in FIELDS

    def kind(self, name: str) -> Kind:
        """Return how a field is entered."""
        return FIELDS[name].kind

    def hint(self, name: str) -> str:
        """Return what to know before writing into a field; may be empty."""
        field = FIELDS[name]
        room = most_words() if field.kind is Kind.PARAGRAPHS else ""
        return Markup(" ").join(filter(None, (gettext(field.hint) if field.hint else "", room)))

    def attributes(self, name: str, element: str, hint: str = "") -> Markup:
        """Return the attributes that connect a field with its hint and problem, after a space.

        Args:
            name: Of the field.
            element: Its id; the problem is in an element with this id and ``-problem``.
            hint: The id of a hint, or empty.
        """
        if name in self.problems:
            described = f"{element}-problem {hint}".strip()
            return Markup(' aria-invalid="true" aria-describedby="{}"').format(described)
        return Markup(' aria-describedby="{}"').format(hint) if hint else Markup("")


NOT_SENT = PostedForm()
