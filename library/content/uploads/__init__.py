"""Files that coordinators send: checked by their content, within limits, in a process of their own.

* ``checking``: starts that process, and says what it found.
* ``worker``: the process: a file in; what it is, or why it cannot be used, out.
* ``checked``: the value that comes back.
* ``purposes``: which types of file each purpose takes, and how large they may be.
* ``office``: whether a zip archive is a Word or PowerPoint file.
* ``duration``: how long an MP4 or M4A file plays.
* ``names``: names of ours.
* ``named``: the files that a document names, and where.
* ``header_changes``: the keys of a header that name a new file.
"""
