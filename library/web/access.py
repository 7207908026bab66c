"""Addresses that need a role: to anyone without it they do not exist, whatever the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request
from werkzeug.exceptions import MethodNotAllowed

from library.errors import NotFound
from library.model.viewer import Role
from library.web.request_context import current_viewer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask


ROLES = "commonplace roles"


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


def hide() -> None:
    """Answer as for an unknown address if the viewer lacks the role that this one needs.

    Flask answers ``OPTIONS``, and methods that an address does not accept, before it calls a view. So this runs before
    each request, and not around a view.

    Raises:
        NotFound: The viewer lacks the role.
    """
    endpoints = _endpoints()
    if endpoints and not any(map(may_come, endpoints)):
        # The page says of an address that there is where else it is.
        request.url_rule = None
        raise NotFound


def _endpoints() -> set[str]:
    """Return the endpoints of the request: one, all of an address that does not accept its method, or none."""
    if request.url_rule:
        return {request.url_rule.endpoint}
    refused, adapter = request.routing_exception, current_app.create_url_adapter(request)
    if adapter is None or not isinstance(refused, MethodNotAllowed):
        return set()
    return {adapter.match(method=method)[0] for method in refused.valid_methods or ()}
