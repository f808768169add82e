"""The evaluation of a conference, for tests that walk through its pages."""

from loftet.core.registry import Example
from loftet.meetings.example import announced_event, registered_teams
from loftet.meetings.signed import team_word
from loftet.people.actor import Actor, actor_at
from loftet.people.example import member_of
from loftet.people.models import Organisation


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a conference that has not been yet, with a team that tells nothing before that."""
    event = announced_event(actor, member_of(organisation, actor))
    firm = registered_teams(event, actor_at(actor.person, actor.now, actor.today))[1]
    return Example(
        words={"pk": event.pk, "word": team_word(firm.pk)},
        let_in=dict.fromkeys(("team_afterwards", "event_afterwards"), ()),
        sent={"team_afterwards": {"useful": "5", "result": "contact", "version": "1"}},
    )
