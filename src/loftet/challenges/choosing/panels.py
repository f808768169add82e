"""Panels of choosing on the pages of a municipality and of a region."""

from django.http import HttpRequest

from loftet.challenges.choosing.models import Choice, ChosenIndicator
from loftet.challenges.choosing.rules import may_choose
from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.geography.place import Kind
from loftet.places.models import Place

TEMPLATE = "challenges/parts/on_{}.html"


def on_municipality(request: HttpRequest, subject: Place) -> Panel | None:
    """Link a municipality's page to its published set; to those who may choose, also where there is none."""
    if subject.kind != Kind.MUNICIPALITY:
        return None
    rows = ChosenIndicator.objects.filter(set__place=subject, state=Choice.CHOSEN)
    count = rows.exclude(set__published=None).count()
    chooses = bool(may_choose(actor_of(request), subject))
    if not count and not chooses:
        return None
    return Panel(TEMPLATE.format("municipality"), {"place": subject, "count": count, "chooses": chooses})


def on_region(request: HttpRequest, subject: Place) -> Panel | None:
    """Link a region's page to what its members have chosen."""
    if subject.kind != Kind.REGION:
        return None
    return Panel(TEMPLATE.format("region"), {"place": subject})
