"""What is on the disk: the catalogue, a disposable copy of the content; the records and the writing, which people made.

The catalogue:

* ``builds``: which catalogue and index are served; new ones are built separately, then swapped.
* ``tables``, ``catalogue_row``, ``published_rows``: its tables, what they hold of one file, and of all files.
* ``catalogue``: reading it.
* ``catalogue_writer``, ``catalogue_change``: writing it, one transaction at a time.
* ``lexicon``: the words and phrases in it, for spelling, suggestions and related documents.
* ``blocked``, ``blocking_writer``: documents that are not shown because they could not be narrowed.
* ``reserve``: space on the disk for withdrawals.
* ``files``, ``texts``: copies of media, captions and attachments, and the words of attachments.

The records:

* ``records_database``, ``records_engine``: SQLite or PostgreSQL, opened and migrated.
* ``records``, ``records_tables``: packs.
* ``people_tables``: the tables of people, sessions, invitations, the audit log and jobs.
* ``people``, ``invitations``, ``audit``: people with an account, those who may join, and the audit log.
* ``sessions``: the browsers in which people are signed in.
* ``sign_ins``, ``attempts``: requests to sign in by mail, and attempts to sign in, which are limited.
* ``migrations``: changes to their tables, in order (Alembic).
* ``pack_states``, ``pack_editions``, ``pack_parts``: a pack's states, what its files held, and what both share.
* ``credentials``, ``sealed``: what people prove who they are with; small secrets, encrypted.
* ``pack_owners``: whose list a pack is in.
* ``jobs``: work that waits.
* ``event_counts``: how often a client did something that has a limit.

The writing, in a database apart, because it holds words of stories:

* ``writing_database``, ``writing_tables``, ``writing_migrations``: its file or schema, its tables and their changes.
* ``drafts``, ``revisions``, ``comments``: texts that are being written, the history of documents, comments on them.
* ``presence``: who has which document open.
* ``writing_space``, ``forgetting``: the space that it takes; deleting all of it that is about a document.

Apart from all these:

* ``uploads``, ``upload_parts``: files of documents that are not published yet; those that are still arriving.
* ``missed_searches``: searches that found little.
* ``leases``: limits on making files at the same time.
* ``file_permissions``, ``signing_key``: who may read the data folder, and the key in it.
* ``sqlite_files``: opening SQLite on a full or read-only disk.
* ``records_copy``, ``postgresql_programs``: copying the records while they are in use, and back.
* ``file_lock``: a lock that one process holds.
* ``whole_file``, ``whole_folder``: private files and folders written in one step.
* ``last_backups``: when a backup was last made and restored.
"""
