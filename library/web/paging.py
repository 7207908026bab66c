"""Page numbers under a long list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from library.model.whole_number import whole_number
from library.web.languages import localised

if TYPE_CHECKING:
    from collections.abc import Callable

# A number of this many digits is more than any list has; actions refuse or lower what is too much for theirs.
MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a reader is in a long list.

    Attributes:
        page: Counted from 1.
        pages: At least 1.
        links: Page number and address of the first, the last and nearby pages, in order; ``None`` is a gap.
        before: The address of the previous page, or empty.
        after: The address of the next page, or empty.
    """

    page: int
    pages: int
    links: tuple[tuple[int, str] | None, ...]
    before: str
    after: str


def paging(page: int, pages: int, address: Callable[[int], str]) -> Paging:
    """Return the links of page ``page`` of ``pages``.

    Args:
        page: Counted from 1.
        pages: At least 1.
        address: Page number to address.
    """
    links: list[tuple[int, str] | None] = []
    for number in range(1, pages + 1):
        if number in {1, pages} or abs(number - page) <= 1:
            links.append((number, address(number)))
        elif links[-1] is not None:
            links.append(None)
    before = address(page - 1) if 1 < page <= pages else ""
    after = address(page + 1) if page < pages else ""
    return Paging(page, pages, tuple(links), before, after)


def list_paging(page: int, pages: int, path: str) -> Paging:
    """Return the links of a plain list at a root-relative English path."""
    return paging(page, pages, lambda number: localised(path if number == 1 else f"{path}?page={number}"))


def asked_page() -> int:
    """Return the page number in this request's address, at least 1; 1 if it is missing or not a number."""
    return max(whole_number(request.args.get("page", ""), most_digits=MOST_DIGITS), 1)
