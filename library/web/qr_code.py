"""QR codes, as SVG within the page: no picture leaves the site, and none is stored."""

from __future__ import annotations

import segno
from markupsafe import Markup

_SCALE = 4  # pixels for each square


def qr_code(text: str) -> Markup:
    """Return a QR code of a text, dark on white in any colour scheme, hidden from screen readers."""
    drawn = segno.make(text, error="m").svg_inline(scale=_SCALE, border=4, dark="#000", light="#fff", omitsize=True)
    return Markup(drawn.replace("<svg ", '<svg role="presentation" aria-hidden="true" ', 1))  # noqa: S704 - our own
