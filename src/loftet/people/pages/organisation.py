"""The people of an organisation: who has a role, who is invited, what is delegated, what was done."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.pages import AskFirstPage, Column, FormPage, ListPage, PostPage
from loftet.core.words import Words
from loftet.log.models import Entry
from loftet.people.access import ACTS_FOR, next_url
from loftet.people.actions.invitations import (
    Terms,
    invite,
    offer_delegation,
    send_invitation_again,
    withdraw_invitation,
)
from loftet.people.actions.roles import (
    undo_withdrawal,
    withdraw_delegation,
)
from loftet.people.filters import RoleFilters
from loftet.people.forms import DelegationForm, InviteForm
from loftet.people.models import Delegation, Invitation, Organisation, Role, RoleKind
from loftet.people.pages.base import SignedInButton, SignedInPage
from loftet.people.queries.log import LogLine, entries_of, log_lines
from loftet.people.queries.organisation import (
    PersonInRole,
    Rights,
    ended_roles,
    given_delegations,
    people_in_roles,
    rights_in,
    roles_held,
    waiting_invitations,
    withdrawn_delegations,
)
from loftet.people.rules import (
    NOT_DELEGATED,
    may_appoint_to_any,
    may_enter,
    may_invite_somebody,
    may_offer_delegation,
    may_read_log,
    may_see_list,
    may_send_invitation_again,
    may_undo_withdrawal,
    may_withdraw_delegation,
    may_withdraw_invitation,
)

ON_A_PAGE, LOG_ON_A_PAGE = 50, 50


def find_organisation(slug: str) -> Organisation:
    """Return an organisation by its slug, or answer 404."""
    return get_object_or_404(Organisation.objects.select_related("place"), slug=slug)


class OfOrganisation(SignedInPage):
    """A page about an organisation."""

    subject: Organisation

    def get_subject(self) -> Organisation:
        """Return the organisation that the address names."""
        return find_organisation(self.kwargs["organisation"])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the organisation by its own name, too."""
        return super().get_context(**{"organisation": self.subject} | more)


class OrganisationPage(OfOrganisation, ListPage):
    """The people of an organisation; their names are only shown to those who may see them."""

    rule = may_enter
    template_name = "people/pages/organisation.html"
    filters = RoleFilters
    page_size = ON_A_PAGE
    columns = (
        Column("name", "", lambda role: role.user.name),
        Column("email", "", lambda role: role.user.email),
        Column("telephone", "", lambda role: role.user.telephone),
        Column("role", "", lambda role: role.kind),
        Column("valid_from", ""),
        Column("valid_to", ""),
        Column("delegation", "", lambda role: role.delegation.document if role.delegation else ""),
    )

    def get_rows(self) -> QuerySet[Role]:
        """Return the roles that are held; none to those who may only invite the first."""
        rows = roles_held(self.subject, self.actor.today)
        return rows if may_see_list(self.actor, self.subject) else rows.none()

    @cached_property
    def rights(self) -> Rights:
        """Return what the reader may do with the roles of each kind."""
        return rights_in(self.subject, self.actor)

    def lines(self, rows: Any) -> list[PersonInRole]:
        """Return the people of a page."""
        return people_in_roles(rows, self.actor, self.rights)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the people beside invitations and delegations."""
        of, actor = self.subject, self.actor
        wanted = (self.filtered.form["q"].value() or "").strip()
        hidden = not may_see_list(actor, of)
        found = more["rows"].paginator.count
        return super().get_context(
            hidden=hidden,
            in_all=roles_held(of, actor.today).count() if hidden or wanted else found,
            wanted=wanted,
            invitations=waiting_invitations(of, actor, self.rights),
            delegations=[] if hidden else list(given_delegations(of, actor)),
            ended=ended_roles(of, actor, self.rights),
            withdrawn=withdrawn_delegations(of, actor),
            may_invite=may_invite_somebody(actor, of),
            decides=any(self.rights.values()),
            may_delegate=bool(may_offer_delegation(actor, of)),
            may_read_log=bool(may_read_log(actor, of)),
            **more,
        )


class ActFor(OfOrganisation, PostPage):
    """Choose at the top of a page for which organisation one acts first; kept until one signs out."""

    rule = may_see_list  # who has a role there

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Save the choice, and show the page again on which it was made."""
        request.session[ACTS_FOR] = self.subject.pk
        return redirect(next_url(request))


class OrganisationFile(OrganisationPage):
    """The people of an organisation as a file."""

    rule = may_see_list
    is_file = True

    def get_title(self) -> Words:
        """Return the name of the file."""
        return f"{self.subject.slug}-people"


