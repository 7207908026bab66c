"""The values that every layer knows; they import nothing but one another and ``errors``.

Documents:

* ``document``, ``passage``, ``card``: a document, its parts, and what lists show of it.
* ``attribution``, ``reading_time``: who made it and when; how long it takes.
* ``vocabulary``, ``facets``, ``contact``: terms, the axes to choose by, and whom to turn to.
* ``introduction``, ``place``: what editors write, and the passages that they and packs point at.
* ``lexicon``: the words and phrases of a document.

Who may see and use what:

* ``viewer``, ``permission``: who is asking, and what a document permits.
* ``disclosure``: what a document shows of people.
* ``usable``, ``refusal``: what of it may be used for what, or why not.

Packs:

* ``pack``, ``workshop``: what a facilitator collects, and the same ready for a file.
* ``edition``, ``code_alphabet``: what files carried, and the letters of the codes on them.

All over:

* ``language``, ``characters``, ``design_tokens``: the languages, characters that are refused, colours and fonts.
* ``fingerprint``: whether something was made by other rules than today's.
* ``missed_search``: a search that found little.
"""
