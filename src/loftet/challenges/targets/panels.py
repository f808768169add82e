"""The part of adopted targets on the page of a municipality."""

from django.http import HttpRequest

from loftet.challenges.targets.models import AdoptedTarget
from loftet.challenges.using.models import IndicatorUse
from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.geography.place import Kind
from loftet.places.models import Place


def targets_on_municipality(request: HttpRequest, subject: Place) -> Panel | None:
    """Link a municipality's page to its targets and uses, its people to the hour. At most two queries."""
    if subject.kind != Kind.MUNICIPALITY:
        return None
    count = AdoptedTarget.objects.filter(place=subject, withdrawn_on=None).count()
    own = actor_of(request).permissions.has(subject)
    uses = IndicatorUse.objects.filter(chosen__set__place=subject)
    if not count and not own:
        return None
    tied = own or uses.exclude(chosen__set__published=None).exists()
    context = {"place": subject, "count": count, "own": own, "tied": tied}
    return Panel("challenges/parts/on_municipality_targets.html", context)
