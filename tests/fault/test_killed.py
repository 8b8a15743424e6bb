"""Killed with -9 at any moment, what is live is the old or the new release, whole, and the next publish is as usual."""

import gzip
import http.client
import itertools
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.fault.sites import PAGES, read_release, small_site, write_site

SCRIPTS = Path(__file__).resolve().parents[2] / "commands" / "publish"
KILLS = 24


def assert_every_release_is_whole(blog) -> None:
    for name in blog.whole_releases():
        read_release(blog.releases / name)


def test_a_publish_to_a_folder_killed_before_every_single_step(blog_for):
    """Each time one step later, until one gets through unharmed. With two releases to keep, steps of clearing away are among them."""
    blog = blog_for("folder", keep=2)
    for _ in range(2):
        assert blog.publish().code == 0
    for step in itertools.count(1):
        before = blog.live_generation()
        process = blog.start(blog.job(blog.next_site()), str(step))
        said, _ = process.communicate(timeout=60)
        assert blog.live_generation() in (before, blog.generation), f"killed before step {step}"
        assert_every_release_is_whole(blog)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, said
        if step % 5:
            continue  # the next one has to cope as well, and may not be refused
        healed = blog.publish(small_site(blog.generation), again=True)
        assert healed.code == 0, f"after a kill before step {step}: {healed.said}"
        assert blog.live_generation() == blog.generation
        assert all(name.endswith(".partial") for name in blog.leftovers()), "what is younger than a day may be somebody’s"
    assert step > 60, "there are that many steps at least, so not all of them were met"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_switch_on_a_server_killed_before_and_after_every_program_it_starts(tool, tmp_path, moment):
    """The script itself, with programs that kill their shell at the nth call."""
    sites = [small_site(1), small_site(2)]
    old, new = "20140603T090000Z-00000001", "20140604T090000Z-00000002"
    oldest = "20140601T090000Z-00000000"
    counter, bin_ = tmp_path / "count", tmp_path / "bin"
    bin_.mkdir()
    for name in ("flock", "readlink", "mkdir", "sync", "mv", "ln", "rm"):
        # The number of the call is how long the file is.
        strike = f'[ "$(wc -c <{counter})" -ne "$DIE_AT" ] || kill -9 $PPID'
        steps = [f"printf x >>{counter}", *([strike] if moment == "before" else []), f'{tool(name, "coreutils")} "$@"', "code=$?"]
        (bin_ / name).write_text("\n".join(["#!/bin/sh", *steps, *([strike] if moment == "after" else []), "exit $code\n"]))
        (bin_ / name).chmod(0o755)
    words = {"release": new, "token": "0a0a0a0a", "link": f"releases/{old}", "before": old, "remove": oldest}
    for step in itertools.count(1):
        place = tmp_path / f"place-{step}"
        partial = f".{new}.0a0a0a0a.partial"
        for name, site in ((old, sites[0]), (oldest, sites[0]), (partial, sites[1])):
            write_site(place / "releases" / name, site | {".delivery/files.json": b"{}"})
        (place / "current").symlink_to(f"releases/{old}")
        counter.write_text("")
        variables = "".join(f"{name}='{value}'\n" for name, value in (words | {"path": place, "partial": partial}).items())
        ended = subprocess.run(
            ["sh", "-s"],
            input=variables + (SCRIPTS / "switch.sh").read_text(encoding="utf-8"),
            env=os.environ | {"PATH": f"{bin_}:{os.environ['PATH']}", "DIE_AT": str(step)},
            encoding="utf-8",
            capture_output=True,
            timeout=60,
            check=False,
        )
        live = os.readlink(place / "current").removeprefix("releases/")
        served = {path: (place / "current" / path).read_bytes() for path in sites[0]}
        assert (live, served) in ((old, sites[0]), (new, sites[1])), f"killed {moment} program {step}"
        for name in {old, new, oldest} & set(os.listdir(place / "releases")):
            assert sorted(sites[0]) == sorted(
                path.relative_to(place / "releases" / name).as_posix()
                for path in (place / "releases" / name).rglob("*")
                if path.is_file() and path.name not in ("files.json", "before")
            ), f"{name} is not whole, killed {moment} program {step}"
        if ended.returncode == 0:
            assert live == new
            assert oldest not in os.listdir(place / "releases")
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert step > 8


@pytest.mark.parametrize("script", ["look.sh", "switch.sh", "drop.sh"])
def test_a_script_whose_line_breaks_anywhere_in_the_middle_does_nothing(script, tmp_path):
    """sh reads its input as it comes, so the beginning of a script must have no effect by itself."""
    place = tmp_path / "place"
    release = "20140603T090000Z-00000001"
    write_site(place / "releases" / release, small_site(1))
    partial = ".20140604T090000Z-00000002.0a0a0a0a.partial"
    write_site(place / "releases" / partial, small_site(2))
    before = sorted(place.rglob("*"))
    words = {"path": place, "release": release, "token": "0a", "link": "", "before": "", "partial": partial, "remove": release}
    text = (SCRIPTS / script).read_text(encoding="utf-8")
    variables = "".join(f"{name}='{value}'\n" for name, value in words.items())
    end = text.rindex("main")
    for length in [*range(0, end, 97), end, end + 2]:
        subprocess.run(["sh", "-s"], input=(variables + text[:length]).encode(), capture_output=True, timeout=60, check=False)
        assert sorted(place.rglob("*")) == before, text[:length][-80:]


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
def test_what_nginx_serves_while_publishes_are_killed_is_always_of_one_whole_release(blog_for, nginx, kind):
    """At random moments, the process alone or with all that it has started; every answer is looked at."""
    blog = blog_for(kind, keep=3)
    started = time.monotonic()
    assert blog.publish().code == 0
    usual = time.monotonic() - started
    chance = random.Random(20140603)
    settled = [(time.monotonic(), 1)]
    killed = 0
    server = f'server {{ listen 127.0.0.1:PORT; root "{blog.place}/current"; gzip_static on; }}'
    with Readers(nginx(server)) as readers:
        for number in range(KILLS):
            process = blog.start(blog.job(blog.next_site()))
            time.sleep(usual * chance.uniform(0.2, 1.05))
            with_all = number % 2 == 0
            if process.poll() is None:
                killed += 1
                os.killpg(process.pid, signal.SIGKILL) if with_all else process.kill()
            process.wait(timeout=60)
            process.stdout.close()
            generation = blog.live_generation()
            assert generation >= settled[-1][1]
            if number % 4 == 3:
                ran = blog.publish()
                assert ran.code == 0 or "Meanwhile somebody else" in ran.said, ran.said  # a script that outlived its kill
                generation = blog.live_generation()
            settled.append((time.monotonic(), generation))
        time.sleep(0.5)
    assert killed > KILLS / 2
    assert_every_release_is_whole(blog)
    assert blog.publish().code == 0
    assert len(readers.noted) > 500
    generation_of = {(path, data): number for number in range(1, blog.generation + 1) for path, data in small_site(number).items()}
    for asked, path, status, body in readers.noted:
        assert status == 200, path
        assert (path, body) in generation_of, f"{path}: half a page, or a page of none: {body[:80]!r}"
        newest = max(number for moment, number in settled if moment <= asked)
        assert generation_of[path, body] >= newest, f"{path} went back"
    seen = {generation_of[path, body] for _, path, _, body in readers.noted}
    assert len(seen) > 4, "the readers must have seen releases come"
    shutil.rmtree(blog.folder)
