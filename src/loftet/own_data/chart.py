"""The line chart of a series: its figures by year, those without a number as gaps."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from loftet.charts.line import Line, LineView, Point
from loftet.charts.line_drawing import line_svgs
from loftet.own_data.figures import Figure, span_of
from loftet.own_data.models import Covers, OwnFile
from loftet.ui.numbers import number_style

FEWEST = 3  # numbers; of fewer, the table says all
PARTS_OF_YEARS = (Covers.HALF_YEAR, Covers.QUARTER, Covers.MONTH)


def chart_of(file: OwnFile, figures: Sequence[Figure], place: str) -> SafeString:
    """Return the chart of a file's figures in the sizes of pages.

    It is empty where few of them have numbers, and where several are of one year.
    """
    years = {one.year for one in figures}
    numbers = [one for one in figures if one.value is not None]
    if file.covers in PARTS_OF_YEARS or len(years) < len(figures) or len(numbers) < FEWEST:
        return SafeString()
    rising = sorted(figures, key=lambda one: one.year)
    view = LineView(
        title=file.title,
        description=_("The figures of %(place)s, year by year.") % {"place": place},
        unit=file.unit,
        decimals=file.decimals,
        numbers=number_style(),
        year_word=_("Year"),
        own=Line(place, tuple(Point(one.year, one.number, mark=str(one.gap)) for one in rising)),
        years_in_one=max(span_of(one.period) for one in rising),
        year_names={one.year: one.period for one in rising if file.covers == Covers.SCHOOL_YEAR},
        cut_word=_("The axis begins at %s"),
    )
    return mark_safe(line_svgs(view, f"own-{file.pk}"))  # noqa: S308 - drawn by us, every text escaped
