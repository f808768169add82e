"""Buttons on «min side»: answers to invitations, roles given up, disqualifications lifted."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.verdicts import anybody
from loftet.core.words import Words
from loftet.people.actions.disqualifications import lift_disqualification
from loftet.people.actions.invitations import accept, decline
from loftet.people.actions.roles import end_role, withdraw_delegation
from loftet.people.models import Disqualification, Invitation, Role
from loftet.people.pages.base import SignedInButton
from loftet.people.rules import may_answer, may_lift


class OwnButton(SignedInButton):
    """A button on the person's own page."""

    def get_success_url(self) -> str:
        """Return the address of the person's own page."""
        return reverse("my_page")


class AnswerInvitation(OwnButton):
    """Answer yes or no to an invitation."""

    rule = may_answer

    def get_subject(self) -> Invitation:
        """Return the invitation; the rule of the answer asks whose it is."""
        rows = Invitation.objects.select_related("organisation")
        return get_object_or_404(rows, pk=self.kwargs["invitation"])

    @property
    def is_yes(self) -> bool:
        """Check whether the answer is yes."""
        return self.request.POST.get("answer") == "yes"

    def run(self) -> None:
        """Save the answer."""
        answer: Any = accept if self.is_yes else decline
        answer(self.subject, actor=self.actor)

    def get_success(self) -> Words:
        """Return what was answered."""
        if not self.is_yes:
            return _("You have said no to the invitation.")
        organisation = self.subject.organisation.name
        return _("You now take part for %(organisation)s.") % {"organisation": organisation}


class GiveUpRole(OwnButton):
    """End a role of one's own; one by delegation is given back."""

    rule = anybody  # nobody's but the person's own is found
    success = gettext_lazy("The role has ended.")

    def get_subject(self) -> Role:
        """Return the role, of the person's own."""
        rows = Role.objects.select_related("delegation__giver")
        return get_object_or_404(rows, pk=self.kwargs["role"], user=self.actor.person)

    def run(self) -> None:
        """End it, or withdraw the delegation that it is by."""
        if self.subject.delegation is not None:
            withdraw_delegation(self.subject.delegation, actor=self.actor)
        else:
            end_role(self.subject, actor=self.actor)


class LiftDisqualification(OwnButton):
    """Lift a disqualification on a thing, one's own."""

    rule = may_lift
    action = lift_disqualification

    def get_subject(self) -> Disqualification:
        """Return the declaration, of the person's own."""
        own = Disqualification.objects.filter(user=self.actor.person)
        return get_object_or_404(own, pk=self.kwargs["disqualification"])
