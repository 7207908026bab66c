"""The viewer: who is asking, passed to every action."""

from __future__ import annotations

from dataclasses import dataclass

from library.model.document import Audience


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking.

    Attributes:
        audience: The narrowest audience the viewer belongs to.
    """

    audience: Audience = Audience.PUBLIC

    def may_see(self, audience: Audience) -> bool:
        """Tell whether a document for an audience may be shown to this viewer."""
        return audience.width >= self.audience.width


ANYBODY = Viewer()
