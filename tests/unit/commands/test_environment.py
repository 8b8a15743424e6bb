"""The environment is made once, made again when it has to be, and never left half-made unnoticed."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from commands import environment
from commands.environment import EnvironmentProblem, check_python, hand_over, lacks, prepare, python_in

TASKS = '''
from invoke import task

@task
def build(_):
    """Build the site."""

@task(help={})
def preview(_):
    """See the site.

    More words.
    """

def not_a_command():
    """No."""
'''


class Installer:
    """Stands in for venv and pip: makes the files that count and remembers what it was asked."""

    def __init__(self, place: Path, fail_on: str = ""):
        self.place = place
        self.fail_on = fail_on
        self.made = 0
        self.installed = []

    def __call__(self, command, **shared):
        line = " ".join(command)
        if self.fail_on and self.fail_on in line:
            return 1
        if "-m venv" in line:
            self.made += 1
            python_in(self.place).parent.mkdir()
            python_in(self.place).touch()
            (self.place / "pyvenv.cfg").touch()
        else:
            assert "--require-hashes" in command
            self.installed.append(Path(command[-1]).name)
        return 0


@pytest.fixture
def root(tmp_path):
    (tmp_path / "requirements.txt").write_text("invoke==3")
    (tmp_path / "requirements-test.txt").write_text("pytest==9")
    (tmp_path / "tasks.py").write_text(TASKS)
    return tmp_path


@pytest.fixture
def installer(root):
    return Installer(root / ".venv")


def test_a_first_start_makes_the_environment_and_a_second_does_nothing(root, installer):
    assert prepare(root, run=installer) == python_in(root / ".venv")
    prepare(root, run=installer)
    assert (installer.made, installer.installed) == (1, ["requirements.txt"])


def test_the_requirements_of_the_tests_come_on_top_when_they_are_asked_for(root, installer):
    prepare(root, run=installer)
    prepare(root, extra=["requirements-test.txt"], run=installer)
    prepare(root, extra=["requirements-test.txt"], run=installer)
    prepare(root, run=installer)
    assert (installer.made, installer.installed) == (1, ["requirements.txt", "requirements-test.txt"])


def test_changed_requirements_make_a_new_environment(root, installer):
    prepare(root, run=installer)
    (root / "requirements.txt").write_text("invoke==4")
    prepare(root, run=installer)
    assert installer.made == 2


def test_a_new_environment_has_what_the_one_before_had(root, installer):
    """A build after an upgrade must not take the desk's packages from under it."""
    prepare(root, extra=["requirements-test.txt"], run=installer)
    (root / "requirements.txt").write_text("invoke==4")
    prepare(root, run=installer)
    assert installer.installed == ["requirements.txt", "requirements-test.txt"] * 2


def test_a_making_that_broke_off_is_begun_again_with_all_of_it(root, installer):
    prepare(root, extra=["requirements-test.txt"], run=installer)
    (root / "requirements.txt").write_text("invoke==4")
    with pytest.raises(EnvironmentProblem):
        prepare(root, run=Installer(root / ".venv", fail_on="pip"))
    installer.installed.clear()
    prepare(root, run=installer)
    assert installer.installed == ["requirements.txt", "requirements-test.txt"]


def test_a_failed_install_is_told_and_begun_afresh_by_the_next_start(root, installer, capsys):
    with pytest.raises(EnvironmentProblem, match="requirements.txt could not be installed"):
        prepare(root, run=Installer(root / ".venv", fail_on="pip"))
    prepare(root, run=installer)
    assert (installer.made, installer.installed) == (1, ["requirements.txt"])
    assert "unfinished" in capsys.readouterr().out


def test_an_install_of_the_tests_that_broke_off_makes_everything_new(root, installer):
    prepare(root, run=installer)
    with pytest.raises(EnvironmentProblem):
        prepare(root, extra=["requirements-test.txt"], run=Installer(root / ".venv", fail_on="requirements-test"))
    prepare(root, run=installer)
    assert installer.made == 2


def test_an_environment_that_broke_off_at_its_very_beginning_is_made_again(root, installer):
    with pytest.raises(EnvironmentProblem, match="could not be made"):
        prepare(root, run=Installer(root / ".venv", fail_on="-m venv"))
    prepare(root, run=installer)
    assert installer.made == 1


def test_a_folder_that_is_no_environment_is_never_removed(root, installer):
    (root / ".venv").mkdir()
    (root / ".venv" / "diary.txt").write_text("mine")
    with pytest.raises(EnvironmentProblem, match="Move it away"):
        prepare(root, run=installer)
    assert (root / ".venv" / "diary.txt").read_text() == "mine"


def script_of(root: Path) -> Path:
    """A script as pip writes it: its first line names the environment's Python."""
    script = python_in(root / ".venv").with_name("invoke")
    script.write_text(f"#!{python_in(root / '.venv')}\nprint()\n")
    script.chmod(0o755)
    return script


