"""Whole numbers in what people enter and browsers send."""

from __future__ import annotations

# What a database can store.
MOST_DIGITS = 18


def whole_number(entered: str, otherwise: int = 0, most_digits: int = MOST_DIGITS) -> int:
    """Return the whole number, 0 or more, that a text is.

    Args:
        entered: The text; only the digits 0 to 9 are a number.
        otherwise: What to return for any other text.
        most_digits: That the number may have.
    """
    is_number = entered.isascii() and entered.isdecimal() and len(entered) <= most_digits
    return int(entered) if is_number else otherwise
