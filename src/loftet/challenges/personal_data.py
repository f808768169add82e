"""What is kept about a person in what regions have picked or reported."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from loftet.challenges.models import Challenge
from loftet.people.personal_data import DataDescription, DataTable, Group, pointing

TEXTS = ("title", "text", "own_figures", "said_by")

TABLES: Mapping[str, DataTable] = {
    "challenges": DataTable(
        DataDescription(
            Group.DONE,
            _("Shared challenges that you picked or reported for a region"),
            _("so that the region knows who has spoken for it"),
            _("for good, as the region's own; of an erased person only the number is left"),
        ),
        pointing(Challenge, "picked_by"),
        shown=("region__name", "origin", "key", *TEXTS, "picked", "acting_for", "withdrawn"),
        newest="picked",
    )
}
