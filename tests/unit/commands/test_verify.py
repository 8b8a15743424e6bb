"""Two folders are the same when nobody can tell one from the other."""

import pytest

from commands.build import build
from commands.verify import differences


@pytest.fixture
def two(tmp_path):
    for name in ("quick", "plain"):
        (tmp_path / name / "about").mkdir(parents=True)
        (tmp_path / name / "index.html").write_text("home")
        (tmp_path / name / "about" / "index.html").write_text("about")
    return tmp_path / "quick", tmp_path / "plain"


def test_the_same_is_the_same(two):
    assert differences(*two) == []


def test_every_difference_is_named(two):
    quick, plain = two
    (quick / "about" / "index.html").write_text("About")
    (quick / "old.html").write_text("old")
    (plain / "new").mkdir()
    (plain / "new" / "index.html").write_text("new")
    (quick / "empty").mkdir()
    assert differences(quick, plain) == [
        "about/index.html has other bytes",
        "empty/ should not be there",
        "new/ is missing",
        "new/index.html is missing",
        "old.html should not be there",
    ]


def test_a_verified_build_is_built_twice_and_put_in_place(tmp_path, pelican, capsys):
    assert build(tmp_path / "site", tmp_path, pelican, verify=True) == 0
    assert pelican.calls == [
        ("publishconf.py", {"LAST_OUTPUT": str(tmp_path / "site"), "EXPLAIN": ""}),
        ("publishconf.py", {"INCREMENTAL": False}),
    ]
    assert (tmp_path / "site" / "index.html").exists()
    assert "The same bytes as a build from nothing." in capsys.readouterr().out


def test_a_build_that_differs_is_refused_with_what_differs(tmp_path, pelican, capsys):
    def differ():
        pelican.files["index.html"] = f"<body>{len(pelican.calls)}</body>"

    pelican.meanwhile = differ
    assert build(tmp_path / "site", tmp_path, pelican, verify=True) == 1
    said = capsys.readouterr().err
    assert "Not as in a build from nothing: 1 file" in said and "index.html has other bytes" in said
    assert "delete var/cache" in said
    assert not (tmp_path / "site").exists()
