"""The documentation as a site: it is built without a warning, asks no other host for anything, and its reference names all there is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from lxml import html

from testing.newsroom import ROOT
from tests.site.conftest import Site

# What a browser fetches by itself.
FETCHED = "//script/@src | //link[@rel!='canonical']/@href | //img/@src | //img/@srcset | //iframe/@src | //source/@src | //source/@srcset"


@pytest.fixture(scope="module")
def documentation() -> Path:
    """The folder of the site, built by the real command."""
    built = subprocess.run(
        [sys.executable, "-m", "invoke", "--search-root", str(ROOT), "docs"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert built.returncode == 0, built.stdout
    assert "Warning:" not in built.stdout
    return ROOT / "var" / "docs" / "site"


@pytest.fixture(scope="module")
def trees(documentation) -> dict:
    return {path.relative_to(documentation).as_posix(): html.parse(str(path)).getroot() for path in documentation.rglob("*.html")}


def words(tree) -> str:
    (article,) = tree.xpath("//article")
    return article.text_content()


def test_nothing_is_fetched_from_another_host(documentation, trees):
    fetched = {address for tree in trees.values() for address in tree.xpath(FETCHED)}
    assert fetched and not [address for address in fetched if re.match(r"(https?:)?//", address)]
    styles = "".join(file.read_text(encoding="utf-8") for file in documentation.rglob("*.css"))
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", styles)


def test_every_link_between_pages_leads_to_a_page_and_a_part_of_it(documentation, trees):
    ids = {name: set(tree.xpath("//@id")) for name, tree in trees.items()}
    wrong = []
    for name, tree in trees.items():
        for link in tree.xpath("//article//a/@href"):
            if re.match(r"[a-z]+:", link) or name == "404.html":
                continue
            target, _, part = link.partition("#")
            file = (documentation / name).parent / target if target else documentation / name
            file = file.resolve() / "index.html" if file.is_dir() else file.resolve()
            if not file.is_file() or (part and part not in ids[file.relative_to(documentation).as_posix()]):
                wrong.append(f"{name} → {link}")
    assert wrong == []


def test_every_page_of_docs_is_in_the_navigation(trees):
    """From the first page on, each other page can be reached."""
    names = {name for name in trees if name != "404.html"}
    config = yaml.safe_load((ROOT / "var" / "docs" / "source" / "mkdocs.yml").read_text(encoding="utf-8"))
    listed = set(re.findall(r"[\w/-]+\.md", str(config["nav"])))
    assert {re.sub(r"(^|/)README\.md$|\.md$", r"\1/index.html", page).lstrip("/").replace("//", "/") for page in listed} == names


def test_the_reference_names_every_field_of_the_content(trees):
    text = words(trees["reference/front-matter/index.html"])
    for folder in ("articles", "contributors", "callouts", "programmes", "pages", "submissions"):
        part = text.partition(f"{folder}/")[2]
        fields = {
            field
            for file in (ROOT / "content" / folder).rglob("*.md")
            for field in re.findall(r"^(\w+):", file.read_text(encoding="utf-8").split("---\n")[1], re.M)
        }
        assert fields and not [field for field in fields if not re.search(rf"\b{field}\b", part)], folder


def test_the_reference_names_every_command_and_the_desk_s(trees):
    tasks = re.findall(r"^def (\w+)\(", (ROOT / "tasks.py").read_text(encoding="utf-8"), re.M)
    headings = {heading.text_content().rstrip("¶").strip() for heading in trees["reference/commands/index.html"].xpath("//h2")}
    assert {task.replace("_", "-") for task in tasks} == headings
    commands = {file.stem for file in (ROOT / "desk" / "management" / "commands").glob("[a-z]*.py")}
    assert commands <= {heading.text_content().rstrip("¶").strip() for heading in trees["reference/desk/index.html"].xpath("//h3")}


def test_the_reference_names_every_variable_of_the_operators_guide(trees):
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "operators.md").read_text(encoding="utf-8"), re.M))
    text = words(trees["reference/desk/index.html"])
    assert explained and [name for name in explained - {"ANYMAIL_WEBHOOK_SECRET"} if name not in text] == []


def test_the_reference_names_every_key_of_the_files(trees, built_site):
    text = words(trees["reference/files/index.html"])
    manifest = Site(built_site).manifest
    keys = set(manifest) | {
        key for value in manifest.values() if isinstance(value, list) for each in value if isinstance(each, dict) for key in each
    }
    assert [key for key in keys if not re.search(rf"\b{key}\b", text)] == []


def test_the_reference_names_every_template_plugin_and_setting(trees):
    templates = words(trees["reference/templates/index.html"])
    folder = ROOT / "theme" / "templates"
    assert [file.name for file in folder.rglob("*.html") if file.relative_to(folder).as_posix() not in templates] == []
    plugins = words(trees["reference/plugins/index.html"])
    assert [file.parent.name for file in ROOT.glob("plugins/*/__init__.py") if file.parent.name not in plugins] == []
    settings = words(trees["reference/settings-values/index.html"])
    names = re.findall(r"^([A-Z_]+) =", (ROOT / "pelicanconf.py").read_text(encoding="utf-8"), re.M)
    assert [name for name in names if name not in settings] == []
