"""Hosting: the files of ``deploy/`` with real nginx, gunicorn and systemd's own checks; the release."""
