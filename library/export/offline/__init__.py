"""The web page for a room without internet (HTML).

* ``writer``: a workshop → one file that holds all it needs.
* ``step``, ``end``, ``screens``: its steps, its last sections, and what its script shows.
* ``markup``: HTML in which every text is escaped.
"""
