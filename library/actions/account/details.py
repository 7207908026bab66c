"""What a person is called, and the language of mails to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.errors import InvalidInput
from library.model.audit import Action, AuditLine, by
from library.model.person import MOST_NAME, person_name
from library.storage.audit import record
from library.storage.people import set_name_and_language

if TYPE_CHECKING:
    from library.actions.library import Library

TOO_LONG, EMPTY = "name-too-long", "name-empty"


def change_details(library: Library, person_id: int, name: str, language: str) -> None:
    """Change the name and language of a person.

    Args:
        library: Where the person is stored.
        person_id: Of the person.
        name: As it was entered.
        language: One of ``settings.languages``; any other leaves the first.

    Raises:
        InvalidInput: The name is missing or too long; nothing was changed.
        RecordsUnavailable: Nothing was changed.
    """
    called, languages = person_name(name), library.settings.languages
    if not called or len(called) > MOST_NAME:
        raise InvalidInput({"name": TOO_LONG if called else EMPTY})
    with library.database.writing() as connection:
        set_name_and_language(connection, person_id, called, language if language in languages else languages[0])
        record(connection, AuditLine(library.now(), by(person_id), Action.ACCOUNT_CHANGED, str(person_id)))
