"""The form of an agreement."""

from django.utils.translation import gettext_lazy as _

from loftet.agreements.models import Agreement
from loftet.core.fields import day_field, number_field
from loftet.core.forms import RecordForm


class AgreementForm(RecordForm[Agreement]):
    """A framework agreement, as the calendar of the region shows it."""

    volume = number_field(_("Volume a year"))
    ends_on = day_field(_("It runs out on"))
    options_until = day_field(_("With all options, until"), required=False)

    class Meta:
        model = Agreement
        fields = ("title", "supplier", "ends_on", "options_until", "cpv", "volume", "unit", "source")
        labels = {
            "title": _("What is it about?"),
            "supplier": _("Supplier"),
            "cpv": _("CPV code"),
            "unit": _("Unit"),
            "source": _("Where is it written?"),
        }
        help_texts = {
            "cpv": _("The first digits are enough, such as 45232 for pipes. May be left out."),
            "source": _("A case number or a notice. Everybody reads this page: write no prices."),
        }
        error_messages = {
            "title": {"required": _("Write what the agreement is about.")},
            "supplier": {"required": _("Write who delivers.")},
            "source": {"required": _("Write where the agreement is written.")},
        }
