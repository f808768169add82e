"""Requests for access: written down, and passed on to those who facilitate in the region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.registry import call_all
from loftet.core.verdicts import demand
from loftet.invalid_input import InvalidInput
from loftet.people.hooks import ACCESS_REQUESTED
from loftet.people.limits import may_ask_for_access
from loftet.people.models import AccessRequest, ThrottleEvent, ThrottleKind, User
from loftet.people.queries.organisation import facilitators_for
from loftet.places.models import Place


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who asks for access: who it is, what they write, and a hash of where they are."""

    name: str
    email: str
    text: str
    client: str


@transaction.atomic
def ask_for_access(place: Place, applicant: Applicant, *, now: datetime, today: date) -> AccessRequest:
    """Save a request, and write to those who facilitate where the place lies.

    The count is undone with a request that is refused, on purpose: only what reaches somebody uses it up.

    Raises:
        NotAllowed: when many requests came from the same place within the hour.
        InvalidInput: when nobody facilitates there.
    """
    demand(may_ask_for_access(applicant.client, now))
    ThrottleEvent.objects.create(
        kind=ThrottleKind.ENTRY, address="", client=applicant.client, for_all=False, when=now
    )
    facilitators: Sequence[User] = facilitators_for(place.pk, today)
    if not facilitators:
        said = _("Nobody leads the work for %(place)s in Løftet yet.") % {"place": place.name}
        raise InvalidInput.because(said, field="place")
    made = AccessRequest.objects.create(
        place=place,
        name=applicant.name,
        email=applicant.email.strip().lower(),  # as users have it, who can then see and erase it
        text=applicant.text,
        asked=now,
    )
    call_all(ACCESS_REQUESTED, made, facilitators, now)
    return made
