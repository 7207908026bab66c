"""The sentences of the audit log, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from library.model.audit import ACTIONS, ActorKind, SubjectKind
from library.model.viewer import Role
from library.web.labels import AUDIENCE_NAMES, PEOPLE
from library.web.phrases import gettext

if TYPE_CHECKING:
    from library.actions.audit import NamedLine
    from library.web.phrases import Phrase


def audit_sentence(named: NamedLine) -> Phrase:
    """Return what a line of the log says."""
    details = {name: _detail(name, value) for name, value in named.line.details.items()}
    sentence = ACTIONS[named.line.action].sentence
    return gettext(sentence, actor=_actor(named), subject=_subject(named), **details)


def _detail(name: str, value: str) -> object:
    """Return a value of a closed list in words; numbers of people as they are."""
    if name.endswith("role"):
        return PEOPLE[Role(value)]
    return AUDIENCE_NAMES[value] if name.endswith("audience") else value


def _actor(named: NamedLine) -> str:
    actor = named.line.actor
    if actor.kind is ActorKind.TERMINAL:
        return gettext("Someone at the terminal")
    if actor.kind is ActorKind.SITE:
        return gettext("The site")
    return _isolated(named.actor) or gettext("Someone who has left (number %(number)s)", number=actor.person_id)


def _subject(named: NamedLine) -> str:
    line = named.line
    if line.subject_kind is SubjectKind.PERSON:
        return _isolated(named.subject) or gettext("someone who has left (number %(number)s)", number=line.subject)
    if line.subject_kind is SubjectKind.INVITATION:
        return _isolated(named.subject) or gettext("someone (invitation %(number)s)", number=line.subject)
    if line.subject_kind is SubjectKind.PACK:
        return gettext("the pack %(code)s", code=line.subject)
    return line.subject


def _isolated(name: str) -> str:
    """Return a name whose direction does not change the sentence around it."""
    return Markup("<bdi>{}</bdi>").format(name) if name else ""
