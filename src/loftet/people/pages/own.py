"""Buttons on «min side»: answers to invitations, roles given up, disqualifications lifted."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.pages import AskFirstPage, FormPage
from loftet.core.refusals import log_refusal
from loftet.core.registry import tasks_for
from loftet.core.verdicts import Denied, NotAllowed, anybody
from loftet.core.words import Words
from loftet.invalid_input import InvalidInput
from loftet.people.access import client_hash_of
from loftet.people.actions.access_requests import Applicant, ask_for_access
from loftet.people.actions.disqualifications import lift_disqualification
from loftet.people.actions.invitations import accept, decline
from loftet.people.actions.leaving import leave
from loftet.people.actions.own import Card, write_card
from loftet.people.actions.roles import end_role, undo_end, undo_withdrawal, withdraw_delegation
from loftet.people.forms import AccessForm, LeaveForm
from loftet.people.letters import about_role
from loftet.people.models import Disqualification, Invitation, Role, RoleKind
from loftet.people.pages.base import SignedInButton, SignedInPage, ending
from loftet.people.rules import (
    is_last_leader,
    may_answer,
    may_end_role,
    may_hand_over,
    may_leave_all,
    may_lift,
    may_withdraw_delegation,
)
from loftet.places.queries import municipalities_on

LONGEST_NAME = 200


class OwnButton(SignedInButton):
    """A button on the person's own page."""

    success_url = ("my_page",)


class AnswerInvitation(OwnButton):
    """Answer yes or no to an invitation."""

    rule = may_answer
    role: Role | None = None

    def get_subject(self) -> Invitation:
        """Return the invitation; the rule of the answer asks whose it is."""
        rows = Invitation.objects.select_related("organisation")
        return get_object_or_404(rows, pk=self.kwargs["invitation"])

    @property
    def is_yes(self) -> bool:
        """Check whether the answer is yes."""
        return self.request.POST.get("answer") == "yes"

    @property
    def asks_name(self) -> bool:
        """Check whether the answer comes with the name of somebody who has none."""
        return "name" in self.request.POST and not self.actor.person.name

    @property
    def name(self) -> str:
        """Return the name that was written."""
        return self.request.POST.get("name", "").strip()

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Save the answer; a yes without a name is asked for it first."""
        if self.is_yes and self.asks_name and not 0 < len(self.name) <= LONGEST_NAME:
            told = _("Write your name, in at most %(most)d characters.")
            messages.error(request, told % {"most": LONGEST_NAME})
            return redirect("my_page")
        return super().post(request, *args, **kwargs)

    def run(self) -> None:
        """Save the answer, and the name of somebody who had none."""
        if not self.is_yes:
            decline(self.subject, actor=self.actor)
            return
        self.role, person = accept(self.subject, actor=self.actor), self.actor.person
        if self.asks_name:
            write_card(person, Card(self.name, person.telephone, person.language))

    def get_success_url(self) -> str:
        """Return the page that greets somebody with a new role, when all invitations are answered."""
        more = Invitation.objects.waiting(self.actor.now).to(self.actor.person.email)
        if self.role is None or more.exists():
            return super().get_success_url()
        return reverse("welcome", args=[self.role.pk])

    def get_success(self) -> Words:
        """Return what was answered."""
        if not self.is_yes:
            return _("You have said no to the invitation.")
        organisation = self.subject.organisation.name
        return _("You now take part for %(organisation)s.") % {"organisation": organisation}


class WelcomePage(SignedInPage):
    """The first page of somebody who has said yes: what the role asks, and two things to do."""

    rule = anybody  # nobody's but the person's own is found
    template_name = "people/pages/welcome.html"

    def get_subject(self) -> Role:
        """Return the role, of the person's own."""
        rows = Role.objects.on(self.actor.today).select_related("organisation")
        return get_object_or_404(rows, pk=self.kwargs["role"], user=self.actor.person)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what the role asks, and what waits first."""
        about = about_role(RoleKind(self.subject.kind)).split("\n")
        first = list(islice({one.what: one for one in tasks_for(self.actor)}.values(), 2))
        return super().get_context(about=[one for one in about if one], first=first, **more)


class LeavePage(SignedInPage, FormPage):
    """«I am leaving»: the last day, one successor for all roles, and what is still open."""

    rule = may_leave_all
    title = gettext_lazy("I am leaving")
    template_name = "people/pages/leave.html"
    form_class = LeaveForm
    button = gettext_lazy("End my roles after this day")
    danger = True
    success = ""
    success_url = back_url = ("my_page",)

    def get_form_options(self) -> dict[str, Any]:
        """Return today, which is the first day that can be the last."""
        return {"today": self.actor.today}

    def save(self, form: LeaveForm) -> None:
        """End the roles, and say to whom it went."""
        sent = leave(form.cleaned_data["last_day"], form.cleaned_data["email"], actor=self.actor)
        said = _("Your roles end after the last day. You can undo it here for 30 days.")
        if sent:
            said += " " + _("A letter is on its way to %(people)s.") % {"people": sent[0].email}
        messages.success(self.request, said)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the roles with what becomes of each, and the open tasks."""
        rows = Role.objects.on(self.actor.today).filter(user=self.actor.person)
        roles = rows.select_related("organisation__place", "user", "delegation")
        shown = [
            (one, may_hand_over(self.actor, one), is_last_leader(one, self.actor.today))
            for one in roles.order_by("organisation", "pk")
        ]
        return super().get_context(roles=shown, waiting=list(tasks_for(self.actor)), **more)


