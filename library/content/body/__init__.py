"""Bodies and transcripts: from Markdown and cues to HTML and the passages that search finds.

* ``markdown``: Markdown → sanitised HTML, passages, headings and the number of words.
* ``advice``: what readers will not get, and what an author may not have meant.
* ``line_ends``: lines that end where their author ended them.
* ``markdown_limits``, ``markdown_parser``: the limits of a body, and how the parser is set up.
* ``html_writer``, ``html_elements``, ``html_attributes``, ``html_outline``, ``html_rules``: untrusted HTML → HTML that
  is safe to show.
* ``pictures``: the pictures of a body, read from the document's folder.
* ``blocks``: finished HTML → the lists, tables and quotations among its passages.
* ``transcript``: the cues of a transcript → passages that begin at a second.
* ``passages``: all passages of a document, in order.
* ``written_blocks``, ``editing``: the lines that each passage comes from; another text in place of one of them.
"""
