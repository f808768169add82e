"""Where the pages of the programme stand, for those who are told of them."""

from django.urls import reverse

from loftet.programme.models import Cohort, Participation


def cohort_address(cohort: Cohort) -> str:
    """Return the address of a cohort's page."""
    return reverse("cohort", args=[cohort.slug])


def participation_address(participation: Participation) -> str:
    """Return the address of a municipality's own page in a cohort."""
    return reverse("participation", args=[participation.cohort.slug, participation.organisation.slug])


def phase_address(participation: Participation, phase: str) -> str:
    """Return the address of a phase's checklist on a municipality's own page, where it is open once."""
    return f"{participation_address(participation)}#{phase}"
