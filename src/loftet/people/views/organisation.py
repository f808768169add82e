"""The people of an organisation: who has a role, who is invited, what is delegated, what was done."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.core.export import csv_file_response
from loftet.core.paging import wanted_page
from loftet.core.saving import KEPT, bound_data, submit
from loftet.core.verdicts import demand
from loftet.people.access import permissions_of, signed_in, user_of
from loftet.people.actions.invitations import (
    Terms,
    invite,
    send_invitation_again,
    withdraw_invitation,
)
from loftet.people.actions.roles import end_role, hand_over, withdraw_delegation
from loftet.people.forms import DelegationForm, HandOverForm, InviteForm
from loftet.people.models import Delegation, Invitation, Organisation, Role, RoleKind, User
from loftet.people.permissions import Permissions
from loftet.people.queries.log import log_of
from loftet.people.queries.organisation import People, people_of
from loftet.people.rules import (
    NOT_DELEGATED,
    may_appoint,
    may_appoint_to_any,
    may_delegate,
    may_hand_over,
    may_read_log,
    may_see_people,
)

LONGEST_SEARCH = 100


def find_organisation(slug: str) -> Organisation:
    """Find an organisation by its slug."""
    return get_object_or_404(Organisation.objects.select_related("place"), slug=slug)


def found_people(request: HttpRequest, organisation: Organisation) -> People:
    """Return the people that were asked for."""
    permissions, wanted = permissions_of(request), request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    return people_of(organisation, permissions, wanted, timezone.localdate(), timezone.now())


@signed_in
@require_safe
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show who takes part for an organisation."""
    found, permissions = find_organisation(organisation), permissions_of(request)
    kinds = may_appoint_to_any(permissions, found, timezone.localdate())
    if not kinds:
        demand(may_see_people(permissions, found))
    context = {
        "organisation": found,
        "people": found_people(request, found),
        "wanted": request.GET.get("q", "").strip()[:LONGEST_SEARCH],
        "may_invite": bool(kinds),
        "may_delegate": bool(may_delegate(permissions, found, RoleKind.EDITOR)),
        "may_read_log": bool(may_read_log(permissions, found)),
    }
    return render(request, "people/organisation.html", context)


@signed_in
@require_safe
def organisation_csv(request: HttpRequest, organisation: str) -> HttpResponse:
    """Return the list as a file."""
    found = find_organisation(organisation)
    demand(may_see_people(permissions_of(request), found))
    header = ("name", "email", "role", "valid_from", "valid_to", "delegation")
    rows = (
        (one.name, one.address, one.kind.value, one.since, one.until, one.document)
        for one in found_people(request, found).persons
    )
    return csv_file_response(f"{found.slug}-people", header, rows)


