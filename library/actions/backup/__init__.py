"""Backups: everything that cannot be made again, in one encrypted file.

* ``make``, ``content_files``: making one while the site runs, and the files of the content folder in it.
* ``restore``, ``swap``: restoring one, and putting all of it in its place even if interrupted.
* ``later_decisions``: what was withdrawn, narrowed or deleted since, and is not shown again by a restore.
* ``archive``, ``encryption``, ``key``, ``passphrase``: what a backup holds, how it is encrypted, and with what.
* ``last``: when a backup was last made and last restored.
"""
