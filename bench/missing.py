"""What keeps a figure from being measured."""

from __future__ import annotations


class Missing(Exception):
    """Something that a measurement needs is not there; the message is one sentence that says what to do."""
