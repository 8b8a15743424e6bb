"""No two test processes are given one port, and none that the system may take for an outgoing connection."""

import socket
import subprocess
import sys

from testing.newsroom import ROOT
from testing.ports import FIRST, LAST, free_port

ALL_TAKE_SOME = (
    "from testing.ports import free_port\nfor _ in range(200): print(free_port())\nimport sys; sys.stdout.flush(); sys.stdin.read()"
)


def test_processes_that_live_at_once_get_different_ports():
    both = [
        subprocess.Popen([sys.executable, "-c", ALL_TAKE_SOME], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        for _ in range(2)
    ]
    ports = [int(each.stdout.readline()) for each in both for _ in range(200)]
    for each in both:
        each.communicate()
    assert len(set(ports)) == 400
    assert all(FIRST <= port < LAST for port in ports)


def test_a_port_on_which_somebody_listens_is_not_given():
    with socket.create_server(("127.0.0.1", free_port())) as server:
        taken = server.getsockname()[1]
        assert taken not in {free_port() for _ in range(300)}
