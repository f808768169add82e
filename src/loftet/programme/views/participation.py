"""A municipality's own page in a cohort: where it stands, decisions, who is with it, its checklist."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.core.saving import KEPT, bound_data, denial_as_form_error, submit
from loftet.core.verdicts import demand
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.models import Matter, Treatment
from loftet.decisions.queries.matters import how_it_stands
from loftet.decisions.treatments.actions import Delegated
from loftet.people.access import permissions_of, signed_in, user_of
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind, User
from loftet.people.permissions import Permissions
from loftet.people.rules import may_appoint, may_delegate
from loftet.programme.actions.participation import (
    Naming,
    decide_by_delegation,
    name_people,
    say_what_it_means,
    use_matter,
)
from loftet.programme.forms import DECIDED, DecisionForm, MeaningForm, PeopleForm
from loftet.programme.models import Participation, ParticipationState
from loftet.programme.queries.participation import OwnPage, colleagues_of, own_page
from loftet.programme.queries.phases import checklists
from loftet.programme.rules import (
    FROM_THE_START,
    may_decide,
    may_see_participation,
    open_to,
    states_after,
)
from loftet.programme.views.finding import clerk_of, find_participation


def seen_page(request: HttpRequest, slug: str, organisation: str) -> OwnPage:
    """Return the page of a municipality to those who may see it."""
    found = find_participation(slug, organisation)
    demand(may_see_participation(permissions_of(request), found))
    demand(open_to(user_of(request), found))
    return own_page(found, timezone.localdate(), timezone.now())


def missing_kinds(permissions: Permissions, page: OwnPage) -> list[RoleKind]:
    """Return the roles that nobody has and whoever looks may name somebody to."""
    organisation, today = page.participation.organisation, timezone.localdate()
    return [
        one.kind
        for one in page.warnings
        if one.kind in FROM_THE_START and may_appoint(permissions, organisation, one.kind, today)
    ]


def colleagues(page: OwnPage) -> QuerySet[User]:
    """Return who could be named."""
    return colleagues_of(page.participation, timezone.localdate())


@signed_in
@require_safe
def participation(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Show where a municipality stands in a cohort, why, and what comes next."""
    page = seen_page(request, slug, organisation)
    return show(request, page)


def show(request: HttpRequest, page: OwnPage, status: int = 200) -> HttpResponse:
    """Show the page."""
    found, permissions, today = page.participation, permissions_of(request), timezone.localdate()
    phases = checklists(found, permissions, today)
    may = bool(may_decide(permissions, found))
    context = {
        "page": page,
        "participation": found,
        "matter_address": found.matter.get_absolute_url() if found.matter else "",
        "matter_stands": how_it_stands(found.matter.pk, today) if found.matter else None,
        "cohort": found.cohort,
        "organisation": found.organisation,
        "open_phases": [one for one in phases if one.closed is None],
        "closed_phases": [one for one in phases if one.closed is not None],
        "may_decide": may,
        "may_tick": permissions.has(found.organisation) and page.standing.takes_part,
        "is_ours": permissions.has(found.organisation),
        "may_name": missing_kinds(permissions, page),
        "may_begin": bool(may_appoint(permissions, found.organisation, RoleKind.TOP_MANAGEMENT, today)),
        "questions": [(one, meaning_form(one.states, page.seen)) for one in page.questions],
    }
    return render(request, "programme/pages/participation.html", context, status=status)


