"""Writing documents in the browser: drafts, how they begin, and what becomes of them.

* ``listing``: all documents and drafts.
* ``starting``: a draft from nothing, a link, a Word file, a copy, or as a translation.
* ``held``: what the library holds already.
* ``addresses``: which addresses are free, and changing that of a draft.
* ``saving``: saving a draft, and what happens if someone else changed it, or its file, meanwhile.
* ``open_documents``: who has which document open.
* ``forgetting``: deleting everything that was written about a document.
"""
