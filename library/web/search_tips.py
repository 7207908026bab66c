"""Search help by examples; each is a search that a reader can try.

Each example has its expected meaning, and ``tests/web/test_search_tips.py`` checks it with the library's own content,
so a tip that stops working fails a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.web.phrases import lazy_gettext as _l

if TYPE_CHECKING:
    from library.web.phrases import LazyPhrase


@dataclass(frozen=True, slots=True)
class Meaning:
    """The expected meaning of an example.

    Attributes:
        words: The alternative phrases of each wanted part, as typed.
        unwanted: Excluded phrases, as typed.
        filters: Axis, and a pattern that each value matches as a whole.
        excluded: Whether the filters exclude.
        term: The id of a term that is searched for too, or empty.
        corrected: The query that is answered instead, or ``None``.
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
    sentence: LazyPhrase
    means: Meaning
    language: str = "en"


@dataclass(frozen=True, slots=True)
class TipGroup:
    """Examples under one heading."""

    heading: LazyPhrase
    tips: tuple[Tip, ...]


WORDS = TipGroup(
    _l("Words and phrases"),
    (
        Tip(
            "asking questions",
            _l(
                "Finds pages with all or most of your words, including other forms such as ask, asked and asking. "
                "Each result says which words are missing."
            ),
            Meaning(words=(("asking",), ("questions",))),
        ),
        Tip(
            '"what matters"',
            _l("Finds these words together, in this order."),
            Meaning(words=(("what matters",),)),
        ),
        Tip(
            "hospital -family",
            _l("Leaves out pages with this word. Don’t put a space after the minus sign."),
            Meaning(words=(("hospital",),), unwanted=("family",)),
        ),
        Tip(
            "kettle OR bus",
            _l("Finds pages with either word. Type OR in capitals."),
            Meaning(words=(("kettle", "bus"),)),
        ),
    ),
)

PLACES = TipGroup(
    _l("Filters you can type"),
    (
        Tip("theme:listening", _l("Shows one theme."), Meaning(filters=(("theme", "listening"),))),
        Tip(
            'role:"social worker"',
            _l("Shows items for one job role. Put quotation marks around names of two words or more."),
            Meaning(filters=(("role", "social-worker"),)),
        ),
        Tip("sector:health", _l("Shows one sector."), Meaning(filters=(("sector", "health"),))),
        Tip("circumstance:dementia", _l("Shows one circumstance."), Meaning(filters=(("circumstance", "dementia"),))),
        Tip(
            "kind:video",
            _l("Shows one type, such as story, video or report."),
            Meaning(filters=(("kind", "video"),)),
        ),
        Tip("voice:worker", _l("Shows one perspective."), Meaning(filters=(("voice", "worker"),))),
        Tip("nation:wales", _l("Shows one country."), Meaning(filters=(("nation", "wales"),))),
        Tip(
            "author:miller",
            _l("Shows one author. You can use just the surname."),
            Meaning(filters=(("author", ".*Miller"),)),
        ),
        Tip(
            "year:2019..2022",
            _l("Shows these years. Leave out the second year to mean “onwards”."),
            Meaning(filters=(("year", "2019|202[0-2]"),)),
        ),
        Tip(
            "listening -kind:video",
            _l("Put a minus sign in front of any of these to leave it out."),
            Meaning(words=(("listening",),), filters=(("kind", "video"),), excluded=True),
        ),
    ),
)

NAMES = TipGroup(
    _l("Other names and spellings"),
    (
        Tip(
            "SDS",
            _l("You can use abbreviations. We also search for the full name."),
            Meaning(words=(("SDS",),), term="person-led"),
        ),
        Tip(
            "ketle",
            _l("If we find nothing, we try the closest spelling."),
            Meaning(words=(("kettle",),), corrected="kettle"),
        ),
        Tip(
            "gryfderau",
            _l("Welsh and Gaelic mutations and plurals are found too. This also finds “cryfderau”."),
            Meaning(term="strengths"),
            language="cy",
        ),
    ),
)

TIPS = (WORDS, PLACES, NAMES)
