"""A desk that is started with another key than the one that signed its links, with both databases."""

import json

from testing.desks import DESK

NEW = "another key for tests alone and long enough for one"


def test_a_desk_with_another_key_says_so_until_the_earlier_one_is_added(desk, database, tmp_path):
    first = desk.environment["DESK_SECRET_KEY"]

    def start_with(key: str, old: str = "") -> tuple[int, str]:
        """How many keys are missing, and what `serve` said."""
        desk.stop()
        desk.environment |= {"DESK_SECRET_KEY": key, "DESK_SECRET_KEY_FALLBACKS": old}
        desk.start()
        return json.loads(desk.get("/health").text)["keys_missing"], (desk.folder / "log").read_text()

    assert desk.run("digest").returncode == 0 and desk.get("/health").status == 200
    desk.post("/follow/", email="ada@example.org")
    assert desk.run("db_worker", "--batch", "--interval", "0").returncode == 0
    desk.post(desk.link_to("confirm"))
    desk.publish("A kettle for everyone")
    assert "1 mails sent" in desk.run("digest").stdout
    leave = desk.mailbox.mails[-1][1]["List-Unsubscribe"].partition(">")[0].strip(" <").removeprefix(DESK)
    copy = tmp_path / "copy.sqlite3"
    assert database or desk.run("backup", str(copy)).returncode == 0

    missing, said = start_with(NEW)
    assert missing == 1 and "Add it to DESK_SECRET_KEY_FALLBACKS" in said and first not in said
    assert desk.get("/health").status == 503 and desk.get(leave).status == 404
    assert "desk.W002" in desk.run("check", "--deploy").stderr
    assert desk.run("digest").returncode == 0 and desk.get("/health").status == 503

    missing, said = start_with(NEW, old=first)
    assert missing == 0 and "DESK_SECRET_KEY_FALLBACKS" not in said
    assert desk.get("/health").status == 200 and desk.get(leave).status == 200
    if not database:
        desk.stop()
        restored = desk.run("restore", str(copy))
        assert restored.returncode == 0 and "DESK_SECRET_KEY_FALLBACKS" not in restored.stderr
        desk.start()
        assert json.loads(desk.get("/health").text)["keys_missing"] == 0

    assert start_with(NEW)[0] == 1
    assert desk.run("accept_key").returncode == 0 and json.loads(desk.get("/health").text)["keys_missing"] == 0
