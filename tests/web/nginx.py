"""A real nginx in front of a real server: at the root of its host or below a path."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.actions.processes import serving, status_of
from tests.making import Making
from tests.waiting import stop, wait_for

# Debian has it in /usr/sbin, which is not on every PATH.
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"

# What README.md says, in a server of our own.
SERVER = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location {path}/ {{
            proxy_pass http://127.0.0.1:{behind}{passed};
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
        }}
    }}
}}
"""


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def behind_nginx(making: Making, folder: Path, path: str, *, cut: bool = False) -> Iterator[str]:
    """Serve a library behind nginx, and give its address.

    Args:
        making: The library.
        folder: For nginx's own files.
        path: Such as ``/library``; empty for the root.
        cut: Whether nginx cuts the path off before it passes a request on.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}{path}"
    settings = {"LIBRARY_URL": address, "LIBRARY_TRUSTED_PROXIES": "1", "LIBRARY_LANGUAGES": "en,cy"}
    with serving(making, settings=settings) as behind:
        configuration = folder / "nginx.conf"
        configuration.write_text(
            SERVER.format(folder=folder, port=port, path=path, behind=behind, passed="/" if cut else "")
        )
        with subprocess.Popen([NGINX, "-c", str(configuration), "-p", str(folder), "-e", "stderr"]) as nginx:
            try:
                wait_for(lambda: status_of(port, f"{path}/healthz") == 200)
                yield address
            finally:
                stop(nginx)
