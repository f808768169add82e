"""Finding what an address names."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from loftet.people.actor import Actor
from loftet.people.permissions import Permissions
from loftet.programme.cohorts.queries import shown_cohorts
from loftet.programme.models import Cohort, Participation
from loftet.programme.participation.queries import participations


def find_cohort(slug: str, permissions: Permissions) -> Cohort:
    """Return the cohort of an address, or answer 404: a draft is known to those who run it alone."""
    found = shown_cohorts(permissions).filter(slug=slug).first()
    if found is None:
        raise Http404(_("There is no such cohort."))
    return found


class OfCohort:
    """A page about the cohort that the address names."""

    subject: Cohort
    actor: Actor
    kwargs: dict[str, Any]

    def get_subject(self) -> Cohort:
        """Return the cohort."""
        return find_cohort(self.kwargs["slug"], self.actor.permissions)


class OfParticipation:
    """A page about the municipality of a cohort that the address names."""

    subject: Participation
    kwargs: dict[str, Any]

    def get_subject(self) -> Participation:
        """Return the municipality in the cohort."""
        return find_participation(self.kwargs["slug"], self.kwargs["organisation"])


def find_participation(cohort: str, organisation: str) -> Participation:
    """Return a municipality in a cohort, or answer 404: one that was never invited has no page there."""
    found = participations().filter(cohort__slug=cohort, organisation__slug=organisation).first()
    if found is None:
        raise Http404(_("The municipality was not invited to this cohort."))
    return found
