"""A timetable of one-to-one meetings, for tests that walk through its pages."""

from loftet.core.registry import Example
from loftet.meetings.example import PLANNERS
from loftet.one_to_one.example import asked_wish
from loftet.people.actor import Actor
from loftet.people.example import LENT, roles_at
from loftet.people.models import Organisation

CHANGES = (
    *("one_to_one_make", "one_to_one_release", "one_to_one_away"),
    *("one_to_one_move", "one_to_one_give", "one_to_one_lock"),
)
SHOWS = ("event_one_to_one", "one_to_one_print", "one_to_one_pdf")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a draft with one meeting, a firm without a time, and who is let in where."""
    wish = asked_wish(actor, organisation)
    event, about = wish.firm.event, {"language": "nb", "registered": actor.now, "changed": actor.now}
    other = event.teams.create(name="Røyr AS", side="market", registered_by=actor.person, **about)
    made = wish.one_to_one.timetables.create(number=1, made=actor.now)
    made.meetings.create(wish=wish, slot=1, table=1)
    sent: dict[str, dict[str, str]] = {
        "one_to_one_move": {"place": "2-1"},
        "one_to_one_give": {"place": "3-1"},
        "one_to_one_lock": {"locked": "yes"},
        "one_to_one_away": {"team": str(wish.buyer_id)},
    }
    return Example(
        words={"pk": event.pk, "wish": wish.pk, "firm": other.pk},
        let_in={
            **dict.fromkeys(CHANGES, PLANNERS),
            **dict.fromkeys(SHOWS, (*roles_at("member"), *LENT)),
        },
        sent={name: {**sent.get(name, {}), "version": "1"} for name in CHANGES},
    )
