"""What the editors write: introductions to themes (``themes/*.md``) and collections (``collections/*.md``).

* ``introductions``: the files → introductions, or every mistake.
* ``introduction_text``: their text → sections of blocks, with links to documents of this library.
* ``introduction_links``: those links checked against all documents.
* ``pins``: what stands at a linked place, noted in the collection's file.
"""
