"""Every finding about a region as rows of a file, also of what is neither a challenge nor a strength."""

from collections.abc import Iterator, Sequence

from loftet.core.export import Cells
from loftet.editions.shared import Shared
from loftet.methods.challenges import State
from loftet.status.edition import store
from loftet.status.shared_challenges.queries import Known, persons_of

HEADER = (
    *("kind", "key", "name", "state", "why", "sharing", "spared", "unknown", "own", "others", "unit"),
    *("persons", "persons_shown", "improving", "influence", "together", "inside", "outside"),
    *("p", "q", "p_strength", "q_strength"),
)


def finding_rows(known: Known) -> Iterator[Cells]:
    """Return the rows of the file: indicators, then targets, then goals, the surest challenges first."""
    challenges = [one for one in known.found.indicators if one.state is State.CHALLENGE]
    persons = persons_of(store(), known, challenges)
    parts: Sequence[tuple[str, Sequence[Shared]]] = (
        ("indicator", known.found.indicators),
        ("target", known.found.targets),
        ("goal", known.found.goals),
    )
    for kind, part in parts:
        for one in part:
            indicator = known.indicators.get(one.key) if kind == "indicator" else None
            about = persons.get(one.key)
            yield (
                *(kind, one.key, indicator.name if indicator else "", one.state.value, one.why.value),
                *("; ".join(known.names(codes)) for codes in (one.sharing, one.spared, one.unknown)),
                *(one.own, one.others, indicator.unit if indicator else ""),
                *((about.number, about.shown.value) if about else (None, "")),
                "" if one.improving is None else str(one.improving).lower(),
                (indicator.influence or "") if indicator else "",
                "; ".join(one.related),
                *(
                    "; ".join(place.name for place in known.linked(codes))
                    for codes in (one.inside, one.outside)
                ),
                *(one.p, one.q, one.p_strength, one.q_strength),
            )
