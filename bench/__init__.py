"""Benchmarks: how fast and how good the library is on this machine, compared with others. See README.md.

``illustrations`` and ``paintbox`` draw the pictures of six stories in ``content/``.
"""
