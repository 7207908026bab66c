"""The terminal: ``library <command>``, one module a command.

* ``main``: the commands, and how one that fails ends.
* ``serve``, ``check``, ``pin_links``, ``publish``, ``search``, ``pack``: one command each, with its output.
* ``progress``: the bar that long commands show.

Exit 0: done. Exit 1: the content or the request is wrong, one line each on standard error; or something in a pack must
be left out. Exit 2: wrong usage.
"""