def send_invitation(request: HttpRequest, to: Organisation, email: str, terms: Terms) -> None:
    """Invite somebody, and say so."""
    invite(
        to,
        email,
        terms,
        by=user_of(request),
        language=to.official_form,
        now=timezone.now(),
        today=timezone.localdate(),
    )
    messages.success(request, _("An invitation is on its way. It holds for 14 days."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: HttpRequest, organisation: str) -> HttpResponse:
    """Invite somebody to a role."""
    found = find_organisation(organisation)
    kinds = may_appoint_to_any(permissions_of(request), found, timezone.localdate())
    if not kinds:
        demand(may_appoint(permissions_of(request), found, RoleKind.EDITOR, timezone.localdate()))
    form = InviteForm(bound_data(request), kinds=kinds)

    def save() -> None:
        terms = Terms(RoleKind(form.cleaned_data["kind"]))
        send_invitation(request, found, form.cleaned_data["email"], terms)

    if (status := submit(form, save)) == KEPT:
        return redirect("organisation", found.slug)
    return render(request, "people/invite.html", {"organisation": found, "form": form}, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest, organisation: str) -> HttpResponse:
    """Let somebody of another organisation act on behalf of this one."""
    found = find_organisation(organisation)
    demand(may_delegate(permissions_of(request), found, RoleKind.EDITOR))
    kinds = [kind for kind in RoleKind if kind not in NOT_DELEGATED]
    form = DelegationForm(bound_data(request), kinds=kinds, initial={"valid_from": timezone.localdate()})

    def save() -> None:
        given = form.cleaned_data
        terms = Terms(RoleKind(given["kind"]), given["document"], given["valid_from"], given["valid_to"])
        send_invitation(request, found, given["email"], terms)

    if (status := submit(form, save)) == KEPT:
        return redirect("organisation", found.slug)
    return render(request, "people/delegate.html", {"organisation": found, "form": form}, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_role(request: HttpRequest, organisation: str, role: int) -> HttpResponse:
    """Return a role to somebody else, after an election or a change of job."""
    found, today = find_organisation(organisation), timezone.localdate()
    row, status = find_role(found, role), 200
    demand(may_hand_over(permissions_of(request), row, today))
    form = HandOverForm(request.POST or None, colleagues=colleagues_of(row))
    if request.method == "POST":
        if form.is_valid():
            if to := form.cleaned_data["colleague"]:
                hand_over(row, to, by=user_of(request), today=today)
                messages.success(request, _("The role has been handed over."))
            else:
                terms = Terms(RoleKind(row.kind), replaces=row)
                send_invitation(request, found, form.cleaned_data["email"], terms)
            return redirect(after_change(permissions_of(request), row))
        status = 422
    context = {"organisation": found, "role": row, "form": form}
    return render(request, "people/hand_over.html", context, status=status)


def find_role(of: Organisation, role: int) -> Role:
    """Find a role of an organisation."""
    rows = Role.objects.select_related("organisation", "user", "delegation")
    return get_object_or_404(rows, pk=role, organisation=of)


def colleagues_of(role: Role) -> QuerySet[User]:
    """Return those who take part in the organisation by a role of their own, and could take over."""
    held = Role.objects.on(timezone.localdate()).filter(organisation=role.organisation_id, delegation=None)
    return User.objects.filter(pk__in=held.values("user")).exclude(pk=role.user_id).order_by("name", "email")


def after_change(permissions: Permissions, role: Role) -> str:
    """Return where to go on, by the roles before the change: whoever gave up the only one has none now."""
    of = role.organisation
    gone = role.user_id == permissions.user and len(permissions.in_(of)) == 1
    return reverse("my_page") if gone else reverse("organisation", args=[of.slug])


@signed_in
@require_POST
def end_somebodys_role(request: HttpRequest, organisation: str, role: int) -> HttpResponse:
    """End a role."""
    found = find_organisation(organisation)
    row = find_role(found, role)
    end_role(row, by=user_of(request), today=timezone.localdate())
    messages.success(request, _("The role has ended."))
    return redirect(after_change(permissions_of(request), row))


@signed_in
@require_POST
def withdraw(request: HttpRequest, organisation: str, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    found = find_organisation(organisation)
    row = get_object_or_404(Invitation, pk=invitation, organisation=found)
    withdraw_invitation(row, by=user_of(request), now=timezone.now(), today=timezone.localdate())
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("organisation", found.slug)


@signed_in
@require_POST
def send_again(request: HttpRequest, organisation: str, invitation: int) -> HttpResponse:
    """Send the letter about an invitation once more."""
    found = find_organisation(organisation)
    row = get_object_or_404(Invitation, pk=invitation, organisation=found)
    send_invitation_again(row, by=user_of(request), now=timezone.now(), today=timezone.localdate())
    messages.success(request, _("The invitation is on its way once more."))
    return redirect(f"{reverse('organisation', args=[found.slug])}#invitations")


@signed_in
@require_POST
def end_delegation(request: HttpRequest, organisation: str, delegation: int) -> HttpResponse:
    """Withdraw a delegation."""
    found = find_organisation(organisation)
    row = get_object_or_404(Delegation, pk=delegation, giver=found)
    withdraw_delegation(row, by=user_of(request), now=timezone.now(), today=timezone.localdate())
    messages.success(request, _("The delegation has been withdrawn."))
    return redirect("organisation", found.slug)


@signed_in
@require_safe
def organisation_log(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show what was done in the name of an organisation."""
    found = find_organisation(organisation)
    demand(may_read_log(permissions_of(request), found))
    page = log_of(found, wanted_page(request))
    return render(request, "people/log.html", {"organisation": found, "page": page})
