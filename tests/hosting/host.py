"""A host made from the very files of ``deploy/``: nginx with TLS, gunicorn with a socket as systemd passes it.

Only places, ports and names are replaced, each listed below; a replacement that no longer applies fails.
"""

from __future__ import annotations

import http.client
import os
import shlex
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.storage.databases import free_port
from tests.waiting import PATIENCE, stop, wait_for
from tests.web.nginx import NGINX

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
BIN = "/opt/commonplace/current/bin"
SECURITY = "/.well-known/security.txt"
BACKUPS = "/var/backups/commonplace"
SOCKET = "/run/commonplace.sock"

# What Debian's own nginx.conf does around a file of conf.d, without its log of all addresses.
AROUND = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{ }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


# Starts a program as systemd does: with the socket as its third file and two variables, without new privileges
# (PR_SET_NO_NEW_PRIVS), and without memory that is both written and executed (PR_SET_MDWE, from Linux 6.3).
AS_SYSTEMD = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
ctypes.CDLL(None).prctl(65, 1, 0, 0, 0)
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.argv[2], sys.argv[2:])
"""


def sample(name: str) -> str:
    """Return a file of ``deploy/``."""
    return (DEPLOY / name).read_text("utf-8")


def replaced(text: str, places: Mapping[str, str]) -> str:
    """Return a sample with other places; each of the old ones has to be there."""
    for old, new in places.items():
        assert old in text, f"{old} is not in the sample"
        text = text.replace(old, new)
    return text


def values_of(text: str, key: str) -> list[str]:
    """Return every value that a key has in a unit or an environment file, in order."""
    return [line.partition("=")[2] for line in text.splitlines() if line.startswith(f"{key}=")]


def environment_of(text: str) -> dict[str, str]:
    """Return the variables of an environment file."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}


@dataclass
class Answer:
    """What the site answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Host:
    """A host, with everything in one folder.

    Attributes:
        folder: With ``content`` and ``data``; short, because the address of a socket has 107 bytes.
        settings: Changes to ``environment.example``.
        path: Of the site, such as ``/library``.
    """

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    path: str = ""

    def __post_init__(self) -> None:
        self.http, self.https = free_port(), free_port()
        self.socket = self.folder / "site.sock"
        self.logs = self.folder / "log"
        self.logs.mkdir()
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(self.socket))
        self.listening.listen(4_096)
        self.notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notified.bind(str(self.folder / "notify.sock"))
        self.notified.settimeout(PATIENCE)
        self._make_certificate()

    @property
    def url(self) -> str:
        """Return the address of the site."""
        return f"https://127.0.0.1:{self.https}{self.path}"

    @property
    def environment(self) -> dict[str, str]:
        """Return what the service gets: the sample, with our places."""
        places = {
            "https://library.example.org": self.url,
            "/srv/commonplace/content": str(self.folder / "content"),
            "/var/lib/commonplace": str(self.folder / "data"),
        }
        return environment_of(replaced(sample("environment.example"), places)) | dict(self.settings)

    def start_site(self) -> subprocess.Popen[bytes]:
        """Start the website."""
        return self.start("commonplace.service")

    def start(self, unit: str) -> subprocess.Popen[bytes]:
        """Start what a unit starts, with the socket that systemd would pass to the website."""
        command = self.command(unit)
        number = self.listening.fileno()
        with (self.logs / "site.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-c", AS_SYSTEMD, str(number), *command],
                cwd=self.folder,
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONPATH": str(ROOT),
                    "NOTIFY_SOCKET": str(self.notified.getsockname()),
                    **self.environment,
                },
                stdout=log,
                stderr=log,
                pass_fds=(number,),
            )

    def command(self, unit: str, key: str = "ExecStart") -> list[str]:
        """Return a command of a unit, with our places."""
        (line,) = values_of(sample(unit), key)
        places = {BIN: str(Path(sys.executable).parent), BACKUPS: str(self.folder / "backups")}
        return shlex.split(
            replaced(line, {old: new for old, new in places.items() if old in line}).replace("()", r"\(\)")
        )

    def start_nginx(self) -> subprocess.Popen[bytes]:
        """Start nginx with the sample."""
        places = {
            "listen [::]:80 default_server;": "",
            "listen [::]:443 ssl http2 default_server;": "",
            "listen 80 ": f"listen 127.0.0.1:{self.http} ",
            "listen 443 ": f"listen 127.0.0.1:{self.https} ",
            "/etc/letsencrypt/live/library.example.org": str(self.folder),
            "library.example.org": "127.0.0.1",
            "/var/log/nginx": str(self.logs),
            "/var/lib/nginx/commonplace": str(self.folder / "cache"),
            SOCKET: str(self.socket),
        }
        text = replaced(sample("nginx.conf"), places)
        (self.folder / "site.conf").write_text(replaced(text, self._below_path()) if self.path else text)
        configuration = self.folder / "nginx.conf"
        configuration.write_text(AROUND.format(folder=self.folder))
        with (self.logs / "nginx.out").open("ab") as log:
            errors = str(self.logs / "nginx-start.log")
            return subprocess.Popen(
                [NGINX, "-c", str(configuration), "-p", str(self.folder), "-e", errors], stdout=log, stderr=log
            )

    def _below_path(self) -> dict[str, str]:
        """Return what docs/hosting.md says to replace for a site below a path."""
        security = f"location = {SECURITY} {{ proxy_pass http://commonplace{self.path}{SECURITY}; }}"
        return {
            "    location / {\n        proxy_pass": f"    {security}\n    location {self.path}/ {{\n        proxy_pass",
            "location /static/ {": f"location {self.path}/static/ {{",
            '"~^(/(cy|gd))?': f'"~^{self.path}(/(cy|gd))?',
        }

    def connect(self) -> http.client.HTTPSConnection:
        """Return a connection that trusts the certificate of this host alone."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        return http.client.HTTPSConnection("127.0.0.1", self.https, timeout=PATIENCE, context=context)

    def ask(self, path: str, body: str | None = None, **headers: str) -> Answer:
        """Ask for an address, or send a form there."""
        sent = {"Sec-Fetch-Site": "same-origin", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(self.connect()) as connection:
            connection.request("GET" if body is None else "POST", path, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something is true; a failed wait reports the logs."""
        wait_for(condition, self.logged)

    def wait(self, process: subprocess.Popen[bytes], status: int = 200) -> None:
        """Wait until nginx answers with a status, while a process runs."""

        def answers() -> bool:
            assert process.poll() is None, self.logged()
            try:
                return self.ask(f"{self.path}/healthz").status == status
            except OSError:
                return False

        self.wait_for(answers)

    def site_log(self) -> str:
        """Return what the site has logged."""
        return (self.logs / "site.log").read_text("utf-8")

    def close(self) -> None:
        """Close what systemd holds."""
        self.listening.close()
        self.notified.close()

    def logged(self) -> str:
        """Return everything that nginx and the site have logged."""
        return "\n".join(path.read_text("utf-8") for path in sorted(self.logs.iterdir()))

    def _make_certificate(self) -> None:
        subprocess.run(
            [
                "openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=library",
                "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-addext", "subjectAltName=IP:127.0.0.1",
                "-keyout", str(self.folder / "privkey.pem"), "-out", str(self.folder / "fullchain.pem"),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip


@contextmanager
def hosted(host: Host) -> Iterator[Host]:
    """Run a host while a test uses it."""
    site, nginx = host.start_site(), host.start_nginx()
    try:
        host.wait(site)
        yield host
    finally:
        stop(nginx)
        stop(site)
        host.close()
