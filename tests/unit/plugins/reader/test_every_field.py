"""Whatever is typed into a field is read as typed, or an error names its line: in every field, in every way to write YAML."""

import json
import re
from typing import get_args, get_origin

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from newsroom.content_types import content_types
from newsroom.fields import tag_slug
from plugins.reader.decode import InvalidContent, decode_text
from plugins.reader.document import parse_document
from plugins.reader.model_schema import inner_model

PATHS = {
    "articles": "articles/2014-06-03-x.md",
    "submissions": "submissions/care/2014-06-03-x.md",
    "contributors": "contributors/x.md",
    "callouts": "callouts/x.md",
    "programmes": "programmes/x.md",
    "pages": "pages/x.md",
}
# What every field that must be there holds when another one is tried.
FILLED = {
    "title": "T",
    "date": "2014-06-03",
    "authors": ["ada"],
    "callout": "care",
    "submitter": {"name": "Cleo"},
    "consent": "publish",
    "edited": "as-sent",
    "name": "N",
    "kind": "staff",
    "question": "Q?",
    "opens": "2014-06-03",
    "summary": "S",
    "file": "images/x.png",
    "alt": "A",
    "role": "R",
    "label": "L",
    "url": "https://x.example/",
}


def _is_text(annotation) -> bool:
    args = [arg for arg in get_args(annotation) if arg is not type(None)]
    if get_origin(annotation) is tuple:
        return _is_text(args[0])
    return annotation is str or (bool(args) and all(isinstance(arg, str) for arg in args)) or (bool(args) and _is_text(args[0]))


