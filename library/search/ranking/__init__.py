"""Ranking, which is ours: what answers a query, how well, and why, over what an engine says of words.

* ``source``: what an engine has to provide: lengths, and entries with words, phrases and terms.
* ``bm25``: the formula.
* ``postings``: what is read of a word or phrase, and a bounded cache of it.
* ``statistics``: what some viewer's entries say of words.
* ``alternatives``: what a group of a query may be found by, and what each gives to an entry.
* ``ranker``: all of that for one generation of an index: matching, ranking and explaining.
"""
