"""Word files: from the bytes of a ``.docx`` to HTML, pictures and a report of everything that is not text.

* ``reading``: the one function that does all steps.
* ``archive``: the zip archive, within limits; and what a file is that is no Word file.
* ``xml_reader``, ``names``: its XML, without entities and within limits; the names of its elements.
* ``relations``, ``styles``, ``properties``: what its parts refer to; its styles; names, comments, headers and footers.
* ``cleaning``, ``fields``: what readers must not see is taken out, and what mammoth would lose is kept as words.
* ``looks``: the form of paragraphs and runs, as far as a draft can show it.
* ``found``: what was found on the way, and the sentences that report it.
* ``pages``: the clean parts → HTML, by mammoth.

Mammoth reads only what ``cleaning`` wrote, so hidden and deleted text cannot reach a draft.
"""
