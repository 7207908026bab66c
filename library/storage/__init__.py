"""The catalogue: a disposable SQL copy of the content, for reading; and copies of the files that are served.

* ``builds``: which catalogue and index are the current ones; rebuilt beside, then swapped.
* ``tables``: the catalogue's tables.
* ``catalogue``: reading.
* ``writing``: one transaction that changes it.
* ``files``: media, captions and attachments, kept by content.
"""