@pytest.mark.parametrize("how", ["moved", "copied"])
def test_a_moved_or_copied_project_keeps_its_environment(root, installer, tmp_path_factory, how):
    """Making it again took two minutes."""
    prepare(root, run=installer)
    script_of(root)
    other = tmp_path_factory.mktemp(how) / "blog"
    root.rename(other) if how == "moved" else shutil.copytree(root, other, symlinks=True)
    assert prepare(other, run=installer) == python_in(other / ".venv")
    assert (installer.made, installer.installed) == (1, ["requirements.txt"])
    script = other / ".venv" / "bin" / "invoke"
    assert script.read_text().splitlines()[0] == f"#!{python_in(other / '.venv')}"
    assert script.stat().st_mode & 0o111
    assert lacks(other / ".venv", other) == ()


def test_a_copy_made_of_hard_links_leaves_the_first_environment_as_it_was(root, installer, tmp_path_factory):
    prepare(root, run=installer)
    first = script_of(root).read_text()
    other = tmp_path_factory.mktemp("linked") / "blog"
    shutil.copytree(root, other, symlinks=True, copy_function=os.link)
    prepare(other, run=installer)
    assert script_of(root).read_text() == first
    assert lacks(root / ".venv", root) == ()


def test_a_moved_project_with_another_python_gets_a_new_environment(root, installer, tmp_path_factory):
    prepare(root, run=installer)
    stamp = root / ".venv" / "participle-stamp.json"
    stamp.write_text(stamp.read_text().replace(sys.base_prefix, "/usr/lib/another-python"))
    moved = tmp_path_factory.mktemp("moved") / "blog"
    root.rename(moved)
    assert lacks(moved / ".venv", moved) == ("requirements.txt",)
    prepare(moved, run=Installer(moved / ".venv"))
    assert "another-python" not in (moved / ".venv" / "participle-stamp.json").read_text()


def test_what_a_start_meanwhile_has_made_is_not_made_again(root, installer, monkeypatch):
    """Two starts at once: the one that had to wait finds all done."""
    real = environment.held

    def held_after_the_other_start(path, on_wait):
        prepare_as_the_other()
        return real(path, on_wait)

    def prepare_as_the_other():
        monkeypatch.setattr(environment, "held", real)
        prepare(root, run=installer)

    monkeypatch.setattr(environment, "held", held_after_the_other_start)
    prepare(root, run=installer)
    assert installer.made == 1


def test_an_old_python_is_refused_by_name():
    with pytest.raises(EnvironmentProblem, match=r"Python 3\.9\.2 .* needs 3\.11\.5 or newer"):
        check_python((3, 9, 2, "final", 0))
    check_python((3, 11, 5, "final", 0))
    check_python((4, 0, 0, "final", 0))


def test_a_python_without_venv_is_told_what_to_install(root, installer, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(EnvironmentProblem, match="apt install python3-venv"):
        prepare(root, run=installer)


def test_options_are_handed_over_as_they_are(root, installer, monkeypatch):
    monkeypatch.setattr(environment, "prepare", lambda root, extra: python_in(root / ".venv"))
    asked = []
    hand_over(["build", "--output", "a folder"], root, asked.append)
    hand_over(["build", "--help"], root, asked.append)
    python = str(python_in(root / ".venv"))
    begin = [python, "-m", "invoke", "--search-root", str(root)]
    assert asked == [[*begin, "build", "--output", "a folder"], [*begin, "--help", "build"]]


@pytest.mark.parametrize(
    "words, handed",
    [
        (["desk", "serve", "--help"], ["serve", "--help"]),
        (["desk"], ["help"]),
        (["import-followers", "a file.csv"], ["import_followers", "a file.csv"]),
    ],
)
def test_the_desk_gets_its_own_requirements_and_its_words_as_they_are(root, monkeypatch, words, handed):
    asked, executed = [], []
    monkeypatch.setattr(environment, "prepare", lambda root, extra: asked.append(extra) or Path("/env/python"))
    (root / "tasks.py").write_text(TASKS + "\n@task\ndef desk(_):\n    pass\n\n@task\ndef import_followers(_):\n    pass\n")
    assert hand_over(words, root, executed.append) is None
    assert asked == [("requirements-desk.txt",)]
    assert executed == [["/env/python", "-m", "desk", *handed]]


def test_tasks_alone_lists_the_commands(root, capsys):
    assert hand_over([], root) == 0
    said = capsys.readouterr().out
    assert "build             Build the site.\n" in said
    assert "preview           See the site.\n" in said
    assert "not_a_command" not in said


def test_an_unknown_command_is_answered_with_the_nearest(root, capsys):
    assert hand_over(["biuld"], root) == 2
    assert capsys.readouterr().err == "tasks.py has no command “biuld”\n  did you mean “build”?\n"
    assert hand_over(["zzz"], root) == 2
    assert "the commands are: build, preview" in capsys.readouterr().err


def test_an_environment_that_cannot_be_made_ends_with_words_and_no_traceback(root, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 8, 0, "final", 0))
    assert hand_over(["build"], root) == 1
    assert "needs 3.11.5" in capsys.readouterr().err
