"""Which Welsh and Gaelic words are forms of one word.

* ``keys``: the keys that such words share; the only module that others need.
* ``entries``: what the dictionaries say, put right; ``irregular``: what is listed instead.
* ``welsh`` and ``gaelic``: what a word may have been before it was mutated, shortened or inflected.
"""
