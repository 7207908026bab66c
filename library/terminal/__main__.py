"""``python -m library.terminal`` is ``library``."""

from library.terminal.main import main

main()
