"""Texts by editors: introductions to themes (``themes/*.md``) and collections (``collections/*.md``).

* ``introductions``: the files → introductions, or every mistake.
* ``introduction_text``: their text → sections of blocks, with links to documents of this library.
* ``introduction_links``: checks those links against all documents.
* ``pins``: the words at a linked place, recorded in the collection's file.
"""
