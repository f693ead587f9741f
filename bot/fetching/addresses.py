"""Which machines may be asked, and how an address is told to people without the secrets that it may hold."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Addresses of IPv6 that stand for one of IPv4, which is what is reached in the end (RFC 6052). In networks without IPv4
# each of its machines has such an address.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet: not private, loopback, link-local, reserved or multicast."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return all(_is_global(each) for each in (parsed, *_inside(parsed)))


def shown_address(url: str) -> str:
    """An address as people and logs are told it: without the user, the password and the query, which may be secret."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("ascii", "replace").decode()
    except ValueError:
        return "an address that is none"
    return f"{host}{parts.path.rstrip('/')}{'?…' if parts.query else ''}"


def secrets_in(addresses: Iterable[str]) -> list[str]:
    """What no log may hold of some addresses: users with passwords, and queries."""
    found = []
    for address in addresses:
        parts = urlsplit(address)
        userinfo = parts.netloc.rpartition("@")[0]
        found += [part for part in (userinfo, userinfo.partition(":")[2], parts.query) if part]
    return found


def shown_host(url: str) -> str:
    """The host of an address, for logs."""
    return shown_address(url).partition("/")[0].partition("?")[0]


def _is_global(address: _Address) -> bool:
    is_site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    if address in _TRANSLATED:
        return True
    return address.is_global and not (address.is_multicast or address.is_reserved or is_site_local)


def _inside(address: _Address) -> list[ipaddress.IPv4Address]:
    """The addresses of IPv4 that one of IPv6 leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in found if each is not None]
