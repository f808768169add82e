"""Pictures of challenges: a strip of all municipalities for each, with the members named on top."""

from collections.abc import Collection, Mapping, Sequence

from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.values import values_of
from loftet.status.region.shared import StripPair, strips_of_members


def strips_of(
    store: EditionStore,
    edition: Edition | None,
    members: Sequence[PlaceInEdition],
    keys: Collection[str],
) -> Mapping[str, StripPair]:
    """Return the strips of indicators by key; one that cannot be drawn, or is none, is left out."""
    if edition is None or not members or not keys:
        return {}
    language = page_language()
    rows = store.indicator_rows(edition, members[0].code, language, [one.code for one in members[1:]])
    drawn = {
        row.indicator.key: strips_of_members(row, members, values_of(store, edition, row.indicator.key))
        for row in rows
        if row.indicator.key in keys
    }
    return {key: pair for key, pair in drawn.items() if pair is not None}
