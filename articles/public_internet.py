"""Connections to the public internet and to nothing else, for addresses that come from people and services.

A name is looked up once, every address that it has is judged, and the connection goes to one of those: a name that
leads somewhere else a moment later (DNS rebinding) leads nowhere.
"""

import ipaddress
import socket

import httpcore
import httpx
from django.conf import settings

#: Where an IPv6 address holds an IPv4 address that the packets end at, by how many bits come after it.
TRANSLATED = {
    ipaddress.IPv6Network("::ffff:0:0/96"): 0,  # mapped
    ipaddress.IPv6Network("64:ff9b::/96"): 0,  # NAT64: what a resolver makes of IPv4 where a network has only IPv6
    ipaddress.IPv6Network("2002::/16"): 80,  # 6to4
}
#: Global by its number, and no place where a site is: Teredo, IPv4-compatible, local NAT64, site-local, relays of 6to4.
NEVER = [
    ipaddress.ip_network(network)
    for network in ("2001::/32", "::/96", "64:ff9b:1::/48", "fec0::/10", "192.88.99.0/24", "5f00::/16", "100::/8")
]


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


def public_addresses(host, port):
    """The IP addresses of a host, NotPublic unless all of them are public or the site's settings name the host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [address[4][0] for address in found]
    if host not in settings.LINK_CHECK_ALSO_ASKS and not all(map(is_public, addresses)):
        raise NotPublic
    return addresses


class PublicBackend(httpcore.SyncBackend):
    """Connects to the addresses that were judged; TLS still asks for the name."""

    def connect_tcp(self, host, port, **options):
        error = httpcore.ConnectError("The host has no address.")
        for address in public_addresses(host, port):
            try:
                return super().connect_tcp(address, port, **options)
            except httpcore.ConnectError as failed:
                error = failed
        raise error

    def connect_unix_socket(self, path, **options):
        raise NotPublic


class PublicTransport(httpx.HTTPTransport):
    """httpx's transport, which leads to the public internet only.

    Behind an outgoing proxy it is the proxy that connects, and the proxy's task to lead to nothing inside.
    """

    def __init__(self):
        super().__init__()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=PublicBackend(), max_keepalive_connections=0
        )
