"""The focus areas of Demodalen, made up: read from `catalogue/demo_programme`."""

from loftet.challenges.focus.actions import begin_focus, join_focus
from loftet.challenges.focus.models import FocusArea
from loftet.challenges.models import Challenge
from loftet.core.demo import Cells, Demo
from loftet.people.demo import then
from loftet.places.models import Place

COLUMNS = ("region", "place", "day", "by", "title", "text", "indicators")


def tell_of_focus(demo: Demo) -> None:
    """Create the focus areas; a row without a text is a municipality that joins.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each("focus_areas.csv", COLUMNS, lambda row: _told(demo, row))


def _told(demo: Demo, row: Cells) -> None:
    region, place = (Place.objects.get(slug=row[name]) for name in ("region", "place"))
    day, by = demo.day(row["day"]), row["by"]
    if not row["text"]:
        focus = FocusArea.objects.get(region=region, title=row["title"])
        then(demo, by, day, join_focus, focus, place)
        return
    challenges = Challenge.objects.standing().filter(region=region, key__in=row["indicators"].split())
    written = {"title": row["title"], "text": row["text"], "lead": place, "challenges": challenges}
    then(demo, by, day, begin_focus, region, written)
