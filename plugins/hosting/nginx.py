"""The rules for nginx, to be included in a `server { }` (https://nginx.org/en/docs/http/ngx_http_core_module.html#location).

Three traps of nginx are walked round here. `add_header` of a server is forgotten in a location that has one of its own, so
each location has all of them. The page of a folder is looked for by asking again for its index.html, so a redirect away from
that name looks at what the visitor asked for. And what a pattern caught is decoded, so patterns catch nothing that could be
more than a part of an address.
"""

import re
from collections.abc import Iterator

from plugins.hosting.kinds import ASK, MEDIA_TYPES, OTHERWISE, Kind
from plugins.hosting.rules import Rules

HEAD = """\
# Made by the build of the site; a change here is lost at the next one. Include it in a server {{ }} that has listen,
# server_name and root; the site lies in {where}.
# Locations of your own beside it, say for the desk, keep their own headers.
"""
BROTLI = """\
# Made by the build of the site. Include it beside nginx.conf if nginx has the module, which Debian and Ubuntu call
# libnginx-mod-http-brotli-static.
brotli_static on;
"""
# Files with a dot before a name are nobody’s business, but for what certificates and the like need at the root of a host.
HIDDEN_AT_ROOT = r"/\.(?!well-known/)|^/.+/\."
HIDDEN_BELOW = r"/\."
# The hosts’ files and the small twins of files are read by servers, never by visitors.
INTERNAL = r"/(?:_headers|_redirects)$|\.(?:br|gz)$"
# How a target names what a group of the source caught.
GROUP = "${}".format


def nginx(rules: Rules) -> str:
    """The text of nginx.conf."""
    root = rules.root
    outer = [
        HEAD.format(where=f"{root.strip('/')}/ below that root" if root else "that root"),
        "absolute_redirect off;",
    ]
    if root:
        outer.append(f"location = {root} {{ return 301 {root}/; }}")
    inner = (f"    {line}" if line else "" for line in _inside(rules))
    return "\n".join([*outer, f"location {'^~ ' if root else ''}{root}/ {{", *inner, "}", ""])


def _inside(rules: Rules) -> Iterator[str]:
    """What holds for the site alone: everything but the redirects to it and within it."""
    yield from ("index index.html;", "autoindex off;", "gzip_static on;", "gzip_vary on;", "charset off;")
    yield f"error_page 404 {rules.root}/404.html;"
    yield f"error_page 403 =404 {rules.root}/404.html;"
    yield f"default_type {OTHERWISE};"
    yield "types {"
    yield from (f'    "{media_type}" {ending};' for ending, media_type in MEDIA_TYPES.items())
    yield "}"
    *kinds, rest = rules.kinds
    yield from _headers(rules, rest)
    yield ""
    yield f'location ~ "{HIDDEN_BELOW if rules.root else HIDDEN_AT_ROOT}" {{ return 404; }}'
    yield f'location ~ "{INTERNAL}" {{ return 404; }}'
    yield f"location = {rules.root}/404.html {{ internal; }}"
    yield ""
    yield from _redirects(rules)
    yield ""
    for kind in kinds:
        yield from _location(rules, kind)
    yield rf'location ~ "/index\.html$" {{ {_index_redirect(rules)} }}'


def _index_redirect(rules: Rules) -> str:
    """To the folder, when a visitor asked for its index.html; nginx itself asks for it too."""
    return rf'if ($request_uri ~ "^({re.escape(rules.root)}/(?:[\w.~-]+/)*)index\.html(?:\?|$)") {{ return 301 $1; }}'


def _redirects(rules: Rules) -> Iterator[str]:
    if rules.queries:
        yield f"location = {rules.root}/ {{"
        for redirect in rules.queries:
            name, value = redirect.query
            yield f'    if ($arg_{name} = "{value}") {{ return 301 {rules.root}/{redirect.target}; }}'
        yield "}"
    for redirect in rules.exact:
        for slash in ("",) if redirect.is_file else ("", "/"):
            yield f'location = "{rules.root}/{redirect.source}{slash}" {{ return 301 {rules.root}/{redirect.target}; }}'
    for redirect in rules.patterns:
        yield f'location ~ "^{re.escape(rules.root)}/{redirect.regex}/?$" {{ return 301 {rules.root}/{redirect.target_with(GROUP)}; }}'


def _location(rules: Rules, kind: Kind) -> Iterator[str]:
    yield f'location ~ "^{re.escape(rules.root)}/(?:{kind.pattern})$" {{  # {kind.name}'
    if kind.is_folder:
        yield f"    {_index_redirect(rules)}"
    if kind.media_type:
        yield f"    types {{ }} default_type {kind.media_type};"
    yield from (f"    {line}" for line in _headers(rules, kind))
    yield "}"


def _headers(rules: Rules, kind: Kind) -> Iterator[str]:
    """All headers of a kind. What is not found was not there to be kept, so nobody keeps that answer."""
    for name, value in (*rules.headers, ("Content-Security-Policy", str(kind.policy))):
        yield f'add_header {name} "{value}" always;'
    yield f'add_header Cache-Control "{kind.cache}"{" always" if kind.cache == ASK else ""};'
