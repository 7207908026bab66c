"""What an import changed: how a draft differs from the file that a person gave us."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What happened to a part of the file."""

    LEFT_OUT = "left-out"  # not in the draft
    CHANGED = "changed"  # in the draft, in another form
    GUESSED = "guessed"  # only the author knows whether this is right


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the file and the draft.

    Attributes:
        effect: What happened.
        sentence: What it was, for someone who is no programmer.
    """

    effect: Effect
    sentence: str


def left_out(sentence: str) -> Change:
    """Return that something is not in the draft."""
    return Change(Effect.LEFT_OUT, sentence)


def changed(sentence: str) -> Change:
    """Return that something is in the draft in another form."""
    return Change(Effect.CHANGED, sentence)


def guessed(sentence: str) -> Change:
    """Return what the author has to check."""
    return Change(Effect.GUESSED, sentence)
