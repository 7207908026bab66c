"""Which language a text is in, told by its most common words, and only if that is plain."""

from __future__ import annotations

import re
from collections import Counter

from library.model.language import ENGLISH, GAELIC, WELSH

# Words that are common in one of the languages and in neither of the others.
_COMMON = {
    ENGLISH.code: "the and of to was that it for with she he they had but not this you his her what when".split(),
    WELSH.code: "y yr yn ac mae oedd wedi ei eu fy ond roedd sydd gyda hefyd nid beth pan oes ar gan dim".split(),
    GAELIC.code: "agus bha tha nach cha gu airson leis aig sin seo e mi chaidh gun anns iad ann dh".split(),
}
_WORD = re.compile(r"[^\W\d_]+")
# Of a plain text, at least so many words are common ones, and so many times as many as of the next language.
_FEWEST, _SHARE, _TIMES = 5, 0.08, 3


def plain_language(text: str) -> str:
    """Return ``en``, ``cy`` or ``gd``, or nothing if the text is too short or in more than one language."""
    words = Counter(word.casefold() for word in _WORD.findall(text))
    counts = sorted(((sum(words[each] for each in common), code) for code, common in _COMMON.items()), reverse=True)
    (most, code), (next_most, _) = counts[:2]
    is_plain = most >= max(_FEWEST, _SHARE * words.total()) and most >= _TIMES * next_most
    return code if is_plain else ""
