"""What every kind of target promises, with real folders, a real sshd and the real rsync."""

import os
import time
from datetime import UTC, datetime

import pytest

from commands.lock import held
from commands.publish.kinds import KINDS
from commands.publish.target import Refused
from tests.fault.sites import small_site, write_site


@pytest.fixture(params=["folder", "rsync"])
def kind(request) -> str:
    return request.param


@pytest.fixture
def blog(blog_for, kind):
    return blog_for(kind)


def test_the_first_publish_makes_the_place_and_serves_a_whole_release(blog):
    ran = blog.publish()
    assert ran.code == 0, ran.said
    assert blog.live_generation() == 1
    assert "Everything is new: 3 pages and 3 other files" in ran.said
    assert f"Live: release {blog.live}, " in ran.said
    assert blog.leftovers() == []


def test_another_publish_says_what_is_different_and_sends_only_that(blog):
    blog.publish()
    ran = blog.publish(blog.next_site() | {"2014/06/10/circle/index.html": b"<p>New", "feed.xml": b"<rss/>"})
    assert ran.code == 0, ran.said
    assert "New: 1 page\n  /2014/06/10/circle/\nChanged: 3 pages\n  /\n  /2014/06/03/a-fair-advantage/\n  /about/\n" in ran.said
    assert "Other files: 1 new, 1 changed\n" in ran.said
    old, new = (blog.releases / name for name in blog.whole_releases())
    assert os.path.samefile(old / "images/handshake.png", new / "images/handshake.png")
    assert not os.path.samefile(old / "index.html", new / "index.html")
    # 5 pages and texts that are new or changed, 2 copies of 4 of them and of the list, the list; the picture and the rules stay.
    sent = next(line for line in ran.said.splitlines() if line.startswith("Sent: "))
    assert int(sent.split()[1]) < 20


def test_the_same_again_makes_no_release_unless_one_insists(blog):
    blog.publish()
    first = blog.live
    ran = blog.publish(small_site(1))
    assert (ran.code, blog.live, blog.whole_releases()) == (0, first, [first])
    assert f"Nothing has changed: release {first} stays live." in ran.said
    assert blog.publish(small_site(1), again=True).code == 0
    assert blog.live != first
    assert len(blog.whole_releases()) == 2


def test_a_file_that_was_spoilt_at_the_target_is_not_taken_over(blog):
    blog.publish()
    (blog.place / "current" / "images/handshake.png").write_bytes(b"spoilt")
    assert blog.publish(small_site(1), again=True).code == 0
    assert blog.live_generation() == 1


def test_a_roll_back_goes_back_one_by_one_and_a_publish_goes_on_from_there(blog):
    for _ in range(3):
        blog.publish()
    one, two, three = blog.whole_releases()
    ran = blog.publish(rollback=True)
    assert (ran.code, blog.live) == (0, two), ran.said
    assert f"{two} is live, {three} is not any more." in ran.said
    assert blog.publish(rollback=True).code == 0
    assert blog.live == one
    ran = blog.publish(rollback=True)
    assert (ran.code, blog.live) == (1, one)
    assert f"{one} is the oldest release" in ran.said
    assert blog.publish().code == 0
    assert blog.live_generation() == 4
    blog.publish(rollback=True)
    assert blog.live == one, "not the third, which somebody took back"


def test_the_last_releases_are_kept_and_what_was_live_before_always(blog_for, kind):
    blog = blog_for(kind, keep=2)
    for _ in range(4):
        assert blog.publish().code == 0
    assert len(blog.whole_releases()) == 2
    assert blog.live == blog.whole_releases()[-1]
    blog.publish(rollback=True)
    assert blog.live_generation() == 3


def test_what_was_left_half_is_cleared_away_once_it_is_old(blog):
    blog.publish()
    stale, fresh = ".20140603T090000Z-0a0a0a0a.0b0b0b0b.partial", f".{blog.live}.0b0b0b0b.partial"
    dead = ".20140603T090000Z-0a0a0a0a.0b0b0b0b.gone"
    for name in (stale, fresh, dead):
        (blog.releases / name / "about").mkdir(parents=True)
    (blog.releases / ".20140603T090000Z-0a0a0a0a.0b0b0b0b.link").symlink_to("releases/nowhere")
    (blog.releases / "notes").mkdir()
    blog.publish()
    assert blog.leftovers() == [fresh]
    assert (blog.releases / "notes").is_dir(), "what is not ours stays"


