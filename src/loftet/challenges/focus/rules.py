"""Rules of beginning, joining and ending a focus area; a denial has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.challenges.focus.models import FocusArea
from loftet.challenges.rules import MAY_PICK, may_pick
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.places.models import Place
from loftet.places.queries import members_of


def may_end(actor: Actor, focus: FocusArea) -> Verdict:
    """Check whether an actor may end a focus area: for the municipality that leads, or for the region."""
    if focus.ended_on is not None:
        return Denied(_("The focus area has ended."))
    if actor.permissions.has(focus.lead, *MAY_PICK) or actor.permissions.has(focus.region, *MAY_PICK):
        return ALLOWED
    return Denied(_("It is ended by the municipality that leads, or by the region's council."))


def may_join(actor: Actor, focus: FocusArea) -> Verdict:
    """Check whether an actor may let a municipality of theirs join or leave, while the focus area lasts."""
    if focus.ended_on is not None:
        return Denied(_("The focus area has ended."))
    return may_pick(actor, focus.region)


def may_speak_for(actor: Actor, place: Place, focus: FocusArea) -> Verdict:
    """Check whether an actor speaks for a municipality of the region of a focus area."""
    inside = members_of(focus.region, actor.today).filter(pk=place.pk).exists()
    if inside and actor.permissions.has(place, *MAY_PICK):
        return ALLOWED
    return Denied(_("Each municipality joins by itself."))


def places_to_speak_for(actor: Actor, region: Place) -> list[Place]:
    """Return the municipalities of a region that an actor speaks for; the council names each as the lead."""
    members = members_of(region, actor.today)
    if actor.permissions.has(region, *MAY_PICK):
        return list(members)
    return [one for one in members if actor.permissions.has(one, *MAY_PICK)]
