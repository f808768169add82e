"""Accounts for people of firms whom nobody has invited: by an e-mail address that they show is theirs.

An account alone opens nothing but the form by which a firm is signed up. One that is never used is removed.
"""

from datetime import datetime, timedelta

from django.db import transaction

from loftet.core.verdicts import Verdict, demand
from loftet.people.actions.sign_in import Client, ask_for_code, count, forget_throttle_events
from loftet.people.hashes import keyed
from loftet.people.limits import Attempt, may_begin_outside
from loftet.people.models import ThrottleKind, User
from loftet.suppliers.rules import may_look_up

UNUSED = timedelta(days=1)


def open_account(email: str, client: Client, now: datetime) -> str:
    """Create an account where there is none, send a code to it, and return the token of the browser.

    The answer is the same for an address that has an account already.

    Raises:
        NotAllowed: when too many were opened, or too many codes asked for.
    """
    address = email.strip().lower()
    _count_for_good(address, client, now)
    account_of(address, client.language)
    return ask_for_code(address, client, now)


def account_of(email: str, language: str) -> User:
    """Return who has an address; a new account where nobody has."""
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email, language=language)


@transaction.atomic(durable=True)
def _count_for_good(address: str, client: Client, now: datetime) -> None:
    """Count an attempt to open an account, where no later failure undoes it."""
    demand(may_begin_outside(client.where, now))
    attempt = Attempt(keyed("address", address), client.where, "", for_all=False)
    count(ThrottleKind.BEGUN, attempt, now)


@transaction.atomic(durable=True)
def count_look_up(person: User, now: datetime) -> Verdict:
    """Count a look-up in the register, and return whether it is let in: the same for all server processes."""
    forget_throttle_events(now)
    whose = keyed("look-up", str(person.pk))
    if verdict := may_look_up(whose, now):
        count(ThrottleKind.LOOKS, Attempt(whose, "", "", for_all=False), now)
    return verdict


def forget_unused_accounts(now: datetime) -> int:
    """Remove the accounts of people who never signed in and have no role; return how many."""
    never = User.objects.filter(last_login=None, is_active=True, roles=None, created__lte=now - UNUSED)
    return never.delete()[0]
