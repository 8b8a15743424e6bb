"""PUBLISH is checked as a whole before anything is built, and what is wrong is named with its cure."""

import pytest

from commands.publish.kinds import KINDS
from commands.publish.settings import chosen, targets
from commands.publish.target import Misconfigured

FOLDER = {"kind": "folder", "path": "/srv/blog"}
SERVER = {"kind": "rsync", "host": "deploy@blog.example.org", "path": "/srv/blog"}


@pytest.fixture
def complaint(tmp_path):
    """What is said about one target with these settings."""

    def about(settings) -> str:
        with pytest.raises(Misconfigured) as refused:
            targets({"server": settings}, tmp_path, KINDS)
        return str(refused.value)

    return about


def test_both_kinds_with_all_their_keys(tmp_path):
    server = SERVER | {
        "port": 2222,
        "identity": "~/.ssh/blog",
        "options": {"StrictHostKeyChecking": "accept-new", "ServerAliveInterval": 5},
        "keep": 2,
    }
    known = targets({"folder": FOLDER | {"keep": 9}, "server": server}, tmp_path, KINDS)
    assert list(known) == ["folder", "server"]
    assert [each.place for each in known.values()] == ["/srv/blog", "deploy@blog.example.org:/srv/blog"]
    assert (known["folder"].keep, known["server"].keep) == (9, 2)


def test_the_first_is_the_default_and_another_is_named():
    known = {"server": object(), "folder": object()}
    assert chosen("", known) == "server"
    assert chosen("folder", known) == "folder"
    with pytest.raises(Misconfigured, match="no target “sever”\n  did you mean “server”?"):
        chosen("sever", known)
    with pytest.raises(Misconfigured, match="there are “server”, “folder”"):
        chosen("moon", known)


@pytest.mark.parametrize("empty", [{}, None])
def test_without_a_target_it_says_what_to_write(empty, tmp_path):
    with pytest.raises(Misconfigured, match='PUBLISH = {"server": {"kind": "rsync", "host"'):
        targets(empty, tmp_path, KINDS)


@pytest.mark.parametrize("strange", ["/srv/blog", ["server"], FOLDER])
def test_something_else_than_targets(strange, tmp_path):
    with pytest.raises(Misconfigured, match="PUBLISH must be a dictionary"):
        targets(strange, tmp_path, KINDS)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"path": "/srv/blog"}, "publishconf.py: PUBLISH: server: “kind” is missing"),
        (SERVER | {"kind": "rsynk"}, "there is no kind “rsynk”\n  did you mean “rsync”?"),
        (SERVER | {"kind": ["x"]}, "there is no kind"),
        (SERVER | {"prot": 22}, "server: there is no key “prot”\n  did you mean “port”?"),
        (FOLDER | {"host": "x"}, "there is no key “host”\n  there are “path”, “keep”, “kind”"),
        ({"kind": "rsync", "path": "/srv/blog"}, "server: host: it is missing"),
        ({"kind": "folder"}, "server: path: it is missing"),
        (SERVER | {"path": "srv/blog"}, "server: path: “srv/blog” is not a whole path\n  begin at the root"),
        (SERVER | {"path": "~/blog"}, "“~/blog” is not a whole path"),
        (SERVER | {"path": "/srv/../etc"}, "has .. in it"),
        (SERVER | {"path": "/"}, "is the whole disk"),
        (SERVER | {"path": "//"}, "is the whole disk"),
        (SERVER | {"path": ""}, "'' is not what belongs here"),
        (SERVER | {"path": "/srv/\nblog"}, "cannot be printed"),
        (SERVER | {"path": 7}, "7 is not what belongs here"),
        (SERVER | {"host": "-oProxyCommand=touch /tmp/x"}, "is no host"),
        (SERVER | {"host": "deploy@-x"}, "is no host"),
        (SERVER | {"host": "blog.example.org:/srv"}, "is no host\n  write it as ssh takes it"),
        (SERVER | {"host": "a b"}, "is no host"),
        (SERVER | {"port": "22"}, "'22' is no port"),
        (SERVER | {"port": 0}, "0 is no port"),
        (SERVER | {"port": True}, "True is no port"),
        (SERVER | {"identity": "keys/id"}, "identity: “keys/id” is not a whole path"),
        (SERVER | {"options": ["-v"]}, "options: ['-v'] is not a list of names and values"),
        (SERVER | {"options": {"-o x": "y"}}, "'-o x' is no option of ssh"),
        (SERVER | {"options": {"LogLevel": "a\nProxyCommand x"}}, "cannot be printed"),
        (SERVER | {"keep": 1}, "keep: 1 releases cannot be kept"),
        (SERVER | {"keep": "5"}, "'5' releases cannot be kept"),
    ],
)
def test_what_is_wrong_with_a_target(complaint, settings, words):
    assert words in complaint(settings)


@pytest.mark.parametrize("host", ["blog", "deploy@blog.example.org", "10.0.0.7", "deploy@[2001:db8::7]", "my_server.lan"])
def test_hosts_that_ssh_takes(host, tmp_path):
    assert targets({"server": SERVER | {"host": host}}, tmp_path, KINDS)["server"].host == host


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    with pytest.raises(Misconfigured) as refused:
        targets({"a": FOLDER | {"pth": "x", "keep": 0}, "b": {"kind": "rsync"}}, tmp_path, KINDS)
    assert [line.split(": ", 2)[2] for line in str(refused.value).splitlines()[::2]] == [
        "a: there is no key “pth”",
        "a: keep: 0 releases cannot be kept",
        "b: host: it is missing",
        "b: path: it is missing",
    ]


@pytest.mark.parametrize("inside", ["", "output", "content/images", ".."])
def test_a_folder_that_holds_the_project_or_is_inside_is_refused(inside, complaint, tmp_path):
    assert "holds the project, or is inside it" in complaint(
        {"kind": "folder", "path": str(tmp_path.parent if inside == ".." else tmp_path / inside)}
    )
