"""Hashes keyed with the secret of the site: only whether two things are the same can be read from them."""

from django.utils.crypto import salted_hmac

from loftet.core.networks import network_of

DIGITS = 6


def keyed(purpose: str, *parts: str) -> str:
    """Hash some texts for one purpose; the same texts give another hash for another."""
    return salted_hmac(f"loftet.people.{purpose}", "\0".join(parts), algorithm="sha256").hexdigest()


def code_of(browser: str) -> str:
    """Return the code that goes with the hash of a browser's word.

    It is computed by the worker when the letter is sent, and again when somebody tries it, so it is stored
    nowhere. Who reads the database alone cannot compute it without the secret of the site, and cannot use it
    without the word that only the browser has.

    >>> len(code_of("one")), code_of("one") == code_of("another")
    (6, False)
    """
    return f"{int(keyed('code', browser), 16) % 10**DIGITS:0{DIGITS}}"


def client_hash(address: str) -> str:
    """Hash where a request comes from: an IPv4 address, or the network of an IPv6 address."""
    return keyed("client", network_of(address))
