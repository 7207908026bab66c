"""Rules for HTML: which elements are allowed, which may contain which, and the final sanitiser."""

from __future__ import annotations

import functools
import re
from enum import IntEnum

import nh3


class ElementKind(IntEnum):
    """What an element may hold."""

    INLINE = 0  # words, within a line
    LEAF = 1  # words; a block
    FLOW = 2  # words and blocks
    FRAME = 3  # its own parts only: a list its items, a table its rows


# ---- What is shown

INLINE = frozenset("a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var".split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS = {
    **dict.fromkeys(INLINE, ElementKind.INLINE),
    **dict.fromkeys([*HEADINGS, "p", "pre", "caption"], ElementKind.LEAF),
    **dict.fromkeys(["div", "blockquote", "li", "dt", "dd", "td", "th"], ElementKind.FLOW),
    **dict.fromkeys(["ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr"], ElementKind.FRAME),
}
VOID = frozenset({"br", "hr", "img", "wbr"})
WITH_LANG = frozenset({"blockquote", "cite", "div", "i", "p", "q", "span"})
ADMONITIONS = frozenset("attention caution danger error hint important info note tip warning".split())
ALIGNMENTS = frozenset({"center", "right"})
SCOPES = frozenset({"col", "row"})

# ---- What is not

# Removed with their content, which is not words for readers.
REMOVED = frozenset(
    "audio canvas iframe math noembed noframes noscript object script select style svg template textarea title "
    "video xmp".split()
)
# Removed, but the words before and after them are separate paragraphs.
BREAKS = frozenset(
    "address article aside body center details dialog dir fieldset figcaption figure footer form head header hgroup "
    "html legend main menu nav optgroup option search section summary".split()
)
# Removed, but their words stay. Any other name is not HTML but an author's "Dear <name>", shown as written.
IGNORED = frozenset(
    "acronym applet area base basefont bdo bgsound big blink button col colgroup command content data datalist embed "
    "font frame frameset image input isindex keygen label link listing map marquee meta meter multicol nextid nobr "
    "output param picture plaintext portal progress rb rp rt rtc ruby shadow slot source spacer strike time track "
    "tt".split()
)
# Attributes that need no value. Other words after a name are not HTML: "<address removed>".
BOOLEAN = frozenset(
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden inert ismap "
    "itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required reversed "
    "selected".split()
)
# A line that begins with one of these begins a block of raw HTML.
BLOCKS = (KINDS.keys() - INLINE) | BREAKS | {"hr"}
NAMES = KINDS.keys() | VOID | REMOVED | BREAKS | IGNORED


def is_words(name: str, attributes: str) -> bool:
    """Return whether a tag with the name of an element is an author's words in angle brackets: "<address removed>"."""
    words = attributes.replace("/", " ").lower().split()
    return name in NAMES and bool(words) and "=" not in attributes and not BOOLEAN.issuperset(words)


# ---- Which element may contain which

# Part → the elements it may be in, from the inside out; missing ones in between are added.
FRAMES = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "caption": ("table",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": ("thead", "tbody", "tfoot", "table"),
    "td": ("tr", "thead", "tbody", "tfoot", "table"),
    "th": ("tr", "thead", "tbody", "tfoot", "table"),
}
# Part → the elements it may be in directly.
PARENTS = {**FRAMES, "tr": ("thead", "tbody", "tfoot"), "td": ("tr",), "th": ("tr",)}
# Frame → the part to add around words that are directly in it.
DEFAULT_PART = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "table": "tbody",
    "thead": "tr",
    "tbody": "tr",
    "tfoot": "tr",
    "tr": "td",
}
_CELLS = frozenset({"td", "th", "table"})
_PARTS = frozenset({"li", "dt", "dd", "caption"}) | _CELLS
# Name → the elements beyond which its end tag has no effect. End tags within a line have none beyond a block.
BARRIERS = {
    **dict.fromkeys(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"], frozenset({"table"})),
    **dict.fromkeys(["ul", "ol", "dl"], _CELLS),
    "li": _CELLS | {"ul", "ol"},
    **dict.fromkeys(["dt", "dd"], _CELLS | {"dl"}),
    "blockquote": _PARTS,
    **dict.fromkeys(["div", "p", "pre", *HEADINGS], _PARTS | {"blockquote"}),
    **dict.fromkeys(INLINE, KINDS.keys() - INLINE),
}

# ---- The final check

# A name with folders, as it is quoted in an address.
_FILE = re.compile(r"(?!/)[A-Za-z0-9_.~%/-]+")


def _beside_only(tag: str, attribute: str, value: str) -> str | None:
    """Refuse the address of a picture that is not a file of the document."""
    return None if (tag, attribute) == ("img", "src") and not _FILE.fullmatch(value) else value


@functools.cache
def cleaner() -> nh3.Cleaner:
    """Return the sanitiser. It repeats the rules of what is allowed, whatever wrote the HTML."""
    attributes = {tag: {"id"} for tag in KINDS.keys() - INLINE - {"blockquote", "div", "h1"}} | {"sup": {"id"}}
    for tag in WITH_LANG:
        attributes.setdefault(tag, set()).add("lang")
    attributes["a"] = {"href", "title", "aria-label"}
    attributes["abbr"] = {"title"}
    attributes["div"] |= {"tabindex", "aria-labelledby"}
    attributes["ol"] |= {"start"}
    attributes["td"] = attributes["th"] = {"colspan", "rowspan"}
    attributes["figure"], attributes["img"] = {"id"}, {"src", "alt", "width", "height"}
    return nh3.Cleaner(
        tags=(KINDS.keys() | {"br", "hr", "wbr", "img", "figure", "figcaption"}) - {"h1"},
        attributes=attributes,
        allowed_classes={
            "a": {"footnote-ref", "footnote-backref"},
            "div": {"admonition", "footnotes", "table-scroll", *ADMONITIONS},
            "span": {"image"},
            "strong": {"admonition-title"},
            "td": set(ALIGNMENTS),
            "th": set(ALIGNMENTS),
        },
        tag_attribute_values={
            "a": {"rel": {"noopener noreferrer"}},
            "div": {"role": {"region", "note"}},
            "img": {"loading": {"lazy"}, "decoding": {"async"}},
            "th": {"scope": set(SCOPES)},
        },
        clean_content_tags=set(REMOVED),
        attribute_filter=_beside_only,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,  # only links that leave the site have one, and it is written already
    )
