"""The links to guidance on the pages of a municipality in a cohort, and of the cohort."""

from django.http import HttpRequest
from django.urls import reverse

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.guidance.rules import may_read, may_see
from loftet.programme.models import Cohort, Participation


def on_participation(request: HttpRequest, subject: Participation) -> Panel | None:
    """Link a municipality in a cohort to its thread."""
    if not may_read(actor_of(request), subject):
        return None
    address = reverse("guidance_thread", args=[subject.cohort.slug, subject.organisation.slug])
    return Panel("guidance/parts/on_participation.html", {"address": address})


def on_cohort(request: HttpRequest, subject: Cohort) -> Panel | None:
    """Link a cohort to its guidance, for those it is for."""
    if not may_see(actor_of(request), subject):
        return None
    address = reverse("guidance", args=[subject.slug])
    return Panel("guidance/parts/on_participation.html", {"address": address})
