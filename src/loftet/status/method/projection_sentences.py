"""Small places, the way to the target year, peers and explanations: how each is made, in plain words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from loftet.status.method.sentences import Chapter


def chapters_ahead(year: int, *, looks_ahead: bool, has_peers: bool) -> Iterator[Chapter]:
    """Return in words what an edition that looks along time, and among peers, does there."""
    if looks_ahead:
        yield Chapter("few", _("Where few are counted"), tuple(_few()))
        yield Chapter("ahead", _("The way to %(year)d") % {"year": year}, tuple(_ahead()))
    if has_peers:
        yield Chapter("peers", _("Similar municipalities"), tuple(_peers()))
    yield Chapter("parts", _("Where a score comes from"), tuple(_parts()))


def _few() -> Iterator[str]:
    yield _(
        "A share has an exact interval at 95 per cent (Clopper–Pearson), a rate one by Garwood. Two figures "
        "are called different only where their intervals say so."
    )
    yield _(
        "Where fewer than 20 are counted in a year, the newest years are put together, five at the most. "
        "Where fewer than 5 are counted, nothing is shown."
    )
    yield _(
        "The figure of a region is the sum of its counts. Where a municipality has no figure, the county's "
        "own published one is used, never a sum of the others. Numbers of people are rounded to tens, "
        "and not said below ten."
    )


def _ahead() -> Iterator[str]:
    yield _(
        "The newest figure is carried on with what is sure of its pace, on a scale that keeps shares between "
        "0 and 100 per cent. The interval is at 95 per cent. It was tried on earlier years, and "
        "made wider where it missed."
    )
    yield _(
        "It is called too uncertain to say where the interval is more than three times as wide as the middle "
        "half of the municipalities or, of a share, wider than 50 percentage points."
    )
    yield _(
        "A chance below 5 per cent is very unlikely, below 35 per cent unlikely, up to 65 per cent quite "
        "open, up to 95 per cent likely, "
        "and above that very likely."
    )


def _peers() -> Iterator[str]:
    yield _(
        "They are the members of an official group or, where none is given, the 15 municipalities nearest in "
        "inhabitants, density, area, centrality and form of Norwegian, measured in standard deviations. One "
        "is counted as sure where at least half of 200 other weightings choose it too."
    )
    yield _(
        "What was to be expected is a straight line through the same characteristics, fitted to the other "
        "municipalities, with an interval that held nine of ten. It is said only where the figure, with its "
        "own interval, lies wholly outside."
    )


def _parts() -> Iterator[str]:
    yield _(
        "The parts of a score, of its change between editions and of the gap to others are exact: they add "
        "up. Where several things changed at once, each has the mean of what it does in every order "
        "(Shapley's value)."
    )
