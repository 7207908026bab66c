"""Drafts: from the text of a Word file to a Markdown file with a header for its author to fill in.

* ``draft``: the one function that does all steps.
* ``titles``: which line is probably the title.
* ``languages``: which language a text is in, if that is plain.
* ``proposals``: terms of the vocabulary, with the words that propose them.
* ``headers``: the header, in which every guess is a comment until the author accepts it.
* ``pictures``: pictures saved again, with names of ours.
"""
