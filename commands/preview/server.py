"""Serves the preview on this machine: the built files, and under /__preview__/ what only a preview needs."""

import mimetypes
import posixpath
import shutil
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from commands.preview import pages
from commands.preview.builds import Builds
from commands.preview.forms import MAX_BYTES, fields_of

OWN = Path(__file__).parent / "assets"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".xsl": "application/xslt+xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
}
BEAT_SECONDS = 15


class PreviewServer(ThreadingHTTPServer):
    """A server on the loopback address; `builds` is set before it serves."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would mean: take a port from whoever has it
    builds: Builds

    def handle_error(self, request, client_address):
        """A browser that hangs up in mid-answer is no news; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def listen(port: int) -> PreviewServer:
    """A server on `port`, or on the next free one of the twenty after it. Raises OSError if all are taken."""
    for candidate in range(port, port + 20):
        try:
            return PreviewServer(("127.0.0.1", candidate), Handler)
        except OSError as error:
            taken = error
    raise OSError(f"no free port from {port} to {candidate}; choose one with --port") from taken


class Handler(BaseHTTPRequestHandler):
    """Answers one request. Nothing is ever cached: the next save may change it."""

    server: PreviewServer
    server_version = "preview"

    def do_GET(self):
        path = urlsplit(self.path).path
        if path == "/__preview__/events":
            self._events()
        elif path.startswith("/__preview__/"):
            self._own(path.removeprefix("/__preview__/"))
        else:
            self._site(path)

    do_HEAD = do_GET

    def do_POST(self):
        """Shows what a mail service or the desk would have received; keeps nothing."""
        if urlsplit(self.path).path != "/__preview__/form":
            self._page(HTTPStatus.NOT_FOUND, pages.message("Nothing listens here", "A static site takes no posts."))
            return
        length = self.headers.get("Content-Length", "")
        length = int(length) if length.isdecimal() else 0
        if length > MAX_BYTES:
            self.close_connection = True
            self._page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, pages.message("Too large", "The preview takes 25 MB."))
            return
        fields = fields_of(self.headers.get("Content-Type", ""), self.rfile.read(length))
        self._page(HTTPStatus.OK, pages.received(fields))

    def _site(self, path: str) -> None:
        folder = self.server.builds.folder
        if folder is None:
            self._page(HTTPStatus.SERVICE_UNAVAILABLE, pages.nothing_yet(self.server.builds.outcome, self.server.builds.state))
            return
        parts = safe_parts(path)
        if parts is not None and folder.joinpath(*parts).is_dir() and not path.endswith("/"):
            self._redirect("/" + quote("/".join(parts)) + "/")
            return
        status, file = found(folder, parts)
        if file is None:
            self._page(HTTPStatus.NOT_FOUND, pages.message("Not found", "There is no such page, and the theme has no 404.html."))
        else:
            self._file(status, file)

    def _file(self, status: HTTPStatus, file: Path) -> None:
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        builds = self.server.builds
        if file.suffix == ".html":
            state = builds.state
            page = file.read_text(encoding="utf-8")
            self._answer(status, pages.with_preview(page, builds.outcome, pages.state_of(page, builds.outcome, state)).encode(), kind)
            return
        with file.open("rb") as stream:
            self._head(status, kind, file.stat().st_size)
            if self.command != "HEAD":
                shutil.copyfileobj(stream, self.wfile)

    def _own(self, name: str) -> None:
        file = OWN / posixpath.basename(name)
        if name == "form":
            self._page(HTTPStatus.METHOD_NOT_ALLOWED, pages.message("Only forms come here", "Send the form itself."), ("Allow", "POST"))
        elif file.is_file():
            self._answer(HTTPStatus.OK, file.read_bytes(), TYPES[file.suffix])
        else:
            self._page(HTTPStatus.NOT_FOUND, pages.message("Not found", "The preview has no such page."))

    def _events(self) -> None:
        """Tell the browser the state of its page, at once and after whatever was drawn, until it hangs up."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        parts = safe_parts(unquote(urlsplit(self.path).query.removeprefix("page=")))
        builds, state = self.server.builds, ""
        while not builds.closed and self.command != "HEAD":
            state = builds.wait_for_other(state, BEAT_SECONDS)
            # Sent without a change too: that is how a browser that hung up is noticed.
            self.wfile.write(f"data: {self._state_of(parts, state)}\n\n".encode())
            self.wfile.flush()

    def _state_of(self, parts: list[str] | None, state: str) -> str:
        """The state of the page with this address; of all that are not there, that of the builds."""
        builds = self.server.builds
        try:
            _, file = found(builds.folder, parts) if builds.folder else (None, None)
            return pages.state_of(file.read_text(encoding="utf-8"), builds.outcome, state) if file else state
        except (OSError, ValueError):  # it is just being replaced, or no text
            return state

    def _page(self, status: HTTPStatus, page: str, *headers: tuple[str, str]) -> None:
        self._answer(status, page.encode(), TYPES[".html"], *headers)

    def _redirect(self, location: str) -> None:
        self._answer(HTTPStatus.FOUND, b"", TYPES[".txt"], ("Location", location))

    def _answer(self, status: HTTPStatus, body: bytes, kind: str, *headers: tuple[str, str]) -> None:
        self._head(status, kind, len(body), *headers)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, length: int, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(length)),
            ("Cache-Control", "no-store"),
            ("Access-Control-Allow-Origin", "*"),
            *headers,
        ):
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format, *args):
        """Silent: the terminal is for what an editor has to mend."""


def found(folder: Path, parts: list[str] | None) -> tuple[HTTPStatus, Path | None]:
    """What a site in `folder` answers to an address, None for nothing at all."""
    file = folder.joinpath(*parts) if parts is not None else None
    if file and file.is_dir():
        file = file / "index.html"
    if file and file.is_file() and file.resolve().is_relative_to(folder.resolve()):
        return HTTPStatus.OK, file
    missing = folder / "404.html"
    return HTTPStatus.NOT_FOUND, missing if missing.is_file() else None


def safe_parts(path: str) -> list[str] | None:
    """The folders and file that a request names, or None for one that could lead out of the site’s folder."""
    parts = [part for part in unquote(path).split("/") if part not in ("", ".")]
    if any(part == ".." or set(part) & set("\\\0:") for part in parts):
        return None
    return parts
