"""The removal of what has been kept long enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from loftet.background.mail_backends import forget_files
from loftet.background.outbox import forget_letters
from loftet.core.submissions import forget_submissions
from loftet.people.limits import WITHIN
from loftet.people.models import Invitation, PendingSignIn, SignInCode, ThrottleEvent
from loftet.people.personal_data import forget_personal_data


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The number of rows that were removed."""

    addresses: int
    codes: int
    knocks: int
    letters: int
    files: int
    sessions: int
    later: Mapping[str, int]

    def __str__(self) -> str:
        later = "".join(f", {number} {name}" for name, number in self.later.items())
        return (
            f"{self.addresses} addresses of invitations, {self.codes} codes, {self.knocks} knocks,"
            f" {self.letters} letters, {self.files} files with letters, {self.sessions} sessions{later}"
        )


@transaction.atomic
def forget(now: datetime) -> Forgotten:
    """Remove what has been kept long enough, in every table and in the folder of letters."""
    expired = Invitation.objects.filter(answer="", expires__lte=now).exclude(email="")
    PendingSignIn.objects.filter(expires__lte=now).delete()
    forget_submissions(now)
    return Forgotten(
        addresses=expired.update(email=""),
        codes=SignInCode.objects.filter(expires__lte=now - WITHIN).delete()[0],
        knocks=ThrottleEvent.objects.filter(when__lte=now - WITHIN).delete()[0],
        letters=forget_letters(now),
        files=forget_files(now),
        sessions=Session.objects.filter(expire_date__lt=now).delete()[0],
        later=forget_personal_data(now),
    )
