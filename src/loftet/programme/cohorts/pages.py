"""Cohorts: the page of each, and what those who run one do: begin, change, delete, invite."""

import re
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import EditPage, FormPage, GetPostPage, Page, VersionPage
from loftet.core.verdicts import anybody
from loftet.invalid_input import InvalidInput
from loftet.people.models import Organisation
from loftet.people.pages.base import SignedInPage
from loftet.places.models import Place
from loftet.programme.catalogue import ready_matters, said
from loftet.programme.cohorts.actions import (
    Invited,
    begin_cohort,
    delete_cohort,
    invite_places,
    revise_cohort,
)
from loftet.programme.cohorts.forms import CohortForm, NewCohortForm
from loftet.programme.cohorts.queries import (
    CanBeInvited,
    can_be_invited,
    cohort_page,
    cohorts,
    without_management,
)
from loftet.programme.finding import OfCohort
from loftet.programme.models import Cohort, Partnership
from loftet.programme.rules import leads_for, may_begin_cohort, may_delete, may_run, regions_to_lead
from loftet.ui.numbers import number_word


class CohortHome(OfCohort, Page):
    """The page of a cohort: who takes part, and what is open now."""

    rule = anybody
    template_name = "programme/pages/cohort.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what everybody reads of the cohort."""
        return super().get_context(page=cohort_page(self.subject, self.actor), **more)


