"""One-to-one meetings of a dialogue conference, for tests that walk through their pages."""

from datetime import time, timedelta

from loftet.core.registry import Example
from loftet.meetings.example import PLANNERS, announced_event, registered_teams
from loftet.meetings.models import Event
from loftet.meetings.signed import team_word
from loftet.one_to_one.models import OneToOne, Talk, Wish
from loftet.people.actor import Actor, actor_at
from loftet.people.example import member_of
from loftet.people.models import Organisation


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return meetings that a firm has asked for, one of them with a note, and who is let in where."""
    wish = asked_wish(actor, organisation)
    frame = wish.one_to_one
    Talk.objects.create(wish=wish, note="Me møttest.", written=actor.now, confirmed=actor.now)
    pair = {"firm": str(wish.firm_id), "buyer": str(wish.buyer_id)}
    return Example(
        words={"pk": frame.event_id, "wish": wish.pk, "word": team_word(wish.firm_id)},
        let_in={
            **dict.fromkeys(("one_to_one_set_up", "one_to_one_bar"), PLANNERS),
            "one_to_one_note": (),  # it has not been
            "team_wishes": (),  # the day for asking has passed
            "team_answer": (),  # nobody declines in a dialogue
            "team_note": (),
        },
        sent={
            "team_wishes": {"wanted": str(wish.buyer_id), "version": "1"},
            "team_answer": {"answer": "yes", "version": "1"},
            "team_note": {"version": "1"},
            "one_to_one_note": {"held": "held", "note": "Møtet var nyttig.", "version": "1"},
            "one_to_one_bar": {**pair, "reason": "Nabo", "version": "1"},
            "one_to_one_set_up": {"wishes_by": actor.today.isoformat(), "day": frame.day.isoformat()}
            | {"begins": "10:00", "minutes": "45", "gap": "15", "slots": "6", "tables": "4"}
            | {"most": "6", "version": "1"},
        },
    )


def asked_wish(actor: Actor, organisation: Organisation) -> Wish:
    """Create a wish of a firm to meet a municipality; nobody can ask any more."""
    event = announced_event(actor, member_of(organisation, actor))
    team, firm = registered_teams(event, actor_at(actor.person, actor.now, actor.today))
    return Wish.objects.create(one_to_one=one_to_one_of(event, actor), firm=firm, buyer=team)


def one_to_one_of(event: Event, actor: Actor, **more: object) -> OneToOne:
    """Create the frame of one-to-one meetings on the day of an event; firms asked until yesterday."""
    times = {"day": event.day, "begins": time(10), "wishes_by": actor.today - timedelta(days=1)}
    return OneToOne.objects.create(event=event, seed=7, **{**times, **more})
