"""The recipe of README.md for a server works as it is written there."""

import re
import urllib.request
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def test_nginx_serves_what_is_published_with_the_lines_of_the_readme(blog_for, nginx):
    blog = blog_for("folder")
    site = blog.next_site() | {".delivery/nginx.conf": b'add_header X-From "the release";\n'}
    assert blog.publish(site).code == 0
    (server,) = re.findall(r"```nginx\n(.+?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    here = [
        ("    listen [::]:80;\n", ""),
        ("listen 80;", "listen 127.0.0.1:PORT;"),
        ("root /srv/blog/current;", f'root "{blog.place}/current";'),
        ("include /srv/blog/current/", f'include "{blog.place}/current/'),
        (".delivery/nginx.conf;", '.delivery/nginx.conf";'),
    ]
    for there, ours in here:
        assert server.count(there) == 1, there
        server = server.replace(there, ours)
    port = nginx(server)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/2014/06/03/a-fair-advantage/", timeout=20) as answer:
        assert answer.read() == site["2014/06/03/a-fair-advantage/index.html"]
        assert answer.headers["X-From"] == "the release"
    assert blog.publish().code == 0
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
        assert b"Generation 2" in answer.read()
