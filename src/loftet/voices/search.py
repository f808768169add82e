"""Questions to inhabitants as search finds them, with their answers; input itself is not found."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.people.actor import Actor
from loftet.voices.models import VoiceQuestion
from loftet.voices.queries import questions_read_by


def found_by(actor: Actor) -> QuerySet[VoiceQuestion]:
    """Return the questions that somebody may read."""
    return questions_read_by(actor.permissions)


def document(question: VoiceQuestion) -> SearchDocument:
    """Return what search reads of a question: what is asked, what is answered, and by whom."""
    owner = question.organisation
    return record_document(
        question,
        "voices",
        title=question.title,
        text="\n".join((question.text, question.answer, owner.name)),
        note=f"{owner.name}, {question.get_state_display()}",
        language=owner.official_form,
    )


QUESTIONS = RecordSource(
    kind="voices",
    words=pgettext_lazy("voices", "question"),
    many=_("Questions to inhabitants"),
    rows=VoiceQuestion.objects.all,
    visible_to=found_by,
    document=document,
    related=("organisation__place",),
)
