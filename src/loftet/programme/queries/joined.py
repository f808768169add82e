"""Municipalities that take part on a day: those whose newest decision that still holds says so."""

from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from loftet.places.models import Place
from loftet.programme.models import (
    Cohort,
    Participation,
    ParticipationDecision,
    ParticipationState,
)


def taking_part(on: date, cohort: Cohort | None = None) -> "QuerySet[Participation]":
    """Return the participations whose newest decision by a day is to take part, of all cohorts or of one."""
    counting = ParticipationDecision.objects.counting()
    decided = counting.filter(participation=OuterRef("pk"), decided__lte=on)
    newest = decided.order_by("-decided", "-recorded", "-pk").values("state")[:1]
    every = Participation.objects.annotate(stands=Subquery(newest))
    found = every.filter(stands=ParticipationState.TAKES_PART)
    return found if cohort is None else found.filter(cohort=cohort)


def joined_places(on: date) -> "QuerySet[Place]":
    """Return the places of the municipalities that take part on a day, in any cohort."""
    return Place.objects.filter(pk__in=taking_part(on).values(joined=F("organisation__place")))
