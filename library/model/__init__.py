"""The values that every layer knows; they import only one another and ``errors``.

Documents:

* ``document``, ``passage``, ``block``, ``card``: a document, its parts and their structure, and what lists show of it.
* ``attachment_text``: what was read of a PDF or Word file.
* ``attribution``, ``reading_time``: who made it and when; how long it takes.
* ``vocabulary``, ``facets``, ``contact``: terms, the axes to filter by, and services for support.
* ``introduction``, ``place``: texts by editors, and the passages that they and packs refer to.
* ``lasting_link``: links to passages that survive edits.
* ``lexicon``: the words and phrases of a document.
* ``difference``, ``alignment``: how two texts differ, by word; what two sequences have in common.

Writing:

* ``draft``, ``revision``: a text that is being written, and a text as it was at one moment.
* ``upload``: files for it, before it is published.
* ``comment``, ``presence``: what editors say about a passage, and who has a document open.

Who may see and use what:

* ``viewer``, ``permission``: who is asking, and what a document permits.
* ``person``, ``invitation``, ``audit``: someone with an account, someone who may join, and who did what.
* ``session``, ``sign_in``: where someone is signed in, and signing in by mail.
* ``disclosure``: what a document discloses about people.
* ``usable``, ``refusal``: what may be used of it and for what, or why not.

Packs:

* ``pack``, ``workshop``: what a facilitator collects, and the same ready for a file.
* ``edition``, ``code_alphabet``: what files held, and the alphabet of the codes on them.

Everywhere:

* ``language``, ``characters``, ``design_tokens``: the languages, characters that are refused, colours and fonts.
* ``whole_number``: a whole number in what people enter and browsers send.
* ``fingerprint``: whether something was made by an earlier version of the code.
* ``typography``: quotation marks, apostrophes and dashes as printers set them.
* ``web_address``: whether two addresses on other websites lead to the same page.
* ``missed_search``: a search that found little.
* ``backups``: when a backup was last made and restored.
"""