class CohortCreate(SignedInPage, FormPage):
    """Begin a cohort; whom to invite is asked next."""

    rule = may_begin_cohort
    title = _("Begin a cohort")
    button = _("Make the cohort and invite")
    success = _("The cohort is a draft. Others see it when you have invited the first municipality.")
    template_name = "programme/pages/new_cohort.html"
    form_class = NewCohortForm
    back_url = ("cohorts",)

    @cached_property
    def leads(self) -> Any:
        """Return the organisations for which the reader may begin a cohort."""
        return Organisation.objects.filter(pk__in=leads_for(self.actor.permissions)).select_related("place")

    @cached_property
    def before(self) -> Cohort | None:
        """Return the newest cohort of these, from which the new one is copied."""
        return cohorts().filter(lead__in=self.leads).order_by("-begins", "-pk").first()

    def get_form_options(self) -> dict[str, Any]:
        """Return what can be chosen, and what is likely."""
        places = Place.objects.filter(kind__in=("region", "county"))
        today = self.actor.today
        regions = [one.pk for one in regions_to_lead(self.actor.permissions, self.leads, places, today)]
        alone = regions[0] if len(regions) == 1 else None
        copied = copy_of(self.before) if self.before else {}
        return {
            "choices": {"lead": self.leads, "region": Place.objects.filter(pk__in=regions)},
            "initial": {"begins": today, "language": "nb", "region": alone} | copied,
        }

    def save(self, form: NewCohortForm) -> Cohort:
        """Begin it."""
        written = dict(form.changes)
        partnership, lead, region = (written.pop(one) for one in ("partnership", "lead", "region"))
        return begin_cohort(partnership, lead, region, written, actor=self.actor)

    def get_success_url(self) -> str:
        """Return where the first municipalities are invited."""
        return reverse("invite_to_cohort", args=[self.saved.slug])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what the form was filled in from, and whether there is a partnership."""
        none = not Partnership.objects.exists()
        return super().get_context(before=self.before, no_partnership=none, **more)


def copy_of(before: Cohort) -> dict[str, object]:
    """Return what a new cohort takes from the one before it: all but its days, and the next number."""
    same = {name: getattr(before, name) for name in ("partnership", "lead", "region", "about", "language")}
    number = re.search(r"\d+", before.name)
    name = before.name.replace(number[0], str(int(number[0]) + 1), 1) if number else ""
    return same | {"name": name, "partners": before.partners.values_list("organisation", flat=True)}


class CohortFormPage(OfCohort, SignedInPage):
    """A form of those who run a cohort."""

    template_name = "programme/pages/cohort_form.html"


class CohortDelete(CohortFormPage, VersionPage):
    """Ask whether a draft is to be deleted, and delete it."""

    rule = may_delete
    lead = _(
        "Nobody has been invited, so nobody else has seen it. Its calendar goes with it. It cannot be brought"
        " back."
    )
    button = _("Delete the draft")
    danger = True
    success_url = ("cohorts",)

    def get_title(self) -> str:
        """Return which draft is deleted."""
        return gettext("Delete the draft «%(name)s»?") % {"name": self.subject.name}

    def run(self, written: dict[str, Any]) -> None:
        """Delete it."""
        self.success = gettext("The draft «%(name)s» is deleted.") % {"name": self.subject.name}  # type: ignore[misc]
        delete_cohort(self.subject, actor=self.actor)


class CohortEdit(CohortFormPage, EditPage):
    """Change the words, the time and the partners of a cohort."""

    rule = may_run
    title = _("Change the cohort")
    lead = _(
        "Name, time and partners can be changed. Region, lead and address stay. Matters that are prepared"
        " keep the name and the day that they tell: write to those who have them."
    )
    button = _("Save")
    success = _("What you wrote is kept.")
    model, form_class, action = Cohort, CohortForm, revise_cohort


# --- invited --------------------------------------------------------------------------------------


class CohortInvite(SignedInPage, OfCohort, GetPostPage):
    """Invite municipalities of the region, with a matter prepared for each when wished."""

    rule = may_run
    template_name = "programme/pages/invite.html"

    @cached_property
    def choice(self) -> CanBeInvited:
        """Return whom the cohort can invite."""
        return can_be_invited(self.subject, self.actor.today)

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Invite those who were chosen, and say to whom letters go."""
        sent = request.POST
        chosen = set(sent.getlist("municipality"))
        wanted = [one for one in (*self.choice.open, *self.choice.invited) if one.slug in chosen]
        emails = {one: sent.get(f"email-{one.slug}", "").strip() for one in self.choice.not_here}
        asked = {one: email for one, email in emails.items() if email}
        if not (wanted or asked):
            return self.answer(422, none_chosen=True, chosen=chosen)
        try:
            done = invite_places(self.subject, asked, sent.get("text", ""), wanted, actor=self.actor)
        except (InvalidInput, ValidationError) as refused:
            messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
            return self.answer(422, sent=emails, chosen=chosen)
        say_invited(request, done)
        return redirect("overview" if not done.without_management else "invite_to_cohort", self.subject.slug)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return whom the cohort can invite, with what was sent."""
        sent, chosen, texts = more.pop("sent", {}), more.pop("chosen", None), ready_matters()
        return super().get_context(
            open=[(one, chosen is None or one.slug in chosen) for one in self.choice.open],
            choice=self.choice,
            not_here=[(one, sent.get(one, "")) for one in self.choice.not_here],
            texts=[(key, said(one.name)) for key, one in texts.items() if not one.for_members],
            without=without_management(self.subject, self.actor.today),
            **more,
        )


def say_invited(request: HttpRequest, done: Invited) -> None:
    """Show how many were invited, and that some have nobody to tell."""
    number = len(done.new)
    if not number:
        messages.info(request, gettext("They were invited already, so nothing was done."))
        return
    said_so = ngettext(
        "One municipality has been invited.", "%(number)s municipalities have been invited.", number
    ) % {"number": number_word(number).capitalize()}
    if done.receivers:
        sent = gettext(
            "A letter is on its way to %(people)s. It says what is asked, how much time it takes and whom to"
            " ask."
        )
        said_so = f"{said_so} {sent % {'people': done.receivers}}"
    messages.success(request, said_so)
    if done.without_management:
        names = ", ".join(one.name for one in done.without_management)
        told = gettext("Nobody could be told in %(names)s: invite the first of the top management there.")
        messages.info(request, told % {"names": names})
