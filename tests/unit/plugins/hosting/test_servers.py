"""What stands in the files for nginx and Caddy. Whether the servers understand it, tests/site/test_delivery_servers.py asks them."""

import re

from plugins.hosting.caddy import caddy
from plugins.hosting.nginx import nginx
from plugins.hosting.rules import rules


def test_every_location_with_a_header_of_its_own_has_all_of_them(made):
    """nginx forgets the outer ones as soon as a location has one."""
    wanted = {name for name, _ in made.headers} | {"Content-Security-Policy", "Cache-Control"}
    blocks = [set(re.findall(r"add_header (\S+)", block)) for block in re.split(r"\n    location ", nginx(made))]
    assert len([block for block in blocks if block]) == len(made.kinds)
    assert all(block == wanted for block in blocks if block)


def test_security_headers_stand_on_errors_too(made):
    lines = [line for line in nginx(made).splitlines() if "add_header" in line and "Cache-Control" not in line]
    assert lines
    assert all(line.endswith(" always;") for line in lines)


def test_a_page_that_is_not_there_is_not_kept(made):
    for line in nginx(made).splitlines():
        if "add_header Cache-Control" in line and line.endswith("always;"):
            assert "max-age=0" in line


def test_neither_file_says_what_the_owner_says(made):
    for text in (nginx(made), caddy(made)):
        assert not re.search(r"^\s*(?:server_name|listen|root|alias|bind|tls)\b", text, re.M)


def test_in_a_folder_every_path_begins_with_it(settings, context):
    settings["SITEURL"] += "/blog"
    made = rules(settings, context)
    for line in nginx(made).splitlines():
        if found := re.search(r'location (?:= |\^~ |~ )"?\^?(\S+)', line):
            assert found[1].startswith("/blog") or found[1].startswith(("/\\.", "/(?:_headers", "/index")), line
        if "return 301" in line and "$1" not in line:
            assert "return 301 /blog/" in line
    for target in re.findall(r'redir \S+ (\S+) 301|"(/[^"]*)"$', caddy(made), re.M):
        assert "".join(target).startswith(("/blog/", "{"[: not target[1]])) or "".join(target).startswith("{"), target


def test_a_site_on_plain_http_does_not_promise_https(settings, context):
    settings["SITEURL"] = "http://127.0.0.1:8000"
    made = rules(settings, context)
    assert "Strict-Transport-Security" not in nginx(made) + caddy(made)


def test_https_is_promised_for_a_year_or_more(made):
    seconds = int(re.search(r'Strict-Transport-Security "max-age=(\d+)', nginx(made))[1])
    assert seconds >= 365 * 24 * 3600


def test_an_alias_works_with_and_without_its_slash_and_a_file_only_as_it_is(made):
    for old in ("/2014/06/tea", "/2014/06/tea/", "/café", "/café/", "/old/tea.html"):
        assert f'location = "{old}" {{ return 301 /2014/06/03/tea/; }}' in nginx(made)
        assert f'\t{old} "/2014/06/03/tea/"' in caddy(made)
    assert "/old/tea.html/" not in nginx(made) + caddy(made)
