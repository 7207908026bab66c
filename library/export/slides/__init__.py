"""Slides (PPTX).

* ``writer``: a workshop → a presentation.
* ``steps``, ``notes``: the slides of one step, and the speaker's notes.
* ``sheet``, ``pages``: a slide before it is written, and how many words fit on it.
* ``deck``, ``text``, ``picture``, ``theme``: sheets → a file.
"""
