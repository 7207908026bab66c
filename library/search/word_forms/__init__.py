"""Which Welsh and Gaelic words are forms of one word.

* ``keys``: the keys that such words share; the only module that others need.
* ``entries``, ``irregular``: what the dictionaries say, put right, and what is listed instead.
* ``forms``: what the rules of a language are made of.
* ``welsh``, ``gaelic``: what a word may have been before it was mutated, shortened or inflected.
"""
