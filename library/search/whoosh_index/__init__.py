"""The embedded engine: Whoosh stores words and their places; matching, scores and counts are ours (``ranking``).

* ``entries``: how an entry becomes a Whoosh document.
* ``terms``: the terms of one segment.
* ``postings``: reading one segment of the index.
* ``phrases``: looking for a phrase in its documents.
* ``pairs``, ``pair_writing``: which of its documents have two frequent words beside one another.
* ``state``: one open generation, as ``ranking`` needs it.
* ``engine``: the ``SearchIndex`` on top.
* ``label_keys``: what labels need of the dictionaries.
* ``files``, ``copying``: reading the files of an index, and a copy of them.
* ``merging``: which segments a publish or a copy rewrites.
* ``version``: which rules an index was made by.

We do not use Whoosh's own searcher, because a search page needs the whole matching set (for counts), the ten best of
any part of it (for filters) and the places of the words in those ten. Measured at 10,000 documents of 600 words, one
pass over cached postings gives the first two in 2 to 4 ms for three frequent words; Whoosh's collectors give one at a
time.
"""
