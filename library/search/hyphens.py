"""Hyphens and dashes: which of them are part of a word, and which join words in a query.

In a text, only a hyphen is part of a word. A dash without spaces may be a pause—like this—or a range. In a query, any
of them joins words: phones and word processors type a dash for a hyphen, and nobody types a pause into a search field.
In the brackets of a regular expression, each of these comes last, because it ends with ``-``.
"""

# The hyphen of every keyboard, the hyphen, and the hyphen at which no line ends.
HYPHENS = "\u2010\u2011-"

# The dashes for figures, ranges and pauses, the bar, and the minus sign.
_DASHES = "\u2012\u2013\u2014\u2015\u2212"

JOINING = _DASHES + HYPHENS

# As a sign before a word, to exclude it. Long dashes stand for a pause there too.
MINUS = "\u2012\u2013\u2212" + HYPHENS
