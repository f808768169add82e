"""The minutes of a conference, for tests that walk through their pages."""

from loftet.core.registry import Example
from loftet.meetings.example import PLANNERS, announced_event, registered_teams
from loftet.minutes.models import ActionPoint
from loftet.people.actor import Actor, actor_at
from loftet.people.example import LENT, member_of, roles_at
from loftet.people.models import Organisation


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return what somebody does after a conference that has not been yet, and who is let in where."""
    event = announced_event(actor, member_of(organisation, actor))
    registered_teams(event, actor_at(actor.person, actor.now, actor.today))
    point = ActionPoint.objects.create(event=event, what="Ringje Ål", who=actor.person, due=event.day)
    return Example(
        words={"pk": event.pk, "action": point.pk},
        let_in={
            **dict.fromkeys(("event_minutes_write", "event_minutes_approve", "event_action"), ()),
            "event_minutes": (*roles_at("member"), *LENT),
            "action_done": PLANNERS,
        },
    )
