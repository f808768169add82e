"""A partnership: who is in it, and its cohorts."""

from dataclasses import dataclass
from datetime import date

from loftet.people.models import Organisation
from loftet.programme.models import Cohort, Partnership
from loftet.programme.queries.cohort import listed_cohorts


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """What the page of a partnership shows."""

    partnership: Partnership
    members: tuple[Organisation, ...]
    cohorts: tuple[Cohort, ...]

    @property
    def take_part(self) -> int:
        """Return how many municipalities take part in all its cohorts."""
        return sum(one.take_part for one in self.cohorts)


def partnership_page(partnership: Partnership, today: date) -> PartnershipPage:
    """Return the page of a partnership; two queries."""
    rows = partnership.members.on(today).select_related("organisation")
    return PartnershipPage(
        partnership=partnership,
        members=tuple(row.organisation for row in rows),
        cohorts=tuple(listed_cohorts(today).filter(partnership=partnership)),
    )
