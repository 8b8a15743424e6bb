"""The built site on real web servers, with the configuration that the build wrote for them, on the loopback address."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from testing.ports import free_port

BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
PACKAGES = "on Debian or Ubuntu: apt install nginx-light libnginx-mod-http-brotli-static caddy"
NGINX = """
load_module {module};
daemon off;
{user}
pid {work}/nginx.pid;
error_log {work}/error.log warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {delivery}/nginx.conf;
        include {delivery}/nginx-brotli.conf;
    }}
}}
"""
CADDY = """
{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	bind 127.0.0.1
	root * {root}
	import {delivery}/Caddyfile
}}
"""


@dataclass(frozen=True)
class Answer:
    """What a server said; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request, its path sent as it is, with no redirect followed. A header that comes twice is joined by a comma, as browsers do."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found: dict[str, str] = {}
        for name, value in answer.getheaders():
            found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()


@contextlib.contextmanager
def nginx(root: Path, delivery: Path, work: Path, lacks: Callable) -> Iterator[str]:
    """The address of nginx serving `root` by the configuration in `delivery`; `work` is an empty folder for its own files."""
    program = _program("nginx", lacks)
    if not BROTLI_MODULE.exists():
        lacks("nginx’s module for brotli", PACKAGES)
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""  # else its worker could not read a private temporary folder
    file = work / "nginx.conf"
    file.write_text(NGINX.format(module=BROTLI_MODULE, user=user, work=work, port=port, root=root, delivery=delivery))
    _check([program, "-p", str(work), "-c", str(file), "-t"], work)
    with _running([program, "-p", str(work), "-c", str(file)], work, port) as address:
        yield address


@contextlib.contextmanager
def caddy(root: Path, delivery: Path, work: Path, lacks: Callable) -> Iterator[str]:
    """The same of Caddy."""
    program = _program("caddy", lacks)
    port = free_port()
    file = work / "Caddyfile"
    file.write_text(CADDY.format(port=port, root=root, delivery=delivery))
    options = ["--config", str(file), "--adapter", "caddyfile"]
    _check([program, "validate", *options], work)
    with _running([program, "run", *options], work, port) as address:
        yield address


SERVERS = {"nginx": nginx, "caddy": caddy}


def _program(name: str, lacks: Callable) -> str:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or lacks(name, PACKAGES)


def _home(work: Path) -> dict[str, str]:
    """An environment in which a server keeps what it remembers in `work`."""
    return os.environ | {"HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}


def _check(command: list[str], work: Path) -> None:
    done = subprocess.run(command, env=_home(work), capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def _running(command: list[str], work: Path, port: int) -> Iterator[str]:
    with (work / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=_home(work), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _wait_for(port, server, work)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int, server: subprocess.Popen, work: Path) -> None:
    until = time.monotonic() + 20
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"{server.args[0]} did not start:\n{(work / 'server.log').read_text(errors='replace')}")
