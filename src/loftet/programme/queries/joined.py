"""Which municipalities take part on a day: those whose newest decision says so, in any cohort."""

from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from loftet.places.models import Place
from loftet.programme.models import Participation, ParticipationDecision, ParticipationState


def taking_part(on: date) -> "QuerySet[Participation]":
    """Give the participations whose newest decision by a day is to take part."""
    decided = ParticipationDecision.objects.filter(participation=OuterRef("pk"), decided__lte=on)
    newest = decided.order_by("-decided", "-recorded", "-pk").values("state")[:1]
    every = Participation.objects.annotate(stands=Subquery(newest))
    return every.filter(stands=ParticipationState.TAKES_PART)


def joined_places(on: date) -> "QuerySet[Place]":
    """Give the places of the municipalities that take part on a day."""
    return Place.objects.filter(pk__in=taking_part(on).values(joined=F("organisation__place")))
