"""Who may write about figures, and how much; a no always has its reason."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.geography.place import Kind
from loftet.indicators.models import ErrorReport, FigureComment
from loftet.people.models import Organisation, OrganisationKind, Role, RoleKind, ThrottleEvent, ThrottleKind
from loftet.people.models.roles import DatedRoleQuerySet
from loftet.people.permissions import Permissions
from loftet.places.models import Place
from loftet.places.queries import around

# Nobody signs in to report an error, so the door is kept from being flooded: by one sender, and by all
# together. A municipality's whole house may come from one address.
MOST_FROM_ONE, MOST_REPORTS, WITHIN = 20, 120, timedelta(hours=1)
COMMENTS = (
    RoleKind.STATISTICS,
    RoleKind.SUSTAINABILITY_COORDINATOR,
    RoleKind.PLANNER,
    RoleKind.BUSINESS_ADVISER,
    RoleKind.EDITOR,
    RoleKind.FACILITATOR,
    RoleKind.TOP_MANAGEMENT,
)
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


def may_report(client: str, now: datetime) -> Verdict:
    """Check whether one more error report is let in.

    Counted for where it comes from, and for all together.
    """
    told = ThrottleEvent.objects.filter(kind=ThrottleKind.TOLD, client=client, when__gt=now - WITHIN)
    if client and told.count() >= MOST_FROM_ONE:
        return Denied(
            _(
                "Many reports have come from where you are in the last hour, so yours was not kept. What you"
                " wrote still stands below: try again in an hour."
            )
        )
    if ErrorReport.objects.filter(received__gt=now - WITHIN).count() >= MOST_REPORTS:
        return Denied(
            _(
                "Very many reports have come in the last hour, so yours was not kept. What you wrote still"
                " stands below: try again in an hour."
            )
        )
    return ALLOWED


def may_comment(permissions: Permissions, place: Place) -> Verdict:
    """Check whether somebody may comment on the figures of a place, for the municipality that it is."""
    if place.kind != Kind.MUNICIPALITY:
        return Denied(_("Only municipalities comment on their figures."))
    if permissions.has(place, *COMMENTS):
        return ALLOWED
    return Denied(_("Only those who work for the municipality can comment on its figures."))


def may_withdraw_comment(permissions: Permissions, comment: FigureComment) -> Verdict:
    """Check whether a comment may be withdrawn."""
    if comment.withdrawn is not None:
        return Denied(_("The comment has been withdrawn already."))
    return may_comment(permissions, comment.place)


def those_who_answer(on: date) -> DatedRoleQuerySet:
    """Return the roles by which somebody answers error reports on a day."""
    kinds = Q()
    for organisation, roles in WHO_ANSWERS.items():
        kinds |= Q(organisation__kind=organisation, kind__in=roles)
    return Role.objects.on(on).filter(kinds)


def answers_for(permissions: Permissions) -> list[int]:
    """Return the organisations for which somebody answers."""
    return [
        one.organisation
        for one in permissions.roles
        if one.kind in WHO_ANSWERS.get(one.organisation_kind, ())
    ]


def answers_about(permissions: Permissions) -> list[int]:
    """Return the municipalities about whose figures somebody answers."""
    ours = OrganisationKind.MUNICIPALITY
    return [
        one.place
        for one in permissions.roles
        if one.place and one.organisation_kind == ours and one.kind in WHO_ANSWERS[ours]
    ]


def runs_the_catalogue(permissions: Permissions) -> bool:
    """Check whether somebody answers where nobody else does: a facilitator of a partner."""
    partner = OrganisationKind.PARTNER
    return any(
        one.organisation_kind == partner and one.kind in WHO_ANSWERS[partner] for one in permissions.roles
    )


def who_owns(permissions: Permissions, on: date) -> tuple[dict[str, Exists], Q]:
    """Return what tells whether somebody owns a report: what to annotate, and what to ask of it.

    It is the owner's to whom it has been passed on; or else the municipality's whose figure it is; or else,
    also where nobody there answers, the partners'.
    """
    answer = those_who_answer(on)
    marks = {
        "is_passed": Exists(answer.filter(organisation=OuterRef("passed_to"))),
        "has_own": Exists(
            answer.filter(
                organisation__kind=OrganisationKind.MUNICIPALITY, organisation__place=OuterRef("place")
            )
        ),
    }
    owned = Q(is_passed=True, passed_to__in=answers_for(permissions))
    owned |= Q(is_passed=False, has_own=True, place__in=answers_about(permissions))
    if runs_the_catalogue(permissions):
        owned |= Q(is_passed=False, has_own=False)
    return marks, owned


def may_see_reports(permissions: Permissions) -> Verdict:
    """Check whether somebody has a list of reports: whoever may own one."""
    if answers_for(permissions):
        return ALLOWED
    return Denied(
        _(
            "Error reports are answered by those who work with statistics, the sustainability coordinator, "
            "editors and top management of a municipality, and by facilitators of regions and partners."
        )
    )


def owns(permissions: Permissions, report: ErrorReport, on: date) -> bool:
    """Check whether a report is somebody's to answer."""
    marks, owned = who_owns(permissions, on)
    return ErrorReport.objects.annotate(**marks).filter(owned, pk=report.pk).exists()


def may_read_report(permissions: Permissions, report: ErrorReport, on: date) -> Verdict:
    """Check whether a report is shown: to whoever owns it, whose figure it is about, and who reported."""
    if permissions.user is not None and permissions.user == report.reporter_id:
        return ALLOWED
    if report.place_id in answers_about(permissions) or owns(permissions, report, on):
        return ALLOWED
    return Denied(_("This error report is for somebody else to answer."))


def may_answer_report(permissions: Permissions, report: ErrorReport, on: date) -> Verdict:
    """Check whether a report may be answered or passed on: by its owner, once."""
    if not owns(permissions, report, on):
        return Denied(_("This error report is for somebody else to answer."))
    if report.answered is not None:
        return Denied(_("The error report has been answered already."))
    return ALLOWED


def may_show_report(permissions: Permissions, report: ErrorReport, on: date) -> Verdict:
    """Check whether question and answer may be shown beside the figure, or no longer: by the owner."""
    if not owns(permissions, report, on):
        return Denied(_("This error report is for somebody else to answer."))
    if report.answered is None:
        return Denied(_("A question is shown with its answer."))
    return ALLOWED


def may_send_answer_again(permissions: Permissions, report: ErrorReport, on: date) -> Verdict:
    """Check whether the letter with an answer may be sent again: by the owner, while it has not been sent."""
    if isinstance(verdict := may_show_report(permissions, report, on), Denied):
        return verdict
    if not report.reply_to:
        return Denied(_("The answer has been sent, or nobody asked to have it sent."))
    return ALLOWED


def owning_organisations(report: ErrorReport, on: date) -> tuple[Organisation, ...]:
    """Return the organisations whose people answer a report, in the same order as `who_owns`."""
    answering = Organisation.objects.filter(pk__in=those_who_answer(on).values("organisation"))
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
    found = found.filter(pk__in=those_who_answer(on).values("organisation"))
    return list(found.exclude(pk__in=[one.pk for one in owning_organisations(report, on)]))
