"""Printed files (PDF).

* ``writer``: handout, running order, cards and instructions for small groups.
* ``data``: a workshop as plain data for the Typst sources in ``typst/``.
* ``cards``: a workshop as cards.
* ``typesetting``: data and a Typst source → PDF/UA-1.
"""
