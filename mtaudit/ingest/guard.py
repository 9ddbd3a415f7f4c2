"""Keeps a fetch from reaching into a private network: a feed is a stranger's word on where to go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies

from mtaudit.errors import InputError

PRIVATE = "the address is on a private network; use --allow-private to fetch it"

_LAST_BITS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))
"""Networks whose addresses end in an IPv4 address."""

HTTP, HTTPS = 80, 443
"""The ports of these schemes."""


class Server(NamedTuple):
    """What a request is sent to."""

    host: str
    port: int


class Guard:
    """Refuses connections to private, loopback and link-local addresses, by what the connection reached.

    One that the user named as such (`http://10.0.0.7/`, `http://localhost:8000/`) is the user's own word, for that
    server alone: another port of the host is another service, but for https in place of http, each on its own port.
    What a redirect, a link or a name in the DNS leads to is not. What a name resolves to is asked of the open
    connection, before anything is sent over it: a name that resolves otherwise the second time gains nothing. Where a
    proxy stands between, only an address given as such can be checked.
    """

    def __init__(self, allow_private: bool, named: Server | None = None) -> None:
        """Take whether all is allowed, and the server that the user named."""
        self._open = allow_private
        self._own: set[Server] = set()
        if named and (named.host == "localhost" or _is_private(named.host)):
            self._own = {named, Server(named.host, HTTPS)} if named.port == HTTP else {named}
        self._proxies = _proxies()
        self._dialled = ""

    def check(self, server: Server) -> None:
        """Refuse a server whose host is given as a private address.

        Raises:
            InputError: if it is one.
        """
        if self._refuses(server) and _is_private(server.host):
            raise InputError(PRIVATE)

    def trace(self, event: str, info: Mapping[str, Any], server: Server) -> None:
        """Learn of each connection that is made for a request to `server`.

        Raises:
            InputError: if it reached a private address. The connection is closed.
        """
        if event.endswith("connect_tcp.started"):
            self._dialled = str(info.get("host", ""))
        if event.endswith("connect_tcp.complete") and self._refuses(server) and self._dialled not in self._proxies:
            stream = info["return_value"]
            address = stream.get_extra_info("server_addr")
            if address is None or _is_private(str(address[0])):
                stream.close()
                raise InputError(PRIVATE)

    def _refuses(self, server: Server) -> bool:
        return not self._open and server not in self._own


def _is_private(host: str) -> bool:
    """Whether the text is an address that is not on the public internet; a name is none."""
    try:
        address = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return not all(inner.is_global for inner in (address, *_inside(address)))


def _inside(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, compatible, 6to4, Teredo, or behind NAT64."""
    if isinstance(address, IPv6Address):
        if any(address in network for network in _LAST_BITS):
            yield IPv4Address(int(address) & 0xFFFFFFFF)
        yield from filter(None, (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())))


def _proxies() -> frozenset[str]:
    """The hosts of the proxies that the environment names."""
    return frozenset(filter(None, (urlsplit(address).hostname for address in getproxies().values())))
