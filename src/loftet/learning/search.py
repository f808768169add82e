"""Experiences as search finds them: those that one may read."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.learning.models import Experience
from loftet.learning.queries import experiences_read_by
from loftet.people.actor import Actor


def found_by(actor: Actor) -> QuerySet[Experience]:
    """Return the experiences that somebody may read."""
    return experiences_read_by(actor.permissions)


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
    rows=Experience.objects.all,
    visible_to=found_by,
    document=document,
    related=("organisation__place",),
)
