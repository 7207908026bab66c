"""Where a form shows a mistake or advice: at a field, at a line of the text, or above all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.form.form import TEXT
from library.content.header.schema import KEYS

if TYPE_CHECKING:
    from library.content.form.form import Form
    from library.errors import Finding

# How sentences about a key begin: with its name, or the names of a group and its part; or with what is missing.
_NAMED = re.compile(
    r"(?:Add |Complete these lines of )?"
    r"([a-z_]+)(?: [a-z_]+)?(?:(?P<missing> is missing\.)|[:,])"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A mistake or advice, with its place in a form.

    Attributes:
        field: The name of the field; ``TEXT`` for the text, empty if it is about the whole file or another one.
        line: Of the text, counted from 1; 0 for other fields.
        sentence: What was found and how to correct it.
        is_missing: Whether it says only that the field has to be filled in.
        path: Of the other file that it is about, or empty.
    """

    field: str
    line: int
    sentence: str
    is_missing: bool = False
    path: str = ""


def placed(finding: Finding, form: Form) -> Placed:
    """Return where a form shows a finding about its document.

    Args:
        finding: About the document, or about a file that it names.
        form: Of the same bytes.
    """
    if finding.path != form.path:
        return Placed("", 0, finding.sentence, path=finding.path)
    if form.source is not None and finding.line >= form.text_line:
        return Placed(TEXT, finding.line - form.text_line + 1, finding.sentence)
    named = _NAMED.match(finding.sentence)
    if named and named[1] in KEYS:
        return Placed(named[1], 0, finding.sentence, is_missing=named["missing"] is not None)
    return Placed(_key_at(form, finding.line), 0, finding.sentence)


def _key_at(form: Form, line: int) -> str:
    for name, (first, last) in form.lines.items():
        if first <= line <= last and name in KEYS:
            return name
    return ""
