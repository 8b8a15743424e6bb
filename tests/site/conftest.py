"""The built site as its readers meet it, and copies of the project that are built with other content or settings.

Nothing here imports the project: what is judged is what the real commands wrote.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from testing.newsroom import copy_project
from tests.site.feeds import Feeds

POST = re.compile(r"/\d{4}/\d\d/\d\d/[^/]+/")
NEW_YEAR_2026 = 1767225600  # after everything that is in content/


@dataclass
class Page:
    """One HTML file. `address` is what stands in the address bar below the host: /2014/06/03/a-fair-advantage/."""

    file: Path
    address: str

    @cached_property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def tree(self):
        return html.document_fromstring(self.text)

    @cached_property
    def ids(self) -> list[str]:
        return self.tree.xpath("//@id")

    def having(self, name: str, within=None) -> list:
        """The elements of a class, in order."""
        tree = self.tree if within is None else within
        return tree.xpath(f'.//*[contains(concat(" ", normalize-space(@class), " "), " {name} ")]')

    def words(self, name: str) -> list[str]:
        """The text of every element of a class, its white space made single."""
        return [" ".join(found.text_content().split()) for found in self.having(name)]


class Site:
    """A finished output folder. `url` is the address it was built for, without a slash at the end."""

    def __init__(self, folder: Path):
        self.folder = folder
        home = html.parse(str(folder / "index.html"))
        self.url: str = home.xpath('//link[@rel="canonical"]/@href')[0].rstrip("/")
        self.host = urlsplit(self.url).netloc
        self.root = urlsplit(self.url).path

    @cached_property
    def manifest(self) -> dict:
        """What site.json says."""
        return json.loads((self.folder / "site.json").read_text(encoding="utf-8"))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its path from the output folder."""
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every HTML file by its address, mails and the error page too."""
        found = (Page(path, self.address(path)) for path in sorted(self.folder.rglob("*.html")))
        return {page.address: page for page in found}

    @property
    def public_pages(self) -> dict[str, Page]:
        """What people come to read and search engines to find: no mail, no error page, no search, no large print of what stands elsewhere, and not what is said once one follows."""
        apart = re.compile(r".*/(mail\.html|404\.html|search/|welcome/|print/\d{4}-W\d\d/)")
        return {address: page for address, page in self.pages.items() if not apart.fullmatch(address)}

    @cached_property
    def posts(self) -> dict[str, Page]:
        """The posts by address, submissions included, in order of time."""
        return {address: page for address, page in self.pages.items() if POST.fullmatch(address.removeprefix(self.root))}

    def address(self, path: Path) -> str:
        return f"{self.root}/{path.relative_to(self.folder).as_posix()}".removesuffix("index.html")

    def file_at(self, address: str) -> Path | None:
        """The file that a web server would give for a path like /about/, or None."""
        path = unquote(urlsplit(address).path)
        if not path.startswith(f"{self.root}/"):
            return None
        file = self.folder / (path.removeprefix(f"{self.root}/") + ("index.html" if path.endswith("/") else ""))
        return file if file.is_file() else None

    def links(self, page: Page) -> Iterator[tuple[str, str]]:
        """Every address that a page names, as written and as a whole address."""
        for element in page.tree.iter("*"):
            for name in ("href", "src", "action", "cite", "poster", "data"):
                if name in element.attrib:
                    yield element.get(name), urljoin(self.url.removesuffix(self.root) + page.address, element.get(name))
            for candidate in element.get("srcset", "").split(","):
                if candidate.strip():
                    yield candidate, urljoin(self.url.removesuffix(self.root) + page.address, candidate.split()[0])

    def broken_links(self) -> list[str]:
        """“page → address” for each address of ours that has no file, or names a part of a page that is not there."""
        faults = []
        for page in self.pages.values():
            for written, whole in self.links(page):
                parts = urlsplit(whole)
                if parts.scheme not in ("http", "https") or parts.netloc != self.host:
                    continue
                file = self.file_at(parts.path)
                if file is None:
                    faults.append(f"{page.address} → {written}: no such file")
                elif parts.fragment and unquote(parts.fragment) not in self.pages[self.address(file)].ids:
                    faults.append(f"{page.address} → {written}: no such place on that page")
        return faults

    def holding(self, words: str) -> list[str]:
        """The names of the files that hold these words."""
        return [name for name, data in self.files.items() if words.encode() in data]


@dataclass
class Build:
    """How one run of a command ended."""

    code: int
    said: str
    folder: Path

    @property
    def site(self) -> Site:
        assert self.code == 0, self.said
        return Site(self.folder)


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder; none, if that is not there."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class Project:
    """A copy of the project to change and to build."""

    def __init__(self, folder: Path):
        self.folder = copy_project(folder)

    def own_cache(self, *shared: str) -> Path:
        """Give this copy a cache of its own; of the stores in that of all copies it sees those named, such as "pictures", and nothing else."""
        cache = self.folder / "var" / "cache"
        everyones = cache.resolve()
        cache.unlink()
        cache.mkdir()
        for store in shared:
            (everyones / store).mkdir(exist_ok=True)
            (cache / store).symlink_to(everyones / store)
        return cache

    def write(self, path: str, text: str | bytes) -> Path:
        """Make or replace a file below the project’s folder."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words that must be there once."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path} has “{old}” {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def unlink_texts(self, to: str = r"\{filename\}") -> None:
        """Make words of the links in all texts whose address begins so: what they lead to shall not be there."""
        for file in (self.folder / "content").rglob("*.md"):
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(rf"\[([^\]]+)\]\({to}[^)]*\)", r"\1", text), encoding="utf-8")

    def set(self, **settings) -> None:
        """Let production use other settings."""
        with (self.folder / "publishconf.py").open("a", encoding="utf-8") as file:
            file.writelines(f"\n{name} = {value!r}\n" for name, value in settings.items())

    def build(self, output: str = "out", at: int = NEW_YEAR_2026, **environment: str) -> Build:
        """`build --output …`, the way tasks.py runs it inside the environment, as if at the moment `at`."""
        folder = self._output(output)
        return self.run(["invoke", "--search-root", str(self.folder), "build", "--output", str(folder)], folder, at, environment)

    def preview(self, output: str = "preview", at: int = NEW_YEAR_2026) -> Build:
        """What preview builds: the settings of pelicanconf.py, which leave a broken file out instead of stopping."""
        return self.pelican("pelicanconf.py", output, at)

    def pelican(self, settings: str, output: str, at: int = NEW_YEAR_2026) -> Build:
        """Pelican itself, without our commands."""
        folder = self._output(output)
        return self.run(["pelican", "content", "-s", settings, "-o", str(folder), "--fatal", "errors"], folder, at)

    def again(self, settings: str, output: str, at: int = NEW_YEAR_2026) -> Build:
        """Pelican as `build` and `preview` run it: into a new folder, beside what the last build gave, which stays as it is."""
        folder, last = self._output(output), self._output(f"{output}-last")
        shutil.rmtree(last, ignore_errors=True)
        if folder.exists():
            folder.rename(last)
        before = contents(last)
        place = f"LAST_OUTPUT={json.dumps(str(last))}"
        built = self.run(["pelican", "content", "-s", settings, "-o", str(folder), "--fatal", "errors", "-e", place], folder, at)
        assert contents(last) == before
        if built.code:
            shutil.rmtree(folder, ignore_errors=True)
            if last.exists():
                last.rename(folder)
        return built

    def _output(self, name: str) -> Path:
        return self.folder.parent / f"{self.folder.name}-{name}"

    def run(self, command: list[str], folder: Path | None = None, at: int = NEW_YEAR_2026, environment: dict | None = None) -> Build:
        """`python -m COMMAND` in the project; `folder` is where it is said to write."""
        shell = (
            os.environ
            | {"SOURCE_DATE_EPOCH": str(at), "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1", "COLUMNS": "200"}
            | (environment or {})
        )
        ended = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.folder,
            env=shell,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        return Build(ended.returncode, ended.stdout, folder or self.folder)


@pytest.fixture(scope="session")
def site(built_site) -> Site:
    """The real site, built once by the real command."""
    return Site(Path(built_site))


@pytest.fixture(scope="session")
def all_feeds(site) -> list[Feeds]:
    """The feeds of every folder that has some."""
    folders = sorted(name.removesuffix("feed.xml") for name in site.files if name == "feed.xml" or name.endswith("/feed.xml"))
    return [Feeds(site, folder) for folder in folders]


@pytest.fixture(scope="session")
def main_feeds(site) -> Feeds:
    """The feeds of everything."""
    return Feeds(site, "")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Makes copies of the project: `project()`, or `project("another-name")` for one whose folder is called so."""

    def copy(name: str = "newsroom") -> Project:
        return Project(tmp_path_factory.mktemp("copy") / name)

    return copy
