"""Radicale, a CalDAV server, for one officer on this machine."""

import http.client
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from typing_extensions import override

OFFICER = "officer"
_COMPONENT = re.compile(rb"BEGIN:(VEVENT|VTODO)\r\n.*?END:\1\r\n", re.DOTALL)
_UID = re.compile(rb"^UID:(.+?)\r\n", re.MULTILINE)


class Calendars:
    """The calendars of the officer on a running server."""

    def __init__(self, port: int) -> None:
        self._port = port

    def url(self, name: str) -> str:
        """Where programs find a calendar."""
        return f"http://127.0.0.1:{self._port}/{OFFICER}/{name}/"

    def make(self, name: str) -> None:
        """Make an empty calendar."""
        self._ask("MKCALENDAR", f"/{OFFICER}/{name}/")

    def put(self, name: str, content: bytes) -> None:
        """Put each entry of a calendar file, as it stands, where its UID says (RFC 4791 §4.1)."""
        entries = list(_COMPONENT.finditer(content))
        before = content[: entries[0].start()]
        for entry in entries:
            uid = _UID.search(entry.group())
            assert uid is not None
            self._ask(
                "PUT",
                f"/{OFFICER}/{name}/{uid.group(1).decode()}.ics",
                before + entry.group() + b"END:VCALENDAR\r\n",
                {"Content-Type": "text/calendar; charset=utf-8"},
            )

    def content(self, name: str) -> bytes:
        """The whole calendar, as the server gives it."""
        return self._ask("GET", f"/{OFFICER}/{name}/")

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        told = answer.read()
        connection.close()
        if answer.status not in (200, 201, 204):
            raise OSError(f"{method} {path}: {answer.status} {told!r}")
        return told


@contextmanager
def serving(folder: Path) -> Iterator[Calendars]:
    """Run the server with its data in a folder."""
    from radicale import app, config

    # It would warn that it makes this folder.
    (folder / "collection-root").mkdir(parents=True)
    settings = config.load()
    settings.update(
        {
            "auth": {"type": "remote_user"},
            "rights": {"type": "owner_only"},
            "storage": {"filesystem_folder": str(folder)},
        },
        "the tests",
    )
    application = app.Application(settings)

    def signed_in(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        environment["REMOTE_USER"] = OFFICER
        answer: Iterable[bytes] = application(environment, start)
        return answer

    server = make_server("127.0.0.1", 0, signed_in, _Server, _Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Calendars(server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    @override
    def log_message(self, format: str, *args: object) -> None:
        pass
