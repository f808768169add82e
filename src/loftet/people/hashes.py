"""Hashes keyed with the secret of the site: they tell whether two things are the same, and no more."""

from ipaddress import IPv6Address, ip_address

from django.utils.crypto import salted_hmac

NETWORK_BITS = 64


def keyed(purpose: str, *parts: str) -> str:
    """Hash some texts for one purpose; the same texts give another hash for another."""
    return salted_hmac(f"loftet.people.{purpose}", "\0".join(parts), algorithm="sha256").hexdigest()


def client_hash(address: str) -> str:
    """Hash where a request comes from: an IPv4 address, or the network of an IPv6 address."""
    try:
        found = ip_address(address)
    except ValueError:
        return keyed("client", "unknown")
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return keyed("client", str(found.ipv4_mapped))
        return keyed("client", str(int(found) >> NETWORK_BITS))
    return keyed("client", str(found))
