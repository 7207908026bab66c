"""What every view needs: the library, the settings and the viewer of this request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app, g

from library.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from library.actions.library import Library
    from library.model.viewer import Viewer
    from library.settings import Settings
    from library.web.assets import Assets

EXTENSION = "commonplace"


@dataclass(frozen=True, slots=True)
class Wiring:
    """What ``create_app`` passes to the views.

    Attributes:
        library: The opened library, for the actions.
        settings: All settings.
        assets: The static files.
        viewer: Returns who sent the current request.
    """

    library: Library
    settings: Settings
    assets: Assets
    viewer: Callable[[], Viewer]


def attach(app: Flask, wiring: Wiring) -> None:
    """Make the wiring available to the views of an app."""
    app.extensions[EXTENSION] = wiring


def wiring() -> Wiring:
    """Return what ``create_app`` passed to the views."""
    return cast("Wiring", current_app.extensions[EXTENSION])


def current_library() -> Library:
    """Return the library to pass to actions."""
    return wiring().library


def current_settings() -> Settings:
    """Return the settings."""
    return wiring().settings


def current_viewer() -> Viewer:
    """Return who sent this request; called once, so that one response is for one viewer."""
    if "viewer" not in g:
        g.viewer = wiring().viewer()
    viewer: Viewer = g.viewer
    return viewer


def current_person() -> int:
    """Return the id of the person who sent this request.

    Raises:
        NotFound: Nobody is signed in.
    """
    person_id = current_viewer().person_id
    if person_id is None:
        raise NotFound
    return person_id
