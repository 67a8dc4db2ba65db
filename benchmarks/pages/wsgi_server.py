"""Serves any WSGI application as this site is served: two processes of `config.server`."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import socket

from config.server import MAX_BODY_BYTES, create_server, run
from config.supervisor import WEB_PROCESSES


def main() -> None:
    """Serve `--application module:name` until a signal comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--application", required=True)
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    module, _, name = given.application.partition(":")
    # Imported once: what is built for it is not built twice.
    served = getattr(importlib.import_module(module), name)
    listener = socket.create_server(("127.0.0.1", given.port), backlog=1024)
    children = [_child(listener, served) for _ in range(WEB_PROCESSES)]

    def stop(number: int, frame: object) -> None:
        for child in children:
            os.kill(child, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    for child in children:
        os.waitpid(child, 0)


def _child(listener: socket.socket, served: object) -> int:
    child = os.fork()
    if child:
        return child
    server = create_server(
        served, listener, max_upload_bytes=MAX_BODY_BYTES, may_upload=lambda cookie: False
    )
    run(server)
    os._exit(0)


if __name__ == "__main__":
    main()
