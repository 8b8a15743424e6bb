"""An operator brings followers along from another service, and nobody who had left there gets a mail."""

from pathlib import Path

IMPORTS = Path(__file__).parents[1] / "unit" / "desk" / "imports"


def test_nobody_who_had_left_elsewhere_is_written_to_and_half_an_import_is_none(desk, tmp_path):
    shown = desk.run("import_followers", str(IMPORTS / "buttondown.csv"), "--dry-run")
    assert (
        shown.returncode == 0
        and "4 left out: had left there" in shown.stdout
        and "Nothing was changed." in shown.stdout
        and "anna@" not in shown.stdout
    )
    assert desk.count == 0
    odd = tmp_path / "odd.csv"
    odd.write_text("email,status\nada@example.org,active\nbo@example.org,asleep\n")
    stopped = desk.run("import_followers", str(odd))
    assert stopped.returncode == 1 and "line 3: “asleep”" in stopped.stderr and "Traceback" not in stopped.stderr and desk.count == 0
    for name in ("buttondown", "members_export_mailchimp_whole", "ghost", "substack"):
        done = desk.run("import_followers", str(IMPORTS / f"{name}.csv"))
        assert done.returncode == 0, done.stderr
    assert desk.run("send").returncode == 0
    assert sorted(recipients[0].partition("@")[0] for recipients, _ in desk.mailbox.mails) == ["asked.cy", "asked.di"]
    assert desk.count == 2  # anna, whom all four have, and bo of Buttondown
