"""The forms of a need: written in four steps, shared, closed; and who reads it first."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.agreements.models import Agreement
from loftet.challenges.models import Challenge
from loftet.challenges.queries import challenge_name
from loftet.core.pages import EditPage, FirstStepPage, OnlyRowPage, WritingPage
from loftet.core.registry import add_parameters
from loftet.core.versions import row_or_new
from loftet.needs.actions import change_need, close_need, set_reading, share_need, write_need
from loftet.needs.checks import checks_of
from loftet.needs.forms import AmountForm, CloseForm, FirstForm, ShareForm, TagsForm, WhatForm
from loftet.needs.models import Need, ReviewSetting
from loftet.needs.pages.need import OfNeed
from loftet.needs.queries import Origin, written_from
from loftet.needs.rules import may_change, may_close, may_set_reading, may_share, may_write
from loftet.people.pages.base import OfOrganisationMixin

CHALLENGE, AGREEMENT, NEED = "utfordring", "avtale", "behov"
STEPS = ("need_create", "need_what", "need_amount", "need_tags")
add_parameters((CHALLENGE, AGREEMENT, NEED))


class NeedCreate(OfOrganisationMixin, FirstStepPage):
    """Step 1: what is it about, and is it a purchase at all?"""

    rule = may_write
    title = _("A new need")
    template_name = "needs/pages/form.html"
    button = _("Next: what is to become different")
    success = _("The draft is kept. Nobody else than your own organisation reads it.")
    form_class = FirstForm
    action = write_need
    steps, next_step = len(STEPS), STEPS[1]
    back_url = ("needs",)

    @cached_property
    def origin(self) -> Origin:
        """Return what the address says that the need is made from; what the reader may not see is nothing."""
        challenges = Challenge.objects.standing().filter(pk=self.key_in_address(CHALLENGE))
        agreements = Agreement.objects.filter(pk=self.key_in_address(AGREEMENT))
        needs = Need.objects.visible_to(self.actor).filter(pk=self.key_in_address(NEED))
        return Origin(challenges.first(), agreements.first(), needs.first())

    def save(self, form: Any) -> Need:
        """Create the draft, with the numbers of what it is made from."""
        filled = written_from(self.origin, self.subject)
        return write_need(self.subject, filled | dict(form.changes), actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, what it is made from, and the agreements that are there already."""
        rows = Agreement.objects.filter(organisation=self.subject).order_by("ends_on")
        return super().get_context(
            origin=self.origin,
            challenge_name=challenge_name(self.origin.challenge),
            agreements=[one for one in rows if one.last_day >= self.actor.today][:5],
            **more,
        )


class NeedForm(OfNeed, WritingPage):
    """A step of writing a need; what is kept is checked, and nothing is stopped by that."""

    rule = may_change
    action = change_need
    steps, record_page = len(STEPS), "need"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form with the check list of what is kept."""
        need = self.subject
        return super().get_context(advice=checks_of(need), is_shared=need.shared, **more)


class NeedWhat(NeedForm):
    """Step 2: what is to become different?"""

    title = _("What is to become different?")
    lead = _("Write what is to become better, and for whom. Suppliers answer how.")
    button = _("Next: volume and time")
    form_class = WhatForm
    step, next_step = 2, "need_amount"


class NeedAmount(NeedForm):
    """Step 3: how much, when, and what must not change?"""

    title = _("How much, and when?")
    lead = _("The volume decides whether it pays to deliver, alone or together with others.")
    button = _("Next: who finds it")
    form_class = AmountForm
    step, next_step = 3, "need_tags"


class NeedTags(NeedForm):
    """Step 4: by what do others find it?"""

    title = _("How do others find it?")
    lead = _("Goals and codes set your need beside those of others.")
    button = _("See the need")
    form_class = TagsForm
    step = 4


class NeedShare(OfNeed, EditPage):
    """Open a need to its readers."""

    rule = may_share
    title = _("Who is to read the need?")
    lead = _("From now on every change is told to those who follow it.")
    button = _("Share the need")
    success = _("The need is shared.")
    form_class = ShareForm
    action = share_need

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form with the check list."""
        return super().get_context(advice=checks_of(self.subject), **more)


class NeedClose(OfNeed, EditPage):
    """Close a need with what came of it."""

    rule = may_close
    title = _("What came of the need?")
    button = _("Close the need")
    success = _("The need is closed. Its page stays.")
    form_class = CloseForm
    action = close_need


class NeedReading(OfOrganisationMixin, OnlyRowPage):
    """Choose whether an organisation wants a second reader."""

    rule = may_set_reading
    title = _("Who reads a need before it is shared?")
    lead = _("Without a second reader the check list takes the place of one.")
    success = _("The choice is kept.")
    model = ReviewSetting
    fields = ("wants_reader",)
    action = set_reading
    back_url = ("organisation", "slug")

    def get_row(self) -> ReviewSetting:
        """Return what is chosen now."""
        return row_or_new(ReviewSetting, organisation=self.subject)
