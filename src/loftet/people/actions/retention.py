"""What is removed when it has been kept long enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from loftet.people.kept import forget_kept
from loftet.people.models import Begun, Invitation, Knock, SignInCode
from loftet.people.rules import WITHIN


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was let go of."""

    addresses: int
    codes: int
    knocks: int
    later: Mapping[str, int]

    def __str__(self) -> str:
        later = "".join(f", {number} {name}" for name, number in self.later.items())
        return f"{self.addresses} addresses of invitations, {self.codes} codes, {self.knocks} knocks{later}"


@transaction.atomic
def forget(now: datetime) -> Forgotten:
    """Let go of the addresses of invitations that have expired, and of codes and knocks that are over."""
    expired = Invitation.objects.filter(answer="", expires__lte=now).exclude(email="")
    Begun.objects.filter(expires__lte=now).delete()
    return Forgotten(
        addresses=expired.update(email=""),
        codes=SignInCode.objects.filter(expires__lte=now - WITHIN).delete()[0],
        knocks=Knock.objects.filter(when__lte=now - WITHIN).delete()[0],
        later=forget_kept(now),
    )
