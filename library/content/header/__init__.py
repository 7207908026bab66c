"""The header of a file → values, or every mistake with its line.

It is read in steps, each of which knows only those before it:

1. ``yaml_tree`` (with ``yaml_nodes``, ``yaml_messages``), ``tree``: YAML → a tree with lines, key by key where need be.
2. ``entry``, ``value_types``, ``links``, ``terms``, ``named_files``: a place of the tree → a value.
3. ``fields``, ``groups``, ``schema``: tables of keys → all values that are right. ``schema`` has every key (``KEYS``).
4. ``consent``, ``teller_names``, ``anchors``: what one value asks of another.
"""
