"""What a teller agreed to: the rules that connect ``consent`` with the rest of a header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from library.content.header.groups import AUDIENCE, GIVEN, REVIEW, SHOWN_AS, UNTIL, USES
from library.content.header.schema import AUTHORS, CONSENT, LICENCE, PROVENANCE, STATUS
from library.content.mistakes import quoted
from library.model.document import LINK_ONLY, Audience, Consent, Provenance, ShownAs, Status

if TYPE_CHECKING:
    from library.content.header.fields import Fields, Key
    from library.content.mistakes import Mistakes

_NO_CONSENT = (
    "Add consent: who can see it (audience), how the storyteller is named (shown_as) and when they agreed (given). "
    "Every real story needs it."
)
_SUGGESTED = (
    "Complete these lines of consent, then delete the “# ” at the start of each. Every real story needs consent."
)
_NEEDED: tuple[Key[Any], ...] = (AUDIENCE, SHOWN_AS, GIVEN)


def consent_of(header: Fields, mistakes: Mistakes) -> Consent:
    """Return the consent for a document, and report what breaks a promise.

    A told document says who may see it, how its teller is named and when they agreed. A fictional one needs nobody's
    agreement, so a date would be false. A work on another website needs no consent: our page about it is public, and
    no part of the work leaves the site. Neither does a withdrawn document, because a withdrawal must never wait.

    Args:
        header: With at least the keys ``consent``, ``licence``, ``provenance`` and ``status``.
        mistakes: Where mistakes go. After one, the result means nothing.
    """
    given = header.get(CONSENT)
    if given is None:
        if CONSENT not in header and _needs_consent(header):
            _report_missing(header, mistakes)
        # It is no longer known who might have seen it, so only coordinators learn of its withdrawal.
        unknown = header.get(PROVENANCE) is Provenance.TOLD
        return Consent(audience=Audience.COORDINATORS) if unknown else Consent()
    _check_keys(header, given, mistakes)
    _check_name(header, given, mistakes)
    _check_uses(header, given, mistakes)
    _check_days(given, mistakes)
    return Consent(**{**given.values, USES.name: frozenset(given.get(USES) or ())})


def _needs_consent(header: Fields) -> bool:
    return header.get(PROVENANCE) is Provenance.TOLD and header.get(STATUS) is not Status.WITHDRAWN


def _report_missing(header: Fields, mistakes: Mistakes) -> None:
    suggested = header.mapping.suggested.get(CONSENT.name)
    if suggested:
        mistakes.add(suggested, _SUGGESTED)
    else:
        mistakes.add(header.line(PROVENANCE), _NO_CONSENT)


def _check_keys(header: Fields, given: Fields, mistakes: Mistakes) -> None:
    if _needs_consent(header):
        for needed in _NEEDED:
            if needed not in given:
                mistakes.add(header.line(CONSENT), f"consent: Add {needed.name}. A real story must record it.")
    if header.get(PROVENANCE) is Provenance.FICTIONAL:
        for extra in (SHOWN_AS, GIVEN, REVIEW, UNTIL):
            if extra in given:
                sentence = f"consent {extra.name}: Delete this line. Nobody gives consent for a fictional story."
                mistakes.add(given.line(extra), sentence)


def _check_name(header: Fields, given: Fields, mistakes: Mistakes) -> None:
    """Report authors if the teller must not be named: authors are shown on the page and searched."""
    if AUTHORS not in header or header.get(PROVENANCE) is not Provenance.TOLD:
        return
    shown_as = given.get(SHOWN_AS)
    if shown_as and not shown_as.is_named:
        sentence = f"authors: Delete this line. The storyteller must not be named (shown_as: {shown_as})."
        mistakes.add(header.line(AUTHORS), sentence)
    elif shown_as is ShownAs.FIRST_NAME:
        _check_first_names(header, mistakes)


def _check_first_names(header: Fields, mistakes: Mistakes) -> None:
    """Report a name of several words, because the last is probably a surname."""
    for name in header.get(AUTHORS) or ():
        if len(name.split()) > 1:
            sentence = (
                "authors: Write the first name only, such as Megan. Join a double name with a hyphen, such as Mary-Ann."
            )
            reason = f"The storyteller is shown by first name, and {quoted(name)} has more than one word."
            mistakes.add(header.line(AUTHORS), f"{sentence} {reason}")


def _check_uses(header: Fields, given: Fields, mistakes: Mistakes) -> None:
    uses = given.get(USES)
    if uses and header.get(LICENCE) == LINK_ONLY:
        sentence = "consent uses: Delete the uses. The licence is link-only, so nothing can leave the site."
        mistakes.add(given.line(USES), sentence)


def _check_days(given: Fields, mistakes: Mistakes) -> None:
    first = given.get(GIVEN)
    for key in (REVIEW, UNTIL):
        day = given.get(key)
        if first and day and day < first:
            sentence = f"consent {key.name}: Check both dates. {day} is before {first}, when consent was given."
            mistakes.add(given.line(key), sentence)
