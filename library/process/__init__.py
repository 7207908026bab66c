"""Work done in a separate process with limits of time and memory, so that no file can stop or crash this one.

* ``parent``: starts the process, watches the clock and says how it ended.
* ``child``: what the process does first: it limits itself, and ends with its parent.
"""
