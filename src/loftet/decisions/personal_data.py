"""What matters hold about a person, as it is told and handed out; the minutes name others than users."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from loftet.decisions.models import Departure, Matter, Treatment
from loftet.people.personal_data import DataDescription, DataTable, Group, pointing

CASE = _("for good, as part of the case; of an erased person only the number is left")
ARCHIVED = _(
    "so that it can be seen later how something was decided: what a public body decides follows the archives"
    " act («arkivlova»)"
)

TABLES: Mapping[str, DataTable] = {
    "matters": DataTable(
        DataDescription(Group.DONE, _("Matters that you began"), ARCHIVED, CASE),
        pointing(Matter, "created_by"),
        shown=("title", "created", "acting_for", "state"),
        newest="created",
    ),
    "treatments": DataTable(
        DataDescription(
            Group.DONE, _("How matters are treated, where you planned or recorded it"), ARCHIVED, CASE
        ),
        pointing(Treatment, "recorded_by"),
        shown=("matter__title", "kind", "outcome", "recorded", "acting_for"),
        newest="recorded",
    ),
    "departures": DataTable(
        DataDescription(Group.DONE, _("What you let leave the house, and to whom"), ARCHIVED, CASE),
        pointing(Departure, "by"),
        shown=("matter__title", "what", "receiver", "when", "journalled", "entry"),
        newest="when",
    ),
}
