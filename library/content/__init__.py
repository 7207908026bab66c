"""Reading content: from files to complete documents, or every mistake with its file and line.

Start here:

* ``folder``, ``file_kinds``: which files there are, and what each is for.
* ``document``: the bytes of one Markdown file with its YAML header → one ``Document``.
* ``companions``: the files that it names, wherever they are.
* ``folder_files``, ``document_files``: files and documents of the content folder.
* ``batch``: many files at once, in several processes.
* ``vocabulary``: ``vocabulary.yaml`` → ``Vocabulary``.
* ``vocabulary_editing``: changing an entry of it, and no other byte.
* ``references``: what documents say about one another.
* ``titles``, ``named_in_text``: the title of a file, and the files that it names, without the rest.
* ``permission``, ``disclosure``: who may see a file and what it discloses about people, even if it has mistakes.

What they are made of:

* ``source``, ``plain_text``, ``invisible``: bytes → the text of a file, its header and its body.
* ``code``: the code of a text, whose marks mean nothing.
* ``comments``: private comments, removed before anything else reads a text.
* ``header``: the header of a file → values.
* ``transcripts``: transcripts in any shape → cues, and WebVTT of our own.
* ``body``: Markdown and transcripts → HTML and passages.
* ``attachments``: the words of PDF and Word files.
* ``uploads``: files that coordinators send, checked and named.
* ``editorial``: introductions to themes, and collections.
* ``markdown_writer``: HTML → our Markdown.
* ``word``, ``drafts``: a Word file → HTML and a report; the same → a draft, or text for one.
* ``form``: a document → the fields of a form, and back.
* ``changes``: what an import changed.
* ``document_difference``: how two states of a document differ.
* ``rules``: rules that connect the header, body and folder of a file.
* ``slugs``, ``nearest``, ``mistakes``: names of documents, "did you mean", and the findings in one file.
* ``file_names``, ``file_types``, ``pictures``, ``pillow``, ``heic``: a document's files, found by name and recognised
  by content.
* ``served``: what is served of these files.
* ``zip_list``: zip files, whose list of files may not be too long.
* ``fingerprint``, ``version``: how changes are detected, in a document and in these rules.

Each step adds to ``mistakes`` and continues, so that an author sees every mistake at once.
"""
