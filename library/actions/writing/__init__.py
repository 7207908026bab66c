"""Writing documents in the browser: drafts, and what becomes of them.

* ``saving``: saving a draft, and what happens if someone else changed it, or its file, meanwhile.
* ``open_documents``: who has which document open.
* ``forgetting``: deleting everything that was written about a document.
"""
