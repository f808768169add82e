"""Experiences as search finds them: those that one may read."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.learning.models import Experience


def document(experience: Experience) -> SearchDocument:
    """Return what search reads of an experience: all but whom to ring."""
    owner = experience.organisation
    texts = (experience.done, experience.effect, experience.failed, experience.cost, owner.name)
    return record_document(
        experience,
        "experience",
        title=experience.title,
        text="\n".join(texts),
        note=f"{owner.name}, {experience.get_outcome_display()}",
        language=owner.official_form,
    )


EXPERIENCES = RecordSource(
    kind="experience",
    words=_("experience"),
    many=_("Experiences"),
    model=Experience,
    document=document,
    related=("organisation__place",),
)
