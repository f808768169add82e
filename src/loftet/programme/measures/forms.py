"""Forms of what is measured."""

from django.utils.translation import gettext_lazy as _

from loftet.core.fields import CommaField, day_field, line, number_field
from loftet.core.forms import PlainForm, RecordForm
from loftet.programme.models import Baseline


class BaselineForm(RecordForm[Baseline]):
    """The form of where a cohort began; a value that is left out is not known, and the source says why."""

    value = number_field(
        _("Value before the cohort began"),
        help_text=_("Leave it empty if it is not known. Write 0 only if you know that it was none."),
    )
    day = day_field(_("As of"))
    source = line(_("Source, or why it is not known"), 400, _("Write the source, or why it is not known."))
    aim = number_field(_("Aim"))
    aim_by = day_field(_("To be reached by"), required=False)

    class Meta:
        model = Baseline
        fields = ("value", "day", "source", "aim", "aim_by")


class ReadingForm(PlainForm):
    """A value that is told."""

    value = CommaField(
        label=_("Value"),
        max_digits=14,
        decimal_places=2,
        error_messages={"required": _("Write the value.")},
    )
    day = day_field(_("As of"))
    source = line(_("Source"), 400, _("Write the source."))
