"""Stories as search finds them: those that one may read."""

from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.stories.models import Story


def document(story: Story) -> SearchDocument:
    """Return what search reads of a story: what was achieved, how, and by whom; not who is quoted."""
    who = story.organisation
    return record_document(
        story,
        "story",
        title=story.title,
        text="\n".join((story.text, story.figure, story.class_question, who.name)),
        note=who.name,
        language=who.official_form,
    )


STORIES = RecordSource(
    kind="story",
    words=_("story"),
    many=_("Stories"),
    model=Story,
    document=document,
    related=("organisation__place",),
)
