"""Bodies and transcripts → what is shown, and the passages that search finds.

* ``markdown``: Markdown → sanitised HTML, passages, headings and the number of words.
* ``markdown_limits``, ``markdown_parser``: what the parser is spared, and how it is set up.
* ``html_writer``, ``html_attributes``, ``html_outline``, ``html_rules``: untrusted HTML → HTML that may be shown.
* ``webvtt``: a transcript → passages that begin at a second.
* ``passages``: all passages of a document, in order.
"""
