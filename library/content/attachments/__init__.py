"""Attachments: the words of PDF and Word files, so that readers can search them.

* ``reading``: a file → its words, read in a separate process with limits.
* ``worker``: that process.
* ``pdf``, ``word``: the words of a PDF, page by page, and of a Word file, paragraph by paragraph.
* ``lines``: from lines of a page to paragraphs, without what every page repeats.
* ``fragments``: from paragraphs to parts of a useful length.
* ``limits``: how much is read of one file, and how long that may take.
* ``problems``: what an author can do about a file that cannot be read.
"""
