"""Rules on reports: who orders, reads, approves, sends and adopts them, and who brings a Word template."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.decisions.rules import RECORDS
from loftet.geography.place import Kind
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.places.models import Place
from loftet.reports.models import PlaceReport, State, WordTemplate

KEEPS = (*RECORDS, RoleKind.SUSTAINABILITY_COORDINATOR)
LEADS_REGION = (RoleKind.FACILITATOR, RoleKind.TOP_MANAGEMENT)


def approvers_of(kind: str) -> tuple[RoleKind, ...]:
    """Return who approves the reports of a kind of place: a council has facilitators to do it."""
    return (RoleKind.TOP_MANAGEMENT,) if kind == Kind.MUNICIPALITY else LEADS_REGION


def may_order(actor: Actor, place: Place) -> Verdict:
    """Check whether the actor may order a report of a place: everybody who has a role there."""
    if actor.permissions.has(place):
        return ALLOWED
    return Denied(_("Reports are ordered by those who have a role in the municipality or the council."))


def may_order_for_members(actor: Actor, region: Place) -> Verdict:
    """Check whether the actor may order a report for each municipality of a region."""
    if actor.permissions.has_own(region, *LEADS_REGION):
        return ALLOWED
    return Denied(_("Reports for all members are ordered by facilitators and top management of the council."))


def readable(actor: Actor) -> Q:
    """Return the condition on the reports that somebody may read: the one place where that is said."""
    roles = actor.permissions.roles
    places = [one.place for one in roles if one.organisation_kind in SPEAKS_FOR_ITS_PLACE]
    own = Q(place__in=[one for one in places if one]) | Q(prepared_by__in=[one.organisation for one in roles])
    return ~Q(state=State.DRAFT) | own if roles else ~Q(state=State.DRAFT)


def may_see(actor: Actor, report: PlaceReport) -> Verdict:
    """Check whether the actor may read a report; the page has found none that is hidden."""
    has = actor.permissions.has
    if report.is_public or has(report.place) or (report.prepared_by and has(report.prepared_by)):
        return ALLOWED
    return Denied(_("The report is not approved yet. Only those who have a role there can read it."))


def may_approve(actor: Actor, report: PlaceReport) -> Verdict:
    """Check whether the actor may approve a report: its own management, once it is made."""
    if report.made is None:
        return Denied(_("The report is not made yet."))
    return may_manage(actor, report)


def may_manage(actor: Actor, report: PlaceReport) -> Verdict:
    """Check whether the actor is one of those who approve a report of the place and take it back."""
    if actor.permissions.has_own(report.place, *approvers_of(report.place.kind)):
        return ALLOWED
    return Denied(_("Only the municipality's own top management approves a report."))


def may_keep(actor: Actor, place: Place) -> Verdict:
    """Check whether the actor may act for a place with its reports and its template."""
    if actor.permissions.has(place, *KEEPS):
        return ALLOWED
    return Denied(
        _(
            "This is done by top management, administrators, editors, planners and coordinators of the "
            "municipality."
        )
    )


def may_record(actor: Actor, report: PlaceReport) -> Verdict:
    """Check whether the actor may record that a report was adopted."""
    return may_keep(actor, report.place)


def may_adopt(actor: Actor, report: PlaceReport) -> Verdict:
    """Check whether a report can be tied to its decision now."""
    return STATES.may_take("adopt", actor, report)


def may_send(actor: Actor, report: PlaceReport) -> Verdict:
    """Check whether the actor may send a report to the post box: once it is approved."""
    if not report.is_public:
        return Denied(_("The report is sent when the municipality has approved it."))
    return may_keep(actor, report.place)


def may_remove(actor: Actor, template: WordTemplate) -> Verdict:
    """Check whether the actor may remove a template."""
    return may_keep(actor, template.place)


STATES = States(
    State.DRAFT,
    Step("approve", (State.DRAFT,), State.APPROVED, may_approve, _("Approve it and show it to everybody")),
    Step("adopt", (State.APPROVED,), State.ADOPTED, may_record, _("Record that it was adopted")),
    Step("reopen", (State.ADOPTED,), State.APPROVED, may_manage, _("Remove the decision"), danger=True),
    Step("withdraw", (State.APPROVED,), State.DRAFT, may_manage, _("Take it back"), danger=True),
)
