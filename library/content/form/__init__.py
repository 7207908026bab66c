"""A document as a form: from its bytes to the values of fields, and from what was sent back to bytes.

The header is declared once, in ``header.schema``. A form asks that table which fields there are:

* ``field``: a key and what it reads → a field and how it is entered.
* ``shown``: a node of the header → the values of a field, or that a form cannot show it.
* ``typed``: the values that were sent → the value of a key, right or wrong.
* ``text``: the text below the header, and new text in its place.
* ``whole``: the whole file in one field.
* ``form``: all of a document → its fields; what was sent → the same document with only changed lines changed.
* ``findings``: a mistake or advice → the field or the line of the text that it is about.
"""
