"""Sending mail over SMTP.

* ``message``: a mail.
* ``smtp``: giving it to the mail server that ``LIBRARY_MAIL_URL`` names.
"""
