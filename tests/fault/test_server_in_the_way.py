"""What a server can have against a publish is said in plain words, with the cure, and what is live stays live."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable

import pytest

from testing.ports import free_port
from tests.fault.conftest import Blog
from tests.fault.sites import small_site


@pytest.fixture
def blog(blog_for):
    """A blog whose first release is live on the server."""
    blog = blog_for("rsync")
    assert blog.publish().code == 0
    return blog


@pytest.fixture
def with_target(blog):
    """The blog, with other settings for its target."""

    def change(**settings) -> Blog:
        blog.target = blog.target | settings
        return blog

    return change


@pytest.fixture
def server_with(start_sshd, blog):
    """The same place, behind another server."""

    def change(*settings: str, before: tuple[str, ...] = (), **more) -> Blog:
        blog.target = start_sshd(*settings, before=before).target(blog.place, **more)
        return blog

    return change


@pytest.fixture
def path_without(tmp_path, tool):
    """A PATH with everything of the usual one but some programs."""

    def make(*missing: str) -> str:
        folder = tmp_path / "bin"
        folder.mkdir()
        for place in reversed(os.environ["PATH"].split(":") + ["/usr/bin", "/bin"]):
            for program in os.listdir(place) if os.path.isdir(place) else []:
                if program not in missing and not (folder / program).is_symlink():
                    (folder / program).symlink_to(os.path.join(place, program))
        return str(folder)

    return make


def assert_refused(blog: Blog, *words: str, environment: dict | None = None, leftovers: int = 0) -> None:
    """A publish ends with code 1 and these words, and changes nothing."""
    ran = blog.publish(environment=environment)
    assert ran.code == 1, ran.said
    for part in words:
        assert part in ran.said, ran.said
    assert "Traceback" not in ran.said
    assert blog.live_generation() == 1
    assert len(blog.whole_releases()) == 1
    assert len(blog.leftovers()) == leftovers


def test_nobody_answers(with_target):
    port = free_port()
    assert_refused(with_target(port=port), "127.0.0.1 does not answer.", f"This must work: ssh -p {port} -i ", "Connection refused")


def test_a_host_that_does_not_exist(with_target):
    assert_refused(with_target(host="deploy@nowhere.invalid"), "There is no host called deploy@nowhere.invalid.")


def test_the_login_is_refused(with_target, tmp_path, tool):
    subprocess.run([tool("ssh-keygen", "openssh-client"), "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "eve")], check=True)
    assert_refused(
        with_target(identity=str(tmp_path / "eve")), "127.0.0.1 refused the login.", "without a password", "Permission denied (publickey)"
    )


def test_a_key_file_that_is_not_there(with_target):
    assert_refused(with_target(identity="~/.ssh/no-such-key"), "The key ~/.ssh/no-such-key is not there.", "“identity”")


def test_a_server_that_this_machine_does_not_know(with_target, tmp_path):
    options = {"UserKnownHostsFile": str(tmp_path / "empty"), "GlobalKnownHostsFile": "/dev/null"}
    assert_refused(with_target(options=options), "This machine does not know ", "Log in once by hand and compare the key: ssh -p ")


def test_a_server_with_another_key_than_last_time(with_target, blog, tmp_path, tool):
    subprocess.run([tool("ssh-keygen", "openssh-client"), "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "eve")], check=True)
    key = " ".join((tmp_path / "eve.pub").read_text().split()[:2])
    (tmp_path / "known").write_text(f"[127.0.0.1]:{blog.target['port']} {key}\n")
    assert_refused(
        with_target(options={"UserKnownHostsFile": str(tmp_path / "known")}), "has another key than last time", "Ask whoever runs it"
    )


def test_a_path_that_cannot_be_made(with_target, blog, tmp_path):
    (tmp_path / "file").write_text("words")
    path = f"{tmp_path}/file/it's; touch {tmp_path}/pwned $(touch {tmp_path}/pwned)"
    assert_refused(with_target(path=path), "is not there on", "There, as root: install --directory --owner=", shlex.quote(path))
    assert not (tmp_path / "pwned").exists()


def test_a_path_that_a_shell_would_like_is_only_a_path(blog_for, tmp_path):
    blog = blog_for("rsync")
    blog.place = blog.place.with_name(f"a $(touch {tmp_path.name}) `id`; 'b\" *\\ -c&d | ~ !e #f")
    blog.target["path"] = str(blog.place)
    for _ in range(2):
        ran = blog.publish()
        assert ran.code == 0, ran.said
    assert blog.live_generation() == 2
    assert blog.publish(rollback=True).code == 0
    assert [path.name for path in blog.place.parent.iterdir()] == [blog.place.name]


def test_rsync_is_missing_here(blog, path_without):
    assert_refused(blog, "This machine has no rsync", "apt install rsync", environment={"PATH": path_without("rsync")})


@pytest.mark.parametrize(("missing", "package"), [("rsync", "rsync"), ("flock", "util-linux")])
def test_a_program_is_missing_there(server_with, path_without, missing, package):
    blog = server_with(f"SetEnv PATH={path_without(missing)}")
    assert_refused(blog, f"has no {missing}.", f"There, on Debian and Ubuntu: apt install {package}")


def test_a_login_that_prints_a_greeting_is_understood(server_with, tmp_path):
    """Such as a line in a .bashrc. rsync itself cannot live with it, and says so."""
    (tmp_path / "greet").write_text(
        '#!/bin/sh\ncase $SSH_ORIGINAL_COMMAND in rsync*) ;; *) echo "Welcome! link releases/x" ;; esac\nexec sh -c "$SSH_ORIGINAL_COMMAND"\n'
    )
    (tmp_path / "greet").chmod(0o755)
    blog = server_with(f"ForceCommand {tmp_path}/greet")
    ran = blog.publish()
    assert ran.code == 0, ran.said
    assert blog.live_generation() == 2


def test_the_disk_there_is_full(start_sshd, blog_for, tmp_path, lacks):
    """The server gets a small disk of its own, in a name space where nobody else sees it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    apart = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--user", "--map-root-user")))
    mount = f"mount -t tmpfs -o size=200k tmpfs {disk}"
    if not shutil.which("unshare") or subprocess.run([*apart, "sh", "-c", mount], capture_output=True, check=False).returncode != 0:
        lacks("a disk of one’s own", "the tests must be allowed to start unshare and mount")
    server = start_sshd(before=(*apart, "sh", "-c", f'{mount} && exec "$@"', "sshd"))
    blog = blog_for("rsync")
    blog.target = server.target(disk / "blog")
    assert blog.publish().code == 0
    big = blog.next_site() | {"images/large.png": os.urandom(400_000)}
    ran = blog.publish(big)
    assert ran.code == 1
    assert "The disk of " in ran.said and " is full." in ran.said, ran.said
    assert "What is live has not changed." in ran.said
    ran = blog.publish(small_site(2))
    assert ran.code == 0, f"room was made again, so that this fits: {ran.said}"
    assert "Changed: 3 pages" in ran.said


