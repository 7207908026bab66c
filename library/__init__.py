"""Commonplace: a searchable library of stories, videos and guidance about what matters to people.

From the top down; each layer imports only from those below it:

* ``web``, ``terminal``: the two doors. They parse, call one action and render.
* ``bootstrap``: the one place where the parts are wired together.
* ``actions``: what the library can do, once, for both doors.
* ``content``: Markdown, YAML and WebVTT files in, complete documents or a list of mistakes out.
* ``storage``: the catalogue, a disposable copy of the content in SQL; and the records, which cannot be made again.
* ``search``: our query language, the ``SearchIndex`` protocol, ranking, facets and passages.
* ``export``: the files that a pack can be downloaded as.
* ``translation``: our own words in the reader's language; ``translations`` beside it holds the catalogues.
* ``settings``, ``model``, ``errors``: plain values that every layer knows.
"""
