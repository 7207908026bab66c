"""The content folder given out as a whole, and taken in.

* ``exporting``: the files of an export, as a zip file or a folder.
* ``importing``: an import from its dry run to its undoing.
* ``received``, ``zip_reading``: what was received, and which of it cannot be used.
* ``plan``, ``likeness``, ``result``: what an import would do, file by file, and the content as it would be, checked.
* ``unchanged``: the documents that need not be read again for that.
* ``waiting``: zip files that were uploaded and wait to be imported.
* ``applying``, ``record``: changing many files as one, and what is stored of that.
"""
