"""Writers of files: each turns a finished ``Workshop`` or ``Report`` into the bytes of one file.

They decide nothing about permission and read nothing but what they are given: the same workshop gives the same bytes.

* ``slides``, ``word``, ``print``, ``offline``: PowerPoint, Word, PDF, and the page for a room without internet.
* ``markdown``, ``chat``, ``citations``: Markdown, text for a chat, and RIS.
* ``writers``: which function writes which file.
* ``process``, ``worker``: writing in a process of its own, with limits.
* ``wording``: the sentences that every file has.
* ``plain_text``, ``xml_text``, ``pictures``: text and pictures that files can hold.
* ``reproducible_zip``, ``file_properties``: office files with the same bytes for the same content, and nobody's name.
"""
