"""Stories as search finds them: those that one may read. Who is quoted is not among what it reads."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, owned_document
from loftet.stories.models import Story

STORIES = RecordSource(
    kind="story",
    words=_("story"),
    many=_("Stories"),
    model=Story,
    document=owned_document("story", "text", "figure", "class_question"),
    related=("organisation__place",),
)
