"""The offline page in a real browser, opened as a file: it makes no request of any kind.

`conftest.py` opens one; `screens.py` reads what is on it and presses keys.
"""
