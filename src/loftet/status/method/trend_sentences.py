"""The judging of a direction in plain words, from the rules that an edition was made by."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from loftet.methods.rules import Method, Toward, TrendKind
from loftet.status.method.sentences import Chapter, percent


def trend_chapter(method: Method) -> Chapter:
    """Return in words how the directions of an edition were judged."""
    return Chapter("trends", _("Where a figure is heading"), tuple(_lines(method)))


def _lines(method: Method) -> Iterable[str]:
    rule = method.trend
    if rule.kind is TrendKind.TWO_POINT:
        yield _("The direction is that of the line from the first to the last year with a figure.")
    else:
        yield _(
            "The direction is that of the line with the median of the slopes between every two years "
            "(Theil–Sen), so that a single odd year does not turn it. It takes at least five years."
        )
        yield _(
            "The slope has an interval (at %(level)s). Where it reaches from a pace that is on track to "
            "one that goes the wrong way, the direction is uncertain."
        ) % {"level": percent(method.uncertainty.level)}
    goal = (
        _("the best end of the scale")
        if rule.toward is Toward.UPPER
        else _("the target, or the best quarter where there is none,")
    )
    on_track, improving, stagnating = map(percent, rule.cuts)
    yield _(
        "The pace is held against the pace that would reach %(goal)s in %(year)d. From %(on_track)s of it "
        "the figure is on track, from %(improving)s it goes the right way, from %(stagnating)s it stands "
        "still, and below that it goes the wrong way."
    ) % {
        "goal": goal,
        "year": rule.target_year,
        "on_track": on_track,
        "improving": improving,
        "stagnating": stagnating,
    }
    yield _("What has been reached already is on track. Where there is no target, the word is «keeping up».")
