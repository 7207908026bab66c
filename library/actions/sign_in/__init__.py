"""Signing in, and the sessions of people who have.

* ``by_mail``: a link and a code in a mail, for members.
* ``starting``: where a session starts, however someone proved who they are.
* ``sessions``: opening, listing and ending sessions.
* ``limits``: how often someone may try, without locking anyone else out.
* ``keys``: what is stored in place of secrets, addresses and networks.
"""
