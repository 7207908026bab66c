"""Why a figure could not be measured."""

from __future__ import annotations


class Missing(Exception):
    """Something that a measurement needs is missing; the message is one sentence that says what to do."""
