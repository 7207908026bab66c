"""Our own query language, the index behind a protocol, ranking, facets and passages.

* ``query``, ``query_reading``: a query, and how it is read from what a reader typed.
* ``filters``, ``filter_spelling``, ``expansion``: what its filters mean, spelled right, and other names of its words.
* ``kinds``: the names of the kinds of documents.
* ``synonyms``: other words for the same thing, from the vocabulary's list.
* ``variants``, ``numbers``: other spellings of its words: joined, parted, hyphenated; numbers in words and digits.
* ``compounds``: words that are written joined, parted or with a hyphen, compared by their letters.
* ``hyphens``, ``apostrophes``: which hyphens, dashes and apostrophes join words, in texts and in queries.
* ``words``, ``word_forms``: text → words as the index knows them, in English and in Welsh and Gaelic.
* ``other_names``, ``name_index``: the labels and hidden names of terms, and finding a name by what was typed.
* ``index``, ``index_entry``: the ``SearchIndex`` protocol, and the entry of a document.
* ``names_in_text``: names of people, which are indexed as they are spelled.
* ``ranking``: matching and scores, from what an engine provides.
* ``whoosh_index``: the embedded engine behind the protocol.
* ``facets``: counts over bitmaps.
* ``passages``, ``content_notes``: which passages of a found document to show, and which not.
* ``lexicon``, ``spelling``: a document's own words and phrases, and the likeliest one that was meant.
* ``dictionary``, ``dictionary_blocks``: what dictionaries know of words, and how they are stored in memory.
* ``dictionary_words``, ``people``: which words are ordinary or names.
* ``personal_data``: whether a search may be about a person.
"""
