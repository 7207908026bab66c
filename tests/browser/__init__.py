"""The site in a real browser.

`conftest.py` has the fixtures: `site`, `new_page`, `axe`, `nu`. What they are made of: `server.py` (a really running
server), `chromium.py` (the browser and the guard around each page), `axe.py` and `nu.py` (checkers made by others),
`probes.py` (our own, for what those are blind to). `test_harness.py` shows each a fault that it has to catch.
"""
