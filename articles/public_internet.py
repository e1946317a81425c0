"""Connections to the public internet and to nothing else, for addresses that come from people and services.

A name is looked up once, every address that it has is judged, and the connection goes to one of those: a name that
leads somewhere else a moment later (DNS rebinding) leads nowhere.
"""

import ipaddress
import socket
import time
from functools import cache

import httpcore
import httpx
from django.conf import settings

#: Where an IPv6 address holds an IPv4 address that the packets end at, by how many bits come after it.
TRANSLATED = {
    ipaddress.IPv6Network("::ffff:0:0/96"): 0,  # mapped
    ipaddress.IPv6Network("64:ff9b::/96"): 0,  # NAT64: what a resolver makes of IPv4 where a network has only IPv6
    ipaddress.IPv6Network("2002::/16"): 80,  # 6to4
}
#: Global by its number, and no place where a site is: Teredo, IPv4-compatible, local NAT64, site-local, relays of 6to4,
#: documentation, and where Azure tells each of its machines about itself.
NEVER = [
    *map(ipaddress.ip_network, ("2001::/32", "::/96", "64:ff9b:1::/48", "fec0::/10", "192.88.99.0/24", "5f00::/16")),
    *map(ipaddress.ip_network, ("100::/8", "3fff::/20", "168.63.129.16/32")),
]


@cache
def tls():
    """Which certificates are trusted. Reading them takes 50 ms, so that a process does it once for all connections."""
    return httpx.create_ssl_context()


class NotPublic(ValueError):
    """An address within our own network, or none at all."""


def is_public(text):
    """Whether an IP address is one of the public internet, also when another one is packed into it."""
    address = ipaddress.ip_address(text)
    if address.version == 6:
        for network, bits in TRANSLATED.items():
            if address in network:
                return is_public(str(ipaddress.IPv4Address(int(address) >> bits & 0xFFFFFFFF)))
    is_nowhere = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_nowhere and not any(address in network for network in NEVER)


def public_addresses(host, port, also=None):
    """The IP addresses of a host, NotPublic unless all of them are public or `also` names the host.

    Unless another list is given it is the setting for the addresses of cited works.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [address[4][0] for address in found]
    also = settings.LINK_CHECK_ALSO_ASKS if also is None else also
    if host not in also and not all(map(is_public, addresses)):
        raise NotPublic
    return addresses


class TimedStream(httpcore.NetworkStream):
    """A connection that is over at a moment, however slowly the other side drips."""

    def __init__(self, stream, ends_at):
        self._stream, self._ends_at = stream, ends_at

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer, timeout=None):
        self._stream.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        left = self._left(timeout, httpcore.ConnectTimeout)
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._ends_at)

    def close(self):
        self._stream.close()

    def get_extra_info(self, info):
        return self._stream.get_extra_info(info)

    def _left(self, timeout, error):
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise error("It took too long.")
        return left if timeout is None else min(left, timeout)


class PublicBackend(httpcore.SyncBackend):
    """Connects to the addresses that were judged; TLS still asks for the name."""

    def __init__(self, also=None, seconds=None):
        super().__init__()
        self._also, self._seconds = also, seconds

    def connect_tcp(self, host, port, **options):
        ends_at = self._seconds and time.monotonic() + self._seconds
        error = httpcore.ConnectError("The host has no address.")
        for address in public_addresses(host, port, self._also):
            try:
                stream = super().connect_tcp(address, port, **options)
                return TimedStream(stream, ends_at) if ends_at else stream
            except httpcore.ConnectError as failed:
                error = failed
        raise error

    def connect_unix_socket(self, path, **options):
        raise NotPublic


class PublicTransport(httpx.HTTPTransport):
    """httpx's transport, which leads to the public internet only.

    Behind an outgoing proxy it is the proxy that connects, and the proxy's task to lead to nothing inside. A connection
    lasts for `seconds` in all, where they are given.
    """

    def __init__(self, also=None, seconds=None):
        super().__init__(verify=tls())
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls(),
            network_backend=PublicBackend(also, seconds),
            max_keepalive_connections=0,
        )
