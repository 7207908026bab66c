"""``library serve``."""

from __future__ import annotations

import os

import click

from library import log
from library.actions.last_day import can_be_served
from library.actions.people.listing import can_anyone_sign_in
from library.bootstrap import data_is_read_only, library_from_environment
from library.settings import SETTINGS
from library.terminal.person import NO_PEOPLE
from library.terminal.publish import publish_and_say
from library.web.server import serve_site, site_of, write_log


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to serve on.")
@click.option("--publish", "fresh", is_flag=True, help="Publish first, even if something is already published.")
def serve(host: str, port: int, *, fresh: bool) -> None:
    """Start the site. Publishes first if nothing is published."""
    # Links in packs and files begin with the address that is served, unless LIBRARY_URL names another.
    library = library_from_environment({"LIBRARY_URL": _address(host, port)} | os.environ)
    write_log(library.settings)
    if (fresh and not data_is_read_only(library.settings)) or not can_be_served(library):
        publish_and_say(library)
    click.echo(f"Commonplace is at http://{host}:{port}/ (stop it with Ctrl-C)")
    if not can_anyone_sign_in(library):
        click.echo(_how_to_add_yourself(library.settings.url))
    site = site_of(library)
    log.write_unhandled()
    serve_site(site, host, port)


def _how_to_add_yourself(url: str) -> str:
    """Return how to add the first person; another terminal does not know an address that only this one serves."""
    is_known = "LIBRARY_URL" in os.environ or url in {each.default for each in SETTINGS}
    return NO_PEOPLE if is_known else NO_PEOPLE.replace(": ", f": LIBRARY_URL={url} ")


def _address(host: str, port: int) -> str:
    """Return the address for a browser on this machine, given host and port."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - served there by whoever asked for it
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
