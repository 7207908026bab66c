"""What people do with their own account.

* ``details``: what they are called, and the language of mails to them.
* ``own_data``: everything that is stored about them, to take away.
* ``deletion``: deleting the account, and what becomes of its packs.
"""
