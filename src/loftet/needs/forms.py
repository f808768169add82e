"""The forms of a need: one question a step, and what is asked when it is shared or closed."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA, day_field, number_field
from loftet.core.forms import RecordForm
from loftet.needs.models import STANDS_FOR, Audience, Need
from loftet.openness.journal import JournalFields, basis_field
from loftet.status.goal_fields import GoalFields


class FirstForm(RecordForm[Need]):
    """The first question: what is it about, and is it a purchase at all?"""

    class Meta:
        model = Need
        fields = ("title", "way")
        labels = {"title": _("The need in one sentence"), "way": _("Is this a purchase at all?")}
        help_texts = {
            "title": _("What is to become different, for whom? Not what you want to buy."),
            "way": _(
                "Own staff, a partnership, a grant or the voluntary sector may be enough. Choose what is "
                "most likely."
            ),
        }
        error_messages = {"title": {"required": _("Write the need in one sentence.")}}


class WhatForm(RecordForm[Need]):
    """The step about what is to become different."""

    value = number_field(_("Today"), 4)
    wished = number_field(_("Wished"), 4)

    class Meta:
        model = Need
        fields = ("title", "problem", "effect", "users", "measure", "value", "wished")
        widgets = {"problem": AREA, "effect": AREA}
        labels = {
            "title": _("The need in one sentence"),
            "problem": _("This is how it is today"),
            "effect": _("This is how we want it"),
            "users": _("Who notices it?"),
            "measure": _("Measured as"),
        }
        help_texts = {
            "problem": _("With numbers, if you have them. Correct what is wrong in what was fetched."),
            "effect": _("An effect that can be measured. Not how it is to be done."),
            "users": _("Groups and services, not the names of persons."),
            "measure": _("Such as kWh for each square metre."),
        }


class AmountForm(RecordForm[Need]):
    """Volume, time and frames."""

    volume = number_field(_("Volume"))
    budget = number_field(_("Budget frame in kroner"), help_text=_("May be left out."))
    needed_by = day_field(_("Needed by"), required=False)

    class Meta:
        model = Need
        fields = (
            *("volume", "unit", "per", "needed_by", "ready_only", "constraints"),
            *("budget", "budget_hidden", "budget_basis"),
        )
        widgets = {"constraints": AREA}
        labels = {
            "unit": _("Unit"),
            "per": _("How often?"),
            "ready_only": _("Only what is ready to be used"),
            "constraints": _("What must not change?"),
            "budget_hidden": _("The budget frame is not public"),
        }
        help_texts = {
            "unit": _("Such as km of pipe, meals or square metres."),
            "ready_only": _("Solutions that are being developed or tried are not suggested then."),
            "constraints": _("Opening hours, quality, buildings, data: what a solution must leave as it is."),
            "budget_hidden": _("Only your own organisation reads it then."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["budget_basis"] = basis_field(_("By which paragraph?"))
        self.style_fields()


class TagsForm(GoalFields, RecordForm[Need]):
    """By what others find the need, and whom they ask."""

    class Meta:
        model = Need
        fields = ("cpv", "goals", "targets", "contact")
        labels = {"cpv": _("CPV code"), "contact": _("Whom do suppliers ask?")}
        help_texts = {
            "cpv": _("The first digits are enough, such as 45232 for pipes. May be left out."),
            "contact": _("A function and an address of the municipality, such as the switchboard."),
        }


class ShareForm(JournalFields, RecordForm[Need]):
    """The readers of a need, how long they read it, and whether it is to be entered in the journal."""

    expires_on = day_field(_("It runs out on"), help_text=_("A month before, you are asked to renew it."))

    class Meta:
        model = Need
        fields = ("audience", "expires_on", "journal", "journal_case")
        labels = {"audience": _("Who is to read it?")}
        help_texts = {
            "audience": _("It can be opened to more people later, not to fewer."),
            "journal": _(
                "What others read is no longer an internal draft. Answer when it is shared beyond your own "
                "organisation."
            ),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.expires_on:
            self.initial["expires_on"] = timezone.localdate() + STANDS_FOR
        if self.instance.shared is None:
            self.initial["audience"] = Audience.REGION


class CloseForm(RecordForm[Need]):
    """The outcome of a need."""

    class Meta:
        model = Need
        fields = ("outcome", "outcome_text")
        labels = {"outcome": _("What came of it?"), "outcome_text": _("In a sentence, if you want")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outcome"].required = True
