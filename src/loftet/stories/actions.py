"""Actions on stories: written, given a picture, offered, approved and taken back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.projects.rules import ACTS
from loftet.reports.rules import LEADS_REGION
from loftet.stories.models import Picture, Story
from loftet.stories.pictures import DrawnPicture
from loftet.stories.queries import projects_told_of
from loftet.stories.rules import STATES, may_change, may_start

ACTS_FOR = acts_by(*ACTS)
FOR_STORY = acts_by(*ACTS, *LEADS_REGION)


@action("story.written", rule=may_start, creates=True, acting_for=ACTS_FOR)
def write_story(organisation: Organisation, written: Mapping[str, Any], *, actor: Actor) -> Story:
    """Create the draft of a story.

    Raises:
        InvalidInput: when a value is refused.
    """
    story = Story(organisation=organisation, written=actor.now, written_by=actor.person)
    _set(story, written, actor)
    story.save()
    return story


@action("story.changed", rule=may_change, acting_for=FOR_STORY)
def change_story(story: Story, written: Mapping[str, Any], *, actor: Actor) -> Story:
    """Change a story that is not published.

    Raises:
        InvalidInput: when a value is refused.
    """
    _set(story, written, actor)
    return story


def _set(story: Story, written: Mapping[str, Any], actor: Actor) -> None:
    set_values(story, written)
    if story.quote_agreed_on and story.quote_agreed_on > actor.today:
        raise InvalidInput.because(_("The day is still to come."), field="quote_agreed_on")
    project = story.project_id
    if project is not None and not projects_told_of(story.organisation).filter(pk=project).exists():
        raise InvalidInput.because(_("The organisation takes no part in that project."), field="project")


@action("story.pictured", rule=may_change, acting_for=FOR_STORY)
def set_picture(
    story: Story, drawn: DrawnPicture | None, written: Mapping[str, Any], *, actor: Actor
) -> Story:
    """Set the picture of a story, or only what is said of the one that is there.

    Raises:
        InvalidInput: when there is no picture, or a value is refused.
    """
    picture = Picture.objects.filter(story=story).first() or Picture(story=story)
    if drawn is not None:
        picture.content, picture.digest = drawn.content, drawn.digest
        picture.width, picture.height = drawn.width, drawn.height
    elif picture.pk is None:
        raise InvalidInput.because(_("Choose a picture."), field="file")
    set_values(picture, written)
    picture.save()
    return story


@action("story.picture_removed", rule=may_change, acting_for=FOR_STORY)
def remove_picture(story: Story, *, actor: Actor) -> Story:
    """Remove the picture of a story: nothing of it is kept."""
    Picture.objects.filter(story=story).delete()
    return story


@action("story.offered", rule=STATES.rule_of("offer"), acting_for=FOR_STORY)
def offer_story(story: Story, *, actor: Actor) -> Story:
    """Ask the management to approve a story."""
    STATES.take("offer", story)
    return story


@action("story.published", rule=STATES.rule_of("approve"), acting_for=FOR_STORY)
def approve_story(story: Story, *, actor: Actor) -> Story:
    """Publish a story: everybody may read it now."""
    STATES.take("approve", story)
    story.published = actor.now
    return story


@action("story.returned", rule=STATES.rule_of("return"), acting_for=FOR_STORY)
def return_story(story: Story, *, actor: Actor) -> Story:
    """Set an offered story back to draft."""
    STATES.take("return", story)
    return story


@action("story.withdrawn", rule=STATES.rule_of("withdraw"), acting_for=FOR_STORY)
def withdraw_story(story: Story, *, actor: Actor) -> Story:
    """Set a published story back to draft: its own organisation reads it."""
    STATES.take("withdraw", story)
    story.published = None
    return story
