"""Where a request comes from: told apart, never kept as it is, and not to be forged past a proxy."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from loftet.people.hashes import client_hash, keyed
from loftet.people.views.sign_in import client_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # one house has a whole network of these
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("nonsense", "", True),
    ],
)
def test_machines_are_told_apart(one: str, other: str, same: bool) -> None:
    assert (client_hash(one) == client_hash(other)) is same


def test_a_hash_is_for_one_purpose_and_one_secret(settings: Settings) -> None:
    first = keyed("code", "a", "b")
    assert len({first, keyed("code", "ab"), keyed("browser", "a", "b")}) == 3
    settings.SECRET_KEY = "another"
    assert keyed("code", "a", "b") != first


@pytest.mark.parametrize(
    ("behind", "forwarded", "where"),
    [
        (False, "203.0.113.9", "192.0.2.1"),  # anybody can write this
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.9.9.9, 203.0.113.9", "203.0.113.9"),  # the last one is what the proxy saw
        (True, None, "192.0.2.1"),
    ],
)
def test_a_proxy_is_believed_only_where_there_is_one(
    settings: Settings, behind: bool, forwarded: str | None, where: str
) -> None:
    settings.BEHIND_PROXY = behind
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.1")
    assert client_of(request).where == client_hash(where)
