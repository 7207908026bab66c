"""The header of a draft. Every guess is a comment, so that ``library check`` asks for it until the author accepts it.

The name of the Word file, its authors and everything else that may name a storyteller stay out of it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from library.content.mistakes import printable
from library.model.document import Audience, Kind, ShownAs, Use
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from library.content.drafts.proposals import Proposal
    from library.content.drafts.titles import TitleGuess

# What a draft begins with that is a file, and one that is edited in the browser.
IN_A_FOLDER = """\
# This draft was made from a Word file. Readers cannot see it.
# 1. Lines such as “# title: …” are suggestions. Correct the line if you need to, then delete the “# ” before it.
# 2. Run: library check. It lists what is still missing.
# 3. When readers may see the document, delete the line “status: draft” and run: library publish.

status: draft"""
IN_THE_BROWSER = """\
# This draft was made from a Word file. Lines such as “# summary: …” are suggestions or keys that are still missing."""

_CONSENT = f"""\
# What the storyteller agreed to. Ask them, and write only what they said. See “A consent block” in docs/writing.md.
# Who can see it (audience): {", ".join(Audience)}.
# What people can do with it (uses): {", ".join(Use)}.
# How they are named (shown_as): {", ".join(ShownAs)}.
# When they agreed (given): a date such as 2026-11-22.
# If it is fictional, nobody has to agree: delete the lines shown_as and given.
# consent:
#   audience:
#   uses: []
#   shown_as:
#   given:"""

_SAYS = {
    Axis.THEME: "What it is about: 1 to 5 terms.",
    Axis.ROLE: "The job roles it helps.",
    Axis.SECTOR: "The sectors it comes from.",
    Axis.CIRCUMSTANCE: "What people in it live with. You can leave this out.",
    Axis.SETTING: "Where it happens. You can leave this out.",
    Axis.CONTENT_NOTE: "What may be upsetting in it. Leave this out if nothing is.",
}
_NEEDED = frozenset({Axis.THEME, Axis.ROLE, Axis.SECTOR})


def header_of(
    title: TitleGuess, language: str, shelf: str, proposals: Mapping[Axis, Sequence[Proposal]], note: str = IN_A_FOLDER
) -> str:
    """Return the header of a draft, with the lines of hyphens around it.

    Args:
        title: What the title may be.
        language: The language if it is plain, otherwise empty.
        shelf: ``stories`` or ``resources``.
        proposals: Terms that the text may be about.
        note: The comment to begin with.
    """
    parts = [
        note + (f"\nlanguage: {language}" if language else ""),
        f"# The title, from {title.source}.\n# title: {_quoted(title.title)}",
        _kind(shelf),
        "# One or two sentences that say what happens. Lists and feeds show only these.\n# summary:",
        "# Where the words come from: told (a real person’s story), fictional or published-elsewhere.\n# provenance:",
        _CONSENT,
        "# The first day it is shown here, such as 2026-11-22. Without it, it is never listed as new.\n# published:",
        *_terms(proposals),
    ]
    return "\n".join(["---", "\n\n".join(parts), "---", ""])


def _kind(shelf: str) -> str:
    kinds = [kind.value for kind in Kind if kind.shelf == shelf]
    return f"# What it is: {', '.join(kinds)}.\n# kind: {kinds[0] if shelf == Kind.STORY.shelf else ''}".rstrip()


def _terms(proposals: Mapping[Axis, Sequence[Proposal]]) -> Iterator[str]:
    for axis, sentence in _SAYS.items():
        found = proposals.get(axis, ())
        if found or axis in _NEEDED:
            lines = [f"# {sentence} content/vocabulary.yaml lists the terms, under {axis}."]
            lines += [f"#   {each.term}: the text says {_named(each)}." for each in found]
            yield "\n".join([*lines, f"# {axis}: {_list(axis, found)}"])


def _list(axis: Axis, found: Sequence[Proposal]) -> str:
    form = "{{note: {}}}" if axis is Axis.CONTENT_NOTE else "{}"
    return f"[{', '.join(form.format(each.term) for each in found)}]"


def _named(proposal: Proposal) -> str:
    return ", ".join(f"“{printable(word)}” ({count})" for word, count in proposal.words)


def _quoted(text: str) -> str:
    """Return a text as YAML reads it, on one line."""
    return json.dumps(printable(text), ensure_ascii=False)
