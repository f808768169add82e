"""Cohorts: the list of them, and what everybody reads of one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind, RoleKind, User
from loftet.people.permissions import NOBODY, Permissions
from loftet.people.queries.holders import facilitators_of, own_top_management
from loftet.places.models import Place
from loftet.places.queries import members_of
from loftet.programme.models import OUTSIDE, Cohort, Participation, ParticipationState
from loftet.programme.phases.queries import OpenPhase, runs_of_cohort
from loftet.programme.queries.standings import Standing, standings, taking_part
from loftet.programme.rules import may_run, works_in

Members = tuple[tuple[Organisation, Standing], ...]  # of a cohort, each with where it stands


@dataclass(frozen=True, slots=True)
class CohortPage:
    """Queries of the page of a cohort; who runs it is named to those who have a role in it."""

    cohort: Cohort
    members: Members
    phases: tuple[OpenPhase, ...]
    partners: tuple[Organisation, ...]
    contacts: tuple[User, ...]
    may_run: bool

    @property
    def take_part(self) -> Members:
        """Return those who take part."""
        return tuple(one for one in self.members if one[1].takes_part)

    @property
    def outside(self) -> Members:
        """Return those who have said no."""
        return tuple(one for one in self.members if one[1].state in OUTSIDE)

    @property
    def undecided(self) -> Members:
        """Return those who have not decided yet."""
        decided = {*OUTSIDE, ParticipationState.TAKES_PART}
        return tuple(one for one in self.members if one[1].state not in decided)


def cohorts() -> QuerySet[Cohort]:
    """Return cohorts with what every page of theirs needs."""
    return Cohort.objects.select_related("partnership", "region", "lead__place")


def shown_cohorts(permissions: Permissions = NOBODY) -> QuerySet[Cohort]:
    """Return the cohorts that a reader may know of: a draft is known to those who run it alone.

    A cohort is a draft until its first municipality has been invited.
    """
    invited = Exists(Participation.objects.filter(cohort=OuterRef("pk")))
    runs = permissions.held_in(RoleKind.FACILITATOR)
    return cohorts().filter(invited | Q(lead__in=runs))


def listed_cohorts(today: date, permissions: Permissions = NOBODY) -> QuerySet[Cohort]:
    """Return cohorts, each with how many municipalities are `invited` and `take_part` on a day; one query."""
    return shown_cohorts(permissions).annotate(  # type: ignore[no-redef]
        invited=_number_of(Participation.objects.all()), take_part=_number_of(taking_part(today))
    )


def _number_of(rows: QuerySet[Participation]) -> Coalesce:
    """Build the count of a cohort's participations among some rows."""
    own = rows.filter(cohort=OuterRef("pk")).order_by().values("cohort")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


def cohort_page(cohort: Cohort, actor: Actor) -> CohortPage:
    """Return what is read of a cohort; a bounded number of queries."""
    rows = list(
        Participation.objects.filter(cohort=cohort)
        .select_related("organisation__place")
        .order_by("organisation__place__sort_key", "organisation__name")
    )
    stand = standings(row.pk for row in rows)
    return CohortPage(
        cohort=cohort,
        members=tuple((row.organisation, stand[row.pk]) for row in rows),
        phases=tuple(one for one in runs_of_cohort(cohort, open_only=True) if not one.only),
        partners=tuple(one.organisation for one in cohort.partners.select_related("organisation")),
        contacts=facilitators_of(cohort.lead, actor.today) if works_in(actor.permissions, cohort) else (),
        may_run=bool(may_run(actor, cohort)),
    )


@dataclass(frozen=True, slots=True)
class CanBeInvited:
    """The municipalities of a region on a day: who can be invited, who is, and who is not on the site yet."""

    open: tuple[Organisation, ...]
    invited: tuple[Organisation, ...]
    not_here: tuple[Place, ...]


def can_be_invited(cohort: Cohort, today: date) -> CanBeInvited:
    """Return whom a cohort can invite; three queries."""
    places = list(members_of(cohort.region, today))
    found = {
        one.place_id: one
        for one in Organisation.objects.filter(
            kind=OrganisationKind.MUNICIPALITY, place__in=places
        ).select_related("place")
    }
    there = set(cohort.participations.values_list("organisation", flat=True))
    known = [found[one.pk] for one in places if one.pk in found]
    return CanBeInvited(
        open=tuple(one for one in known if one.pk not in there),
        invited=tuple(one for one in known if one.pk in there),
        not_here=tuple(one for one in places if one.pk not in found),
    )


def without_management(cohort: Cohort, today: date) -> tuple[Organisation, ...]:
    """Return the invited municipalities where nobody can decide yet; two queries."""
    rows = [one.organisation for one in cohort.participations.select_related("organisation")]
    led = own_top_management([one.pk for one in rows], today)
    return tuple(one for one in rows if one.pk not in led)


def lines_of_place(place: Place) -> tuple[tuple[Participation, Standing], ...]:
    """Return where a municipality takes part; one query where it was never invited, else two."""
    rows = list(
        Participation.objects.filter(
            organisation__place=place, organisation__kind=OrganisationKind.MUNICIPALITY
        ).select_related("cohort__partnership", "organisation__place")
    )
    if not rows:
        return ()
    stand = standings(row.pk for row in rows)
    return tuple((row, stand[row.pk]) for row in rows if stand[row.pk].state == ParticipationState.TAKES_PART)
