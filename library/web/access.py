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


def hide(roles: Mapping[str, Role]) -> None:
    """Answer as for an unknown address if the viewer lacks the role that this one needs.

    Flask answers ``OPTIONS``, and methods that an address does not accept, before it calls a view. So this runs before
    each request, and not around a view.

    Args:
        roles: The least role for each endpoint; others need none.

    Raises:
        NotFound: The viewer lacks the role.
    """
    needed = {roles.get(endpoint, Role.ANYONE) for endpoint in _endpoints()}
    if needed and Role.ANYONE not in needed and not any(map(current_viewer().is_at_least, needed)):
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
