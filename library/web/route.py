"""One row of the route table, and what Flask is told of it."""

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

# What stands for a secret or a code in an address.
GUESSABLE = ("<edit>", "<view>", "<code>")


class Who(StrEnum):
    """Who may come to an address; to everybody else it is not there."""

    ANYONE = "anyone"
    LINK_HOLDER = "link holder"
    MEMBER = "member"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"

    @property
    def role(self) -> Role:
        """Return the least role that is needed. For a link that is none: the view looks up what the link opens."""
        return Role.ANYONE if self is Who.LINK_HOLDER else Role(self)


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the site.

    Attributes:
        path: As Flask writes it, in English.
        endpoint: Its name, the same in every language but for what stands before a full stop: ``cy.home``.
        view_func: What answers.
        who: Who may come.
        safeguard: Why it shows no more than its reader may see.
        methods: That it takes; with ``GET`` also ``HEAD``, and ``OPTIONS`` always.
        in_each_language: Whether it is also at ``/cy/…`` and ``/gd/…`` where those are switched on.
    """

    path: str
    endpoint: str
    view_func: ViewFunction
    who: Who
    safeguard: str
    methods: tuple[str, ...] = READ
    in_each_language: bool = True

    @property
    def counts_guesses(self) -> bool:
        """Tell whether those who ask for many that are not there have to wait: a secret or a code can be guessed."""
        return any(each in self.path for each in GUESSABLE)
