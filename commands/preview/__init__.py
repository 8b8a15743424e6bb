"""`preview`: the site on this machine, rebuilt and shown again whenever a file is saved."""

import signal
import sys
import threading
from pathlib import Path

from commands.environment import ROOT
from commands.preview.builds import Builds
from commands.preview.desk import beside
from commands.preview.resident import Residents
from commands.preview.server import listen
from commands.preview.watch import watch


def preview(port: int = 8000, root: Path = ROOT) -> int:
    """Build, serve on this machine only, watch and rebuild until Ctrl-C; an exit code."""
    try:
        server = listen(port)
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    if port and server.server_port != port:
        print(f"Port {port} is taken, so this preview is on {server.server_port}.")
    desk = beside(root, f"http://127.0.0.1:{server.server_port}", server.server_port)
    builds = Builds(root, server.server_port, Residents(), desk.address if desk else "")
    server.builds = builds
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=server.serve_forever, name="server", daemon=True).start()
    try:
        print(f"Preview: {builds.address} (Ctrl-C ends it)" + (f"\nMails:   {desk.address}/inbox/" if desk else ""), flush=True)
        watch(root, builds.rebuild, builds.saved)
    except KeyboardInterrupt:
        print("\nPreview ended.")
    finally:
        builds.close()
        if desk:
            desk.close()
        server.shutdown()
        server.server_close()
    return 0
