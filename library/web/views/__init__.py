"""Views, named by the reader's task. Each parses the request, calls one action and renders the result.

* ``home``, ``about``: the front page, and pages about the library.
* ``searching``, ``suggesting``: results, and suggestions while someone types.
* ``browsing``, ``collecting``: lists, terms and collections.
* ``reading``, ``team``: a document and its files, and the same for a team.
* ``passage_linking``: links to passages that survive edits.
* ``pack_pages``, ``packing``, ``sharing``: the pages of packs, what their forms do, and what leaves a pack.
* ``account``, ``second_factor``: a person's own packs and sessions, and what they sign in with.
* ``desk``: what coordinators have to look at.
* ``documents``, ``starting``: all documents and drafts, and new ones.
* ``editing``: a document as a form, and as the page that readers will see.
* ``editing_raw``, ``editing_word``, ``editing_scripts``: it as a file; a Word file added; what scripts ask for.
* ``document_files``: the files of a document, and uploading more.
* ``history``, ``commenting``: earlier versions of a document, and comments on its passages.
* ``file_history``: earlier versions of the vocabulary, of collections and introductions.
* ``vocabulary``, ``editorial``: terms and words for search; collections and introductions.
* ``publishing``: publishing drafts, withdrawing documents and showing them again.
* ``moving``: the content as a zip file, out and in.
* ``signing_in``: signing in by mail, and signing out.
* ``people``, ``audit``: people, invitations and the audit log, for administrators.
* ``joining``: accepting an invitation.
* ``checking``: what may still be used.
* ``machines``: feed, sitemap, robots, health and static files.
"""
