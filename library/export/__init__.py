"""Writers of files: each turns a finished ``Workshop`` or ``Report`` into the bytes of one file.

They decide nothing about permission and read only what they are given: the same workshop gives the same bytes.

* ``slides``, ``word``, ``print``, ``offline``: PowerPoint, Word, PDF, and the offline web page.
* ``markdown``, ``chat``, ``citations``: Markdown, text for a chat, and RIS.
* ``writers``: which function writes which file.
* ``process``, ``worker``: writing in a separate process, with limits.
* ``wording``: the sentences that every file has.
* ``plain_text``, ``xml_text``, ``structure_html``, ``pictures``: text, lists, tables and pictures in the form that
  files need.
* ``typography``: typographic quotation marks and dashes in all that a file says.
* ``zip_stream``: a zip file in pieces.
* ``reproducible_zip``, ``file_properties``: office files with the same bytes for the same content, and without names.
"""
