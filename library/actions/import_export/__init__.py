"""The content folder given out as a whole, and taken in.

* ``exporting``: the files of an export, as a zip file or a folder.
"""
