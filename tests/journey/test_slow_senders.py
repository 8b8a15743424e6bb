"""Clients that take their time."""

import contextlib
import socket
import time

SLOW_SENDERS = 8


def test_others_are_answered_while_several_clients_send_their_requests_slowly(desk):
    with contextlib.ExitStack() as open_until_the_end:
        slow = [open_until_the_end.enter_context(socket.create_connection(("127.0.0.1", desk.port))) for _ in range(SLOW_SENDERS)]
        for byte in b"GET /health HT":
            for each in slow:
                each.send(bytes([byte]))
            time.sleep(0.02)
        start = time.monotonic()
        assert [desk.get("/health").status for _ in range(10)] == [200] * 10
        assert time.monotonic() - start < 5
        for each in slow:
            each.send(b"TP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert [each.recv(12) for each in slow] == [b"HTTP/1.1 200"] * SLOW_SENDERS
