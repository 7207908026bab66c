"""Slugs: the names of documents, and so of their pages."""

from __future__ import annotations

import re
import unicodedata

LONGEST_SLUG = 100
# Of a slug that is made from a title.
LONGEST_PROPOSED = 60
SHELVES = ("resources", "stories")
# Folders of Markdown files that are not documents.
THEMES, COLLECTIONS = "themes", "collections"

RULE = f"a to z, digits and single hyphens, at most {LONGEST_SLUG} characters"

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_OTHER = re.compile(r"[^a-z0-9]+")


def is_slug(text: str) -> bool:
    """Return whether a text can be the name of a document."""
    return len(text) <= LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def slug_of(path: str) -> str:
    """Return a file's name without folder and ending."""
    # Every publish needs 10,000 of these, and a path object for each costs 0.2 s.
    return path.rpartition("/")[2].rpartition(".")[0]


def suggested_slug(text: str) -> str:
    """Return the nearest slug to a text, such as ``my-story`` for ``My Story``; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain)[:LONGEST_SLUG].strip("-")


def proposed_slug(title: str) -> str:
    """Return a slug of whole words of a title, at most ``LONGEST_PROPOSED`` characters long; may be empty."""
    slug = suggested_slug(title)
    if len(slug) <= LONGEST_PROPOSED:
        return slug
    return slug[: LONGEST_PROPOSED + 1].rpartition("-")[0] or slug[:LONGEST_PROPOSED]


def wrong_name(path: str) -> str | None:
    """Return what is wrong with the name of a document's file, or ``None``.

    Args:
        path: Relative to the content folder, with forward slashes.
    """
    shelf, _, name = path.partition("/")
    if shelf not in {*SHELVES, THEMES, COLLECTIONS} or "/" in name or not name.endswith(".md"):
        where = f"{shelf}/" if shelf in {THEMES, COLLECTIONS} else "stories/ or resources/"
        return f"Move or rename this file. Each page is a file that ends in .md, directly in {where}."
    if is_slug(name.removesuffix(".md")):
        return None
    better = suggested_slug(name.removesuffix(".md"))
    hint = f" For example: {better}.md" if better else ""
    return f"Rename this file, because its name becomes the address of its page. Use {RULE}.{hint}"
