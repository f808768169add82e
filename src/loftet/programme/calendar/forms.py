"""Forms of a day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field, line, link_field, time_field
from loftet.core.forms import RecordForm
from loftet.programme.models import CalendarEntry, EntryKind


class DayForm(RecordForm[CalendarEntry]):
    """A day in the calendar of a cohort."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EntryKind.choices)
    title = line(_("What it is"), 200, _("Write what it is."))
    day = day_field(_("Day"))
    begins = time_field(_("Begins"))
    ends = time_field(_("Ends"))
    where = line(_("Where"), 200)
    link = link_field(
        _("Address to join or read"),
        _("Shown only to those who have a role in the cohort, and not in the calendar feed."),
    )

    class Meta:
        model = CalendarEntry
        fields = ("kind", "title", "day", "begins", "ends", "where", "link")
