"""The rules for Caddy, to be imported into a site's block (https://caddyserver.com/docs/caddyfile/directives/map).

Tables do the work: each looks a path up and gives a value, the first row that fits counts. Headers are set before a file is
looked for and stay on the answer when there is none, so the page for errors sets every one of them anew.
"""

import re
from collections.abc import Iterator

from plugins.hosting.kinds import MEDIA_TYPES, OTHERWISE
from plugins.hosting.rules import Rules

HEAD = """\
# Made by the build of the site; a change here is lost at the next one. Import it into the block of a site that has root;
# the site lies in {where}.
# Handle blocks of your own beside it, say for the desk, come first and keep their own headers."""
TYPE_OF_FOLDERS = MEDIA_TYPES["html"]
# Without the first line a cache might give the large file to those who could read the small one.
FILES = ("header ?Vary Accept-Encoding", "file_server {", "\tprecompressed br gzip", "}")
# How a target names what a group of the source caught.
GROUP = "${{{}}}".format


def caddy(rules: Rules) -> str:
    """The text of the Caddyfile."""
    root = rules.root
    blocks = [
        [HEAD.format(where=f"{root.strip('/')}/ below that root" if root else "that root")],
        _table("{path}", ["{delivery.policy}", "{delivery.cache}"], _kinds(rules)),
        _table("{path}", ["{delivery.type}"], _types(rules)),
        _table("{path}", ["{delivery.moved}"], _moved(rules)),
        # A query goes along to the folder, and only then has a question mark.
        _table("{query}", ["{delivery.query}"], [("~^(.+)$", "?${1}"), ("default", "")]),
        [f"redir {root} {root}/ 301"] if root else [],
        _block(f"route {root}/*" if root else "route", _route(rules)),
        _block("handle_errors", _errors(rules)),
    ]
    return "\n".join("\n".join(block) for block in blocks if block) + "\n"


def _table(source: str, names: list[str], rows) -> list[str]:
    return _block(f"map {source} {' '.join(names)}", (" ".join((row[0], *(f'"{value}"' for value in row[1:]))) for row in rows))


def _block(head: str, lines) -> list[str]:
    return [f"{head} {{", *(f"\t{line}" for line in lines), "}"]


def _kinds(rules: Rules) -> Iterator[tuple[str, ...]]:
    *kinds, rest = rules.kinds
    for kind in kinds:
        yield f"~^{re.escape(rules.root)}/(?:{kind.pattern})$", str(kind.policy), kind.cache
    yield "default", str(rest.policy), rest.cache


def _types(rules: Rules) -> Iterator[tuple[str, ...]]:
    for kind in rules.kinds:
        if kind.media_type:
            yield f"~^{re.escape(rules.root)}/(?:{kind.pattern})$", kind.media_type
    yield "~/$", TYPE_OF_FOLDERS
    yield from ((rf"~\.{ending}$", media_type) for ending, media_type in MEDIA_TYPES.items())
    yield "default", OTHERWISE


def _moved(rules: Rules) -> Iterator[tuple[str, ...]]:
    """Old path and new address; empty for every other path. A file's own index.html has moved to its folder."""
    root = re.escape(rules.root)
    yield rf"~^({root}/(?:[\w.~-]+/)*)index\.html$", "${1}"
    for redirect in rules.exact:
        for slash in ("",) if redirect.is_file else ("", "/"):
            yield f"{rules.root}/{redirect.source}{slash}", f"{rules.root}/{redirect.target}"
    for redirect in rules.patterns:
        yield f"~^{root}/{redirect.regex}/?$", f"{rules.root}/{redirect.target_with(GROUP)}"
    yield "default", ""


def _route(rules: Rules) -> Iterator[str]:
    yield from _block("header", _headers(rules, "{delivery.policy}", "{delivery.cache}"))
    yield from _refusals(rules)
    for number, redirect in enumerate(rules.queries):
        yield from _block(f"@delivery_query_{number}", (f"path {rules.root}/", f"query {'='.join(redirect.query)}"))
        yield f"redir @delivery_query_{number} {rules.root}/{redirect.target} 301"
    yield '@delivery_moved expression {delivery.moved} != ""'
    yield "redir @delivery_moved {delivery.moved} 301"
    yield from _block("@delivery_folder", (r"path_regexp delivery_folder ^((?:/[\w.~-]+)+)$", "file {path}/index.html"))
    # Not {path}, which may begin with two slashes and so lead to another host.
    yield "redir @delivery_folder {re.delivery_folder.1}/{delivery.query} 301"
    # No folder of ours has a dot in its name, and newer Caddys would take the slash from a file's.
    yield r"@delivery_slash path_regexp \.\w+/$"
    yield "error @delivery_slash 404"
    yield "header Content-Type {delivery.type}"
    yield from FILES


def _refusals(rules: Rules) -> Iterator[str]:
    """No path with a dot before a name, but for what certificates need; none of the hosts' files, no small twin, no error page."""
    if rules.root:
        yield r"@delivery_hidden path_regexp /\."
    else:
        yield from _block("@delivery_hidden", (r"path_regexp /\.", "not path /.well-known/*"))
        yield r"@delivery_hidden_below path_regexp ^/.+/\."
        yield "error @delivery_hidden_below 404"
    yield "error @delivery_hidden 404"
    yield rf"@delivery_internal path_regexp (?:/(?:_headers|_redirects)|\.(?:br|gz)|^{re.escape(rules.root)}/404\.html)$"
    yield "error @delivery_internal 404"


def _errors(rules: Rules) -> Iterator[str]:
    rest = rules.kinds[-1]
    where = [f"path {rules.root}/*"] if rules.root else []
    yield from _block("@delivery_lost", [*where, "expression {err.status_code} in [403, 404]"])
    page = [
        *_block("header", _headers(rules, f'"{rest.policy}"', f'"{rest.cache}"')),
        f'header Content-Type "{TYPE_OF_FOLDERS}"',
        f"rewrite * {rules.root}/404.html",
        *FILES,
    ]
    yield from _block("handle @delivery_lost", page)


def _headers(rules: Rules, policy: str, cache: str) -> Iterator[str]:
    yield from (f'{name} "{value}"' for name, value in rules.headers)
    yield from (f"Content-Security-Policy {policy}", f"Cache-Control {cache}")
