"""``python -m library.terminal`` is ``library``."""

from library.terminal.main import main

if __name__ == "__main__":
    main()
