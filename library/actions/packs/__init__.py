"""Workshop packs: collecting and arranging what a facilitator needs, downloading it, and checking it later.

Whatever a pack holds, it shows only what is public: no link to a pack widens an audience. Only its owner, if signed
in, has what is for members too.

Changing a pack:

* ``lifecycle``: opening, saving, sharing and deleting.
* ``adding``, ``passage_choice``, ``formats``: adding documents, passages, questions and ready-made activities.
* ``planning``: a pack filled for the time there is.
* ``editing``, ``form_fields``: its details, order and text; the fields of its forms.
* ``my_packs``, ``sealed_links``: the packs in a person's list, and their links, encrypted.
* ``secrets``, ``guess_limit``, ``quota``, ``expiry``: links and codes, and the limits on packs.

Showing a pack:

* ``pack_viewer``: who sees what of a pack.
* ``resolve``, ``allowed``, ``usable``: its current documents, what consent allows, and both in one value.
* ``page``, ``team_page``: a pack on its own pages; one document as a team activity.
* ``excerpts``: what slides show of a document.
* ``steps``, ``words``, ``timing``, ``credits``, ``workshop``: from an item to a step of a workshop, with its words,
  times and credits.

Files and codes:

* ``files``, ``file_limits``, ``file_sizes``: which files there are, how much goes into one, and how big it is.
* ``report``: a pack as evidence.
* ``entered_code``: the code in what someone typed or pasted.
* ``editions``, ``hashing``, ``recall``: what files held, and whether it can still be used.
"""
