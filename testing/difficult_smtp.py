"""A mail server that does what servers do on bad days, on the loopback address."""

import contextlib
import re
import socket
import socketserver
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator

GREETING, TAKEN = "220 difficult", "250 2.0.0 taken"
# What may happen to a mail, besides an answer to RCPT (“550 …”) or, after a colon, to the mail itself (“DATA: 451 …”).
HANG_UP, HANG_UP_AFTER_TAKING, SLOW = "hang up", "hang up after taking", "slow"


class DifficultServer(socketserver.ThreadingTCPServer):
    """`plan`: what happens to mails to an address, one after the other; what is not planned is taken. `taken`: names of mails, by address."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, slow_seconds: float = 1):
        super().__init__(("127.0.0.1", 0), _Session)
        self.plan: dict[str, list[str]] = defaultdict(list)
        self.taken: dict[str, list[str]] = defaultdict(list)
        self.tries: Counter[str] = Counter()
        self.slow_seconds = slow_seconds
        # After so many mails in all it dies, with what it was about to say; `lives` begins another life.
        self.dies_after: int | None = None
        self._sessions: set[socket.socket] = set()
        # Said instead of a greeting, to MAIL, and whether it can log anybody in; "" is as usual.
        self.greeting = self.to_mail = self.to_login = ""

    def lives(self, dies_after: int | None) -> None:
        """Until so many more mails were taken."""
        self.greeting, self.dies_after = "", None if dies_after is None else self.number + dies_after

    @property
    def number(self) -> int:
        """Of mails that were taken."""
        return sum(map(len, list(self.taken.values())))  # at once, since mails come meanwhile

    def die(self) -> None:
        """All lines break in the middle of a word, and nobody answers any more."""
        self.greeting = "421 4.3.2 gone"
        for each in list(self._sessions):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request, client_address) -> None:
        """A line that breaks is no news here."""

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.server._sessions.add(self.request)
        with contextlib.suppress(ConnectionError):
            self._talk(self.server)
        self.server._sessions.discard(self.request)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def _talk(self, server: DifficultServer) -> None:
        self._say(server.greeting or GREETING)
        address = fate = ""
        while not server.greeting.startswith(("4", "5")) and (line := self.rfile.readline()):
            word = line[:4].upper().strip()
            if word == b"EHLO":
                self._say("250-difficult")
                self._say("250-AUTH PLAIN")
                self._say("250 8BITMIME")
            elif word == b"AUTH":
                self._say(server.to_login or "235 welcome")
            elif word == b"MAIL":
                self._say(server.to_mail or "250 fine")
            elif word == b"RCPT":
                address = re.search(rb"<(.*)>", line)[1].decode()
                server.tries[address] += 1
                fate = server.plan[address].pop(0) if server.plan[address] else ""
                self._say(fate if re.match(r"[45]\d\d ", fate) else "250 fine")
                if fate.startswith("421"):
                    return
            elif word == b"DATA":
                self._say("354 go on")
                if fate == HANG_UP:
                    self.rfile.readline()
                    return
                raw = b"".join(iter(self.rfile.readline, b".\r\n"))
                if fate.startswith("DATA: "):
                    self._say(fate.removeprefix("DATA: "))
                    continue
                if fate == SLOW:
                    time.sleep(server.slow_seconds)
                server.taken[address].append(re.search(rb"^Message-ID: (\S+)", raw, re.M | re.I)[1].decode())
                if server.dies_after is not None and server.number >= server.dies_after:
                    server.die()
                if fate == HANG_UP_AFTER_TAKING:
                    return
                self._say(TAKEN)
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")


@contextlib.contextmanager
def difficult(slow_seconds: float = 1) -> Iterator[DifficultServer]:
    """One that listens."""
    with DifficultServer(slow_seconds) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
