"""The header of a file: from YAML to values, or every mistake with its line.

It is read in steps, and each uses only those before it:

1. ``typography``, ``yaml_tree`` (with ``yaml_nodes``, ``yaml_messages``), ``tree``: YAML, also as word processors write
   it → a tree with lines; key by key if it is broken.
2. ``entry``, ``value_types``, ``dates``, ``links``, ``language_tags``: a node of the tree → a value.
3. ``terms`` (with ``nearest_terms``), ``named_files``: the same, where the value names something outside the file.
4. ``fields``, ``groups``, ``schema``: tables of keys → all valid values. ``schema`` has every key (``KEYS``).
5. ``consent``, ``teller_names``, ``anchors``: rules that connect values.

And it is changed:

* ``editing``: new values of some keys → the same file, with only their lines changed.
* ``yaml_writer``, ``meaning``: values → YAML; what a value and a node say, to compare them.
"""
