"""A cohort with a municipality at work, for the tests that walk through the pages of the programme."""

from decimal import Decimal

from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind, RoleKind
from loftet.places.queries import members_of
from loftet.programme.models import Cohort, HoursSpent, Participation, Partnership

IN_COUNCIL = tuple(f"own: {kind}" for kind in RoleKind)
# Who has a role in the municipality, of its own or by delegation, and who runs the cohort.
TAKES_PART = (*(f"member: {kind}" for kind in RoleKind), "lent: facilitator", "lent: procurement_officer")
RUNS = ("own: facilitator",)
OTHERS = ("no role", "other: top_management", "other: administrator", "supplier: top_management")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a council's cohort with hours of a municipality, and who is let in where."""
    assert organisation.place is not None
    municipalities = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY)
    member = municipalities.filter(place__in=members_of(organisation.place, actor.today)).order_by("pk")[0]
    partnership = Partnership.objects.create(slug="eksempel", name="Eksempel", language="nn")
    cohort = Cohort.objects.create(
        partnership=partnership,
        slug="eksempel-1",
        name="1",
        region=organisation.place,
        lead=organisation,
        language="nn",
        begins=actor.today,
    )
    participation = Participation.objects.create(
        cohort=cohort, organisation=member, invited=actor.now, invited_by=actor.person
    )
    hours = HoursSpent.objects.create(
        participation=participation,
        role=RoleKind.PLANNER,
        day=actor.today,
        hours=Decimal("0.5"),
        note="Møte.",
        recorded=actor.now,
        recorded_by=actor.person,
    )
    return Example(
        words={"slug": cohort.slug, "organisation": member.slug, "year": actor.today.year, "hours": hours.pk},
        let_in={
            "cohort_hours": RUNS,
            "cohort_hours_csv": RUNS,
            "hours": (*TAKES_PART, *RUNS),
            "hours_csv": (*TAKES_PART, *RUNS),
            "plan_hours": TAKES_PART,
            "remove_hours": TAKES_PART,
        },
        may_send={"hours": TAKES_PART},
        asked=(*IN_COUNCIL, *OTHERS),
    )
