"""The notices on Doffin that pages read."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Case, DateField, F, Q, QuerySet, When

from loftet.agreements.models import Agreement
from loftet.announcements.models import CODE_MARK, Announcement, Kind
from loftet.core.cpv import CPV_ALIKE

CURRENT = timedelta(days=365)  # how long a plan stands
MOST_ALIKE = 5


def current(today: date) -> QuerySet[Announcement]:
    """Return what stands: agreements that run, competitions that are open, plans of a year, by their day."""
    stands = (
        Q(kind=Kind.AGREEMENT, ends_on__gte=today)
        | Q(kind=Kind.COMPETITION, deadline__gte=today)
        | Q(kind=Kind.PLANNED, issued__gt=today - CURRENT)
    )
    day = Case(
        When(kind=Kind.AGREEMENT, then=F("ends_on")),
        When(kind=Kind.COMPETITION, then=F("deadline")),
        default=F("issued"),
        output_field=DateField(),
    )
    rows = Announcement.objects.filter(stands, cancelled=False).annotate(when=day)
    return rows.select_related("organisation").order_by("when", "pk")


def planned_alike(cpv: str, today: date) -> Sequence[Announcement]:
    """Return the newest plans of others for the same kind of thing; none where the code says too little."""
    if len(cpv) < CPV_ALIKE:
        return ()
    rows = current(today).filter(kind=Kind.PLANNED, organisation=None)
    return list(rows.filter(codes__contains=f"{CODE_MARK}{cpv[:CPV_ALIKE]}").order_by("-issued")[:MOST_ALIKE])


def in_calendar(rows: Iterable[Announcement]) -> set[str]:
    """Return by what the calendar names those of some notices that are in it."""
    sources = [one.source for one in rows if one.kind == Kind.AGREEMENT]
    return (
        set(Agreement.objects.filter(source__in=sources).values_list("source", flat=True))
        if sources
        else set()
    )
