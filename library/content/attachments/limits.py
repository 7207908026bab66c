"""How much is read of one attachment, and how long that may take."""

from __future__ import annotations

from library.process.parent import Limits

# A guide of 500 dense pages takes 1 second and 60 MB. Beyond this a file is broken or hostile.
READING = Limits(seconds=30, megabytes=400)

# The longest guides for practitioners have 400 pages.
MOST_PAGES = 1_000

# As much as 600 dense pages. A page that shows a result of such a document takes 10 ms longer.
MOST_CHARACTERS = 2_000_000

# A list of contents longer than this is no quicker than the file itself.
MOST_SECTIONS = 30
