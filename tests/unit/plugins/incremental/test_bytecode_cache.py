"""A template is compiled once for all builds, and anew when anything that compiling looks at has changed."""

import pytest
from jinja2 import DictLoader, Environment

from newsroom.cache import Cache
from plugins.incremental.bytecode_cache import TemplateBytecodeCache


class Counting(Environment):
    """Counts what it compiles."""

    def _generate(self, *args, **kwargs):
        self.compiled = getattr(self, "compiled", 0) + 1
        return super()._generate(*args, **kwargs)


@pytest.fixture
def draw(tmp_path):
    """What a new process with these things draws, and how many templates it compiled for that."""

    def drawn(source="{{ 'a'|upper }}{{ word }}", base=b"base", filters=(), **options) -> tuple[str, int]:
        compiled = TemplateBytecodeCache(Cache(tmp_path / "templates.sqlite"), lambda: base)
        environment = Counting(loader=DictLoader({"page.html": source}), bytecode_cache=compiled, **options)
        environment.filters.update(filters)
        return environment.get_template("page.html").render(word="<b>"), getattr(environment, "compiled", 0)

    return drawn


def test_it_is_compiled_once(draw):
    assert draw() == ("A<b>", 1)
    assert draw() == ("A<b>", 0)


@pytest.mark.parametrize(
    "change", [{"source": "{{ word }}"}, {"base": b"other"}, {"autoescape": True}, {"filters": {"new": str}}, {"trim_blocks": True}]
)
def test_whatever_changes_it_is_compiled_anew(draw, change):
    draw()
    text, compiled = draw(**change)
    assert compiled == 1
    assert draw(**change) == (text, 0)
    assert draw() == ("A<b>", 0)


def test_a_damaged_store_is_no_matter(draw, tmp_path):
    draw()
    store = tmp_path / "templates.sqlite"
    data = bytearray(store.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    store.write_bytes(data)
    assert draw() == ("A<b>", 1)
