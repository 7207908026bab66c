"""The offline web page (HTML), for a room without internet.

* ``writer``: a workshop → one file with everything it needs.
* ``offline.html``: its markup, which includes ``offline.css`` and ``offline.js``.
"""
