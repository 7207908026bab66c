"""Commonplace: a searchable library of stories, videos and guidance about what matters to people.

Where things are, from the top down (each layer imports only from those below it):

* ``web`` and ``cli``: the two doors. They parse, call one action and render.
* ``bootstrap``: the one place where the parts are wired together.
* ``actions``: what the library can do, once, for both doors.
* ``content``: Markdown, YAML and WebVTT files in, complete documents or a list of mistakes out.
* ``storage``: the catalogue, a disposable SQL copy of the content.
* ``search``: our query language, the ``SearchIndex`` protocol, facets and passages.
* ``settings``, ``model``, ``errors``: plain values that every layer knows.
"""