class SendPage(SignedInPage, FormPage):
    """A form that sends somebody an invitation on behalf of an organisation."""

    template_name = "people/pages/send.html"
    success = ""

    @property
    def organisation(self) -> Organisation:
        """Return the organisation that invites."""
        found: Organisation = self.subject
        return found

    def send(self, action: Any, email: str, terms: Terms) -> Invitation:
        """Call the action that sends it, and say so."""
        of = self.organisation
        made: Invitation = action(of, email, terms, language=of.official_form, actor=self.actor)
        said = _("A letter is on its way to %(address)s. The invitation holds for 14 days.")
        messages.success(self.request, said % {"address": made.email})
        return made

    def get_lead(self) -> str:
        """Return what the form is about."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Return the address of the organisation's page."""
        return reverse("organisation", args=[self.organisation.slug])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the organisation by its own name, too."""
        return super().get_context(**{"organisation": self.organisation, "lead": self.get_lead()} | more)


class InvitePage(SendPage, OfOrganisation):
    """Invite somebody to a role."""

    rule = may_invite_somebody
    title = gettext_lazy("Invite somebody")
    button = gettext_lazy("Send the invitation")
    form_class = InviteForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the roles that the actor appoints to."""
        kinds = may_appoint_to_any(self.actor.permissions, self.subject, self.actor.today)
        return {"kinds": kinds, "within": self.subject.kind}

    def get_lead(self) -> str:
        """Return what the form is about."""
        return _(
            "They get an e-mail, sign in with that address, and say yes or no. The invitation to take part"
            " for %(name)s holds for 14 days."
        ) % {"name": self.subject.name}

    def save(self, form: InviteForm) -> Invitation:
        """Send the invitation."""
        return self.send(invite, form.cleaned_data["email"], Terms(RoleKind(form.cleaned_data["kind"])))


class DelegatePage(SendPage, OfOrganisation):
    """Let somebody of another organisation act on behalf of this one."""

    rule = may_offer_delegation
    title = gettext_lazy("Let somebody act on our behalf")
    button = gettext_lazy("Offer the delegation")
    form_class = DelegationForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the roles that can be delegated, and today as the first day."""
        kinds = [kind for kind in RoleKind if kind not in NOT_DELEGATED]
        return {"kinds": kinds, "within": self.subject.kind, "today": self.actor.today}

    def get_lead(self) -> str:
        """Return what the form is about."""
        return _(
            "Somebody of another organisation prepares or buys on behalf of %(name)s. It must be decided in"
            " writing, and you can withdraw it at any time."
        ) % {"name": self.subject.name}

    def save(self, form: DelegationForm) -> Invitation:
        """Offer the delegation."""
        given = form.cleaned_data
        terms = Terms(RoleKind(given["kind"]), given["document"], given["valid_from"], given["valid_to"])
        return self.send(offer_delegation, given["email"], terms)


class OrganisationButton(SignedInButton):
    """A button beside an invitation or a delegation on the page of an organisation."""

    model: ClassVar[type[Model]]
    word: ClassVar[str]  # what the address calls its key
    organisation_field: ClassVar[str] = "organisation"
    anchor: ClassVar[str] = ""

    def get_subject(self) -> Any:
        """Return the row that the address names, of the organisation that it names."""
        of = {f"{self.organisation_field}__slug": self.kwargs["organisation"]}
        return get_object_or_404(self.model._default_manager.all(), pk=self.kwargs[self.word], **of)

    def get_success_url(self) -> str:
        """Return the address of the organisation's page."""
        return reverse("organisation", args=[self.kwargs["organisation"]]) + self.anchor


class WithdrawInvitation(OrganisationButton):
    """The button that takes an invitation back."""

    rule = may_withdraw_invitation
    model, word, action = Invitation, "invitation", withdraw_invitation
    success = gettext_lazy("The invitation has been withdrawn.")


class SendInvitationAgain(OrganisationButton):
    """The button that sends the letter about an invitation once more."""

    rule = may_send_invitation_again
    model, word, action, anchor = Invitation, "invitation", send_invitation_again, "#invitations"
    success = gettext_lazy("The invitation is on its way once more.")


class DelegationButton(OrganisationButton):
    """A button beside a delegation."""

    model, word, organisation_field = Delegation, "delegation", "giver"


class WithdrawDelegation(AskFirstPage, DelegationButton):
    """The button that withdraws a delegation, after it has asked."""

    rule = may_withdraw_delegation
    title = gettext_lazy("Withdraw the delegation")
    action = withdraw_delegation
    success = gettext_lazy("The delegation has been withdrawn. You can undo it below for 30 days.")

    def get_consequences(self) -> Sequence[Words]:
        """Return what ends."""
        one: Delegation = self.subject
        called = RoleKind(one.kind).called_in(one.giver.kind)
        said = {"person": one.holder, "organisation": one.giver.name, "role": called}
        return [
            _("%(person)s no longer acts for %(organisation)s as %(role)s from today.") % said,
            _("It can be undone for 30 days."),
        ]

    def get_back_url(self) -> str:
        """Return the address of the organisation's page."""
        return self.get_success_url()


class UndoWithdrawal(DelegationButton):
    """The button that lets a withdrawn delegation hold again."""

    rule = may_undo_withdrawal
    action = undo_withdrawal
    success = gettext_lazy("The delegation holds again.")


class LogPage(OfOrganisation, ListPage):
    """The log of what was done in the name of an organisation."""

    rule = may_read_log
    template_name = "people/pages/log.html"
    page_size = LOG_ON_A_PAGE

    def get_rows(self) -> QuerySet[Entry]:
        """Return the entries, the newest first."""
        return entries_of(self.subject)

    def lines(self, rows: Any) -> list[LogLine]:
        """Return the entries of a page in words."""
        return log_lines(rows)
