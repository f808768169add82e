"""Finding what an address names."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import found_or_404
from loftet.people.actor import Actor
from loftet.programme.cohorts.queries import shown_cohorts
from loftet.programme.models import Cohort, Participation
from loftet.programme.participation.queries import participations


class OfCohort:
    """A page about the cohort that the address names; a draft is known to those who run it alone."""

    context_names: ClassVar[Mapping[str, str]] = {"cohort": "subject"}
    subject: Cohort
    actor: Actor
    kwargs: dict[str, Any]

    def get_subject(self) -> Cohort:
        """Return the cohort, or answer 404."""
        found = shown_cohorts(self.actor.permissions).filter(slug=self.kwargs["slug"]).first()
        return found_or_404(found, _("There is no such cohort."))


class OfParticipation:
    """A page about the municipality of a cohort that the address names, which was invited to it."""

    context_names: ClassVar[Mapping[str, str]] = {
        "participation": "subject",
        "cohort": "subject.cohort",
        "organisation": "subject.organisation",
    }
    subject: Participation
    kwargs: dict[str, Any]

    def get_subject(self) -> Participation:
        """Return the municipality in the cohort, or answer 404."""
        cohort, organisation = self.kwargs["slug"], self.kwargs["organisation"]
        found = participations().filter(cohort__slug=cohort, organisation__slug=organisation).first()
        return found_or_404(found, _("The municipality was not invited to this cohort."))