@pytest.fixture
def under_way(server_with, tmp_path, tool):
    """A blog, its publish of generation 2 at the moment when much is still to be sent, and the id of the server's rsync."""
    wrapper = tmp_path / "bin" / "rsync"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\necho $$ >{tmp_path}/pid\nexec {tool("rsync", "rsync")} "$@"\n')
    wrapper.chmod(0o755)
    blog = server_with(f"SetEnv PATH={wrapper.parent}:{os.environ['PATH']}")
    process = blog.start(blog.job(blog.next_site() | {"images/large.png": os.urandom(60_000_000)}))
    assert wait_for(lambda: [path for path in blog.releases.glob(".*.partial/images/.large*") if path.stat().st_size])
    yield blog, process, int((tmp_path / "pid").read_text())
    process.kill()
    process.wait()


def test_the_line_breaks_while_files_travel(under_way):
    """The server's side is killed; the publish says so, and the next one is as usual."""
    blog, process, there = under_way
    os.kill(there, signal.SIGKILL)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1, said
    assert "broke off" in said and "Publish again." in said, said
    assert_as_before(blog)


def test_somebody_stops_it_with_ctrl_c(under_way):
    blog, process, _ = under_way
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all that the command has started
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.endswith("Stopped. What is live is whole.\n")
    assert_as_before(blog)


def assert_as_before(blog: Blog) -> None:
    """Generation 1 is live, what had come of 2 is away again, and the next publish is as usual."""
    assert blog.live_generation() == 1
    assert blog.leftovers() == []
    assert blog.publish().code == 0
    assert blog.live_generation() == 3


def wait_for(question: Callable[[], object]) -> object:
    """The first answer that is something; None after twenty seconds."""
    for _ in range(10_000):
        with contextlib.suppress(FileNotFoundError):
            if answer := question():
                return answer
        time.sleep(0.002)
    return None
