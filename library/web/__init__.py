"""The web door: addresses, views, and everything between an action's value and the bytes a browser gets.

* ``app``: ``create_app``, where it is all put together.
* ``routes``: the table of addresses: who may come to each, and why it shows no more than they may see.
* ``views``: one module for each thing a reader comes to do; each parses, calls one action and renders.
* ``request_context``: the library, the settings and the viewer of this request.
* ``languages``, ``labels``, ``formatting``: which language the page speaks; values, dates and numbers in its words.
* ``rendering``, ``assets``: templates and static files.
* ``document_page``, ``search_page``, ``citation``, ``page_metadata``: what the larger pages need beside the action's
  value.
* ``caching``, ``security``, ``error_pages``: headers, and pages for when something is not there or not well.
"""
