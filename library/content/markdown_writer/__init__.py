"""From HTML to our Markdown: the one writer, for Word files and for what people paste.

``writer.markdown_of`` is a pure function from HTML to Markdown and what was changed. Its steps:

* ``nodes``: untrusted HTML → a tree of allowed elements.
* ``footnotes``: the tree → the same without footnotes, and the footnotes.
* ``block``: the values that the next steps share: paragraphs, headings, lists, tables.
* ``run``: elements within a line → runs of text with their emphasis and links.
* ``reading``, ``tables``: the tree → blocks.
* ``habits``: what people type in place of a format: bullets, numbers, rows of stars, bold headings.
* ``outline``: levels of headings, as our pages need them.
* ``writer``, ``lines``, ``escapes``: blocks → Markdown that our own reader reads as the same passages.
* ``pasting``, ``worker``: all this for what people paste, in a process of its own with limits.
"""
