"""Where the pages of the programme stand, for those who are told of them."""

from django.urls import reverse

from loftet.programme.models import Participation


def participation_address(participation: Participation) -> str:
    """Give the address of a municipality's own page in a cohort."""
    return reverse("participation", args=[participation.cohort.slug, participation.organisation.slug])
