"""The web page for a room without internet (HTML).

* ``writer``: a workshop → one file that holds all it needs.
* ``offline.html``: its markup, with ``offline.css`` and ``offline.js`` within it.
"""
