"""Files in, complete documents out, or every mistake with its file and line.

* ``folder``: which files there are.
* ``document``: one Markdown file with its YAML header → one ``Document``.
* ``batch``: many files at once, in several processes.
* ``vocabulary``: ``vocabulary.yaml`` → ``Vocabulary``.
* ``references``: what documents say of one another.
* ``permission``: status and consent alone, readable even where the rest of a file is not.
* ``markdown``, ``webvtt``: bodies and transcripts → passages.
"""
