"""Finding what an address names, and the words of a filter."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.people.access import user_of
from loftet.programme.actions.participation import Clerk
from loftet.programme.models import Cohort, Participation
from loftet.programme.queries.cohort import cohorts
from loftet.programme.queries.participation import participations

LONGEST_SEARCH = 100


def find_cohort(slug: str) -> Cohort:
    """Return the cohort of an address, or answer 404."""
    found = cohorts().filter(slug=slug).first()
    if found is None:
        raise Http404(_("There is no such cohort."))
    return found


class OfCohort:
    """A page about the cohort that the address names."""

    subject: Cohort
    kwargs: dict[str, Any]

    def get_subject(self) -> Cohort:
        """Return the cohort."""
        return find_cohort(self.kwargs["slug"])


def find_participation(cohort: str, organisation: str) -> Participation:
    """Return a municipality in a cohort, or answer 404: one that was never invited has no page there."""
    found = participations().filter(cohort__slug=cohort, organisation__slug=organisation).first()
    if found is None:
        raise Http404(_("The municipality was not invited to this cohort."))
    return found


def clerk_of(request: HttpRequest) -> Clerk:
    """Return who asks, now."""
    return Clerk(user_of(request), timezone.now(), timezone.localdate())


def wanted_words(request: HttpRequest) -> str:
    """Return the words that a list is filtered by."""
    return request.GET.get("q", "").strip()[:LONGEST_SEARCH]
