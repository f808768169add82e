"""The page of a workshop: what the municipalities of a region have chosen, side by side on a large screen."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from loftet.challenges.choosing.models import Choice, ChosenIndicator
from loftet.challenges.choosing.queries import room_sets
from loftet.challenges.choosing.rules import may_choose
from loftet.challenges.choosing.sentences import what_is_common
from loftet.challenges.pages import OfRegion
from loftet.core.verdicts import anybody
from loftet.core.words import page_language
from loftet.places.models import Place
from loftet.places.queries import members_of
from loftet.status.edition import store
from loftet.status.shared_challenges.common import common_keys


@dataclass(frozen=True, slots=True)
class RoomMember:
    """A member in the room: how many it has chosen, where the reader may see that, and may change it."""

    place: Place
    count: int | None
    may_choose: bool


@dataclass(frozen=True, slots=True)
class RoomRow:
    """An indicator in the room: what each member has said of it, and whether the region shares it."""

    key: str
    name: str
    goal: str
    shared: bool
    cells: tuple[ChosenIndicator | None, ...]

    @property
    def count(self) -> int:
        """Return how many members have chosen it."""
        return sum(one is not None and one.state == Choice.CHOSEN for one in self.cells)

    @property
    def is_common(self) -> bool:
        """Check whether more than half of the members have chosen it."""
        return 2 * self.count > len(self.cells)


def room_rows(
    members: Sequence[RoomMember],
    rows: Iterable[ChosenIndicator],
    shared: Sequence[str],
    named: Mapping[str, tuple[str, str]],
) -> tuple[RoomRow, ...]:
    """Return a row for each indicator that is shared or chosen: what most have chosen first."""
    of: dict[str, dict[int, ChosenIndicator]] = defaultdict(dict)
    for one in rows:
        of[one.indicator][one.set.place_id] = one
    keys = [key for key in dict.fromkeys([*shared, *of]) if key in named]
    found = [
        RoomRow(key, *named[key], key in shared, tuple(of[key].get(one.place.pk) for one in members))
        for key in keys
    ]
    return tuple(sorted(found, key=lambda row: (-row.count, not row.shared)))


class ChoosingRoom(OfRegion):
    """The members' sets side by side, what most have chosen first."""

    rule = anybody
    template_name = "challenges/pages/room.html"

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the room."""
        return self.answer()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the members, and a row for each indicator that is shared or chosen."""
        places = list(members_of(self.subject, self.actor.today))
        own = [one.pk for one in places if self.actor.permissions.has(one)]
        said = room_sets(places, own)
        counts = Counter(one.set.place_id for one in said if one.state == Choice.CHOSEN)
        rows = tuple(one for one in said if one.series_id is None)  # own data is one place's
        members = [RoomMember(one, counts.get(one.pk), bool(may_choose(self.actor, one))) for one in places]
        edition, inside = self.here.edition, self.here.members
        shared = common_keys(store(), edition, inside) if edition and inside else ()
        table = room_rows(members, rows, shared, self.names())
        return super().get_context(**more) | {
            "members": members,
            "rows": table,
            "sentence": what_is_common([row.count for row in table], len(members)),
        }

    def names(self) -> Mapping[str, tuple[str, str]]:
        """Return the name and the goal of each indicator of the edition."""
        if self.here.edition is None:
            return {}
        language = page_language()
        return {one.key: (one.name, one.goal) for one in store().indicators(self.here.edition, language)}
