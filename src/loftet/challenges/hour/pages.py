"""The page of the hour."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.choosing.places import OfMunicipality
from loftet.challenges.hour.steps import steps_of
from loftet.core.pages import RecordPage
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.core.words import Words
from loftet.people.actor import Actor
from loftet.places.models import Place

ONLY_OWN = gettext_lazy("The hour is for those who work for the municipality.")


def may_take(actor: Actor, place: Place) -> Verdict:
    """Check whether an actor works for a municipality: the hour shows how far its drafts have come."""
    return ALLOWED if actor.permissions.has(place) else Denied(ONLY_OWN)


class HourPage(OfMunicipality, RecordPage):
    """An hour in six steps, alone or together at a projector."""

    rule = may_take
    template_name = "challenges/pages/hour.html"

    def get_title(self) -> Words:
        """Return the heading."""
        return _("An hour for %(place)s") % {"place": self.subject.name}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the steps, and how many are done in which time."""
        steps = steps_of(self.actor, self.subject)
        left = [one for one in steps if not one.state.done]
        minutes = sum(one.minutes for one in left)
        return super().get_context(steps=steps, done=len(steps) - len(left), minutes=minutes, **more)
