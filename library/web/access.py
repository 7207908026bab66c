"""Addresses that need a role: to anyone without it they do not exist, whatever the method.

Everybody knows that people have an account and a desk. So someone who is not signed in is asked to sign in there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import current_app, request
from werkzeug.exceptions import MethodNotAllowed

from library.errors import NotFound
from library.model.viewer import ANYBODY, Role
from library.web.form_sizes import takes_text
from library.web.forms import redirect_to
from library.web.kept_text import keep_text
from library.web.languages import localised, page_language, prefix, this_path, this_query
from library.web.request_context import current_settings, current_viewer
from library.web.security import comes_from_here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask, Response


ROLES = "commonplace roles"
# Below these, someone who is not signed in is asked to sign in.
NEED_SIGN_IN = ("/account", "/desk")
READING = frozenset({"GET", "HEAD"})


def guard(app: Flask, roles: Mapping[str, Role]) -> None:
    """Allow only viewers with the least role of an endpoint to use it.

    Args:
        app: The application.
        roles: The least role for each endpoint; others need none.
    """
    app.extensions[ROLES] = {**app.extensions.get(ROLES, {}), **roles}
    app.before_request(hide)


def may_come(endpoint: str) -> bool:
    """Tell whether the viewer has the role that an endpoint needs."""
    needed: Role = current_app.extensions[ROLES].get(endpoint, Role.ANYONE)
    return needed is Role.ANYONE or current_viewer().is_at_least(needed)


def hide() -> Response | None:
    """Answer as for an unknown address, or ask to sign in, if the viewer lacks the role that this one needs.

    Flask answers ``OPTIONS``, and methods that an address does not accept, before it calls a view. So this runs before
    each request, and not around a view.

    Raises:
        NotFound: The viewer lacks the role.
    """
    endpoints = _endpoints()
    if endpoints and not any(map(may_come, endpoints)):
        if current_viewer() == ANYBODY and (home := _home()):
            if request.method not in READING and takes_text(endpoints) and comes_from_here(current_settings()):
                return keep_text()
            # A form of a session that is over cannot be sent again, so its sender comes to where they can begin anew.
            wanted = this_path() + this_query() if request.method in READING else localised(home)
            return redirect_to(f"{localised('/sign-in')}?{urlencode({'next': wanted}, safe='/')}")
        # The page says of an address that there is where else it is.
        request.url_rule = None
        raise NotFound
    return None


def _home() -> str:
    """Return the one of ``NEED_SIGN_IN`` that the request's address is, or is below; empty for any other."""
    path = request.path.removeprefix(prefix(page_language()))
    return next((each for each in NEED_SIGN_IN if path == each or path.startswith(f"{each}/")), "")


def _endpoints() -> set[str]:
    """Return the endpoints of the request: one, all of an address that does not accept its method, or none."""
    if request.url_rule:
        return {request.url_rule.endpoint}
    refused, adapter = request.routing_exception, current_app.create_url_adapter(request)
    if adapter is None or not isinstance(refused, MethodNotAllowed):
        return set()
    return {adapter.match(method=method)[0] for method in refused.valid_methods or ()}
