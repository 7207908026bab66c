"""The web door: addresses, views, and everything between an action's value and the bytes a browser gets.

* ``app``, ``server``: ``create_app``, where it is all put together; starting it.
* ``routes``, ``route``: the table of addresses: who may come to each, and why it shows no more than they may see.
* ``access``, ``guess_limit``, ``security``: addresses that need a role, guesses of links, and headers.
* ``views``: one module for each thing a reader comes to do; each parses, calls one action and renders.
* ``request_context``: the library, the settings and the viewer of this request.
* ``daily_tasks``: what a server does once a day.

Pages:

* ``rendering``, ``assets``: templates and static files.
* ``languages``, ``labels``, ``formatting``: which language the page speaks; values, dates and numbers in its words.
* ``document_page``, ``citation``, ``note_skips``: a document, how to cite it, and the way past a content note.
* ``search_page``, ``query_notices``, ``search_tips``, ``paging``: the search page, and how to search.
* ``introduction_html``, ``team_text``: what editors wrote; a document as text for a chat.
* ``page_metadata``, ``feeds``: what machines read.
* ``caching``: how long a copy may be kept.
* ``error_pages``, ``error_log``: what readers see when something fails, and what the log says.

Forms:

* ``forms``, ``posted_form``: what a form sent, and a form that comes back with its mistakes.
* ``my_pack``: the pack that this browser adds to.
"""
