"""The owners of an error report: whose it is to answer, who is notified, and in whose name it is answered."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q

from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind, Role, RoleKind, User
from loftet.people.models.roles import DatedRoleQuerySet
from loftet.places.queries import around
from loftet.status.models import ErrorReport

# Who answers when a figure is said to be wrong. Partners run the catalogue of indicators.
WHO_ANSWERS: Mapping[OrganisationKind, tuple[RoleKind, ...]] = {
    OrganisationKind.MUNICIPALITY: (
        RoleKind.STATISTICS,
        RoleKind.SUSTAINABILITY_COORDINATOR,
        RoleKind.EDITOR,
        RoleKind.TOP_MANAGEMENT,
    ),
    OrganisationKind.REGIONAL_COUNCIL: (RoleKind.FACILITATOR, RoleKind.SUSTAINABILITY_COORDINATOR),
    OrganisationKind.COUNTY: (RoleKind.FACILITATOR, RoleKind.SUSTAINABILITY_COORDINATOR),
    OrganisationKind.PARTNER: (RoleKind.FACILITATOR,),
}
# Those who know the figures are notified first; only where a municipality has none of them, the next.
NOTIFIED_FIRST = (
    frozenset({RoleKind.STATISTICS}),
    frozenset({RoleKind.SUSTAINABILITY_COORDINATOR, RoleKind.EDITOR, RoleKind.FACILITATOR}),
    frozenset({RoleKind.TOP_MANAGEMENT}),
)


def answering_roles(on: date) -> DatedRoleQuerySet:
    """Return the roles by which somebody answers error reports on a day."""
    kinds = Q()
    for organisation, roles in WHO_ANSWERS.items():
        kinds |= Q(organisation__kind=organisation, kind__in=roles)
    return Role.objects.on(on).filter(kinds)


def answers_for(actor: Actor) -> list[int]:
    """Return the organisations for which somebody answers."""
    return [
        one.organisation
        for one in actor.permissions.roles
        if one.kind in WHO_ANSWERS.get(one.organisation_kind, ())
    ]


def answers_about(actor: Actor) -> list[int]:
    """Return the municipalities about whose figures somebody answers."""
    ours = OrganisationKind.MUNICIPALITY
    return [
        one.place
        for one in actor.permissions.roles
        if one.place and one.organisation_kind == ours and one.kind in WHO_ANSWERS[ours]
    ]


def runs_the_catalogue(actor: Actor) -> bool:
    """Check whether somebody answers where nobody else does: a facilitator of a partner."""
    partner = OrganisationKind.PARTNER
    return any(
        one.organisation_kind == partner and one.kind in WHO_ANSWERS[partner]
        for one in actor.permissions.roles
    )


def owned_by(actor: Actor) -> tuple[dict[str, Exists], Q]:
    """Return the condition that somebody owns a report: the names it uses, and what to filter by.

    A report is owned by the organisation to which it has been passed on; or else by the municipality whose
    figure it is about; or else, also where nobody there answers, by the partners.
    """
    answer = answering_roles(actor.today)
    marks = {
        "is_passed": Exists(answer.filter(organisation=OuterRef("passed_to"))),
        "has_own": Exists(
            answer.filter(
                organisation__kind=OrganisationKind.MUNICIPALITY, organisation__place=OuterRef("place")
            )
        ),
    }
    owned = Q(is_passed=True, passed_to__in=answers_for(actor))
    owned |= Q(is_passed=False, has_own=True, place__in=answers_about(actor))
    if runs_the_catalogue(actor):
        owned |= Q(is_passed=False, has_own=False)
    return marks, owned


def left_to_others(actor: Actor) -> tuple[Exists, Q]:
    """Return the condition on reports that wait for others first, as they are notified first.

    The top management of a municipality is asked where nobody there knows the figures.
    """
    top = RoleKind.TOP_MANAGEMENT
    kinds: dict[int, set[RoleKind]] = {}
    for one in actor.permissions.roles:
        if one.place and one.kind in WHO_ANSWERS.get(one.organisation_kind, ()):
            kinds.setdefault(one.place, set()).add(one.kind)
    led = [place for place, held in kinds.items() if held == {top}]
    there = {"organisation__kind": OrganisationKind.MUNICIPALITY, "organisation__place": OuterRef("place")}
    knows = Exists(answering_roles(actor.today).filter(**there).exclude(kind=top))
    return knows, Q(others_know=True, passed_to=None, place__in=led)


def owns(actor: Actor, report: ErrorReport) -> bool:
    """Check whether a report is somebody's to answer."""
    marks, owned = owned_by(actor)
    return ErrorReport.objects.alias(**marks).filter(owned, pk=report.pk).exists()


def owning_organisations(report: ErrorReport, on: date) -> tuple[Organisation, ...]:
    """Return the organisations whose people answer a report, in the same order as `owned_by`."""
    answering = Organisation.objects.filter(pk__in=answering_roles(on).values("organisation"))
    if report.passed_to_id and (passed := answering.filter(pk=report.passed_to_id).first()):
        return (passed,)
    ours = answering.filter(kind=OrganisationKind.MUNICIPALITY, place=report.place_id)
    if report.place_id and (own := ours.first()):
        return (own,)
    return tuple(answering.filter(kind=OrganisationKind.PARTNER))


def could_answer(report: ErrorReport, on: date) -> list[Organisation]:
    """Return to whom a report may be passed on: the municipality, its region and county, the partners.

    Only where somebody answers, and not where it is already.
    """
    near = Q(pk__in=[])
    if report.place_id:
        coordinating = (OrganisationKind.REGIONAL_COUNCIL, OrganisationKind.COUNTY)
        near = Q(kind=OrganisationKind.MUNICIPALITY, place=report.place_id)
        near |= Q(kind__in=coordinating, place__in=around(report.place_id, on))
    found = Organisation.objects.filter(near | Q(kind=OrganisationKind.PARTNER))
    found = found.filter(pk__in=answering_roles(on).values("organisation"))
    return list(found.exclude(pk__in=[one.pk for one in owning_organisations(report, on)]))


def people_notified(organisations: Iterable[Organisation], on: date) -> list[User]:
    """Return who is notified of a report that these organisations own."""
    roles = list(answering_roles(on).filter(organisation__in=organisations).select_related("user"))
    for kinds in NOTIFIED_FIRST:
        if found := {one.user_id: one.user for one in roles if one.kind in kinds}:
            return list(found.values())
    return []


def answers_as(actor: Actor, report: ErrorReport) -> str:
    """Return the organisation in whose name somebody answers a report."""
    ours = OrganisationKind.MUNICIPALITY
    passed, about = report.passed_to_id, answers_about(actor)
    own = report.place_id if report.place_id in about else None
    held = [one for one in actor.permissions.roles if one.kind in WHO_ANSWERS.get(one.organisation_kind, ())]
    by_passing = (one.name for one in held if one.organisation == passed)
    by_place = (one.name for one in held if own and one.place == own and one.organisation_kind == ours)
    by_catalogue = (one.name for one in held if one.organisation_kind == OrganisationKind.PARTNER)
    return next((name for names in (by_passing, by_place, by_catalogue) for name in names), "")