class AskForAccessPage(FormPage):
    """A form for those without a role: it goes to who facilitates in the region."""

    template_name = "people/pages/access_request.html"
    rule = anybody
    title = gettext_lazy("Ask for access")
    lead = gettext_lazy(
        "Your request goes by e-mail to those who lead the work in your region. They can invite you."
    )
    form_class = AccessForm
    button = gettext_lazy("Send the request")
    success = gettext_lazy("The request is on its way to those who lead the work in your region.")
    success_url = ("access_request",)
    back_url = ("sign_in",)

    def get_form_options(self) -> dict[str, Any]:
        """Return the municipalities, and who is signed in."""
        user = self.actor.user
        initial = {"name": user.name, "email": user.email} if user else {}
        return {"places": municipalities_on(self.actor.today), "initial": initial}

    def save(self, form: AccessForm) -> None:
        """Send the request; where there have been too many, say so in the form."""
        given = form.cleaned_data
        applicant = Applicant(given["name"], given["email"], given["text"], client_hash_of(self.request))
        try:
            ask_for_access(given["place"], applicant, now=self.actor.now, today=self.actor.today)
        except NotAllowed as refused:
            log_refusal(refused.denied)
            raise InvalidInput.because(str(refused.denied.reason)) from refused


class OwnRole(OwnButton):
    """A page about a role of the person's own."""

    rule = anybody  # nobody's but the person's own is found

    def get_subject(self) -> Role:
        """Return the role, of the person's own."""
        rows = Role.objects.select_related("delegation__giver", "organisation", "user")
        return get_object_or_404(rows, pk=self.kwargs["role"], user=self.actor.person)


class GiveUpRole(AskFirstPage, OwnRole):
    """End a role of one's own; one by delegation is given back."""

    title = gettext_lazy("End this role")
    template_name = "people/pages/end_role.html"
    success = gettext_lazy("The role has ended. You can undo it here for 30 days.")

    def get_back_url(self) -> str:
        """Return the address of the person's own page."""
        return self.get_success_url()

    def get_consequences(self) -> Sequence[Words]:
        """Return what ends."""
        return ending(self.subject, alone=len(self.actor.permissions.in_(self.subject.organisation)) == 1)

    def get_denial(self) -> Denied | None:
        """Return why the role cannot end."""
        if self.subject.delegation is not None:
            verdict = may_withdraw_delegation(self.actor, self.subject.delegation)
        else:
            verdict = may_end_role(self.actor, self.subject)
        return verdict if isinstance(verdict, Denied) else None

    def may_hand_over(self) -> bool:
        """Check whether the role can be handed over instead."""
        return bool(may_hand_over(self.actor, self.subject))

    def run(self) -> None:
        """End it, or withdraw the delegation that it is by."""
        if self.subject.delegation is not None:
            withdraw_delegation(self.subject.delegation, actor=self.actor)
        else:
            end_role(self.subject, actor=self.actor)


class TakeUpRole(OwnRole):
    """Undo that one has ended a role of one's own."""

    success = gettext_lazy("You have the role again.")

    def run(self) -> None:
        """Restore the role, or the delegation that it is by."""
        if self.subject.delegation is not None and self.subject.delegation.withdrawn is not None:
            undo_withdrawal(self.subject.delegation, actor=self.actor)
        else:
            undo_end(self.subject, actor=self.actor)


class LiftDisqualification(OwnButton):
    """Lift a disqualification on a thing, one's own."""

    rule = may_lift
    action = lift_disqualification

    def get_subject(self) -> Disqualification:
        """Return the declaration, of the person's own."""
        own = Disqualification.objects.filter(user=self.actor.person)
        return get_object_or_404(own, pk=self.kwargs["disqualification"])
