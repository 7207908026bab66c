"""Texts by editors, with links for the reader of this request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from library.web.languages import localised

if TYPE_CHECKING:
    from library.actions.collections import ShownBlock

_LINK = re.compile(r'(?<=<a href=")#kept-(\d+)(?=")')


def block_html(block: ShownBlock) -> Markup:
    """Return a block's HTML, with links to where the words are now."""
    # The HTML comes from the sanitiser, and only the places that it keeps for links are filled.
    return Markup(_LINK.sub(lambda match: str(escape(localised(block.links[int(match[1])].url))), block.html))  # noqa: S704
