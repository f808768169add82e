"""The agreements of Demodalen, made up: read from `catalogue/demo_programme`."""

from decimal import Decimal

from loftet.agreements.actions import record_agreement
from loftet.core.demo import Cells, Demo
from loftet.people.demo import then
from loftet.people.models import Organisation

FILE = "agreements.csv"
COLUMNS = (
    *("organisation", "by", "day", "title", "supplier", "cpv", "volume", "unit"),
    *("ends_on", "options_until", "source"),
)


def tell_of_agreements(demo: Demo) -> None:
    """Create the agreement calendar.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each(FILE, COLUMNS, lambda row: _agreement(demo, row))


def _agreement(demo: Demo, row: Cells) -> None:
    organisation = Organisation.objects.get(slug=row["organisation"])
    written = {name: row[name] for name in ("title", "supplier", "cpv", "unit", "source")} | {
        "volume": Decimal(row["volume"]) if row["volume"] else None,
        "ends_on": demo.day(row["ends_on"]),
        "options_until": demo.day_or_none(row["options_until"]),
    }
    then(demo, row["by"], demo.day(row["day"]), record_agreement, organisation, written)
