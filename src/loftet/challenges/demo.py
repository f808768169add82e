"""The challenges that Demodalen has picked and reported, made up: read from `catalogue/demo_programme`."""

from loftet.challenges.actions import pick_challenge, report_challenge, revise_challenge
from loftet.challenges.frozen import FrozenFinding
from loftet.challenges.models import About
from loftet.challenges.queries import find_finding
from loftet.core.demo import Cells, Demo
from loftet.people.demo import then
from loftet.places.models import Place
from loftet.status.edition import store
from loftet.status.region.views import region_in

REPORTED = ("title", "text", "said_by", "own_figures")
COLUMNS = ("origin", "region", "day", "by", "language", "indicator", *REPORTED)


def tell_of_challenges(demo: Demo) -> None:
    """Create what the region has picked of what the figures show, and what it has reported.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each("challenges.csv", COLUMNS, lambda row: _challenge(demo, row))


def _challenge(demo: Demo, row: Cells) -> None:
    day, by, language = demo.day(row["day"]), row["by"], row["language"]
    region = Place.objects.get(slug=row["region"])
    written = {name: row[name] for name in REPORTED}
    if row["origin"] == "reported":
        then(demo, by, day, report_challenge, region, written, language)
        return
    found = _found(demo.edition_on(day), region, row["indicator"])
    made = then(demo, by, day, pick_challenge, region, found, language)
    if written["text"] or written["own_figures"]:
        then(demo, by, day, revise_challenge, made, written)


def _found(edition_id: str, region: Place, indicator: str) -> FrozenFinding:
    """Return a shared challenge that an edition shows.

    Raises:
        ValueError: when it shows no such one.
    """
    edition = store().edition(edition_id)
    inside = region_in(region, edition)
    members = inside.members if inside else ()
    found = find_finding(store(), edition, members, About.INDICATOR, indicator)
    if found is None:
        raise ValueError(f"the edition shows no shared challenge of «{indicator}»")
    return found
