"""Slides (PPTX).

* ``writer``: a workshop → a presentation.
* ``steps``, ``words``, ``notes``: the slides of one step, of a document's words, and the speaker's notes.
* ``sheet``, ``pages``: a slide before it is written, and how many words fit on it.
* ``deck``, ``text``, ``table``, ``picture``, ``theme``: sheets → a file.
"""
