"""Questions to inhabitants as search finds them, with their answers; input itself is not found."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.voices.models import VoiceQuestion


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
    model=VoiceQuestion,
    document=document,
    related=("organisation__place",),
)
