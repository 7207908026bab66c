"""Answers for the scripts of our pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify

if TYPE_CHECKING:
    from flask import Response


def script_answer(status: int, **values: object) -> Response:
    """Return values as JSON.

    Args:
        status: Of HTTP.
        values: By name.
    """
    response = jsonify(values)
    response.status_code = status
    return response
