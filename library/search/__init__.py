"""Our own query language, the index behind a protocol, facets and passages.

* ``words``: text → words as the index keeps them.
* ``query``: what a reader typed → ``Query``; no input makes it fail.
* ``index``: the ``SearchIndex`` protocol and the values it takes and gives.
* ``facets``: counts over bitmaps.
* ``passages``: which passages of a found document to show, and the words to mark.
* ``whoosh_index``: the embedded engine behind the protocol.
"""
