"""A municipality's own page in a cohort: where it stands, decisions, who is with it, its checklist."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import FormPage, Page, PostPage
from loftet.core.saving import denial_as_form_error
from loftet.core.verdicts import Verdict
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.models import Matter, Treatment
from loftet.decisions.queries.matters import how_it_stands
from loftet.decisions.queries.standing import last_delegation
from loftet.decisions.treatments.actions import Result
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.pages.base import SignedInPage
from loftet.people.pages.disqualify import DisqualifyPage
from loftet.people.queries.holders import own_people
from loftet.people.queries.organisation import waiting_invitations
from loftet.people.rules import may_appoint, may_delegate
from loftet.programme.finding import OfParticipation
from loftet.programme.models import Participation, ParticipationDecision, ParticipationState
from loftet.programme.participation.actions import (
    Naming,
    decide_by_delegation,
    name_people,
    proposal_of,
    say_what_it_means,
    use_matter,
)
from loftet.programme.participation.forms import DECIDED, DecisionForm, MeaningForm, PeopleForm
from loftet.programme.participation.queries import OwnPage, own_page
from loftet.programme.phases.queries import checklists
from loftet.programme.rules import (
    FROM_THE_START,
    may_decide,
    may_open_page,
    may_record,
    may_see_participation,
    states_after,
)


class OfMunicipality(OfParticipation, SignedInPage):
    """A page about a municipality in a cohort, which leads back to the municipality's own page."""

    @cached_property
    def own(self) -> OwnPage:
        """Return where the municipality stands."""
        return own_page(self.subject, self.actor.today, self.actor.now)

    def missing_kinds(self) -> list[RoleKind]:
        """Return the roles that nobody has and the reader may name somebody to."""
        return [
            one.kind for one in self.own.warnings if one.kind in FROM_THE_START and self.may_appoint(one.kind)
        ]

    def may_appoint(self, kind: RoleKind) -> Verdict:
        """Check whether the reader may name somebody to a role."""
        return may_appoint(self.actor.permissions, self.subject.organisation, kind, self.actor.today)

    def get_success_url(self) -> str:
        """Return the municipality's own page."""
        return self.subject.get_absolute_url()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the municipality and where it stands."""
        return super().get_context(own=self.own, **more)


class ParticipationPage(OfMunicipality, Page):
    """The page of where a municipality stands in a cohort, why, and what comes next."""

    rule = may_open_page
    template_name = "programme/pages/participation.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return all that is asked, decided and done."""
        found, permissions, today, page = self.subject, self.actor.permissions, self.actor.today, self.own
        phases = checklists(found, permissions, today)
        is_ours = permissions.has(found.organisation)
        return super().get_context(**more) | {
            "page": page,
            "matter_address": found.matter.get_absolute_url() if found.matter else "",
            "matter_stands": how_it_stands(found.matter.pk, today) if found.matter else None,
            "open_phases": [one for one in phases if one.closed is None],
            "closed_phases": [one for one in phases if one.closed is not None],
            "may_decide": bool(may_decide(permissions, found)),
            "may_tick": is_ours and page.standing.takes_part,
            "is_ours": is_ours,
            "may_name": self.missing_kinds(),
            "may_begin": bool(self.may_appoint(RoleKind.TOP_MANAGEMENT)),
        }


