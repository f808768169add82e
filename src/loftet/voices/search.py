"""Questions to inhabitants as search finds them, with their answers; input itself is not found."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.search import RecordSource, owned_document
from loftet.voices.models import VoiceQuestion

QUESTIONS = RecordSource(
    kind="voices",
    words=pgettext_lazy("voices", "question"),
    many=_("Questions to inhabitants"),
    model=VoiceQuestion,
    document=owned_document(
        "voices", "text", "answer", note=lambda one: f"{one.owner.name}, {one.get_state_display()}"
    ),
    related=("organisation__place",),
)
