"""`docs`: builds the documentation as a site, in var/docs/site, with its reference pages written from the code."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from commands.environment import DESK, ROOT, EnvironmentProblem, fingerprint, prepare
from commands.lock import held, shared_with_child

REQUIREMENTS = "requirements-docs.txt"
# Pages at the top of the project that belong to the documentation too.
PROJECT_PAGES = {
    "README.md": "project/readme.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changelog.md",
    "SECURITY.md": "project/security.md",
}
# Lists that tests read, and patches: they are for those who work on the code, who have them at hand.
NOT_PAGES = {"promises", "upstream", "reference"}


class DocsProblem(Exception):
    """The documentation cannot be built; the text says why."""


def docs(root: Path = ROOT) -> int:
    """Build the site and say where it is; an exit code. The last good one stays when this one cannot be built."""
    work = root / "var" / "docs"
    work.mkdir(parents=True, exist_ok=True)
    try:
        python = prepare(root, extra=(DESK,))  # the reference lists the desk's commands
        with held(work / "lock", on_wait=lambda: print("Another start builds the documentation; waiting for it …", flush=True)) as lock:
            tool = install(root, work, python, lock)
            source = collect(root, work / "source")
            _run([python, "-m", "docs.reference", source / "docs"], root, os.environ, "the reference pages could not be written")
            path = os.pathsep.join(filter(None, [str(tool), os.environ.get("PYTHONPATH")]))
            builder = [python, "-m", "zensical", "build", "--strict", "--clean", "--config-file", source / "mkdocs.yml"]
            _run(builder, source, os.environ | {"PYTHONPATH": path, "NO_COLOR": "1"}, "the site could not be built")
            shutil.rmtree(work / "site", ignore_errors=True)
            os.rename(source / "site", work / "site")
    except (EnvironmentProblem, DocsProblem) as problem:
        print(problem, file=sys.stderr)
        return 1
    pages = len(list((work / "site").rglob("*.html")))
    print(
        f"The documentation is in {(work / 'site').relative_to(root)}/, {pages} pages. To read it:\n  python3 -m http.server --directory var/docs/site 8200"
    )
    return 0


def install(root: Path, work: Path, python: Path, lock: object) -> Path:
    """Install the site builder into a folder of its own, once for each state of its requirements; that folder."""
    tool = work / f"tool-{fingerprint(root / REQUIREMENTS)[:8]}"
    if tool.exists():
        return tool
    print(f"Installing what {REQUIREMENTS} pins …", flush=True)
    for old in work.glob("tool-*"):
        shutil.rmtree(old)
    part = tool.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    pip = [python, "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    command = [*pip, "--require-hashes", "--no-deps", "--target", part, "-r", root / REQUIREMENTS]
    if subprocess.call([str(word) for word in command], **shared_with_child(lock)) != 0:
        raise DocsProblem(f"\nThe packages of {REQUIREMENTS} could not be installed; pip’s own words are above.\n  Is the network there?")
    os.rename(part, tool)
    return tool


def collect(root: Path, source: Path) -> Path:
    """Put everything that the site is built from into the folder `source`, which is emptied first; that folder."""
    shutil.rmtree(source, ignore_errors=True)
    place = source / "docs"
    for file in sorted((root / "docs").rglob("*")):
        path = file.relative_to(root / "docs")
        if file.suffix in (".md", ".svg", ".css") and path.parts[0] not in NOT_PAGES:
            _write(place / path, _from_project(file.read_text(encoding="utf-8"), "../" * (len(path.parts) - 1)))
    for name, path in PROJECT_PAGES.items():
        _write(place / path, _project_page((root / name).read_text(encoding="utf-8")))
    decisions = sorted(path.name for path in (place / "adr").glob("[0-9]*.md"))
    titles = [re.match(r"# (.+)", (place / "adr" / name).read_text(encoding="utf-8"))[1] for name in decisions]
    listed = "".join(f"- [{title}]({name})\n" for name, title in zip(decisions, titles, strict=True))
    introduction = (root / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    _write(place / "adr" / "README.md", f"{introduction}\n{listed}")
    text = (root / "docs" / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [{title: f"adr/{name}"} for name, title in zip(["README.md", *decisions], ["All decisions", *titles], strict=True)]
    _write(source / "mkdocs.yml", yaml.safe_dump(_with_decisions(yaml.safe_load(text), pages), allow_unicode=True, sort_keys=False))
    return source


def _from_project(text: str, up: str) -> str:
    """A page of docs/ with its links to pages at the top of the project leading to their copies in the site."""
    for name, path in PROJECT_PAGES.items():
        text = text.replace(f"]({up}../{name}", f"]({up}{path}")
    return text


def _project_page(text: str) -> str:
    """A page from the top of the project with its links leading to pages of the site; what is no page of it is named without a link."""

    def moved(link: re.Match) -> str:
        words, target = link.groups()
        if re.match(r"https?://|#", target):
            return link[0]
        file, mark, part = target.partition("#")
        if file in PROJECT_PAGES or re.fullmatch(r"docs/(?!promises|upstream).*\.md", file):
            return f"[{words}](../{PROJECT_PAGES.get(file, file.removeprefix('docs/'))}{mark}{part})"
        return words

    return re.sub(r"\[([^\]]+)\]\(([^()\s]+)\)", moved, text)


def _with_decisions(value: object, pages: list[dict[str, str]]) -> object:
    """The configuration with the pages of the decisions where the navigation has `adr/`."""
    if isinstance(value, dict):
        return {key: _with_decisions(each, pages) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_decisions(each, pages) for each in value]
    return pages if value == "adr/" else value


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _run(command: list[object], folder: Path, environment: dict[str, str], wrong: str) -> None:
    """Run a program quietly. Raises DocsProblem with what it said when it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        said = re.sub(r"\x1b\[[\d;]*m", "", done.stdout).partition("Traceback (most")[0] or done.stdout
        raise DocsProblem(f"{said}\n{wrong[0].upper()}{wrong[1:]}; the words above say why.")