class MeaningPage(ParticipationPage, PostPage):
    """Record what an outcome means; what is refused is shown on the municipality's own page."""

    rule = may_record

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Record it, or show the page again."""
        rows = Treatment.objects.select_related("matter", "body").exclude(outcome="")
        organisation = self.subject.organisation
        row = get_object_or_404(rows, pk=self.kwargs["treatment"], matter__organisation=organisation)
        form = MeaningForm(request.POST)
        if not form.is_valid():
            messages.error(request, gettext("Choose what the outcome means."))
            return self.answer(422)
        state = ParticipationState(form.cleaned_data["state"])
        try:
            say_what_it_means(self.subject, row, state, form.cleaned_data["seen"], actor=self.actor)
        except ChangedMeanwhile as changed:
            messages.error(request, self.told_who_was_first() or str(changed))
            return self.answer(409)
        said = gettext("What the outcome means is recorded: %(what)s.") % {"what": state.label}
        messages.success(request, said)
        return redirect(self.get_success_url())

    def told_who_was_first(self) -> str:
        """Return who recorded the newest decision, and when: it may be the reader, in another tab."""
        if (first := self.subject.decisions.order_by("recorded").last()) is None:
            return ""
        by_reader = first.recorded_by_id == self.actor.permissions.user
        recorded = timezone.localtime(first.recorded)
        words = {
            "who": gettext("you") if by_reader else first.acting_for,
            "day": date_format(recorded, "j. F Y"),
            "time": date_format(recorded, "H:i"),
        }
        if recorded.date() != self.actor.today:
            said = gettext("A decision is recorded already (%(who)s, %(day)s). Look at it, and answer again.")
            return said % words
        said = gettext("A decision is recorded already (%(who)s, at %(time)s). Look at it, and answer again.")
        return said % words


class DecidePage(OfMunicipality, FormPage):
    """Record a decision by delegation, and what it means."""

    rule = may_record
    template_name = "programme/pages/municipality_form.html"
    title = _("Record a decision by delegation")
    button = _("Record the decision")
    success = _("The decision is recorded.")
    form_class = DecisionForm
    seen = "seen"

    def get_lead(self) -> str:
        """Return where the municipality stands."""
        return self.own.sentence

    def get_form_options(self) -> dict[str, Any]:
        """Return what can be decided, and what is likely."""
        states, invited = states_after(self.own.standing.state), timezone.localdate(self.subject.invited)
        return {"states": states, "invited": invited, "initial": likely(self.own, self.actor)}

    def save(self, form: DecisionForm) -> ParticipationDecision:
        """Record what the form says."""
        given = form.cleaned_data
        state, outcome, _words = DECIDED[given["decided"]]
        names = ("day", "decided_by", "document", "wording", "case_number")
        delegated = Result(outcome=outcome, **{name: given[name] for name in names})
        with denial_as_form_error():
            return decide_by_delegation(self.subject, delegated, state, given["seen"], actor=self.actor)

    def newest(self, form: DecisionForm) -> int:
        """Return the newest decision, which the page shows."""
        del self.own
        return self.own.seen


def likely(page: OwnPage, actor: Actor) -> dict[str, Any]:
    """Return what a decision by delegation most often says, from what is known."""
    found, withdraws = page.participation, page.standing.takes_part
    decided_by, document = last_delegation(found.organisation)
    return {
        "decided": ParticipationState.WITHDREW if withdraws else ParticipationState.TAKES_PART,
        "wording": "" if withdraws else proposal_of(found),
        "day": actor.today,
        "decided_by": decided_by,
        "document": document,
        "seen": page.seen,
    }


def may_name(actor: Actor, participation: Participation) -> Verdict:
    """Check whether an actor may name who is with it from the start."""
    kind, organisation = RoleKind.PROCUREMENT_OFFICER, participation.organisation
    seen = may_open_page(actor, participation)
    return seen and may_appoint(actor.permissions, organisation, kind, actor.today)


class NameRoles(OfMunicipality, FormPage):
    """Name who is missing."""

    rule = may_name
    template_name = "programme/pages/name_roles.html"
    title = _("Name who is missing")
    lead = _(
        "Business adviser and procurement officer are with it from the start. A colleague has the role at"
        " once; somebody else gets an invitation by e-mail."
    )
    button = _("Name them")
    success = ""
    form_class = PeopleForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the roles that nobody has, and who could be named."""
        return {
            "kinds": self.missing_kinds(),
            "colleagues": own_people(self.subject.organisation, self.actor.today),
        }

    def save(self, form: PeopleForm) -> None:
        """Name them, and say to whom a letter goes."""
        named = [Naming(*one) for one in form.named()]
        name_people(self.subject, named, actor=self.actor)
        words = {"people": "; ".join(str(one.colleague or one.email) for one in named)}
        messages.success(self.request, gettext("A letter is on its way to %(people)s.") % words)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return who was asked already, and whether somebody else can do it."""
        organisation, kinds = self.subject.organisation, dict.fromkeys(more["form"].kinds, True)
        permissions = self.actor.permissions
        return super().get_context(
            asked=waiting_invitations(organisation, self.actor, kinds),
            may_delegate=may_delegate(permissions, organisation, RoleKind.PROCUREMENT_OFFICER),
            **more,
        )


class ChooseMatter(OfMunicipality, PostPage):
    """Choose a matter of the municipality's own as the one that taking part rests on."""

    rule = may_open_page

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Choose it, and go back to the municipality's own page."""
        row = get_object_or_404(Matter, pk=self.kwargs["matter"], organisation=self.subject.organisation)
        use_matter(self.subject, row, actor=self.actor)
        said = gettext("Taking part now rests on this matter. Earlier decisions stay as they were.")
        messages.success(request, said)
        return redirect(self.get_success_url())


class Disqualify(OfMunicipality, PostPage, DisqualifyPage):
    """Declare to be disqualified on a participation, which is then closed to the person."""

    rule = may_see_participation
    success = _("You have declared to be disqualified. The page is closed to you.")

    def get_scope(self) -> str:
        """Return the municipality."""
        return self.subject.organisation.slug

    def get_success_url(self) -> str:
        """Return the person's own page."""
        return reverse("my_page")
