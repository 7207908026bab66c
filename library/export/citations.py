"""References for Zotero, EndNote and similar programs: one RIS record for each work that a report quotes.

The format is the RIS specification of 2011: a line is a tag of two characters, two spaces, a hyphen, a space and
the value; lines end with CR and LF; a record begins with ``TY`` and ends with an empty ``ER``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.workshop import Report

TYPE, END = "TY", "ER"
GENERIC = "GEN"


def write_ris(report: Report) -> bytes:
    """Write the works of a report for a reference manager.

    Args:
        report: With the works of its quotations. A work that is quoted twice is one record, from its first quotation.

    Returns:
        UTF-8 without a byte order mark; empty if nothing is quoted.
    """
    works = {quotation.credit.address: quotation.ris for quotation in reversed(report.quotations)}
    addresses = dict.fromkeys(quotation.credit.address for quotation in report.quotations)
    return "\r\n".join(_record(works[address]) for address in addresses).encode()


def _record(pairs: Iterable[tuple[str, str]]) -> str:
    """Return one record, with its type first and its end last, whatever the order of the pairs."""
    fields = [(tag, plain(value)) for tag, value in pairs]
    kind = next((value for tag, value in fields if tag == TYPE and value), GENERIC)
    rest = ((tag, value) for tag, value in fields if value and tag not in {TYPE, END})
    lines = ((TYPE, kind), *rest, (END, ""))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)
