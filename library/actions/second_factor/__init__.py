"""How coordinators and administrators prove who they are: a password, and a code from an app or on paper.

* ``passwords``: which passwords can be chosen, and comparing one with its hash.
* ``authenticator``: codes of an authenticator app.
* ``recovery_codes``: printed codes that stand in for the app.
* ``checking``: password and code together, with limits.
* ``proving``: signing in with both, and giving them again.
* ``setting_up``: choosing and changing them.
"""
