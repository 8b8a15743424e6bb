"""Writes what servers and hosts read, when everything else is written."""

import logging
import re
from pathlib import Path

from pelican.generators import Generator

from newsroom.files import files_below, write
from plugins.hosting import hosts
from plugins.hosting.caddy import caddy
from plugins.hosting.nginx import BROTLI, nginx
from plugins.hosting.rules import Rules, rules

logger = logging.getLogger(__name__)


class DeliveryGenerator(Generator):
    """Looks at the finished output, because the hosts' language has to name folders that a server's finds by a pattern."""

    def generate_output(self, writer) -> None:
        found = rules(self.settings, self.context)
        output = Path(self.output_path)
        files = files_below(output)
        years = sorted({name[:4] for name in files if re.match(r"\d{4}/", name)})
        for warning in too_many(found, files, years):
            logger.warning("%s", warning)
        write(output, "_headers", hosts.headers(found, files))
        write(output, "_redirects", hosts.redirects(found, years))
        write(output, ".delivery/netlify-redirects", hosts.netlify_redirects(found))
        write(output, ".delivery/nginx.conf", nginx(found))
        write(output, ".delivery/nginx-brotli.conf", BROTLI)
        write(output, ".delivery/Caddyfile", caddy(found))


def too_many(found: Rules, files: list[str], years: list[str]) -> list[str]:
    """What Cloudflare Pages would leave out, in words; the other hosts and servers read it all."""
    static, dynamic = hosts.redirect_lines(found, years)
    counts = (
        ("_headers", "rules", len(hosts.header_blocks(found, files)), hosts.MOST_HEADER_RULES),
        ("_redirects", "fixed redirects", len(static), hosts.MOST_STATIC),
        ("_redirects", "redirects with placeholders", len(dynamic), hosts.MOST_DYNAMIC),
    )
    return [
        f"{file} has {count} {what}; Cloudflare Pages reads the first {most} and leaves out the rest. Other hosts and servers read all of them."
        for file, what, count, most in counts
        if count > most
    ]