def test_it_stops_before_many_pages_vanish_and_goes_on_when_told(blog):
    blog.publish()
    first = blog.live
    fewer = {path: data for path, data in small_site(1).items() if not path.startswith("2014/")}
    ran = blog.publish(fewer)
    assert (ran.code, blog.whole_releases()) == (3, [first])
    assert "1 of the 3 pages that are live would vanish:\n  /2014/06/03/a-fair-advantage/\n" in ran.said
    assert "If that is meant: python3 tasks.py publish --allow-vanishing" in ran.said
    ran = blog.publish(fewer, allow_vanishing=True)
    assert ran.code == 0, ran.said
    assert "Gone: 1 page\n  /2014/06/03/a-fair-advantage/\n" in ran.said
    assert not (blog.place / "current" / "2014").exists()


def test_a_release_without_its_list_is_not_replaced_blindly(blog):
    blog.publish()
    (blog.releases / blog.live / ".delivery/files.json").unlink()
    ran = blog.publish()
    assert ran.code == 3
    assert "no list of its files" in ran.said
    assert blog.publish(small_site(1), allow_vanishing=True).code == 0


def test_somebody_s_folder_called_current_is_left_alone(blog):
    (blog.place / "current").mkdir(parents=True)
    (blog.place / "current" / "index.html").write_text("mine")
    ran = blog.publish()
    assert ran.code == 1
    assert "does not lead to one of the releases" in ran.said
    assert (blog.place / "current" / "index.html").read_text() == "mine"


def test_a_link_that_leads_nowhere_is_mended(blog):
    blog.publish()
    (blog.place / "current").unlink()
    (blog.place / "current").symlink_to("releases/20140603T090000Z-0a0a0a0a")
    assert blog.publish(small_site(1)).code == 0
    assert blog.live_generation() == 1


def test_a_web_server_may_read_it_whatever_this_person_s_umask_is(blog):
    before = os.umask(0o077)
    try:
        blog.publish()
    finally:
        os.umask(before)
    for path in [blog.place, blog.releases, *(blog.releases / blog.live).rglob("*")]:
        mode = path.stat().st_mode & 0o777
        assert mode == (0o755 if path.is_dir() else 0o644), path


def test_unchanged_files_keep_their_time_for_readers_caches(blog):
    blog.publish()
    os.utime(blog.place / "current" / "images/handshake.png", (1401786000, 1401786000))
    blog.publish()
    assert (blog.place / "current" / "images/handshake.png").stat().st_mtime == 1401786000


def test_a_publish_waits_while_somebody_else_switches(blog):
    blog.publish()
    with held(blog.releases / ".lock"):
        process = blog.start(blog.job(blog.next_site()))
        time.sleep(4)
        assert process.poll() is None
        assert blog.live_generation() == 1
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert blog.live_generation() == 2


def test_two_publishes_at_once_end_with_one_whole_release_and_one_told_so(blog, blog_for, tmp_path):
    """From two machines: each has a newsroom of its own, and only the target is shared."""
    blog.publish()
    other = type(blog)(tmp_path / "other newsroom", blog.place, blog.target)
    jobs = [(each, each.job(small_site(generation))) for each, generation in ((blog, 2), (other, 3))]
    blog.generation = 3
    processes = [each.start(job) for each, job in jobs]
    ends = [(process.communicate(timeout=60)[0], process.returncode) for process in processes]
    codes = sorted(code for _, code in ends)
    assert codes in ([0, 0], [0, 1]), ends  # [0, 0] if one was so slow that they did not meet
    if codes == [0, 1]:
        assert "Meanwhile somebody else has published" in "".join(said for said, _ in ends)
    assert blog.live_generation() in (2, 3)
    assert blog.leftovers() == []


def test_a_switch_that_comes_too_late_changes_nothing(blog, kind):
    """The same two, with the meeting forced: the slower one has sent all when the other goes live."""
    blog.publish()
    target = KINDS[kind](**{key: value for key, value in blog.target.items() if key != "kind"})
    seen = target.look()
    blog.publish()
    quicker = blog.live
    site = write_site(blog.folder / "slow", small_site(9))
    with pytest.raises(Refused, match="Meanwhile somebody else"):
        target.put(site, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-99999999", seen)
    with pytest.raises(Refused, match="Meanwhile somebody else|oldest release"):
        target.back(seen)
    assert blog.live == quicker
    assert blog.live_generation() == 2
    assert blog.leftovers() == []
