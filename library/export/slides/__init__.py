"""Slides (PPTX).

* ``writer``: a workshop → a presentation.
* ``steps``, ``notes``: the slides of one step, and what the facilitator reads beside them.
* ``sheet``, ``pages``: a slide before it is written, and which words fit on it.
* ``deck``, ``text``, ``picture``, ``theme``: sheets → a file.
"""
