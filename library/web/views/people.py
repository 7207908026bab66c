"""The people of the site, for administrators: who has an account, who is invited, and what each may do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from library.actions.mails import invitation_link
from library.actions.packs.my_packs import packs_of
from library.actions.people import changing, inviting, listing
from library.actions.people.pasted_list import read_pasted
from library.actions.sign_in.by_mail import link_for
from library.errors import InvalidInput, NotFound, SignInFailed
from library.model.audit import Actor, by
from library.model.person import MOST_EMAIL, ROLES
from library.model.viewer import Role
from library.web.forms import TOLD, back_to, id_of, line, words
from library.web.languages import localised, page_language
from library.web.paging import asked_page, list_paging, paging
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.rendering import page
from library.web.request_context import current_library, current_person, current_settings, current_viewer

if TYPE_CHECKING:
    from flask import Response

    from library.actions.people.inviting import Invited, InvitedPeople
    from library.actions.people.pasted_list import PastedList

HOME = "/desk/people"


def show_people() -> Response:
    """Show the people who have an account, or those with some words in their name or address."""
    found = listing.people_page(current_library(), request.args.get("q", ""), asked_page())
    pages = paging(found.page, found.pages, lambda number: _people_address(found.words, number))
    return page("people/people.html", indexed=False, found=found, paging=pages, done=request.args.get("done"))


def show_person(person_id: str) -> Response:
    """Show one person, and what can be changed about them."""
    return _person_page("people/person.html", person_id, request.args.get("done"))


def set_role(person_id: str) -> Response:
    """Change the role of a person; they have to sign in again."""
    changing.change_role(current_library(), current_actor(), id_of(person_id), _asked_role())
    return back_to(localised(f"{HOME}/{person_id}"), TOLD, done="role")


def make_link(person_id: str) -> Response:
    """Make a link that signs a person in once, to copy."""
    person = listing.find_person(current_library(), id_of(person_id))
    try:
        link = link_for(current_library(), person, current_actor())
    except SignInFailed:
        return _person_page("people/person.html", person_id, "no-link", status=409)
    return page("people/link.html", indexed=False, person=person, here=f"{HOME}/{person.id}", link=link)


def show_reset(person_id: str) -> Response:
    """Ask for confirmation before a person's password and authenticator app are reset."""
    return _person_page("people/reset.html", person_id)


def reset(person_id: str) -> Response:
    """Delete the password, authenticator app and recovery codes of a person."""
    changing.reset_second_factor(current_library(), current_actor(), id_of(person_id))
    return back_to(localised(f"{HOME}/{person_id}"), TOLD, done="reset")


def show_remove(person_id: str) -> Response:
    """Ask for confirmation before a person is removed, and what should happen to their packs."""
    return _remove_page(person_id)


def remove(person_id: str) -> Response:
    """Delete the account of a person; their packs go to someone else, or go too."""
    give_to = None if line("packs") == "delete" else line("to")
    try:
        changing.remove_person(current_library(), current_actor(), id_of(person_id), give_to)
    except InvalidInput as wrong:
        return _remove_page(person_id, PostedForm("remove", {"to": line("to")[:MOST_EMAIL]}, wrong.problems))
    return back_to(localised(HOME), TOLD, done="removed")


def show_invite() -> Response:
    """Ask for the people to invite."""
    return _invite_page()


def invite() -> Response:
    """Invite the people of a pasted list; with a mistake in it, nobody."""
    pasted, role = read_pasted(words("people")), _asked_role()
    if pasted.mistakes or pasted.is_too_long or not pasted.entries:
        return _invite_page(pasted, words("people"), role, 422)
    result = inviting.invite(current_library(), current_actor(), pasted.entries, role, page_language())
    return _invited_page(result.invited, role, result, pasted)


def show_invitations() -> Response:
    """Show the invitations that nobody has accepted yet."""
    found = listing.invitations_page(current_library(), asked_page())
    pages = list_paging(found.page, found.pages, f"{HOME}/invitations")
    return page(
        "people/invitations.html",
        indexed=False,
        found=found,
        paging=pages,
        done=request.args.get("done"),
        mails=_mails(),
    )


def invite_again(invitation_id: str) -> Response:
    """Make a new link for an invitation; the earlier one no longer works."""
    invited = inviting.invite_again(current_library(), current_actor(), id_of(invitation_id), page_language())
    return _invited_page((invited,), invited.invitation.role)


def withdraw_invitation(invitation_id: str) -> Response:
    """Withdraw an invitation; its link no longer works."""
    inviting.withdraw_invitation(current_library(), current_actor(), id_of(invitation_id))
    return back_to(localised(f"{HOME}/invitations"), TOLD, done="withdrawn")


def current_actor() -> Actor:
    """Return the person who sent this request, as the audit log names them.

    Raises:
        NotFound: Nobody is signed in.
    """
    return by(current_person())


def _person_page(template: str, person_id: str, done: str | None = None, status: int = 200) -> Response:
    person = listing.find_person(current_library(), id_of(person_id))
    return page(
        template,
        status=status,
        indexed=False,
        person=person,
        here=f"{HOME}/{person.id}",
        roles=ROLES,
        done=done,
    )


def _remove_page(person_id: str, form: PostedForm = NOT_SENT) -> Response:
    library = current_library()
    person, me = listing.find_person(library, id_of(person_id)), library.people.find(current_viewer().person_id or 0)
    is_me = person == me
    return page(
        "people/remove.html",
        status=422 if form.problems else 200,
        indexed=False,
        person=person,
        here=f"{HOME}/{person.id}",
        is_me=is_me,
        packs=len(packs_of(library, person.id)),
        my_email=me.email if me and not is_me else "",
        form=form,
    )


def _invite_page(
    pasted: PastedList | None = None, typed: str = "", role: Role | None = None, status: int = 200
) -> Response:
    return page(
        "people/invite.html",
        status=status,
        indexed=False,
        pasted=pasted,
        typed=typed,
        role=role,
        roles=ROLES,
        mails=_mails(),
    )


def _invited_page(
    invited: tuple[Invited, ...], role: Role, result: InvitedPeople | None = None, pasted: PastedList | None = None
) -> Response:
    links = [(each, invitation_link(current_library(), each.secret, page_language())) for each in invited]
    return page(
        "people/invited.html", indexed=False, links=links, role=role, result=result, pasted=pasted, mails=_mails()
    )


def _mails() -> bool:
    return bool(current_settings().mail_url)


def _asked_role() -> Role:
    """Return the role that a form asks for.

    Raises:
        NotFound: There is no such role to give.
    """
    asked = line("role")
    if asked not in ROLES:
        raise NotFound
    return Role(asked)


def _people_address(asked: str, number: int) -> str:
    query = {**({"q": asked} if asked else {}), **({"page": number} if number > 1 else {})}
    return localised(HOME + (f"?{urlencode(query)}" if query else ""))
