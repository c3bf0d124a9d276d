"""A model hub on this machine, as the hub's library expects one: it can cut downloads off and damage them."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from interviewer.speech.weights import MODEL_FILE

COMMIT = "0" * 40


@dataclass
class Hub:
    """``files``: what each repository holds, by name. The next ``cuts`` downloads of the weights end after
    ``cut_bytes``; with ``damaged`` their last byte is another one. ``ranges``: the parts asked for so far.
    """

    files: dict[str, bytes]
    cuts: int = 0
    cut_bytes: int = 0
    damaged: bool = False
    url: str = ""
    ranges: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def running_hub(hub: Hub) -> Iterator[Hub]:
    """The hub behind ``hub.url`` for the length of the block."""

    class Handler(_Handler):
        def __init__(self, *arguments: Any) -> None:
            self.hub = hub
            super().__init__(*arguments)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._file()

    def do_GET(self) -> None:
        if self.path.startswith("/api/"):
            self._listing()
        else:
            self._file()

    def _listing(self) -> None:
        files = self.hub.files
        listing: object = {"id": "x/y", "sha": COMMIT, "siblings": [{"rfilename": name} for name in files]}
        if "/tree/" in self.path:
            listing = [
                {"type": "file", "path": name, "size": len(content), "oid": "1" * 40}
                for name, content in files.items()
            ]
        body = json.dumps(listing).encode()
        self._head(200, {"Content-Type": "application/json", "Content-Length": str(len(body))})
        self.wfile.write(body)

    def _file(self) -> None:
        name = self.path.split("?")[0].rsplit("/", 1)[1]
        if name not in self.hub.files:
            self._head(404, {"X-Error-Code": "EntryNotFound", "Content-Length": "0"})
            return
        whole = self.hub.files[name]
        asked = self.headers.get("Range")
        start = int(asked.removeprefix("bytes=").split("-")[0]) if asked else 0
        tag = hashlib.sha256(whole).hexdigest()
        head = {"X-Repo-Commit": COMMIT, "ETag": f'"{tag}"', "Content-Length": str(len(whole) - start)}
        if asked:
            head["Content-Range"] = f"bytes {start}-{len(whole) - 1}/{len(whole)}"
        self._head(206 if asked else 200, head)
        if self.command == "GET":
            self._send(name, whole[start:], asked or "")

    def _send(self, name: str, part: bytes, asked: str) -> None:
        if name != MODEL_FILE:
            self.wfile.write(part)
            return
        with self.hub.lock:
            self.hub.ranges.append(asked)
            cut = self.hub.cuts > 0
            self.hub.cuts -= cut
        if self.hub.damaged:
            part = part[:-1] + bytes([part[-1] ^ 1])
        self.wfile.write(part[: self.hub.cut_bytes] if cut else part)
        if cut:
            self.close_connection = True

    def _head(self, status: int, head: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        self.end_headers()
