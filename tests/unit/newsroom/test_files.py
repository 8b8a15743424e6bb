"""Files are written whole, and only below the folder that was named."""

import os

import pytest

from newsroom.errors import UnsafePath
from newsroom.files import copy_or_link, files_below, inside, write, write_all


def test_text_is_written_as_utf_8_with_its_folders(tmp_path):
    path = write(tmp_path, "digests/weekly/mail.txt", "’Twas\r\n")
    assert path.read_bytes() == "’Twas\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    write(tmp_path, "a.txt", "one")
    write(tmp_path, "a.txt", b"two")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.txt", "two")]


def test_several_files_are_written_each_to_its_path(tmp_path):
    write_all(tmp_path, {"a.txt": "one", "b/c.txt": b"two"})
    assert {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.txt")} == {
        "a.txt": "one",
        "b/c.txt": "two",
    }


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    write(tmp_path, "a.txt", "one")
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path, "a.txt", "two \ud83d")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.txt", "one")]


@pytest.mark.parametrize("name", ["../a.txt", "x/../../a.txt", "/etc/a.txt", "", "."])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path, name):
    with pytest.raises(UnsafePath, match="outside"):
        inside(tmp_path / "site", name)


def test_a_link_that_leaves_the_folder_is_refused(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "out").symlink_to(tmp_path)
    with pytest.raises(UnsafePath):
        write(tmp_path / "site", "out/a.txt", "x")


def test_files_below_a_folder_are_named_from_it_in_order(tmp_path):
    for name in ("b/index.html", "a.txt", "b/a/c", ".hidden/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "empty").mkdir()
    assert files_below(tmp_path) == [".hidden/x", "a.txt", "b/a/c", "b/index.html"]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "card"
    path.write_bytes(b"drawn")
    os.utime(path, ns=(10**18, 10**18))
    return path


def test_a_copy_is_one_of_the_time_too(source, tmp_path):
    path = copy_or_link(source, tmp_path / "new", "cards/a.png", tmp_path / "last")
    found = path.stat()
    assert (path.read_bytes(), found.st_mtime_ns, found.st_mode & 0o777, found.st_nlink) == (b"drawn", 10**18, 0o644, 1)


def test_where_the_last_site_has_the_copy_it_gets_a_second_name(source, tmp_path):
    last = copy_or_link(source, tmp_path / "last", "cards/a.png")
    path = copy_or_link(source, tmp_path / "new", "cards/a.png", tmp_path / "last")
    assert path.samefile(last) and not path.samefile(source)


@pytest.mark.parametrize("change", ["words", "time", "mode", "gone"])
def test_a_copy_that_somebody_changed_is_made_anew(source, tmp_path, change):
    last = copy_or_link(source, tmp_path / "last", "cards/a.png")
    if change == "words":
        last.write_bytes(b"other words")
    elif change == "time":
        os.utime(last)
    elif change == "mode":
        last.chmod(0o600)
    else:
        last.unlink()
    path = copy_or_link(source, tmp_path / "new", "cards/a.png", tmp_path / "last")
    assert (path.read_bytes(), path.stat().st_nlink, path.stat().st_mode & 0o777) == (b"drawn", 1, 0o644)


def test_a_copy_takes_the_place_of_what_stands_there_and_leaves_its_other_names_alone(source, tmp_path):
    last = write(tmp_path / "last", "cards/a.png", "yesterday’s")
    (tmp_path / "new" / "cards").mkdir(parents=True)
    os.link(last, tmp_path / "new" / "cards" / "a.png")
    assert copy_or_link(source, tmp_path / "new", "cards/a.png").read_bytes() == b"drawn"
    assert last.read_text() == "yesterday’s"


def test_a_copy_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        copy_or_link(tmp_path / "none", tmp_path / "new", "a")
    assert list((tmp_path / "new").iterdir()) == []
