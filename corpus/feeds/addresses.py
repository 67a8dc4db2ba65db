"""Which addresses feeds may be fetched from: the public web's alone.

Whoever may enter an address could otherwise make the server ask its own neighbours: the
router, a database, a cloud's metadata. A name is resolved once, here; what was checked is
what is connected to, so a name that points elsewhere a moment later gains nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_PORTS = {"http": 80, "https": 443}
# A port below this belongs to a service of another kind: mail, shell, printing.
_FIRST_FREE_PORT = 1024
_MAX_URL_CHARS = 2_000

# Not for the public by their registration (RFC 6890 and later), beside what Python's
# `is_global` knows, which differs from version to version.
_NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"),
        *("::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20"),
        *("5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10"),
    )
)
# Addresses that carry an IPv4 address, and how many bits stand behind it.
_CARRIERS: tuple[tuple[IPv6Network, int], ...] = (
    (IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped
    (IPv6Network("::ffff:0:0:0/96"), 0),  # IPv4-translated (RFC 2765)
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64 (RFC 6052)
    (IPv6Network("2002::/16"), 80),  # 6to4 (RFC 3056)
)
# The middle of an ISATAP address (RFC 5214), whose last 32 bits are an IPv4 address.
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


class RefusedError(ValueError):
    """An address that is not asked; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Hosts and networks that are asked although they are not public: the site's own."""

    hosts: frozenset[str]
    networks: tuple[Network, ...]

    @classmethod
    def named(cls, names: Iterable[str]) -> Allowed:
        """Read names such as "intranet.example" and networks such as "10.1.0.0/16"."""
        hosts, networks = set(), []
        for name in names:
            try:
                networks.append(ip_network(name, strict=False))
            except ValueError:
                hosts.add(name.lower())
        return cls(frozenset(hosts), tuple(networks))

    def holds(self, host: str, address: Address) -> bool:
        return host in self.hosts or any(address in network for network in self.networks)


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the web that may be asked, with the IP addresses to connect to."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def host_header(self) -> str:
        """The host as HTTP states it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


def target(url: str, allowed: Allowed) -> Target:
    """Resolve and check an address. Raises RefusedError, also where there is no such host."""
    scheme, host, port, path = _parts(url)
    found = list(_resolved(host, port))
    ours = [allowed.holds(host, address) for address in found]
    if not all(ours):
        if port != _PORTS[scheme] and port < _FIRST_FREE_PORT:
            raise RefusedError(f"port {port} is not for the web")
        # One that leads inside is enough: which one a connection takes is chance.
        if not all(mine or is_public(address) for mine, address in zip(ours, found, strict=True)):
            raise RefusedError(f"{host} is not a public address")
    return Target(url, scheme, host, port, path, tuple(map(str, found)))


def is_public(address: Address) -> bool:
    """Say whether an address belongs to the public internet, whatever it is wrapped in."""
    if isinstance(address, IPv6Address) and (inner := _carried(address)) is not None:
        return is_public(inner)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _NOT_PUBLIC)
    )


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address carries, if it is of a kind that does."""
    number = int(address)
    for network, behind in _CARRIERS:
        if address in network:
            return IPv4Address(number >> behind & 0xFFFF_FFFF)
    if number >> 32 & 0xFFFF_FFFF in _ISATAP:
        return IPv4Address(number & 0xFFFF_FFFF)
    return None


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and path with query, each as it can be sent."""
    if len(url) > _MAX_URL_CHARS or not url.isprintable() or " " in url or "\\" in url:
        raise RefusedError("not an address of the web")
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
        port = parts.port
    except (ValueError, UnicodeError) as error:
        raise RefusedError("not an address of the web") from error
    if parts.scheme not in _PORTS or not host:
        raise RefusedError("only addresses that begin with http:// or https:// are read")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("an address with a name and password in it is not read")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or _PORTS[parts.scheme], _encoded(path)


def _encoded(path: str) -> str:
    """The path as HTTP sends it: what is not ASCII is percent-encoded."""
    return "".join(
        letter if letter.isascii() else "".join(f"%{byte:02X}" for byte in letter.encode())
        for letter in path
    )


def _resolved(host: str, port: int) -> Iterator[Address]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RefusedError(f"there is no host called {host}") from error
    for address in dict.fromkeys(str(row[4][0]) for row in rows):
        try:
            yield ip_address(address.partition("%")[0])
        except ValueError as error:
            raise RefusedError(f"there is no host called {host}") from error
