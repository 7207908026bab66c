"""Which Welsh and Gaelic words are forms of one word.

* ``keys``: the keys that such words share; the only module that others need.
* ``entries``, ``irregular``: the dictionaries with corrections, and our own list of irregular words.
* ``forms``: the structure of the rules of a language.
* ``welsh``, ``gaelic``: what a word may have been before it was mutated, shortened or inflected.
"""
