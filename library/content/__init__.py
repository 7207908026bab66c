"""Files in, complete documents out, or every mistake with its file and line.

What others call:

* ``folder``: which files there are.
* ``document``: one Markdown file with its YAML header → one ``Document``.
* ``batch``: many files at once, in several processes.
* ``vocabulary``: ``vocabulary.yaml`` → ``Vocabulary``.
* ``references``: what documents say of one another.
* ``permission``: status and consent alone, readable even where the rest of a file is not.
* ``schema``: the table of every key of a header (``KEYS``).
* ``markdown``, ``webvtt``: bodies and transcripts → passages.

A header is read in steps, each of which knows only those before it:

1. ``source`` (with ``plain_text``): bytes → header and body.
2. ``yaml_tree`` (with ``yaml_nodes``, ``yaml_words``), ``header``: YAML → a tree with lines, key by key if it must be.
3. ``entry``, ``shapes``, ``links``, ``terms``, ``named_files`` (with ``file_types``): a place of the tree → a value.
4. ``fields``, ``groups``, ``schema``: tables of keys → all values that are right.
5. ``rules``, ``consent``, ``names``, ``anchors``: what one value asks of another.

Each step reports into ``mistakes`` and goes on, so that an author hears of everything at once.
"""
