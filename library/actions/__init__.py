"""What the library can do, written once for the web and the terminal.

Every action takes the opened ``Library`` and, if it shows anything, the ``Viewer``. It returns a finished value.

* ``library``: the opened library and what a viewer may see of it.
* ``pages``: the values that actions hand to templates and the terminal.
* ``find``: search, with facets and passages; ``search_json``: its answer for machines.
* ``read``: one document, one file of a document.
* ``browse``: home, lists, terms, feed and sitemap.
* ``publish``, ``check``: content files → catalogue and index, or their mistakes.
"""
