"""Ends what goes over the network when its time is up, however slowly it goes on."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType


class Deadline:
    """One bound on the time of a whole exchange, redirects and headers included; runs while it is entered.

    httpx bounds each wait for bytes, so a server that sends a byte now and then is never done. When the time is up,
    the connection is shut down, and whoever reads from it finds its end.
    """

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), self._end)
        self._timer.daemon = True  # a process that stops does not wait for it
        self._over = threading.Event()
        self._socket: socket.socket | None = None

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._timer.join()

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return self._over.is_set()

    def trace(self, event: str, info: Mapping[str, object]) -> None:
        """Learn of each new connection: https://www.python-httpx.org/advanced/extensions/#trace"""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            ask = getattr(info.get("return_value"), "get_extra_info", None)
            found = ask("socket") if ask else None
            self._socket = found if isinstance(found, socket.socket) else None
            if self.passed:
                self._shut()

    def _end(self) -> None:
        self._over.set()
        self._shut()

    def _shut(self) -> None:
        if connection := self._socket:
            with suppress(OSError):  # it is closed already
                # The plain socket's own way, as that of a TLS socket takes the encryption off under its reader.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
