"""Uploads: files for a document that is being written.

* ``receiving``: a file arrives, in one request or in parts, and is checked and named.
* ``turns``: Word files and zip files are read one at a time, with uploads.
* ``virus_scan``: the check by ``clamd``, if the settings name one.
* ``details``: what is entered beside a file.
* ``using``: the draft names a new file.
* ``files_page``: the files that a document has, and where it uses them.
* ``placing``: a publish puts them beside the document; a document that goes takes them along.
* ``previewing``: the pictures of a draft, for its preview.
* ``clean_up``: what was given up is deleted.
"""
