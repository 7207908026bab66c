"""The route table: every address of the site, who may come, and why it shows no more than they may see.

Routing reads it. One test compares the table of addresses in ``docs/design.md`` with it, and another requests each
address in every role, allowed or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.language import SOURCE
from library.web.access import guard
from library.web.confirming import confirmed
from library.web.form_sizes import MOST_TEXT, limit_forms
from library.web.guess_limit import counted
from library.web.languages import prefix
from library.web.route import SEND, Route, Who
from library.web.views import (
    about,
    account,
    audit,
    browsing,
    checking,
    collecting,
    commenting,
    desk,
    document_files,
    documents,
    editing,
    history,
    home,
    joining,
    machines,
    pack_pages,
    packing,
    passage_linking,
    people,
    reading,
    searching,
    second_factor,
    sharing,
    signing_in,
    starting,
    suggesting,
    team,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask

    from library.model.viewer import Role
    from library.settings import Settings

SHELF = "/<any(stories, resources):shelf>"
DOCUMENT = f"{SHELF}/<slug>"
AXIS = "/<any(themes, circumstances, roles, sectors):axis>"
PACK = "/packs/<edit>"
ITEM = f"{PACK}/items/<item_id>"
SHARED = "/shared/<view>"
INVITATION = "/invitations/<link>"
PERSON = "/desk/people/<person_id>"
WRITTEN = "/desk/documents/<slug>"
FILES = f"{WRITTEN}/files"
UPLOAD = f"{FILES}/parts/<part>"

ANYONE, LINK_HOLDER = Who.ANYONE, Who.LINK_HOLDER
MEMBER, COORDINATOR, ADMINISTRATOR = Who.MEMBER, Who.COORDINATOR, Who.ADMINISTRATOR

ROUTES = (
    Route("/", "home", home.show_home, ANYONE,
          "The action `home` counts and picks among documents that the viewer may see."),
    Route("/search", "search", searching.show_results, ANYONE,
          "The action `find` intersects hits, totals and facet counts with what the viewer may see."),
    Route("/search/tips", "search_tips", searching.show_tips, ANYONE,
          "Our own text, with addresses of searches; no document."),
    Route("/search.json", "search_json", searching.give_results, ANYONE,
          "The action `find`, as for the search page; nothing is added to its answer.", in_each_language=False),
    Route("/suggest.json", "suggest_json", suggesting.give_suggestions, ANYONE,
          "The action `suggest` gives only what is in documents that the viewer may see.", in_each_language=False),
    # Documents: their lists, pages and files.
    Route(SHELF, "shelf", browsing.show_shelf, ANYONE,
          "The action `list_page` lists documents that the viewer may see."),
    Route(DOCUMENT, "document", reading.show_document, ANYONE,
          "The action `read_document` refuses what the viewer may not see, as it does translations and related ones."),
    Route(f"{DOCUMENT}/files/<path:name>", "file", reading.send_document_file, ANYONE,
          "The action `open_file` first asks whether the viewer may see the file's document, for media, captions, "
          "pictures and attachments alike; it refuses attachments that may not leave the site.",
          in_each_language=False),
    Route(f"{DOCUMENT}/team", "team", team.show_team, ANYONE,
          "The action `team_page` reads the document as its own page does; no words without the use `workshop`."),
    Route(f"{DOCUMENT}/team.txt", "team_text", team.give_team_text, ANYONE,
          "As for `team`; refused if its words may not leave the site."),
    Route(f"{DOCUMENT}/choose", "choose", pack_pages.show_choices, ANYONE,
          "The action `choices` reads the document as its own page does; offers nothing if that is refused."),
    Route(f"{DOCUMENT}/at/<place>", "passage", passage_linking.lead_to_passage, ANYONE,
          "The actions `passage_link` and `followed_link` read the document as its own page does."),
    # Ways in.
    Route(AXIS, "terms", browsing.show_terms, ANYONE,
          "The action `terms_page` counts documents that the viewer may see; the terms themselves are public."),
    Route(f"{AXIS}/<term_id>", "term", browsing.show_term, ANYONE,
          "The action `term_page` lists documents that the viewer may see; the term itself is public."),
    Route("/collections", "collections", collecting.show_collections, ANYONE,
          "Titles and summaries by our editors; no document."),
    Route("/collections/<slug>", "collection", collecting.show_collection, ANYONE,
          "The action `collection_page` leaves out every block that links to what the viewer may not see."),
    # Packs.
    Route("/workshop", "workshop", pack_pages.show_workshop, ANYONE,
          "Our own text, and the themes, roles and sectors of public documents."),
    Route("/packs/mine", "my_pack", pack_pages.go_to_my_pack, ANYONE,
          "Redirects to the pack whose cookie this browser has; no document."),
    Route("/packs/start", "start_pack", packing.start, ANYONE,
          "The action `planned_pack` takes only public stories that may be used in workshops, quoted and printed.",
          methods=SEND),
    Route("/packs/add", "add_to_pack", packing.add, ANYONE,
          "The action `document_item` refuses what is not for workshops. What is for members goes only into their "
          "own packs.", methods=SEND),
    Route(PACK, "pack", pack_pages.show_pack, LINK_HOLDER,
          "The action `pack_page` shows only what is public, and to its owner, if signed in, what is for members."),
    Route(f"{PACK}/details", "set_details", packing.set_details, LINK_HOLDER,
          "The facilitator's text; no document.", methods=SEND),
    Route(ITEM, "pack_item", pack_pages.show_item, LINK_HOLDER,
          "As for `pack`."),
    Route(f"{PACK}/items", "add_own", packing.add_own, LINK_HOLDER,
          "As for `add_to_pack`; otherwise the facilitator's text and ours.", methods=SEND),
    Route(f"{ITEM}/choose", "item_choices", pack_pages.show_item_choices, LINK_HOLDER,
          "As for `choose`, and only what `pack` shows."),
    Route(f"{ITEM}/save", "save_item", packing.save_item, LINK_HOLDER,
          "The facilitator's text; no document.", methods=SEND),
    Route(f"{ITEM}/extent", "set_extent", packing.set_extent, LINK_HOLDER,
          "The action `with_extent` refuses what `pack` does not show, and what is not for workshops.", methods=SEND),
    Route(f"{ITEM}/move", "move_item", packing.move_item, LINK_HOLDER,
          "Numbers only; no document.", methods=SEND),
    Route(f"{ITEM}/remove", "remove_item", packing.remove_item, LINK_HOLDER,
          "Shows nothing; no document.", methods=SEND),
    Route(f"{ITEM}/put-back", "put_item_back", packing.put_item_back, LINK_HOLDER,
          "Puts back what the pack held; `pack` decides what it shows.", methods=SEND),
    Route(f"{ITEM}/new-words", "renew_item", packing.renew_item, LINK_HOLDER,
          "As for `set_extent`.", methods=SEND),
    Route(f"{PACK}/share", "share_pack", packing.share, LINK_HOLDER,
          "Makes a link; `shared` decides what it shows.", methods=SEND),
    Route(f"{PACK}/stop-sharing", "stop_sharing", packing.stop_sharing, LINK_HOLDER,
          "Turns a link off; no document.", methods=SEND),
    Route(f"{PACK}/replace-link", "pack_new_link", pack_pages.show_replace_link, LINK_HOLDER,
          "The facilitator's title; no document."),
    Route(f"{PACK}/new-link", "replace_link", packing.replace_link, LINK_HOLDER,
          "Makes a link; `pack` decides what it shows.", methods=SEND),
    Route(f"{PACK}/duplicate", "duplicate_pack", packing.duplicate, LINK_HOLDER,
          "Copies a pack, which holds no words of a document.", methods=SEND),
    Route(f"{PACK}/take-up", "take_up", packing.take_up, LINK_HOLDER,
          "Sets the cookie of a browser that has the link; no document.", methods=SEND),
    Route(f"{PACK}/put-down", "put_down", packing.put_pack_down, ANYONE,
          "Removes the cookie and opens nothing; no document.", methods=SEND),
    Route(f"{PACK}/delete", "pack_delete", pack_pages.show_delete, LINK_HOLDER,
          "The facilitator's title; no document."),
    Route(f"{PACK}/delete-now", "delete_pack", packing.delete, LINK_HOLDER,
          "Deletes; no document.", methods=SEND),
    Route(f"{PACK}/files/<name>", "pack_file", sharing.send_pack_file, LINK_HOLDER,
          "The action `make_file` leaves out what is not public, and words without the uses for it. What is for "
          "members is in slides and run sheets for the owner, if signed in, only."),
    Route(SHARED, "shared", sharing.show_shared, LINK_HOLDER,
          "The action `shared_page` shows only what is public, whoever asks, without the facilitator's notes."),
    Route(f"{SHARED}/files/<name>", "shared_file", sharing.send_shared_file, LINK_HOLDER,
          "As for `pack_file`, without the facilitator's notes and files."),
    Route("/check", "check", checking.show_check, ANYONE,
          "Our own text; no document."),
    Route("/check/<code>", "checked", checking.show_checked, ANYONE,
          "The action `check_code` names items by number; the replacements it offers are public."),
    # Joining.
    Route(INVITATION, "invitation", joining.show_invitation, LINK_HOLDER,
          "The action `open_invitation` uses up nothing; shows the invited person's own details; no document."),
    Route(f"{INVITATION}/accept", "accept_invitation", joining.accept_invitation, LINK_HOLDER,
          "Opens the account of the link and no other; no document.", methods=SEND),
    # For people who are signed in.
    Route("/account", "account", account.show_account, MEMBER,
          "The person's own details, packs and sessions; no document."),
    Route("/account/details", "change_account", account.change_details, MEMBER,
          "Changes the person's own details; no document.", methods=SEND),
    Route("/account/data.json", "own_data", account.give_own_data, MEMBER,
          "The action `own_data` gives what is stored about the person alone, and their own packs; no document.",
          in_each_language=False),
    Route("/account/delete", "account_delete", account.show_delete, MEMBER,
          "The titles of the person's own packs; no document."),
    Route("/account/delete-now", "delete_account", account.delete, MEMBER,
          "Deletes the person's own account; no document.", methods=SEND, is_confirmed=True),
    Route("/account/packs/<code>", "account_pack", account.go_to_pack, MEMBER,
          "Redirects to a pack in the person's own list; `pack` decides what it shows."),
    Route("/account/packs/<code>/let-go", "let_go_of_pack", account.let_go_of_pack, MEMBER,
          "Takes a pack out of the person's own list; no document.", methods=SEND),
    Route(f"{PACK}/keep", "keep_pack", account.keep_pack, MEMBER,
          "Puts the pack of a link into the person's own list; no document.", methods=SEND),
    Route("/account/sessions/<session_id>/end", "end_session", account.end_one, MEMBER,
          "Ends one of the person's own sessions; no document.", methods=SEND),
    Route("/account/sessions/end-others", "end_other_sessions", account.end_others, MEMBER,
          "Ends the person's own other sessions; no document.", methods=SEND),
    Route("/account/security", "account_security", second_factor.show_security, MEMBER,
          "Our own text, and the key of an app that is not stored yet; no document."),
    Route("/account/security/set-up", "set_up_security", second_factor.set_up, MEMBER,
          "Changes what the person signs in with; no document.", methods=SEND, is_confirmed=True),
    Route("/account/security/password", "change_password", second_factor.change_password, COORDINATOR,
          "Changes what the person signs in with; no document.", methods=SEND, is_confirmed=True),
    Route("/account/security/app", "change_app", second_factor.change_app, COORDINATOR,
          "Changes what the person signs in with; no document.", methods=SEND, is_confirmed=True),
    Route("/account/security/codes", "change_recovery_codes", second_factor.change_codes, COORDINATOR,
          "Changes what the person signs in with; no document.", methods=SEND, is_confirmed=True),
    # For coordinators.
    Route("/desk", "desk", desk.show_desk, COORDINATOR,
          "The action `desk_page` reads what coordinators may see, and the titles of files that are not published."),
    # Writing.
    Route("/desk/documents", "documents", documents.show_documents, COORDINATOR,
          "The action `document_list` gives titles, states and paths of documents and drafts; no text."),
    Route("/desk/new", "new_document", starting.show_new, COORDINATOR,
          "Our own text; no document."),
    Route("/desk/new/text", "new_text", starting.show_new_text, COORDINATOR,
          "Our own text; no document."),
    Route("/desk/new/text/start", "start_text", starting.start_text, COORDINATOR,
          "The action `start_new` starts a draft, which only coordinators see.", methods=SEND),
    Route("/desk/new/word", "new_word", starting.show_new_word, COORDINATOR,
          "Our own text; no document."),
    Route("/desk/new/word/start", "start_word", starting.start_word, COORDINATOR,
          "The action `start_from_word` starts a draft, and says what differs from the file that was sent.",
          methods=SEND),
    Route("/desk/new/link", "new_link", starting.show_new_link, COORDINATOR,
          "Our own text; no document."),
    Route("/desk/new/link/start", "start_link", starting.start_link, COORDINATOR,
          "The action `find_held` names documents and drafts that may be the same work, as `documents` lists them.",
          methods=SEND),
    Route("/desk/new/copy", "new_copy", starting.show_new_copy, COORDINATOR,
          "Titles, as `documents` lists them."),
    Route("/desk/new/copy/start", "start_copy", starting.start_copy, COORDINATOR,
          "The action `start_copy` copies no words of a real story, and nothing of a withdrawn document.",
          methods=SEND),
    Route("/desk/new/translation", "new_translation", starting.show_new_translation, COORDINATOR,
          "Titles, as `documents` lists them."),
    Route("/desk/new/translation/start", "start_translation", starting.start_translation, COORDINATOR,
          "The action `start_translation` copies no text, and refuses where translations are not agreed.",
          methods=SEND),
    Route(f"{WRITTEN}/address", "draft_address", documents.show_address, COORDINATOR,
          "The title and address of a draft."),
    Route(f"{WRITTEN}/address/change", "change_address", documents.set_address, COORDINATOR,
          "The action `change_address` changes the address of a draft that has never been published.", methods=SEND),
    Route(WRITTEN, "editor", editing.show_editor, COORDINATOR,
          "The action `open_document` reads a draft or a file, which coordinators may see whatever its audience."),
    Route(f"{WRITTEN}/save", "save_document", editing.save, COORDINATOR,
          "As for `editor`; a draft is seen by nobody else.", methods=SEND, most=MOST_TEXT),
    Route(f"{WRITTEN}/findings", "check_document", editing.check, COORDINATOR,
          "As for `save_document`.", methods=SEND, most=MOST_TEXT),
    Route(f"{WRITTEN}/preview", "preview_document", editing.preview, COORDINATOR,
          "Shows what its sender wrote; other documents only if they may see them.", methods=SEND, most=MOST_TEXT),
    Route(f"{WRITTEN}/raw", "raw_document", editing.show_raw, COORDINATOR,
          "As for `editor`."),
    Route(f"{WRITTEN}/raw/save", "save_raw_document", editing.save_raw, COORDINATOR,
          "As for `save_document`.", methods=SEND, most=MOST_TEXT),
    Route(f"{WRITTEN}/file", "document_source", editing.give_file, COORDINATOR,
          "As for `editor`."),
    Route(f"{WRITTEN}/history", "history", history.show_history, COORDINATOR,
          "The action `history_page` gives times, names and reasons of revisions; their words are for coordinators."),
    Route(f"{WRITTEN}/history/delete", "history_delete", history.show_delete, COORDINATOR,
          "As for `history`."),
    Route(f"{WRITTEN}/history/delete-now", "delete_history", history.delete, COORDINATOR,
          "Deletes revisions; shows nothing.", methods=SEND),
    Route(f"{WRITTEN}/history/<revision_id>", "revision", history.show_revision, COORDINATOR,
          "The action `revision_page` gives earlier words of a document, which only coordinators may read."),
    Route(f"{WRITTEN}/history/<revision_id>/file", "revision_file", history.send_revision, COORDINATOR,
          "As for `revision`."),
    Route(f"{WRITTEN}/history/<revision_id>/restore", "restore_revision", history.restore, COORDINATOR,
          "Changes a draft, which only coordinators see; publishes nothing.", methods=SEND),
    Route(f"{WRITTEN}/comments", "comments", commenting.show_comments, COORDINATOR,
          "The action `comments_page` gives a draft, or a document as its file has it, with comments by coordinators."),
    Route(f"{WRITTEN}/comments/add", "add_comment", commenting.add, COORDINATOR,
          "As for `comments`.", methods=SEND),
    Route(f"{WRITTEN}/comments/<comment_id>/resolve", "resolve_comment", commenting.resolve, COORDINATOR,
          "Changes a comment; shows nothing.", methods=SEND),
    Route(f"{WRITTEN}/comments/<comment_id>/reopen", "reopen_comment", commenting.reopen, COORDINATOR,
          "Changes a comment; shows nothing.", methods=SEND),
    Route(f"{WRITTEN}/comments/<comment_id>/delete", "delete_comment", commenting.delete, COORDINATOR,
          "Deletes a comment; shows nothing.", methods=SEND),
    # For administrators. Each action asks again whether the one who acts is an administrator.
    Route(FILES, "document_files", document_files.show_files, COORDINATOR,
          "The action `files_page` names the files of one document; coordinators may see all."),
    Route(f"{FILES}/add/<purpose>", "add_file", document_files.add_file, COORDINATOR,
          "Stores a file in the private folder of uploads; readers get it once its document is published.",
          methods=SEND),
    Route(f"{FILES}/start/<purpose>.json", "start_upload", document_files.start_upload, COORDINATOR,
          "Makes room for a file; no document.", methods=SEND),
    Route(f"{UPLOAD}.json", "upload", document_files.show_upload, COORDINATOR,
          "Numbers only; no document."),
    Route(f"{UPLOAD}/append.json", "append_to_upload", document_files.append_to_upload, COORDINATOR,
          "As for `add_file`.", methods=SEND),
    Route(f"{UPLOAD}/finish.json", "finish_upload", document_files.finish_upload, COORDINATOR,
          "As for `add_file`.", methods=SEND),
    Route(f"{UPLOAD}/cancel.json", "cancel_upload", document_files.cancel_upload, COORDINATOR,
          "Deletes a file that has not arrived whole; no document.", methods=SEND),
    Route(f"{FILES}/<name>", "uploaded_file", document_files.send_upload, COORDINATOR,
          "Sends a file of a document that is not published; coordinators may see all.", in_each_language=False),
    Route(f"{FILES}/<name>/insert", "insert_picture", document_files.insert_picture, COORDINATOR,
          "Changes a draft, which coordinators alone see.", methods=SEND),
    Route(f"{FILES}/<name>/delete", "delete_file", document_files.delete_file, COORDINATOR,
          "Deletes a file that no document uses.", methods=SEND),
    Route("/desk/people", "people", people.show_people, ADMINISTRATOR,
          "The action `people_page` lists people; no document."),
    Route("/desk/people/invite", "invite_form", people.show_invite, ADMINISTRATOR,
          "Our own text; no document."),
    Route("/desk/people/invite-now", "invite", people.invite, ADMINISTRATOR,
          "The action `invite` makes links, which are shown or mailed once; no document.",
          methods=SEND, is_confirmed=True),
    Route("/desk/people/invitations", "invitations", people.show_invitations, ADMINISTRATOR,
          "The action `invitations_page` lists invitations without their links; no document."),
    Route("/desk/people/invitations/<invitation_id>/renew", "invite_again", people.invite_again, ADMINISTRATOR,
          "As for `invite`.", methods=SEND, is_confirmed=True),
    Route("/desk/people/invitations/<invitation_id>/withdraw", "withdraw_invitation", people.withdraw_invitation,
          ADMINISTRATOR, "Deletes an invitation; no document.", methods=SEND, is_confirmed=True),
    Route(PERSON, "person", people.show_person, ADMINISTRATOR,
          "The action `find_person` gives one person; no document."),
    Route(f"{PERSON}/role", "set_role", people.set_role, ADMINISTRATOR,
          "Changes a role; no document.", methods=SEND, is_confirmed=True),
    Route(f"{PERSON}/link", "make_link", people.make_link, ADMINISTRATOR,
          "The action `link_for` makes a link, which is shown once; no document.", methods=SEND, is_confirmed=True),
    Route(f"{PERSON}/reset", "reset_form", people.show_reset, ADMINISTRATOR,
          "As for `person`."),
    Route(f"{PERSON}/reset-now", "reset_second_factor", people.reset, ADMINISTRATOR,
          "Deletes what a person signs in with; no document.", methods=SEND, is_confirmed=True),
    Route(f"{PERSON}/remove", "remove_form", people.show_remove, ADMINISTRATOR,
          "As for `person`."),
    Route(f"{PERSON}/remove-now", "remove_person", people.remove, ADMINISTRATOR,
          "Deletes a person; no document.", methods=SEND, is_confirmed=True),
    Route("/desk/audit", "audit", audit.show_audit, ADMINISTRATOR,
          "The action `audit_page` gives names of people, numbers and slugs; no words of a document."),
    Route("/desk/audit/file", "audit_file", audit.download_audit, ADMINISTRATOR,
          "As for `audit`.", methods=SEND),
    # Signing in.
    Route("/sign-in", "sign_in", signing_in.show_sign_in, ANYONE,
          "Our own text; no document."),
    Route("/sign-in/mail", "sign_in_mail", signing_in.ask_for_mail, ANYONE,
          "The action `ask` does the same work and gives the same answer for every address.", methods=SEND),
    Route("/sign-in/sent", "sign_in_sent", signing_in.show_sent, ANYONE,
          "Our own text; no document."),
    Route("/sign-in/code", "sign_in_code", signing_in.use_code, ANYONE,
          "The action `sign_in_with_code` counts tries and takes the code of this browser only.", methods=SEND),
    Route("/sign-in/link/<link>", "sign_in_link", signing_in.show_link, ANYONE,
          "The action `opened_link` uses up nothing, and names nobody."),
    Route("/sign-in/link", "use_sign_in_link", signing_in.use_link, ANYONE,
          "The action `sign_in_with_link` signs in the browser that asked only.", methods=SEND),
    Route("/sign-in/password", "sign_in_password", second_factor.show_password, ANYONE,
          "Our own text; no document."),
    Route("/sign-in/with-password", "use_password", second_factor.use_password, ANYONE,
          "The action `sign_in_with_password` does the same work and gives the same answer for every address.",
          methods=SEND),
    Route("/sign-out", "sign_out", signing_in.sign_out, ANYONE,
          "Ends the session of this browser; no document.", methods=SEND),
    Route("/signed-out", "signed_out", signing_in.show_signed_out, ANYONE,
          "Our own text; no document."),
    # About the library.
    Route("/writing", "writing", about.show_writing, ANYONE,
          "Our own text; no document."),
    Route("/about", "about", about.show_about, ANYONE,
          "Our own text; no document."),
    Route("/accessibility", "accessibility", about.show_accessibility, ANYONE,
          "Our own text; no document."),
    Route("/privacy", "privacy", about.show_privacy, ANYONE,
          "Our own text; no document."),
    # For machines.
    Route("/feed.atom", "feed", machines.give_feed, ANYONE,
          "The action `feed` gives what is public, whoever asks; summaries only.", in_each_language=False),
    Route("/sitemap.xml", "sitemap", machines.give_sitemap, ANYONE,
          "The action `sitemap` gives what is public and search engines may have, whoever asks.",
          in_each_language=False),
    Route("/robots.txt", "robots", machines.give_robots, ANYONE,
          "Names addresses of searches only.", in_each_language=False),
    Route("/.well-known/security.txt", "security", machines.give_security, ANYONE,
          "The contact address of the settings; no document.", in_each_language=False),
    Route("/healthz", "health", machines.give_health, ANYONE,
          "Numbers only: the generation and the count of published documents, for the people who run the site.",
          in_each_language=False),
    Route("/static/<name>", "static", machines.give_static, ANYONE,
          "Files that come with the program; no document.", in_each_language=False),
)  # fmt: skip


def add_routes(app: Flask, settings: Settings, routes: Iterable[Route]) -> None:
    """Give an app its addresses. None of them ends in a slash, so none is redirected for a missing one."""
    app.url_map.merge_slashes = False
    roles: dict[str, Role] = {}
    sizes: dict[str, int] = {}
    for route in routes:
        view_func = counted(route.view_func) if route.counts_guesses else route.view_func
        view_func = confirmed(view_func) if route.is_confirmed else view_func
        for path, endpoint in _places(route, settings.languages):
            roles[endpoint] = route.who.role
            sizes[endpoint] = route.most
            app.add_url_rule(path, endpoint, view_func, methods=route.methods, strict_slashes=route.path != "/")
    limit_forms(app, sizes)
    guard(app, roles)


def _places(route: Route, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the path and endpoint of a route in each language that it has."""
    yield route.path, route.endpoint
    for language in languages:
        if route.in_each_language and language != SOURCE:
            yield prefix(language) + route.path, f"{language}.{route.endpoint}"
