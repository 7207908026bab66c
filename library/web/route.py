"""One row of the route table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from library.model.viewer import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    ViewFunction = Callable[..., Response]

READ = ("GET",)
SEND = ("POST",)

# The parts of an address that hold a secret or a code, and the address where a code is entered.
GUESSABLE = ("<edit>", "<view>", "<code>", "/check")
# The parts that must stay as they are. A link to sign in cannot be guessed, and opening one that is over is no guess.
SECRET = (*GUESSABLE, "<link>")


class Who(StrEnum):
    """Who may come to an address; for everyone else it does not exist."""

    ANYONE = "anyone"
    LINK_HOLDER = "link holder"
    MEMBER = "member"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"

    @property
    def role(self) -> Role:
        """Return the least role needed. A link needs none, because the view looks up what it opens."""
        return Role.ANYONE if self is Who.LINK_HOLDER else Role(self)


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the site.

    Attributes:
        path: As in Flask, in English.
        endpoint: Its name, the same in every language except for a prefix: ``cy.home``.
        view_func: The function that answers.
        who: Who may come.
        safeguard: Why it shows no more than its reader may see.
        methods: That it accepts; with ``GET`` also ``HEAD``, and ``OPTIONS`` always.
        is_confirmed: Whether it needs password and code again if both were given some time ago. Forms only.
        most: Bytes that a form sent there may have; 0 for as many as any other form.
        in_each_language: Whether it is also at ``/cy/…`` and ``/gd/…`` if those are switched on.
    """

    path: str
    endpoint: str
    view_func: ViewFunction
    who: Who
    safeguard: str
    methods: tuple[str, ...] = READ
    in_each_language: bool = True
    is_confirmed: bool = False
    most: int = 0

    @property
    def counts_guesses(self) -> bool:
        """Return whether failed look-ups are counted, because a secret or a code can be guessed."""
        return any(each in self.path for each in GUESSABLE)
