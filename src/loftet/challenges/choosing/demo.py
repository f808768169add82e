"""The indicators that municipalities of Demodalen have chosen, made up: from `catalogue/demo_programme`."""

from collections.abc import Callable

from loftet.challenges.choosing.actions import add_indicators, adopt_set, publish_set
from loftet.challenges.choosing.candidates import Said
from loftet.challenges.choosing.models import Choice, IndicatorSet, Suggested
from loftet.challenges.choosing.queries import copy_of
from loftet.core.demo import Cells, Demo
from loftet.own_data.models import OwnSeries
from loftet.people.demo import then
from loftet.places.models import Place

FILE = "chosen_indicators.csv"
COLUMNS = ("what", "place", "day", "by", "about", "reason", "suggested_by")


def tell_of_choosing(demo: Demo) -> None:
    """Create the sets of municipalities: what was chosen on one day is one choice.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each(FILE, COLUMNS, _Told(demo))


class _Told:
    """The rows of the file: those that choose are gathered until one that keeps them."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.said: list[Said] = []

    def __call__(self, row: Cells) -> None:
        """Read one row.

        Raises:
            ValueError: when it says what nobody can do.
        """
        if row["what"] in Choice.values:
            self.said.append(_said(row))
        elif row["what"] in ("kept", "copied"):
            said, self.said = [*self.said, *_copied(row)], []
            self._do(row, add_indicators, Place.objects.get(slug=row["place"]), said)
        elif row["what"] in ("shown", "adopted"):
            chosen = IndicatorSet.objects.get(place__slug=row["place"])
            day = {"adopted_on": self.demo.day(row["day"])}
            self._do(row, *((publish_set, chosen) if row["what"] == "shown" else (adopt_set, chosen, day)))
        else:
            raise ValueError(f"«{row['what']}» is nothing that can be done with a set")

    def _do(self, row: Cells, action: Callable[..., object], *given: object) -> None:
        then(self.demo, row["by"], self.demo.day(row["day"]), action, *given)


def _said(row: Cells) -> Said:
    """Return what a row says of an indicator, or of a series of own data by its title."""
    series = OwnSeries.objects.filter(place__slug=row["place"], current__title=row["about"]).first()
    by = Suggested(row["suggested_by"] or Suggested.OWN)
    key = "" if series else row["about"]
    return Said(key, series.pk if series else None, Choice(row["what"]), row["reason"], by)


def _copied(row: Cells) -> tuple[Said, ...]:
    """Return what a row copies of the set of another municipality."""
    if row["what"] != "copied":
        return ()
    source = IndicatorSet.objects.published().get(place__slug=row["about"])
    return tuple(one for one in copy_of(source) if one.indicator in row["reason"].split())
