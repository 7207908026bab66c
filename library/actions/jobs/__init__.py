"""Work in the background: mails and clean-up.

* ``kinds``: what each kind of job does.
* ``mailing``: sending a mail that waits.
* ``publishing``: publishing what takes longer than a request may.
* ``clean_up``: what is deleted once a day because its time is over.
* ``worker``: doing the jobs, one at a time, until told to stop.
"""
