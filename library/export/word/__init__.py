"""Word files (DOCX).

* ``writer``: a workshop → a handout; a report → quotations with references.
* ``steps``: the steps of a workshop for participants.
* ``paper``, ``lists``, ``styles``: paragraphs, lists and tables, and how they look.
"""
