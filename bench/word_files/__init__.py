"""Word files made to be imported: by hand, by python-docx and by LibreOffice.

* ``sample``: one file, and what must and must not be in its draft.
* ``by_hand``: XML with everything that Word can hide, track, merge and nest.
* ``by_library``: python-docx.
* ``by_office``: OpenDocument text that LibreOffice saves as ``.docx``.
* ``measure``: imports them all and counts.
"""
