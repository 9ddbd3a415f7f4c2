"""Keeps a fetch from reaching into a private network: a feed is a stranger's word on where to go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from mtaudit.errors import InputError

PRIVATE = "the address leads into a private network; give --allow-private if it may"

_LAST_BITS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))
"""Networks whose addresses end in an IPv4 address."""


class Guard:
    """Refuses connections to private, loopback and link-local addresses, by what the connection reached.

    One that the user named as such (`http://10.0.0.7/`, `http://localhost:8000/`) is the user's own word; what a
    redirect, a link or a name in the DNS leads to is not. What a name resolves to is asked of the open connection,
    before anything is sent over it: a name that resolves otherwise the second time gains nothing. Where a proxy stands
    between, only an address given as such can be told.
    """

    def __init__(self, allow_private: bool, named: str = "") -> None:
        """Take whether all is allowed, and the host that the user named."""
        self._open = allow_private
        self._own = named if named == "localhost" or _is_private(named) else None
        self._proxies = _proxies()
        self._dialled = ""

    def check(self, host: str) -> None:
        """Refuse a host that is given as a private address.

        Raises:
            InputError: if it is one.
        """
        if self._refuses(host) and _is_private(host):
            raise InputError(PRIVATE)

    def trace(self, event: str, info: Mapping[str, Any], host: str) -> None:
        """Learn of each connection that is made for a request to `host`.

        Raises:
            InputError: if it reached a private address. The connection is closed.
        """
        if event.endswith("connect_tcp.started"):
            self._dialled = str(info.get("host", ""))
        if event.endswith("connect_tcp.complete") and self._refuses(host) and self._dialled not in self._proxies:
            stream = info["return_value"]
            address = stream.get_extra_info("server_addr")
            if address is None or _is_private(str(address[0])):
                stream.close()
                raise InputError(PRIVATE)

    def _refuses(self, host: str) -> bool:
        return not self._open and host != self._own


def _is_private(host: str) -> bool:
    """Whether the text is an address that is not on the public internet; a name is none."""
    try:
        address = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return not all(one.is_global for one in (address, *_inside(address)))


def _inside(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, compatible, 6to4, Teredo, or behind NAT64."""
    if isinstance(address, IPv6Address):
        if any(address in network for network in _LAST_BITS):
            yield IPv4Address(int(address) & 0xFFFFFFFF)
        yield from filter(None, (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())))


def _proxies() -> frozenset[str]:
    """The hosts of the proxies that the environment names."""
    return frozenset(filter(None, (urlsplit(address).hostname for address in getproxies().values())))
