"""What stands at the end of the offline page: whom to turn to, whose words these are, what is not here, the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.offline.markup import NOTHING, Markup, element, in_lines, joined, link, said, text
from library.export.plain import is_web, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.contact import Contact
    from library.model.workshop import Credit, Workshop


def sections(workshop: Workshop) -> tuple[Markup, ...]:
    """Return the sections in order; one that has nothing to say is empty."""
    contacts = (_contact(contact) for contact in workshop.contacts)
    omitted = (said(plain(sentence), "li") for sentence in workshop.omitted)
    return (
        _section("Whom to turn to", _list(contacts), data_screen="contacts"),
        _section("Whose words these are", _list((_credit(credit) for credit in workshop.credits), "credits")),
        _section("What is not here", _list(omitted)),
        _section("Before you use it again", _check(workshop)),
    )


def _section(title: str, body: Markup, **attributes: str) -> Markup:
    if not body:
        return NOTHING
    head = element("h2", text(title), data_title=True, tabindex="-1")
    return element("section", head, element("div", body, class_="body"), class_="columns", **attributes)


def _list(items: Iterable[Markup], name: str = "bare") -> Markup:
    inside = in_lines(*items)
    return element("ul", inside, class_=name) if inside else NOTHING


def _contact(contact: Contact) -> Markup:
    nation = wording.nation_words(contact.nation)
    ways = (_phone(contact.phone), _web(contact.web))
    return element(
        "li",
        element(
            "div",
            element("p", said(plain(contact.name), "strong"), text(f" in {nation}" if nation else "")),
            said(plain(contact.about)),
            *(element("p", way) for way in ways if way),
            class_="contact",
            data_part=True,
        ),
    )


def _phone(number: str) -> Markup:
    """Return a number to call; a device that can call does so at a tap."""
    dialled = "".join(each for each in number if each in "+0123456789")
    return element("a", text(number), href=f"tel:{dialled}", class_="tap") if dialled else text(number)


def _web(address: str) -> Markup:
    return link(address, class_="tap address")


def _credit(credit: Credit) -> Markup:
    lines = wording.credit_lines(credit)
    mark = said(wording.invented_mark(credit), "span", class_="mark-invented")
    title = said(plain(credit.title), "strong", credit.language, class_="credit-title")
    head = element("p", mark, title)
    return element("li", head, *(_line(line) for line in lines))


def _line(line: str) -> Markup:
    return element("p", link(line, class_="tap address")) if is_web(line) else said(plain(line))


def _check(workshop: Workshop) -> Markup:
    return joined(
        said(f"{wording.check_line(workshop)} {wording.why_check()}"),
        said(wording.code_line(workshop)),
        element("p", link(workshop.check_address, class_="tap address")),
    )
