"""A team activity as plain text, for pasting into a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.web.formatting import minutes
from library.web.labels import kind_words, term_words
from library.web.page_metadata import absolute
from library.web.phrases import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.packs.team_page import TeamPage
    from library.model.workshop import Paragraph


def team_text(team: TeamPage) -> str:
    """Return a team page as text, with an empty line between paragraphs."""
    return "\n\n".join(filter(None, _paragraphs(team))) + "\n"


def _paragraphs(team: TeamPage) -> Iterator[str]:
    document, credit = team.document, team.credit
    kind = kind_words(document.kind, document.provenance)
    yield f"{document.title}\n{kind}, {minutes(team.total)}"
    if team.content_notes:
        labels = ", ".join(_plain(term_words(term)) for term in team.content_notes)
        yield gettext("Content note: %(note)s.", note=labels)
    if team.stop_recording:
        yield gettext("Turn off recording, transcription and AI note-taking for this part.")
    if team.card.link_only:
        yield document.summary
    yield from map(_said, team.words)
    yield "\n".join([gettext("Discuss"), *(f"- {question}" for question in team.questions)])
    yield f"{gettext('One thing to try this week')}\n{team.try_this}"
    yield "\n".join(f"{each.name}: {', '.join(filter(None, (each.phone, each.web)))}" for each in team.contacts)
    whose = ", ".join(filter(None, (credit.made_by, credit.licence)))
    yield "\n".join(filter(None, (whose, credit.consent, credit.source, absolute(document.url))))


def _said(words: Paragraph) -> str:
    where = f"{words.time} " if words.time else ""
    speaker = f"{words.speaker}: " if words.speaker else ""
    if words.block.is_figure:
        return gettext(wording.PICTURE, words=words.text)
    return where + speaker + "\n".join(words.lines)


def _plain(label: str) -> str:
    return label.striptags() if hasattr(label, "striptags") else label
