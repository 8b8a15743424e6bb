"""From the settings to what is live, and how it is told."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from commands.lock import held
from commands.publish import publish
from commands.publish.target import Now, Refused, Sent, setting
from newsroom.build_report import BuildReport

PUBLISH = {"moon": {"kind": "fake", "name": "moon"}, "mars": {"kind": "fake", "name": "mars"}}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


class Memory:
    """A kind of target that only remembers; it keeps no earlier releases. It is the table of kinds too."""

    def __init__(self):
        self.live, self.files, self.put, self.refuses = None, {}, [], ""

    def __call__(self, name):
        return Place(self, name)


class Place:
    """One target of that kind."""

    def __init__(self, memory, name):
        self.memory, self.place = memory, name

    def look(self):
        return Now(self.memory.live, self.memory.files)

    def put(self, site, release, now):
        if self.memory.refuses:
            raise Refused(self.memory.refuses, "Wait.")
        found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        self.memory.put.append((self.place, release, found, (site / ".delivery/files.json").read_text(encoding="utf-8")))
        return Sent(len(found), 12_345, ("an-old-one",) if self.place == "mars" else ())

    def back(self, now):
        raise Refused(f"{self.place} keeps no earlier releases.")


@pytest.fixture
def memory():
    return Memory()


@pytest.fixture
def go(root, tmp_path, pelican, memory):
    """`publish`, with a target that only remembers."""
    import dataclasses

    @dataclasses.dataclass(frozen=True)
    class Fake:
        name: str = setting(lambda value, root: None)

        def __new__(cls, name):
            return memory(name)

    moments = (datetime(2014, 6, 3, 9, tzinfo=UTC) + timedelta(minutes=number) for number in range(99))

    def run(target="", run=pelican, **options):
        return publish(
            target,
            root=root,
            run=run,
            now=lambda: next(moments),
            kinds={"fake": Fake},
            read=lambda _: (PUBLISH, tmp_path / "cache"),
            **options,
        )

    return run


def test_the_whole_output_is_put_with_copies_and_its_list(go, memory, pelican, capsys):
    pelican.files |= {"about/index.html": "<p>About us. " * 50, ".delivery/nginx.conf": "# rules"}
    assert go() == 0
    ((place, release, found, listed),) = memory.put
    assert place == "moon", "the first is the default"
    assert release.startswith("20140603T090000Z-")
    assert {"about/index.html", "about/index.html.gz", "about/index.html.br", ".delivery/nginx.conf", ".delivery/files.json"} <= found
    assert '"about/index.html": "' in listed and ".gz" not in listed and "files.json" not in listed
    said = capsys.readouterr().out
    assert said.startswith("Publishing to moon\nChecked and built: 2 pages, 0 posts and 0 feeds in ")
    assert "Everything is new: 2 pages and 2 other files\n" in said
    assert "Sent: 7 files, 12 kB\n" in said
    assert f"Live: release {release}, " in said
    assert "reload" not in said, "nobody reads the rules of a first release yet"
    assert "To take it back: python3 tasks.py publish --rollback\n" in said


def test_another_target_is_named_in_what_is_to_be_typed(go, capsys):
    assert go("mars") == 0
    said = capsys.readouterr().out
    assert "python3 tasks.py publish --target mars --rollback" in said
    assert "could not be cleared away in mars/releases: an-old-one" in said


def test_nothing_is_left_in_the_project(go, root):
    go()
    assert [path.relative_to(root).as_posix() for path in sorted(root.rglob("*"))] == ["var", "var/publish"]


def test_a_site_that_cannot_be_built_is_not_published(go, memory, broken_pelican, capsys):
    assert go(run=broken_pelican) == 1
    assert memory.put == []
    said = capsys.readouterr().err
    assert "content/articles/x.md:4: authors: no contributor “gosbert-chagla”" in said
    assert said.endswith("Nothing was published. What is live has not changed.\n")


def test_a_program_reads_the_report_of_the_build(go, broken_pelican, memory, pelican, capsys):
    pelican.report = BuildReport(1, 4, 1530)
    assert go(as_json=True) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["status"], report["unchanged"], report["error"]) == ("ok", 1530, "")
    assert go(run=broken_pelican, as_json=True) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["status"] == "failed" and report["problems"][0]["line"] == 4
    memory.refuses = "The moon is full."
    pelican.files["index.html"] = "<body>newer</body>"
    assert go(as_json=True) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["status"], report["error"]) == ("failed", "The moon is full.\n  Wait.")


def test_what_is_doubtful_is_said_and_published(go, memory, pelican, problem, capsys):
    import dataclasses

    pelican.problems = [dataclasses.replace(problem, severity="warning")]
    assert go() == 0
    assert "1 warning in 1 file\n\nChecked and built" in capsys.readouterr().out
    assert len(memory.put) == 1


def test_nothing_is_put_when_nothing_has_changed(go, memory, capsys):
    go()
    memory.live = memory.put[0][1]
    import json

    memory.files = json.loads(memory.put[0][3])
    assert go() == 0
    assert f"Nothing has changed: release {memory.live} stays live." in capsys.readouterr().out
    assert len(memory.put) == 1
    assert go(again=True) == 0
    assert memory.put[1][1] > memory.live


def test_too_much_vanishing_stops_it_with_a_code_of_its_own(go, memory, capsys):
    memory.live, memory.files = "20140601T090000Z-0a0a0a0a", {"index.html": "", "about/index.html": "", "2014/a/index.html": ""}
    assert go("mars") == 3
    said = capsys.readouterr().err
    assert "2 of the 3 pages that are live would vanish:\n  /2014/a/\n  /about/\nThat is more than one in ten, so nothing was sent." in said
    assert "python3 tasks.py publish --target mars --allow-vanishing" in said
    assert memory.put == []
    assert go("mars", allow_vanishing=True) == 0


def test_new_rules_for_the_web_server_are_pointed_out(go, memory, pelican, capsys):
    pelican.files |= {".delivery/nginx.conf": "# new"}
    memory.live, memory.files = "20140601T090000Z-0a0a0a0a", {"index.html": "", ".delivery/nginx.conf": "old"}
    assert go() == 0
    assert "Note: if the web server there reads .delivery/nginx.conf, reload it" in capsys.readouterr().out


def test_what_is_in_the_way_is_said_without_a_traceback(go, memory, capsys):
    memory.refuses = "The moon is full."
    assert go() == 1
    assert capsys.readouterr().err == "The moon is full.\n  Wait.\n"


def test_a_roll_back_is_the_target_s_own_affair_and_builds_nothing(go, pelican, capsys):
    assert go(rollback=True) == 1
    assert capsys.readouterr().err == "moon keeps no earlier releases.\n"
    assert pelican.calls == []


@pytest.mark.parametrize("option", ["again", "allow_vanishing"])
def test_a_roll_back_takes_no_other_wishes(go, option, capsys):
    assert go(rollback=True, **{option: True}) == 2
    assert "leave --allow-vanishing and --again out" in capsys.readouterr().err


def test_two_publishes_of_one_project_do_not_mix(go, root, pelican, capsys):
    workshop = root / "var" / "publish" / ".site.building"
    workshop.mkdir(parents=True)
    with held(workshop / "lock"):
        assert go() == 2
    assert "Another publish is at work in this folder." in capsys.readouterr().err
    assert pelican.calls == []


def test_the_address_it_was_delivered_with_is_pointed_out(go, pelican, capsys):
    pelican.files["robots.txt"] = "Sitemap: https://blog.participle.example/sitemap.xml"
    go()
    assert "Note: the pages still say that they are at https://blog.participle.example." in capsys.readouterr().out
