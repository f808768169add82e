"""Experiences as search finds them: those that one may read. It reads all but whom to ring."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, owned_document
from loftet.learning.models import Experience

EXPERIENCES = RecordSource(
    kind="experience",
    words=_("experience"),
    many=_("Experiences"),
    model=Experience,
    document=owned_document(
        "experience",
        "done",
        "effect",
        "failed",
        "cost",
        note=lambda one: f"{one.owner.name}, {one.get_outcome_display()}",
    ),
    related=("organisation__place",),
)
