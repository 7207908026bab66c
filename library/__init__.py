"""Commonplace: a searchable library of stories, videos and guidance about what matters to people.

From the top down; each layer imports only from those below it:

* ``web``, ``terminal``: the two ways in. They parse, call one action and render.
* ``bootstrap``: the one place where the parts are put together.
* ``actions``: what the library can do, written once for both.
* ``content``: from Markdown, YAML and WebVTT files to complete documents, or a list of mistakes.
* ``storage``: the catalogue, a disposable copy of the content in SQL; and the records, which cannot be made again.
* ``search``: our query language, the ``SearchIndex`` protocol, ranking, facets and passages.
* ``mail``: sending mail over SMTP.
* ``export``: the files that a pack can be downloaded as.
* ``translation``: our own words in the reader's language; ``translations`` has the catalogues.
* ``process``: work in a separate process, with limits of time and memory.
* ``log``: the form of a server's log, without personal data and secrets.
* ``settings``, ``model``, ``errors``: plain values that every layer uses.
"""
