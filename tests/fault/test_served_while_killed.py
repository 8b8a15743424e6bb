"""What readers get while publishes are killed with -9 at random moments: every page whole, of the old or the new release."""

import gzip
import http.client
import itertools
import threading
import time

import pytest

from tests.fault.killing import Killer
from tests.fault.sites import PAGES, read_release, small_site

KILLS = 20
ATTEMPTS = 5 * KILLS


class Readers:
    """People who ask for every page all the time, over one connection each, and note what they get."""

    def __init__(self, port: int):
        self.port = port
        self.noted: list[tuple[float, str, int, bytes]] = []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._read, args=(encoding,)) for encoding in ("identity", "gzip")]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join(timeout=30)

    def _read(self, encoding: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        for path in itertools.cycle([*PAGES, "theme/css/site.css"]):
            if self.over.is_set():
                return
            asked = time.monotonic()
            connection.request("GET", f"/{path.removesuffix('index.html')}", headers={"Accept-Encoding": encoding})
            answer = connection.getresponse()
            body = answer.read()
            body = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
            self.noted.append((asked, path, answer.status, body))
            time.sleep(0.004)


@pytest.mark.parametrize("kind", ["folder", "rsync"])
@pytest.mark.sample(1)
def test_what_nginx_serves_while_publishes_are_killed_is_always_of_one_whole_release(blog_for, nginx, kind):
    """At random moments, the process alone or with all that it has started; every answer is looked at."""
    blog = blog_for(kind, keep=3)
    started = time.monotonic()
    assert blog.publish().code == 0
    killer = Killer(time.monotonic() - started)
    settled = [(time.monotonic(), 1)]
    server = f'server {{ listen 127.0.0.1:PORT; root "{blog.place}/current"; gzip_static on; }}'
    with Readers(nginx(server)) as readers:
        for number in range(ATTEMPTS):
            if killer.killed == KILLS:
                break
            killer.meet(blog.start(blog.job(blog.next_site())), with_all=number % 2 == 0)
            generation = blog.live_generation()
            assert generation >= settled[-1][1]
            if number % 4 == 3:
                started = time.monotonic()
                ran = blog.publish()
                killer.usual = time.monotonic() - started
                assert ran.code == 0 or "Meanwhile somebody else" in ran.said, ran.said  # a script that outlived its kill
                generation = blog.live_generation()
            settled.append((time.monotonic(), generation))
        while len(readers.noted) < 500 and any(thread.is_alive() for thread in readers.threads):
            time.sleep(0.1)
    assert killer.killed == KILLS
    for name in blog.whole_releases():
        read_release(blog.releases / name)
    assert blog.publish().code == 0
    assert len(readers.noted) >= 500
    generation_of = {(path, data): number for number in range(1, blog.generation + 1) for path, data in small_site(number).items()}
    for asked, path, status, body in readers.noted:
        assert status == 200, path
        assert (path, body) in generation_of, f"{path}: half a page, or a page of none: {body[:80]!r}"
        newest = max(number for moment, number in settled if moment <= asked)
        assert generation_of[path, body] >= newest, f"{path} went back"
    seen = {generation_of[path, body] for _, path, _, body in readers.noted}
    assert len(seen) > 4, "the readers must have seen releases come"
