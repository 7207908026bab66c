"""Bodies and transcripts → what is shown, and the passages that search finds.

* ``markdown``: Markdown → sanitised HTML, passages, headings and the number of words.
* ``markdown_limits``, ``markdown_parser``: what the parser is spared, and how it is set up.
* ``html_writer``, ``html_elements``, ``html_attributes``, ``html_outline``, ``html_rules``: untrusted HTML → HTML that
  may be shown.
* ``transcript``: a WebVTT file → passages that begin at a second.
* ``webvtt``, ``webvtt_checks``: the parser, and what it tells authors to change.
* ``passages``: all passages of a document, in order.
"""
