"""The step of the hour of a municipality in which its case paper is made."""

from django.utils.translation import gettext as _

from loftet.challenges.hour.steps import StepState
from loftet.people.actor import Actor
from loftet.places.models import Place
from loftet.report_content.kinds import ReportKind
from loftet.reports.models import PlaceReport, address_of


def paper_made(_actor: Actor, place: Place) -> StepState:
    """Return whether a municipality has a case paper that is made. One query."""
    made = PlaceReport.objects.filter(place=place, kind=ReportKind.CASE_PAPER, made__isnull=False).exists()
    told = _("The case paper is made.") if made else _("Ready to be made.")
    return StepState(made, told, address_of(place))
