"""How to search, by examples; each is a search that a reader can try.

What an example must mean stands beside it, and ``tests/web/test_search_tips.py`` asks it of the library's own content:
a tip that stops working fails a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an example must be understood as.

    Attributes:
        words: Of each part that is wanted, the phrases of which any one will do, as typed.
        unwanted: Phrases that are left out, as typed.
        filters: Axis, and a pattern that each value matches as a whole.
        excluded: Whether the filters leave out.
        term: The id of a term that is looked for too, or empty.
        corrected: The query that is answered in its place, or ``None``.
    """

    words: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    excluded: bool = False
    term: str = ""
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Tip:
    """One example.

    Attributes:
        example: What to type.
        sentence: What it does.
        means: What it must mean.
        language: Of the example.
    """

    example: str
    sentence: LazyString
    means: Meaning
    language: str = "en"


@dataclass(frozen=True, slots=True)
class TipGroup:
    """Examples under one heading."""

    heading: LazyString
    tips: tuple[Tip, ...]


WORDS = TipGroup(
    _l("Words"),
    (
        Tip(
            "asking questions",
            _l("Finds pages with all of your words. Other forms of a word count too, such as ask and asked."),
            Meaning(words=(("asking",), ("questions",))),
        ),
        Tip(
            '"what matters"',
            _l("Quotation marks keep words together, in this order."),
            Meaning(words=(("what matters",),)),
        ),
        Tip(
            "hospital -family",
            _l("A minus sign leaves a word out. There is no space after it."),
            Meaning(words=(("hospital",),), unwanted=("family",)),
        ),
        Tip(
            "kettle OR bus",
            _l("OR finds pages with one word or the other. Write it in capital letters."),
            Meaning(words=(("kettle", "bus"),)),
        ),
    ),
)

PLACES = TipGroup(
    _l("Narrow your search as you type"),
    (
        Tip("theme:listening", _l("Only pages about one theme."), Meaning(filters=(("theme", "listening"),))),
        Tip(
            'role:"social worker"',
            _l("Only pages that help one role at work. Put a name of two or more words in quotation marks."),
            Meaning(filters=(("role", "social-worker"),)),
        ),
        Tip("sector:health", _l("Only pages from one sector."), Meaning(filters=(("sector", "health"),))),
        Tip(
            "kind:video",
            _l("Only one kind of page, such as story, video or report."),
            Meaning(filters=(("kind", "video"),)),
        ),
        Tip("voice:worker", _l("Only pages told in one voice."), Meaning(filters=(("voice", "worker"),))),
        Tip("nation:wales", _l("Only pages from one nation."), Meaning(filters=(("nation", "wales"),))),
        Tip(
            "author:miller",
            _l("Only pages by one author. A last name is enough."),
            Meaning(filters=(("author", ".*Miller"),)),
        ),
        Tip(
            "year:2019..2022",
            _l("Only pages from these years. Leave out the last year to mean “or later”."),
            Meaning(filters=(("year", "2019|202[0-2]"),)),
        ),
        Tip(
            "listening -kind:video",
            _l("With a minus sign in front, any of these leaves pages out."),
            Meaning(words=(("listening",),), filters=(("kind", "video"),), excluded=True),
        ),
    ),
)

NAMES = TipGroup(
    _l("Other names and spellings"),
    (
        Tip(
            "SDS",
            _l("Short names work. We also look for what they stand for, and the page tells you so."),
            Meaning(words=(("SDS",),), term="person-led"),
        ),
        Tip(
            "ketle",
            _l("If nothing has your word, we try the nearest word that we have."),
            Meaning(words=(("kettle",),), corrected="kettle"),
        ),
        Tip(
            "gryfderau",
            _l("Welsh and Gaelic words are found in their other forms too. This one also finds “cryfderau”."),
            Meaning(term="strengths"),
            language="cy",
        ),
    ),
)

TIPS = (WORDS, PLACES, NAMES)
