"""Serving the site: for ``library serve`` and for other WSGI servers."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from waitress import serve

from library import log
from library.actions.last_day import can_be_served
from library.actions.publish_audit import publish_and_record
from library.bootstrap import data_is_read_only, library_from_environment, prepare_to_serve, warm_up
from library.errors import LibraryError
from library.model.audit import SITE
from library.web.app import create_app
from library.web.background import Background
from library.web.error_log import carried_by_request

if TYPE_CHECKING:
    from flask import Flask

    from library.actions.library import Library
    from library.settings import Settings

_log = logging.getLogger(__name__)

READ_ONLY = (
    "LIBRARY_DATA is read-only, so packs cannot be changed and their files cannot be made. "
    "Stories that you withdrew or restricted since the last publish are STILL SHOWN."
)

# Waitress's threads take turns in Python; more than four only wait for one another. The others are for requests that
# wait for their turn and do nothing else: four each for files of packs, uploads and pastes (``MOST_WAITING`` in
# ``storage/leases.py``).
THREADS = 16
# Waitress gives a thread only to requests that arrived whole. A connection that sends nothing more takes one of these
# places, and of its defaults (100 places, 120 seconds) a hundred such connections would block everyone.
CONNECTIONS = 1_000
SILENT = 60  # seconds that a connection may be silent


def serve_site(site: Flask, host: str, port: int) -> None:
    """Serve a site until the process is told to stop.

    Raises:
        LibraryError: The address is not available.
    """
    try:
        serve(
            site,
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=CONNECTIONS,
            channel_timeout=SILENT,
            asyncore_use_poll=True,  # the other way ends at 1,024 files
            ident=None,
        )
    except OSError as error:
        raise LibraryError(
            f"Choose another port with --port. The site cannot be served at {host}:{port}: {error.strerror}."
        ) from error


def write_log(settings: Settings) -> None:
    """Write the log of this server in the form that the settings ask for."""
    log.configure(settings.log, carried_by_request)


def create_site() -> Flask:
    """Return the site described by the environment; publish if needed, and take down what has passed its last day.

    If the settings or the content are wrong, end this process with a sentence for each mistake, as the command does: a
    web server would print a traceback.
    """
    try:
        return _created_site()
    except LibraryError as error:
        sys.exit(str(error))


def _created_site() -> Flask:
    library = library_from_environment()
    write_log(library.settings)
    if not can_be_served(library):
        publish_and_record(library, SITE)
    # A server may fork after this: nothing opened here may be shared by its processes.
    library.close()
    return site_of(library)


def site_of(library: Library) -> Flask:
    """Return the site of a library, which sends mails and cleans up if the settings do not leave that to another."""
    warm_up()
    if data_is_read_only(library.settings):
        _log.warning(READ_ONLY)
    # A server may fork after this: no connection may be shared by its processes.
    library.records.close()
    app = create_app(library, library.settings)
    prepare_to_serve(library.settings)
    if library.settings.works_here:
        app.before_request(Background(library))
    return app
