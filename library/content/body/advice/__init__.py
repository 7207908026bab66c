"""Advice on the text of a document: what readers will not get, and what its author may not have meant.

* ``every``: all of the advice, in order.
* ``text``: the text without its code, by lines and paragraphs.
* ``layout``: lists, paragraphs, verse and headings that do not look as they were typed.
* ``marks``: marks of other programs, such as ``[[links]]`` and ``==highlights==``.
* ``links``: links, to be checked once every document is known, and references that nothing defines.
* ``personal``: what looks like an address, a telephone number or another number of a person.
* ``html``: HTML that is not shown.
"""
