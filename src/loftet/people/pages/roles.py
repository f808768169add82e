"""The pages about one role in an organisation: handed over, ended, given back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.pages import AskFirstPage
from loftet.core.verdicts import Denied
from loftet.core.words import Words
from loftet.people.actions.invitations import Terms, invite
from loftet.people.actions.roles import end_role, hand_over, undo_end
from loftet.people.forms import HandOverForm
from loftet.people.models import Invitation, Organisation, Role, RoleKind
from loftet.people.pages.base import SignedInButton, SignedInPage, ending
from loftet.people.pages.organisation import SendPage
from loftet.people.queries.organisation import possible_successors, waiting_invitations
from loftet.people.rules import may_end_role, may_hand_over, may_open_end_of_role, may_undo_end


class OfRole(SignedInPage):
    """A page about a role in an organisation."""

    subject: Role

    def get_subject(self) -> Role:
        """Return the role that the address names."""
        rows = Role.objects.select_related("organisation__place", "user", "delegation")
        named = {"pk": self.kwargs["role"], "organisation__slug": self.kwargs["organisation"]}
        return get_object_or_404(rows, **named)

    def get_success_url(self) -> str:
        """Return where to go on: one who gives up the only role has no access to the organisation's page."""
        of = self.subject.organisation
        gone = self.subject.user_id == self.actor.person.pk and len(self.actor.permissions.in_(of)) == 1
        return reverse("my_page") if gone else reverse("organisation", args=[of.slug])


class HandOverPage(OfRole, SendPage):
    """Hand a role over to somebody else, after an election or a change of job."""

    rule = may_hand_over
    title = gettext_lazy("Hand over a role")
    button = gettext_lazy("Hand over")
    form_class = HandOverForm

    @property
    def organisation(self) -> Organisation:
        """Return the organisation of the role."""
        return self.subject.organisation

    def get_form_options(self) -> dict[str, Any]:
        """Return who could take over."""
        return {"colleagues": possible_successors(self.subject, self.actor.today)}

    def get_lead(self) -> str:
        """Return what the form is about."""
        return _("%(name)s is %(role)s until the new one has said yes.") % {
            "name": self.subject.user,
            "role": RoleKind(self.subject.kind).called_in(self.subject.organisation.kind),
        }

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return who is asked to take over already, too."""
        rights = {RoleKind(self.subject.kind): True}
        asked = waiting_invitations(self.organisation, self.actor, rights)
        return super().get_context(asked=[one for one in asked if one.replaces == self.subject.pk], **more)

    def save(self, form: HandOverForm) -> Role | Invitation:
        """Pass the role on to a colleague at once, or send an invitation."""
        if to := form.cleaned_data["colleague"]:
            messages.success(self.request, _("The role has been handed over."))
            return hand_over(self.subject, to, actor=self.actor)
        terms = Terms(RoleKind(self.subject.kind), replaces=self.subject)
        return self.send(invite, form.cleaned_data["email"], terms)


class EndRole(AskFirstPage, OfRole, SignedInButton):
    """The button that ends a role, after it has asked."""

    rule = may_open_end_of_role
    title = gettext_lazy("End this role")
    template_name = "people/pages/end_role.html"
    action = end_role
    may_hand_over = True
    success = gettext_lazy("The role has ended. You can undo it below for 30 days.")
    back_url = ("organisation", "organisation.slug")

    def get_consequences(self) -> Sequence[Words]:
        """Return what ends."""
        return ending(self.subject)

    def get_denial(self) -> Denied | None:
        """Return why the role cannot end."""
        verdict = may_end_role(self.actor, self.subject)
        return verdict if isinstance(verdict, Denied) else None


class UndoEnd(OfRole, SignedInButton):
    """The button that gives a role back that was ended."""

    rule = may_undo_end
    action = undo_end
    success = gettext_lazy("The role is held again.")
