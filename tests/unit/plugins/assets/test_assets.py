"""Static files under names that follow their bytes, and many style sheets as one."""

import re

import pytest

from plugins.assets.assets import Assets
from plugins.assets.style import minify


@pytest.fixture
def static(tmp_path):
    """Writes theme/static/ and reads it: `static({"css/site.css": "…"})`."""

    def made(files: dict[str, str]) -> Assets:
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return Assets(tmp_path, "theme")

    return made


def test_a_name_carries_a_hash_of_the_bytes(static):
    one = static({"mark.svg": "<svg/>"})("mark.svg")
    assert re.fullmatch(r"theme/mark\.[0-9a-f]{10}\.svg", one)
    assert static({"mark.svg": "<svg/>"})("mark.svg") == one != static({"mark.svg": "<svg />"})("mark.svg")


def test_imports_stand_in_their_places_each_once_in_its_medium(static):
    assets = static(
        {
            "css/site.css": '/* order */\n@import url("a.css");\n@import "sub/b.css";\n@import url("print.css") print;\np { color: red; }',
            "css/a.css": "a{b:c}",
            "css/sub/b.css": '@import url("../deep.css");\nb{b:c}',
            "css/deep.css": "i{b:c}",
            "css/print.css": "u{b:c}",
        }
    )
    assert assets.files[assets("css/site.css")].decode() == "a{b:c}i{b:c}b{b:c}@media print{u{b:c}}p{color: red}"


def test_what_is_imported_is_no_file_of_its_own(static):
    assets = static({"css/site.css": '@import url("a.css");', "css/a.css": "a{b:c}"})
    assert len(assets.files) == 1
    with pytest.raises(ValueError, match="there is no file theme/static/css/a.css that pages can name"):
        assets("css/a.css")


def test_addresses_lead_from_the_bundle_to_the_named_file(static):
    assets = static(
        {
            "css/site.css": '@import url("sub/b.css");',
            "css/sub/b.css": 'a{src:url("../../fonts/a.woff2") format("woff2"), url(\'x.svg#part\'), url(data:image/png;base64,AA), url(#clip)}',
            "css/sub/x.svg": "<svg/>",
            "fonts/a.woff2": "font",
        }
    )
    text = assets.files[assets("css/site.css")].decode()
    font, picture = assets("fonts/a.woff2").removeprefix("theme/"), assets("css/sub/x.svg").removeprefix("theme/css/")
    assert text == f'a{{src:url("../{font}") format("woff2"),url("{picture}#part"),url(data:image/png;base64,AA),url(#clip)}}'


def test_a_sheet_changes_its_name_with_what_it_names(static):
    files = {"css/site.css": "@font-face{src:url(../a.woff2)}", "a.woff2": "one"}
    assert static(files)("css/site.css") != static(files | {"a.woff2": "two"})("css/site.css")


@pytest.mark.parametrize(
    "files, words",
    [
        ({"a.css": '@import url("b.css");'}, "theme/static/a.css imports “b.css”, and there is no file theme/static/b.css"),
        ({"a.css": "a{b:url(c.svg)}"}, r"theme/static/a.css names url\(c.svg\): there is no file theme/static/c.svg"),
        ({"a.css": '@import url("b.css");', "b.css": '@import url("a.css");'}, "import one another"),
        (
            {"c.css": '@import "a.css";', "a.css": '@import url("b.css");', "b.css": '@import url("a.css");'},
            "a.css imports itself, through c.css and a.css",
        ),
        ({"a.css": "@import url(b.css);", "b.css": ""}, "has an @import that cannot be bundled"),
        ({"a.js": 'import { x } from "./b.js";', "b.js": ""}, "theme/static/a.js imports “./b.js”, whose name changes"),
        ({"a.js": "const b = await import('../b.js')"}, "theme/static/a.js imports “../b.js”"),
    ],
)
def test_what_a_browser_would_not_find_is_an_error_with_its_place(static, files, words):
    with pytest.raises(ValueError, match=words):
        static(files)


def test_a_slip_in_a_template_is_named_with_what_was_meant(static):
    with pytest.raises(ValueError, match="no file theme/static/css/sit.css that pages can name; did you mean “css/site.css”"):
        static({"css/site.css": ""})("css/sit.css")


@pytest.mark.parametrize(
    "text, tight",
    [
        ("a  {\n  b: c ;\n}\n", "a{b: c}"),
        ('a::after { content: "  /* not a comment */ ; } "; }', 'a::after{content: "  /* not a comment */ ; } "}'),
        ("a { content: 'it\\'s  ;  so'; } /* it's */ b { c: d; }", "a{content: 'it\\'s  ;  so'}b{c: d}"),
        ("a { width: calc(1rem + 2 * var(--x)); }", "a{width: calc(1rem + 2 * var(--x))}"),
        ("@media (min-width: 40rem) { .a > .b:has(+ .c) { d: e; } }", "@media (min-width: 40rem){.a > .b:has(+ .c){d: e}}"),
        ('@charset "utf-8";\n/* x */\na { b: c; }', '@charset "utf-8";a{b: c}'),
        ("@supports (a: b) { a { &:hover { c: d; } } }", "@supports (a: b){a{&:hover{c: d}}}"),
    ],
)
def test_white_space_and_comments_go_and_nothing_else(text, tight):
    assert minify(text) == tight
