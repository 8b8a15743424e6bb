"""The desk behind nginx and behind Caddy, configured as docs/operators.md says: it knows who is who, and nobody is locked out by a stranger."""

import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from testing.desks import Desk
from testing.newsroom import ROOT
from testing.webservers import _check, _program, _running, free_port

PASSWORD = "a long one, for a test"
EDITOR = (
    f"from django.contrib.auth import get_user_model; get_user_model().objects.create_superuser('editor', 'ed@example.net', '{PASSWORD}')"
)
GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")


def block(first_line: str) -> str:
    """The example in the guide that begins like this."""
    return next(text for text in re.findall(r"^```\w*\n(.*?)^```$", GUIDE, re.M | re.S) if text.startswith(first_line))


def nginx(work: Path, port: int, desk: Desk, lacks) -> list[str]:
    server = re.sub(r"listen .*443.*;|ssl_\w+ .*;", "", block("# nginx"))
    server = (
        server.replace("server {", f"server {{ listen 127.0.0.1:{port};", 1)
        .replace("127.0.0.1:8100", f"127.0.0.1:{desk.port}")
        .replace("$scheme", "https")
    )
    paths = " ".join(f"{kind}_temp_path {work}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (work / "nginx.conf").write_text(
        f"daemon off; pid {work}/pid; error_log {work}/error.log; events {{}} http {{ access_log off; {paths} {server} }}"
    )
    command = [_program("nginx", lacks), "-p", str(work), "-c", str(work / "nginx.conf")]
    _check([*command, "-t"], work)
    return command


def caddy(work: Path, port: int, desk: Desk, lacks) -> list[str]:
    site = (
        block("# Caddyfile")
        .replace("desk.example.org {", f"http://:{port} {{\n\tbind 127.0.0.1", 1)
        .replace("127.0.0.1:8100", f"127.0.0.1:{desk.port}")
    )
    site = (
        site.replace("reverse_proxy", "request_header X-Forwarded-Proto https\n\treverse_proxy", 1)
        if "request_header" not in site
        else site
    )
    (work / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + site)
    command = [_program("caddy", lacks), "run", "--config", str(work / "Caddyfile"), "--adapter", "caddyfile"]
    _check([command[0], "validate", *command[2:]], work)
    return command


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def log_in(address: str, password: str, forged: str = "") -> int:
    headers = {"Host": "desk.participle.example", "Referer": "https://desk.participle.example/"} | (
        {"X-Forwarded-For": forged} if forged else {}
    )
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPCookieProcessor())
    with opener.open(urllib.request.Request(f"{address}/admin/login/", headers=headers)) as page:
        token, cookie = (
            re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1],
            page.headers["Set-Cookie"].partition(";")[0],
        )
    fields = {"csrfmiddlewaretoken": token, "username": "editor", "password": password, "next": "/admin/"}
    try:
        with opener.open(
            urllib.request.Request(f"{address}/admin/login/", urllib.parse.urlencode(fields).encode(), headers | {"Cookie": cookie})
        ) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("server", [nginx, caddy])
@pytest.mark.sample(1)
def test_strangers_who_forge_where_they_come_from_lock_nobody_out(desk, tmp_path, lacks, server):
    assert desk.run("shell", "-c", EDITOR).returncode == 0
    desk.stop()
    desk.environment["DESK_TRUSTED_PROXIES"] = "1"
    desk.start()
    work, port = tmp_path / "proxy", free_port()
    work.mkdir()
    with _running(server(work, port, desk, lacks), work, port) as address:
        assert [log_in(address, str(number), f"198.51.100.{number}") for number in range(6)] == [200] * 4 + [429] * 2
        assert log_in(address, PASSWORD, "192.0.2.1") == 429  # whoever it says it is, it is this machine
    # An editor from elsewhere: the header as our proxy would have written it.
    assert log_in(f"http://127.0.0.1:{desk.port}", PASSWORD, "192.0.2.1") in (301, 302)
    assert "DESK_TRUSTED_PROXIES" not in desk.run("shell", "-c", "from desk.guard.client import proxy_alarms; print(proxy_alarms())").stdout
