"""Writing documents in the browser: drafts, how they begin, and what becomes of them.

* ``listing``: all documents and drafts.
* ``starting``: a draft from nothing, a link, a Word file, a copy, or as a translation.
* ``adding_word``: the text of a Word file, added to a document.
* ``pasting``: pasted HTML as Markdown.
* ``discarding``: deleting a draft.
* ``held``: what the library holds already.
* ``history``, ``changed_words``: revisions, what changed in them, and going back to one.
* ``former_passage``: where the words of a link were.
* ``commenting``: comments on passages.
* ``written_text``: a text as it is written, valid or not.
* ``addresses``: which addresses are free, and changing that of a draft.
* ``vocabulary``: terms added and reworded, and words for the same thing.
* ``editorial``: collections and introductions to themes.
* ``file_history``: writing such a file, with its history.
* ``saving``: saving a draft, and what happens if someone else changed it, or its file, meanwhile.
* ``open_documents``: who has which document open.
* ``checking``: the mistakes and the advice that texts would have as files.
* ``publishing``, ``scheduling``, ``reviewing``: publishing drafts, now or at a time, and having them read before.
* ``publish_page``: what someone sees before they publish a draft.
* ``hidden``: whether its own file hides a document, or its original.
* ``withdrawing``: withdrawing a document, and showing it to readers again.
* ``found``: what a publish finds in files that were changed outside the site.
* ``forgetting``: deleting everything that was written about a document.
* ``opening``, ``editing``: a document as it is now, and saving what its editor sent.
* ``preview``: the page of a document that is being written, and its mistakes.
"""
