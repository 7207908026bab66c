"""Files in, complete documents out, or every mistake with its file and line.

Start here:

* ``folder``: which files there are.
* ``document``: one Markdown file with its YAML header → one ``Document``.
* ``batch``: many files at once, in several processes.
* ``vocabulary``: ``vocabulary.yaml`` → ``Vocabulary``.
* ``references``: what documents say of one another.
* ``permission``, ``disclosure``: who may see a file and what it shows of people, as far as a broken file still says.

What they are made of:

* ``source``, ``plain_text``: bytes → the text of a file, its header and its body.
* ``header``: the header of a file → values.
* ``body``: Markdown and transcripts → HTML and passages.
* ``editorial``: introductions to themes, and collections.
* ``rules``: what header, body and place of a file ask of one another.
* ``slugs``, ``nearest``, ``mistakes``: names of documents, "did you mean", and the findings in one file.
* ``file_types``, ``pictures``: files beside a document, known by their content.
* ``fingerprint``, ``version``: what "unchanged" means, for a document and for these rules.

Each step reports into ``mistakes`` and goes on, so that an author sees everything at once.
"""
