"""The actions of people on their own data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from loftet.log.actions import record
from loftet.people.actions.roles import end_now
from loftet.people.erased_list import Line, add_line
from loftet.people.models import (
    Answer,
    Delegation,
    Disqualification,
    Invitation,
    PendingSignIn,
    Role,
    SignInCode,
    User,
)
from loftet.people.personal_data import erase_personal_data


@dataclass(frozen=True, slots=True)
class Card:
    """A person's words about themselves."""

    name: str
    telephone: str
    language: str


def write_card(user: User, card: Card) -> None:
    """Save a person's name, telephone number and language."""
    words = {"name": card.name.strip(), "telephone": card.telephone}
    User.objects.filter(pk=user.pk).update(language=card.language, **words)


@transaction.atomic
def erase(user: User, *, now: datetime, today: date) -> None:
    """Empty a person's row, end the roles and sign out everywhere; the log stays, and names nobody."""
    row = User.objects.select_for_update().get(pk=user.pk)
    for role in Role.objects.on_or_after(today).filter(user=row):
        end_now(role, by=row, today=today)
    Delegation.objects.filter(holder=row, withdrawn=None).update(withdrawn=now)
    for invitation in Invitation.objects.to(row.email).filter(answer=""):
        invitation.close(Answer.DECLINED, now)
    Disqualification.objects.filter(user=row).update(reason="")
    erase_personal_data(row, now)
    SignInCode.objects.filter(user=row).delete()
    PendingSignIn.objects.filter(user=row).delete()
    row.passkeys.all().delete()
    row.outside_identities.all().delete()
    row.email, row.name, row.telephone = f"erased-{row.pk}@erased.invalid", "", ""
    row.language = ""
    row.is_active, row.erased, row.last_login = False, now, None
    row.sign_in_number += 1
    row.save()
    record("person.erased", row, by=row)
    transaction.on_commit(partial(add_line, settings.DATA, row.pk, row.created, now))


def erase_again(lines: Iterable[Line], *, now: datetime, today: date) -> int:
    """Erase the persons of a list whom a restored backup has brought back; return how many they were."""
    found = [
        user
        for number, created, _erased in lines
        if (user := User.objects.filter(pk=number, created=created, erased=None).first()) is not None
    ]
    for user in found:
        erase(user, now=now, today=today)
    return len(found)
