"""`docs` collects pages whose links lead within the site, and leaves the last good site when the next cannot be built."""

import sys
from pathlib import Path

import pytest
import yaml

from commands import docs as module
from commands.docs import collect, docs

CONFIG = "nav:\n  - Home: README.md\n  - Explanation:\n      - Decisions: adr/\n"


@pytest.fixture
def root(tmp_path) -> Path:
    texts = {
        "docs/README.md": "# Home\n[How we work](../CONTRIBUTING.md)\n",
        "docs/how-to/post.md": "# Post\n[README](../../README.md#start)\n",
        "docs/adr/README.md": "# Decisions\n",
        "docs/adr/0001-links.md": "# 1. Links start at the root\n",
        "docs/promises/editors.md": "# Promises\n",
        "docs/mkdocs.yml": CONFIG,
        "README.md": "# Blog\n[guide](docs/editors.md#links) [licence](LICENSE) [site](https://example.org/) [work](CONTRIBUTING.md)\n",
        "CONTRIBUTING.md": "# Work\n",
        "CHANGELOG.md": "# Changes\n",
        "SECURITY.md": "# Security\n",
        "requirements-docs.txt": "",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_links_lead_from_page_to_page_of_the_site(root, tmp_path):
    pages = collect(root, tmp_path / "source") / "docs"
    assert "](project/contributing.md)" in (pages / "README.md").read_text()
    assert "](../project/readme.md#start)" in (pages / "how-to/post.md").read_text()
    assert (
        "[guide](../editors.md#links) licence [site](https://example.org/) [work](../project/contributing.md)"
        in (pages / "project/readme.md").read_text()
    )


def test_decisions_are_listed_and_what_is_for_tests_is_not_there(root, tmp_path):
    source = collect(root, tmp_path / "source")
    assert "- [1. Links start at the root](0001-links.md)" in (source / "docs/adr/README.md").read_text()
    assert not (source / "docs/promises").exists()
    (_, explanation) = yaml.safe_load((source / "mkdocs.yml").read_text())["nav"]
    decisions = explanation["Explanation"][0]["Decisions"]
    assert decisions == [{"All decisions": "adr/README.md"}, {"1. Links start at the root": "adr/0001-links.md"}]


def test_what_was_collected_before_is_gone(root, tmp_path):
    source = collect(root, tmp_path / "source")
    (root / "docs/how-to/post.md").unlink()
    assert not (collect(root, source) / "docs/how-to/post.md").exists()


def test_a_site_that_cannot_be_built_leaves_the_last_one(root, monkeypatch, capsys):
    """Here the reference cannot be written: this project has none."""
    (root / "var/docs/site").mkdir(parents=True)
    (root / "var/docs/site/index.html").write_text("the last good one")
    monkeypatch.setattr(module, "prepare", lambda root, extra: Path(sys.executable))
    monkeypatch.setattr(module, "install", lambda root, work, python, lock: work)
    monkeypatch.setattr(module, "_run", lambda command, folder, environment, wrong: (_ for _ in ()).throw(module.DocsProblem(wrong)))
    assert docs(root) == 1
    assert "could not be written" in capsys.readouterr().err
    assert (root / "var/docs/site/index.html").read_text() == "the last good one"
