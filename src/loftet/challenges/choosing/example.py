"""A municipality's draft set, for the tests that walk through the pages of choosing."""

from collections.abc import Mapping, Sequence

from loftet.challenges.choosing.actions import add_indicators
from loftet.challenges.choosing.candidates import Said
from loftet.challenges.choosing.models import Choice, Suggested
from loftet.challenges.choosing.rules import CHOOSES
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, TAKES_PART, roles_at
from loftet.people.models import Organisation, Role, RoleKind

READS = ("chosen_indicators", "chosen_csv", "chosen_xlsx")
CHANGES = ("choose_indicators", "add_indicators", "show_set", "hide_set", "adopt_set")
SENT = {
    "choose_indicators": {"version": "1", "velg-leakage": "on", "fordi-leakage": "Vi mistar vatn."},
    "add_indicators": {"set": "water"},
    "show_set": {"version": "1"},
    "hide_set": {"version": "1"},
    "adopt_set": {"version": "1", "adopted_on": "2026-01-15"},
}
CHOOSERS = (*roles_at("member", CHOOSES), "lent: facilitator")


def begin_example(facilitator: Actor, member: Organisation) -> Mapping[str, Sequence[str]]:
    """Create a draft set of a municipality, and return who is let in where."""
    assert member.place is not None
    kind = RoleKind.PLANNER
    Role.objects.create(user=facilitator.person, organisation=member, kind=kind, valid_from=facilitator.today)
    planner = actor_at(facilitator.person, facilitator.now, facilitator.today)
    said = [Said("leakage", None, Choice.CHOSEN, "Vi mistar vatn.", Suggested.OWN)]
    add_indicators(member.place, said, actor=planner)
    return {
        **dict.fromkeys(READS, TAKES_PART),
        **dict.fromkeys(CHANGES, CHOOSERS),
        "choosing_room": (*EVERYBODY, "other: facilitator"),
    }
