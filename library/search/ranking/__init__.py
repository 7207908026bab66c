"""Our own ranking: which entries match a query, how well and why, from what an engine provides.

* ``source``: what an engine has to provide: lengths, and entries with words, phrases and terms.
* ``bm25``: the formula.
* ``forms``: the words of a query in the forms that an index has.
* ``postings``: the entries of a word or phrase, and a bounded cache.
* ``statistics``: counts over the entries that a viewer may see.
* ``lookup``: looking up the entries that have a phrase or a term.
* ``coverage``: how much of a query an entry has, and how much is enough.
* ``alternatives``: the phrases and terms that match a group of a query, and the share of each in a score.
* ``groups``: what a group matches, cached.
* ``best``: the entries with the highest scores.
* ``scattering``: words that are only in different places of attachments.
* ``ranker``: all of that for one generation of an index: matching, ranking and explaining.
"""
