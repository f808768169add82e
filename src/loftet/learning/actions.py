"""Actions: an experience is written, published, confirmed, taken back; it helped; a course is taken."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.verdicts import demand
from loftet.core.versions import row_or_new
from loftet.invalid_input import InvalidInput
from loftet.learning.models import Experience, FinishedCourse, Help
from loftet.learning.queries import ties_read_by
from loftet.learning.rules import (
    STATES,
    is_told_by,
    may_change,
    may_confirm,
    may_say_helped,
    may_take_back,
    may_write,
)
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.projects.rules import LEADS

ACTS_FOR = acts_by(*LEADS)


@action("experience.written", rule=may_write, creates=True, acting_for=ACTS_FOR)
def write_experience(organisation: Organisation, written: Mapping[str, Any], *, actor: Actor) -> Experience:
    """Create the draft of an experience.

    Raises:
        InvalidInput: when a value is refused, or it would be tied to what the actor may not read or what
            another organisation did.
    """
    experience = Experience(organisation=organisation, written=actor.now, written_by=actor.person)
    set_values(experience, written)
    open_ties = ties_read_by(experience, actor)
    if any(written.get(name) and name not in open_ties for name in ("need", "solution", "project")):
        raise InvalidInput.because(_("What it was written from is not open to you."))
    if any(not is_told_by(organisation, one) for one in open_ties.values()):
        raise InvalidInput.because(_("Another organisation did this. Those who did it tell how it went."))
    experience.save()
    return experience


@action("experience.changed", rule=may_change, acting_for=ACTS_FOR)
def change_experience(experience: Experience, written: Mapping[str, Any], *, actor: Actor) -> Experience:
    """Change an experience; one that is published is confirmed by it.

    Raises:
        InvalidInput: when a value is refused.
    """
    set_values(experience, written)
    if experience.is_public:
        experience.confirmed_on = actor.today
    return experience


@action("experience.published", rule=STATES.rule_of("publish"), acting_for=ACTS_FOR)
def publish_experience(experience: Experience, *, actor: Actor) -> Experience:
    """Publish an experience: everybody reads it.

    Raises:
        InvalidInput: when it does not say whom to ring.
    """
    if not experience.contact:
        raise InvalidInput.because(_("Write a name and a telephone number first."))
    STATES.take("publish", experience)
    experience.confirmed_on = actor.today
    return experience


@action("experience.confirmed", rule=may_confirm, acting_for=ACTS_FOR)
def confirm_experience(experience: Experience, *, actor: Actor) -> Experience:
    """Record that an experience still holds.

    Raises:
        InvalidInput: when it no longer says whom to ring.
    """
    if not experience.contact:
        raise InvalidInput.because(
            _("The name and the number are gone. Change the experience, and add them.")
        )
    experience.confirmed_on = actor.today
    return experience


@action("experience.unpublished", rule=STATES.rule_of("unpublish"), acting_for=ACTS_FOR)
def unpublish_experience(experience: Experience, *, actor: Actor) -> Experience:
    """Withdraw an experience: it is a draft again."""
    STATES.take("unpublish", experience)
    experience.confirmed_on = None
    return experience


@action("experience.helped", rule=may_say_helped, creates=True, subject=lambda done: done.record)
def say_helped(experience: Experience, organisation: Organisation, used_in: str, *, actor: Actor) -> Help:
    """Record that an experience helped an organisation, once; said again, it is changed.

    Raises:
        NotAllowed: when the actor does not act for the organisation.
        InvalidInput: when it is the organisation's own, or nothing is said.
    """
    demand(may_write(actor, organisation))
    if organisation.pk == experience.organisation_id:
        raise InvalidInput.because(_("It is the organisation’s own experience."), field="organisation")
    helped = row_or_new(Help, experience=experience, organisation=organisation)
    helped.said, helped.said_by = actor.now, actor.person
    helped.version += 1
    set_values(helped, {"used_in": used_in})
    helped.save()
    return helped


@action("experience.help_taken_back", rule=may_take_back)
def take_back_help(helped: Help, *, actor: Actor) -> None:
    """Remove that an experience helped an organisation."""
    helped.delete()


def finish_course(course: str, *, actor: Actor) -> FinishedCourse:
    """Record that the actor has finished a course; the first time counts.

    This is no `@action`, which would lock the person: it concerns nobody else.
    """
    row, _is_new = FinishedCourse.objects.get_or_create(
        user=actor.person, course=course, defaults={"finished": actor.now}
    )
    return row
