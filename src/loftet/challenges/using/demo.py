"""The use of indicators in Demodalen, made up: read from `catalogue/demo_programme`."""

from loftet.challenges.choosing.models import ChosenIndicator
from loftet.challenges.using.actions import use_indicator
from loftet.core.demo import Cells, Demo
from loftet.people.demo import then
from loftet.places.models import Place

COLUMNS = ("place", "day", "by", "indicator", "kind", "text", "link")


def tell_of_uses(demo: Demo) -> None:
    """Create the ties from chosen indicators to what the municipalities do.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each("indicator_uses.csv", COLUMNS, lambda row: _used(demo, row))


def _used(demo: Demo, row: Cells) -> None:
    place = Place.objects.get(slug=row["place"])
    chosen = ChosenIndicator.objects.select_related("set").get(set__place=place, indicator=row["indicator"])
    written = {"chosen": chosen, **{name: row[name] for name in ("kind", "text", "link")}}
    then(demo, row["by"], demo.day(row["day"]), use_indicator, place, written)
