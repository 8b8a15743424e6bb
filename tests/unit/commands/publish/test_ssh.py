"""Into a server without a shell reading the settings, and its complaints in plain words."""

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.publish.rsync import Rsync
from commands.publish.ssh import Login, explained, refusal

LOGIN = Login("deploy@blog.example.org", 2222, "~/.ssh/blog")


def as_rsync_reads(command: str) -> list[str]:
    """The words of --rsh, by the rules of rsync(1): quotes group, a doubled one stands for itself, there is no backslash."""
    words, at = [], 0
    while at < len(command):
        if command[at] == " ":
            at += 1
            continue
        word, quote = "", ""
        while at < len(command) and (command[at] != " " or quote):
            sign = command[at]
            if sign in "'\"" and not quote:
                quote = sign
            elif sign == quote and command[at + 1 : at + 2] == quote:
                word += sign
                at += 1
            elif sign == quote:
                quote = ""
            else:
                word += sign
            at += 1
        words.append(word)
    return words


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_rsync_reads_the_options_of_ssh_as_they_are_meant(value):
    target = Rsync("blog", "/srv/blog", identity=f"/keys/{value}", options={"ProxyCommand": value})
    (shell,) = (word.removeprefix("--rsh=") for word in target.command(Path("/site"), "p", None) if word.startswith("--rsh="))
    assert as_rsync_reads(shell) == [*target.login.ssh, "-T"]
    assert f"ProxyCommand={value}" in target.login.ssh


def test_rsync_gets_the_path_as_one_word_and_no_shell_reads_it():
    command = Rsync("deploy@blog", "/srv/a $(b)").command(Path("/var/site"), ".x.partial", "20140603T090000Z-0a0a0a0a")
    assert command[-3:] == ["--", "/var/site/", "deploy@blog:/srv/a $(b)/releases/.x.partial/"]
    assert {"--checksum", "--secluded-args", "--link-dest=../20140603T090000Z-0a0a0a0a"} <= set(command)
    assert not any("link-dest" in word for word in Rsync("blog", "/srv").command(Path("/site"), "p", None))


def test_ssh_never_asks_and_settings_come_before_our_own_wishes():
    words = Login("blog", options=(("ConnectTimeout", 3), ("BatchMode", "no"))).ssh
    values = [word for word in words if "=" in word]
    assert values.index("BatchMode=yes") < values.index("BatchMode=no"), "the first of two wins"
    assert values.index("ConnectTimeout=3") < values.index("ConnectTimeout=20")


def test_the_line_to_try_by_hand_can_be_typed_as_it_is():
    assert LOGIN.by_hand == "ssh -p 2222 -i ~/.ssh/blog deploy@blog.example.org"
    assert shlex.split(Login("blog", identity="/my keys/id").by_hand) == ["ssh", "-i", "/my keys/id", "blog"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("deploy@blog: Permission denied (publickey).", "refused the login"),
        ("Host key verification failed.", "does not know deploy@blog.example.org yet"),
        ("@  WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!  @\nHost key verification failed.", "another key than last time"),
        ("ssh: Could not resolve hostname blog: Name or service not known", "There is no host called"),
        ("ssh: connect to host blog port 22: Connection refused", "does not answer"),
        ("ssh: connect to host blog port 22: Connection timed out", "does not answer"),
        ('rsync: [receiver] write failed on "/srv/x": No space left on device (28)', "is full"),
        ('rsync: [receiver] mkstemp "/srv/x" failed: Permission denied (13)', "may not be written"),
        ("rsync error: error in rsync protocol data stream (code 12)", "broke off"),
        ("", "broke off"),
    ],
)
def test_a_complaint_in_plain_words_with_their_own_below(said, words):
    text = str(explained(said, LOGIN, "/srv/blog"))
    assert words in text.splitlines()[0]
    assert [line.removeprefix("  | ") for line in text.splitlines() if line.startswith("  | ")] == said.splitlines()


def test_a_server_cannot_write_on_this_terminal_as_it_likes():
    text = str(explained("\x1b[2Jall is well\x07\u202e", LOGIN, "/srv/blog"))
    assert "[2Jall is well" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_a_refusal_says_what_to_type_on_the_server():
    assert "install --directory --owner=deploy '/srv/the blog'" in str(refusal("unmade\n", LOGIN, "/srv/the blog"))
    assert "apt install util-linux" in str(refusal("lacks flock", LOGIN, "/srv/blog"))
    assert "said: moonstruck" in str(refusal("moonstruck", LOGIN, "/srv/blog"))
