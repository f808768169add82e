"""The figures of a municipality, counted: there, applying, known, with a part in a score."""

from collections.abc import Sequence

from loftet.editions.rows import Indicator, Reading, ValueStatus
from loftet.status.municipality import sentences
from loftet.status.queries.basis import counts, is_scored


def ladder(name: str, own: Sequence[tuple[Indicator, Reading]]) -> str:
    """Return in words how many indicators there are, apply, are known, and count."""
    known = [one for one in own if one[1].value is not None]
    others = [one for one in known if not is_scored(*one)]
    return sentences.ladder(
        name,
        sentences.Ladder(
            every=len(own),
            applying=sum(reading.status is not ValueStatus.NOT_APPLICABLE for _one, reading in own),
            known=len(known),
            scored=len(known) - len(others),
            background=bool(others) and not any(counts(*one) for one in others),
            judged=all(reading.judged for _one, reading in own),
        ),
    )
