"""The step of the hour of a municipality in which needs are written."""

from django.urls import reverse
from django.utils.translation import ngettext

from loftet.challenges.hour.steps import StepState
from loftet.needs.models import Need
from loftet.needs.rules import may_write
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind
from loftet.places.models import Place


def needs_written(actor: Actor, place: Place) -> StepState:
    """Return how many needs of a municipality say how it is and how it is to be. Two queries."""
    own = Organisation.objects.filter(place=place, kind=OrganisationKind.MUNICIPALITY).first()
    told = Need.objects.filter(organisation=own).exclude(problem="").exclude(effect="")
    count = told.count() if own else 0
    words = ngettext("%(count)d need is written.", "%(count)d needs are written.", count) % {"count": count}
    writes = own is not None and may_write(actor, own)
    address = reverse("need_create", args=[own.slug]) if own and writes else reverse("needs")
    return StepState(count > 0, words, address)
