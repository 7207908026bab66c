"""The terminal: ``library <command>``, one module a command.

* ``main``: the commands, and how they fail.
* ``serve``, ``check``, ``import_files``, ``pin_links``, ``publish``, ``search``, ``transcript``: one command each, with
  its output.
* ``export``, ``pack``, ``person``, ``work``, ``backup``, ``restore``: the same.
* ``word_import``, ``content_import``: the two things that an import can be.
* ``backup_key``: where a passphrase or key for backups comes from.
* ``progress``: the bar that long commands show.
* ``counts``: who sees how many documents, as ``check`` and ``publish`` say it; sizes.

Exit code 0: done. Exit code 1: mistakes in the content or the request, each on a line of standard error; or something
in a pack must be left out. Exit code 2: wrong usage.
"""
