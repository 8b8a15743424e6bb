"""Killed with -9 at any moment, what is live is the old or the new release, whole, and the next publish is as usual."""

import itertools
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.fault.sites import read_release, small_site, write_site

SCRIPTS = Path(__file__).resolve().parents[2] / "commands" / "publish"


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
    assert list((blog.folder / "var" / "publish").iterdir()) == [], "what the killed ones had built is cleared away"


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
def test_a_script_whose_line_breaks_anywhere_in_the_middle_does_nothing(script, tool, tmp_path):
    """sh reads its input as it comes, so the beginning of a script must have no effect by itself. All of it has one."""
    tool("rsync", "rsync")
    place = tmp_path / "place"
    release, partial = "20140603T090000Z-00000001", ".20140604T090000Z-00000002.0a0a0a0a.partial"
    if script != "look.sh":  # which makes the place
        write_site(place / "releases" / release, small_site(1))
        write_site(place / "releases" / partial, small_site(2))
    before = sorted(tmp_path.rglob("*"))
    words = {"path": place, "release": release, "token": "0a", "link": "", "before": "", "partial": partial, "remove": ""}
    text = (SCRIPTS / script).read_text(encoding="utf-8").rstrip("\n")
    variables = "".join(f"{name}='{value}'\n" for name, value in words.items())

    def run(some: str) -> None:
        subprocess.run(["sh", "-s"], input=(variables + some).encode(), capture_output=True, timeout=60, check=False)

    for length in [*range(0, len(text) - 4, 41), len(text) - 4, len(text) - 1]:
        run(text[:length])
        assert sorted(tmp_path.rglob("*")) == before, text[:length][-80:]
    run(text)
    assert sorted(tmp_path.rglob("*")) != before
