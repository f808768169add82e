"""Stories as search finds them: those that one may read."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.people.actor import Actor
from loftet.stories.models import Story
from loftet.stories.queries import stories_read_by


def found_by(actor: Actor) -> QuerySet[Story]:
    """Return the stories that somebody may read."""
    return stories_read_by(actor.permissions)


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
    rows=Story.objects.all,
    visible_to=found_by,
    document=document,
    related=("organisation__place",),
)
