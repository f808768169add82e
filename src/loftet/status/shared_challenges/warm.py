"""Find in advance, when an edition is new, what each region and county has in common."""

from datetime import datetime

from loftet.places.queries import regions_on
from loftet.status.edition import current, store
from loftet.status.queries.chosen import day_of_codes, in_edition
from loftet.status.shared_challenges.queries import found_in


def warm_regions(_now: datetime) -> int:
    """Find what each region and county of the published edition has in common; return how many there are."""
    edition, reader = current().edition, store()
    if edition is None:
        return 0
    held = {place.code for place in reader.places(edition)}
    regions = regions_on(day_of_codes(edition))
    for region in regions:
        members = in_edition(region.members, edition).values()
        found_in(reader, edition, [one.code for one in members if one.code in held])
    return len(regions)