def leaves(model: type[BaseModel], path: tuple[str, ...] = ()):
    """The paths of all fields of text; "*" stands for an item of a list. Addresses of contributors become links, and are tried elsewhere."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        here = (*path, key, "*") if get_origin(info.annotation) is tuple else (*path, key)
        if inner := inner_model(info.annotation):
            yield from leaves(inner, here)
        elif get_origin(info.annotation) is not dict and _is_text(info.annotation):
            yield here


FIELDS = [(kind, path) for kind, content_type in content_types().items() for path in leaves(content_type.model)]
STYLES = ["plain", "single", "double", "flow", "flow single", "flow double", "literal", "folded", "two lines"]


def _needed(model: type[BaseModel], key: str) -> dict:
    """The fields of a group that must be there, without the one that is tried."""
    return {
        info.alias or name: FILLED[info.alias or name]
        for name, info in model.model_fields.items()
        if info.is_required() and (info.alias or name) != key
    }


def _flow(model, path: tuple[str, ...], value: str) -> str:
    key, rest = path[0], path[1:]
    if key == "*":
        return f"[{_flow(model, rest, value) if rest else value}]"
    inner = inner_model(model.model_fields[_name(model, key)].annotation) or model
    below = _flow(inner, rest, value) if rest else value
    others = "".join(f"{name}: {json.dumps(each)}, " for name, each in _needed(model, key).items())
    return f"{{{others}{key}: {below}}}"


def _name(model, key: str) -> str:
    return next(name for name, info in model.model_fields.items() if (info.alias or name) == key)


def _block(model, path: tuple[str, ...], value: list[str], indent: str = "") -> tuple[list[str], list[str]]:
    """The lines before the value’s, and the value’s own."""
    key, rest = path[0], path[1:]
    before = [f"{indent}{name}: {json.dumps(each)}" for name, each in _needed(model, key).items()]
    inner = inner_model(model.model_fields[_name(model, key)].annotation) or model
    if not rest:
        return before, [f"{indent}{key}: {value[0]}", *(f"{indent}  {line}" for line in value[1:])]
    before.append(f"{indent}{key}:")
    if rest == ("*",):
        return before, [f"{indent}- {value[0]}", *(f"{indent}    {line}" for line in value[1:])]
    if rest[0] == "*":
        above, own = _block(inner, rest[1:], value, indent + "  ")
        first, *more = [*above, *own]
        lines = [f"{indent}- {first[len(indent) + 2 :]}", *more]
        return [*before, *lines[: len(above)]], lines[len(above) :]
    above, own = _block(inner, rest, value, indent + "  ")
    return [*before, *above], own


def written(kind: str, path: tuple[str, ...], style: str, text: str) -> tuple[str, range]:
    """A file with `text` in one field, and the numbers of the lines on which it stands. Other fields stand above and below."""
    model = content_types()[kind].model
    quoted = f"'{text}'" if style.endswith("single") else f'"{text}"' if style.endswith("double") else text
    if style.startswith("flow"):
        inner = inner_model(model.model_fields[_name(model, path[0])].annotation)
        value = quoted if len(path) == 1 else _flow(inner or model, path[1:], quoted)
        before, own = [f"{name}: {json.dumps(each)}" for name, each in _needed(model, path[0]).items()], [f"{path[0]}: {value}"]
    else:
        lines = {
            "literal": ["|", *text.split("\n")],
            "folded": [">", *text.split("\n")],
            "two lines": text.split(" ", 1) if re.match(r"[^\s|>]\S* \S", text) else [text],
        }
        before, own = _block(model, path, lines.get(style, [quoted]))
    after = next(key for key in ("status", "accepts", "kind", "roles", "image", "website") if key in model.model_fields and key != path[0])
    last = {"status": "draft", "accepts": "[text]", "kind": "staff"}.get(after, "")
    before = [line for line in before if not line.startswith(f"{after}:")]
    lines = ["---", *before, *own, f"{after}: {last}".rstrip(), "---", "Words.", ""]
    first = len(before) + 2
    return "\n".join(lines), range(first, first + len(own))


def read(fields, path: tuple[str, ...]):
    for key in path:
        fields = fields[0] if key == "*" else getattr(fields, _name(type(fields), key))
    return fields


def meant(style: str, text: str) -> str:
    """What a value that is accepted must be, with single spaces."""
    if style.endswith("single"):
        text = text.replace("''", "'")
    elif style.endswith("double"):
        # Codes that are fine between double quotes; those of line breaks in fields of Markdown alone, where no test is needed of which.
        text = re.sub(r"\\([\"\\/nt])", lambda found: " " if found[1] in "nt" else found[1], text)
    if style in ("plain", "flow", "two lines") and text.strip()[:1] in ("'", '"'):
        found = re.fullmatch(r"'((?:[^']|'')*)'|\"((?:[^\"\\]|\\[\"\\/])*)\"", text.strip())
        assert found, "a value with words after its quotation marks"
        return meant("single", found[1]) if found[1] is not None else meant("double", found[2])
    return " ".join(text.split())


PIECES = st.sampled_from(
    "a word – é 🎂 Networks why? one, two : :: :x x: # #1 ## ! !Hola & * *bold* ** - -- --- ... ? | > >3 % @ ` ' '' \" ' ' “ ” ‘ ’ « » "
    '[ ] [x] { } {x} , ,, \\ \\n \\" C:\\new ~ null yes 2014 = << $ <b> https://x.example/a,b a@b.example /// 1. * + \u00a0 \u200b'.split(
        " "
    )
)
LINES = st.lists(PIECES, min_size=1, max_size=6).map(" ".join).map(str.strip).filter(bool)
TEXTS = st.one_of(
    LINES, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(lambda text: not {"\n", "\r"} & set(text))
)
PARAGRAPHS = st.lists(st.one_of(LINES, st.just("")), min_size=1, max_size=4).map("\n".join).filter(lambda text: text.strip())


def judge(kind: str, path: tuple[str, ...], style: str, text: str) -> None:
    content, own = written(kind, path, style, text)
    try:
        document, problems = parse_document(PATHS[kind], decode_text(content.encode()))
    except InvalidContent as error:
        document, problems = None, [error.at(PATHS[kind])]
    if document is None:
        assert any(problem.line in own for problem in problems), (content, problems)
        assert all(problem.message for problem in problems)
        return
    value = read(document.fields, path)
    if style == "flow" and "," in text and path[-1] == "*":
        # Between [ and ] commas part: together the entries have all the words, each entry once.
        entries, parts = read(document.fields, path[:-1]), [part.strip() for part in text.split(",") if part.strip()]
        if not any(part[0] in "'\"" for part in parts):
            assert len(parts) >= len(entries) and {tag_slug(part) for part in parts} == {tag_slug(entry) for entry in entries}, content
    elif text.strip("\"', \t"):
        end = ", " if style == "flow" else ""  # a comma before a closing bracket is allowed
        assert value is not None and " ".join(value.split()).rstrip(end) == meant(style, text).rstrip(end), content


@settings(max_examples=1200)
@given(st.sampled_from(FIELDS), st.sampled_from(STYLES[:6] + ["two lines"]), TEXTS)
@example(("articles", ("image", "alt")), "flow", "Two circles, one red")
@example(("articles", ("title",)), "plain", "We are #1 in the C# race")
@example(("articles", ("title",)), "plain", "!Hola amigos")
@example(("articles", ("tags", "*")), "flow", "“one, two”")
@example(("contributors", ("roles", "*", "role")), "flow", "Opportunities, learning and more")
@example(("submissions", ("submitter", "name")), "flow", "Smith, Jones")
@example(("articles", ("title",)), "double", "C:\\new")
def test_a_line_is_read_as_typed_or_refused_by_its_line(field, style, text):
    judge(*field, style, text)


@settings(max_examples=300)
@given(st.sampled_from(FIELDS), st.sampled_from(["literal", "folded"]), PARAGRAPHS)
@example(("articles", ("editors_note",)), "folded", "Because\n- one")
@example(("articles", ("editors_note",)), "literal", "## Why\n\n# and: so, on")
def test_a_block_is_read_as_typed_or_refused_by_its_line(field, style, text):
    judge(*field, style, text)


def test_every_field_of_text_is_tried():
    assert {("articles", ("image", "credit", "name")), ("callouts", ("accepts", "*")), ("contributors", ("roles", "*", "role"))} < set(
        FIELDS
    )
    assert len(FIELDS) > 60
