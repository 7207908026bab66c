"""What the library can do, written once for the web and the terminal.

Every action takes the opened ``Library`` and, if it shows anything, the ``Viewer``. It returns a finished value.

* ``library``: the opened library and what a viewer may see of it.
* ``pages``: the values that actions hand to templates and the terminal.

Searching:

* ``find``, ``search_results``, ``search_json``: a search, what it returns, and the public contract of that.
* ``search_notices``: what it says about its query.
* ``understand``: what a query means.
* ``respelled``, ``did_you_mean``: a query and its words in the spelling that may be meant.
* ``matching``, ``search_filters``: which documents match, in which order, and which of them pass the filters.
* ``search_lists``, ``results``, ``facet_values``: a page of them, what it shows of each, and the filters it offers.
* ``named_pages``, ``named_topics``, ``named_authors``, ``titles``: the pages and documents that a query names.
* ``author_names``: the names of authors, by the words that may call them.
* ``support``: services for support, if a query says that its writer may need them.
* ``nothing_found``, ``missed_searches``: what to try next, and what readers looked for without success.
* ``suggest``: suggestions while someone types.

Reading:

* ``read``, ``related``: one document or one of its files; similar documents.
* ``passage_links``: links to passages that survive edits.
* ``browse``, ``collections``: home, lists, terms, feed and sitemap; collections and introductions.
* ``nearest_pages``: pages with a name like that in an address that does not exist.
* ``guide``: the author's guide.
* ``packs``: workshop packs and their files.

Writing in the browser:

* ``writing``: drafts, how they begin, and what becomes of them.

Publishing:

* ``publish``: content files → catalogue and index, step by step.
* ``narrowing``, ``full_disk``, ``words_taken_out``: what changed, and the changes that cannot wait.
* ``gate``: what each document permits today.
* ``in_place``, ``rebuild``, ``publish_steps``: a small change, a full rebuild, and what both share.
* ``publish_some``, ``published_introductions``: some documents alone, and the introductions that name them.
* ``reference_checks``: what some documents say about others.
* ``attachment_texts``: the words of attachments, read once for each content.
* ``indexing``, ``wiping``: bringing the index up to date, and removing withdrawn words from the disk.
* ``last_day``: taking down documents whose last day has passed.
* ``publish_audit``: what readers can see since, in the audit log.
* ``publish_report``, ``tally``, ``progress``: what a publish reports while it runs and at its end.
* ``pin_links``: recording the words that collections link to.
* ``import_word``, ``whole_files``: drafts from Word files; writing files in one step.

Backing up, moving:

* ``backup``: backups, and how they are restored.
* ``import_export``: the content as a zip file or folder, out and in.

People:

* ``sign_in``: signing in, and sessions.
* ``account``: what people do with their own account.
* ``second_factor``: passwords, authenticator apps and recovery codes.
* ``people``: who may join, with which role, and who has to go.
* ``audit``: the audit log, its file, and the end of its lines.
* ``mails``: the words of mails.

For coordinators:

* ``desk``: what they have to look at, and what the library has too little of.
* ``uploading``: files for a document that is being written.

In the background:

* ``jobs``: mails, and what is deleted when its time is over.

Checking:

* ``check``: every mistake and all advice, without changing anything.
* ``consent_dates``, ``translation_pairs``, ``introduction_checks``, ``attachment_checks``: further checks.
* ``link_checks``, ``undated``, ``unused_files``: advice on what readers cannot open or never hear of.
* ``coverage``: documents counted by theme and sector.
"""
