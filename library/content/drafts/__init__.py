"""Drafts: Markdown files with a header for their authors to fill in, from Word files or started in the browser.

* ``started``: from nothing, from a link, from a copy, or as a translation.
* ``draft``: from a Word file; the one function that does all steps.
* ``addition``: a Word file as more text for a draft that is there.
* ``reading``, ``worker``: the last two in a process of their own, with limits of time and memory.
* ``titles``: which line is probably the title.
* ``languages``: which language a text is in, if that is plain.
* ``proposals``: terms of the vocabulary, with the words that propose them.
* ``headers``: the header, in which every guess is a comment until the author accepts it.
* ``pictures``: pictures saved again, with names of ours.
"""