def meaning_form(states: tuple[ParticipationState, ...], seen: int) -> MeaningForm | None:
    """Return the form that asks what an outcome means, where it can mean anything."""
    return MeaningForm(states=states, initial={"seen": seen}, auto_id=False) if states else None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Record a decision by delegation, what it means, and who is named in the same step."""
    page = seen_page(request, slug, organisation)
    found, permissions = page.participation, permissions_of(request)
    demand(may_decide(permissions, found))
    form = DecisionForm(
        bound_data(request),
        states=states_after(page.standing.state),
        kinds=missing_kinds(permissions, page),
        colleagues=colleagues(page),
        initial={"day": timezone.localdate(), "seen": page.seen},
    )

    def newest() -> int:
        nonlocal page
        page = own_page(found, timezone.localdate(), timezone.now())
        return page.seen

    status = submit(form, lambda: record_decision(request, found, form), newest, seen="seen")
    if status == KEPT:
        messages.success(request, _("The decision is recorded."))
        return redirect("participation", slug, organisation)
    context = {"form": form, "page": page, "participation": found, "cohort": found.cohort}
    return render(request, "programme/pages/decide.html", context, status=status)


def record_decision(request: HttpRequest, found: Participation, form: DecisionForm) -> None:
    """Record what the form says; the decision and the naming stand or fall together."""
    given, clerk = form.cleaned_data, clerk_of(request)
    state, outcome, _words = DECIDED[given["decided"]]
    delegated = Delegated(
        day=given["day"],
        decided_by=given["decided_by"],
        document=given["document"],
        outcome=outcome,
        wording=given["wording"],
        case_number=given["case_number"],
    )
    namings = [Naming(*one) for one in form.named()]
    with denial_as_form_error():
        decide_by_delegation(found, delegated, state, given["seen"], namings, clerk=clerk)


@signed_in
@require_POST
def say_meaning(request: HttpRequest, slug: str, organisation: str, treatment: int) -> HttpResponse:
    """Record what an outcome means."""
    page = seen_page(request, slug, organisation)
    found = page.participation
    demand(may_decide(permissions_of(request), found))
    row = get_object_or_404(
        Treatment.objects.select_related("matter", "body").exclude(outcome=""),
        pk=treatment,
        matter__organisation=found.organisation,
    )
    form = MeaningForm(request.POST, states=tuple(ParticipationState))
    if not form.is_valid():
        messages.error(request, _("Choose what the outcome means."))
        return show(request, page, 422)
    try:
        state = ParticipationState(form.cleaned_data["state"])
        say_what_it_means(found, row, state, form.cleaned_data["seen"], clerk=clerk_of(request))
    except ChangedMeanwhile:
        messages.error(
            request, _("Somebody else has recorded a decision meanwhile. Look at it, and answer again.")
        )
        return show(request, own_page(found, timezone.localdate(), timezone.now()), 409)
    messages.success(request, _("What the outcome means is recorded: %(what)s.") % {"what": state.label})
    return redirect("participation", slug, organisation)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def name_roles(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Name who is missing."""
    page = seen_page(request, slug, organisation)
    permissions, today = permissions_of(request), timezone.localdate()
    kinds = missing_kinds(permissions, page)
    if not kinds:
        demand(may_appoint(permissions, page.participation.organisation, RoleKind.BUSINESS_ADVISER, today))
    form = PeopleForm(bound_data(request), kinds=kinds, colleagues=colleagues(page))
    if form.is_valid() and (namings := [Naming(*one) for one in form.named()]):
        name_people(page.participation, namings, clerk=clerk_of(request))
        messages.success(request, _("Whoever you named is told."))
        return redirect("participation", slug, organisation)
    context = {
        "form": form,
        "page": page,
        "participation": page.participation,
        "cohort": page.participation.cohort,
        "nobody_named": form.is_bound and not form.errors,
        "may_delegate": may_delegate(
            permissions, page.participation.organisation, RoleKind.PROCUREMENT_OFFICER
        ),
    }
    return render(request, "programme/pages/name_roles.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def choose_matter(request: HttpRequest, slug: str, organisation: str, matter: int) -> HttpResponse:
    """Choose a matter of the municipality's own as the one that taking part rests on."""
    found = seen_page(request, slug, organisation).participation
    row = get_object_or_404(Matter, pk=matter, organisation=found.organisation)
    use_matter(found, row, clerk=clerk_of(request))
    messages.success(request, _("Taking part now rests on this matter. Earlier decisions stay as they were."))
    return redirect("participation", slug, organisation)


@signed_in
@require_POST
def disqualify(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Declare to be disqualified on a participation, which is then closed to the person."""
    found = find_participation(slug, organisation)
    demand(may_see_participation(permissions_of(request), found))
    reason = request.POST.get("reason", "")[:400]
    declare_disqualified(
        user_of(request), found, reason=reason, scope=found.organisation.slug, now=timezone.now()
    )
    messages.success(request, _("You have declared to be disqualified. The page is closed to you."))
    return redirect("my_page")
