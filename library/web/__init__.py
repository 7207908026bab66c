"""The website: addresses, views, and everything between an action's value and the bytes that a browser gets.

* ``app``, ``server``: ``create_app``, which puts it together; starting it.
* ``routes``, ``route``: the table of addresses, with who may come to each and why it shows no more than they may see.
* ``confirming``, ``qr_code``: forms that need password and code again; the code that an authenticator app reads.
* ``access``, ``guess_limit``, ``security``: addresses that need a role, guesses of links, and headers.
* ``below_path``: a site below a path, such as ``https://example.org/library``.
* ``mistyped``: the page that a mistyped address means, and pages with a similar name.
* ``views``: one module for each task of a reader; each view parses, calls one action and renders.
* ``signed_in``, ``private_cookie``: the person who is signed in, and the cookie that says so.
* ``known_browser``, ``device``: what signing in needs to know of a browser.
* ``sign_in_links``: the way to the sign-in page and back.
* ``audit_words``: the sentences of the audit log.
* ``request_context``: the library, the settings and the viewer of this request.
* ``background``: starts the thread that sends mails and cleans up.

Pages:

* ``rendering``, ``template_code``, ``assets``: templates, the code that Jinja makes of them, and static files.
* ``languages``, ``phrases``: the language of the page, and our own words in it.
* ``labels``, ``formatting``: labels, dates and numbers in that language.
* ``writing_words``: what the pages of writing call things.
* ``document_page``, ``citation``, ``note_skips``: a document, its citation, and links past a content note.
* ``pictures``: the addresses of the pictures in its text.
* ``moments``, ``outside_times``: lines of transcripts with their times, also of recordings on other websites.
* ``search_page``, ``query_notices``, ``search_tips``, ``paging``: the search page and search help.
* ``list_filters``, ``facet_boxes``: the filters of the lists of stories and resources; the boxes of a facet.
* ``outside_work``, ``declaration``: the button that opens a work; the paragraph that says it is fictional.
* ``typography``: typographic quotation marks and dashes in a finished page.
* ``passage_html``: the HTML of each passage, for pages that show some of them.
* ``introduction_html``, ``team_text``: texts by editors; a team activity as text for a chat.
* ``page_metadata``, ``feeds``: data for machines.
* ``caching``: how long a copy may be cached.
* ``error_pages``, ``error_log``: what readers see when something fails, and what the log says.
* ``request_log``, ``gunicorn_settings``: a line for each request; gunicorn's settings, and what its own log may say.

Forms:

* ``forms``, ``posted_form``: reading a form, and showing it again with its mistakes.
* ``adding``: what the buttons of a page add to a pack.
* ``form_sizes``, ``kept_text``: how much a form may send; the text of someone whose session ended.
* ``editor_page``, ``editor_labels``: the fields of the editor, and their words.
* ``sent_document``, ``desk_address``: what an editor sent; the addresses of the pages about a document.
* ``script_answer``: an answer for a script.
* ``history_pages``: the list of versions of a document or file, and one of them.
* ``sent_file``, ``upload_words``: a file that a form sends, and why it is not taken.
* ``my_pack``: the pack that this browser adds to.
"""
