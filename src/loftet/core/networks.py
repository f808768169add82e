"""The network of a client: its IPv4 address, or the first half of its IPv6 address."""

from ipaddress import IPv6Address, ip_address

NETWORK_BITS = 64
UNKNOWN = "unknown"


def network_of(address: str) -> str:
    """Return what an address is counted as: who has one of IPv6 has all of its network.

    >>> network_of("2001:db8::1") == network_of("2001:db8::2"), network_of("192.0.2.1"), network_of("x")
    (True, '192.0.2.1', 'unknown')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return UNKNOWN
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped) if found.ipv4_mapped else str(int(found) >> NETWORK_BITS)
