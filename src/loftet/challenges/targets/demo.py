"""The targets that councils of Demodalen have adopted, made up: read from `catalogue/demo_programme`."""

from decimal import Decimal

from loftet.challenges.targets.actions import adopt_target
from loftet.core.demo import Cells, Demo
from loftet.people.demo import then
from loftet.places.models import Place

COLUMNS = ("place", "day", "by", "adopted", "indicator", "value", "year", "decision")


def tell_of_targets(demo: Demo) -> None:
    """Create the adopted targets.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each("adopted_targets.csv", COLUMNS, lambda row: _adopted(demo, row))


def _adopted(demo: Demo, row: Cells) -> None:
    written = {
        "indicator": row["indicator"],
        "value": Decimal(row["value"]),
        "year": int(row["year"]),
        "adopted_on": demo.day(row["adopted"]),
        "decision": row["decision"],
    }
    place = Place.objects.get(slug=row["place"])
    then(demo, row["by"], demo.day(row["day"]), adopt_target, place, written)
